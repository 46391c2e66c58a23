import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotConnected, Refused, Stopping, SyncError } from '../domain/errors.ts';
import { VirtualClock } from '../testing/virtualClock.ts';
import { type Lane, lanes } from './lanes.ts';
import { createPacer, type Flight, type Turn } from './pacer.ts';
import { MemoryPacerStore } from './testing/memoryPacerStore.ts';

interface Options {
  callsPerWindow?: number;
  gapMs?: number;
  clock?: VirtualClock;
  store?: MemoryPacerStore;
  signal?: AbortSignal;
  atOnce?: 1 | 2;
}

function setup(options: Options = {}) {
  const clock = options.clock ?? new VirtualClock();
  const store = options.store ?? new MemoryPacerStore();
  const { callsPerWindow = 12, gapMs = 0, signal, atOnce = 1 } = options;
  const pacer = createPacer({
    clock,
    store,
    limits: () => ({ callsPerWindow, windowMs: 15_000, gapMs, timeZone: 'UTC' }),
    uptime: () => clock.monotonic() + 500_000,
    atOnce: () => atOnce,
    ...(signal ? { signal } : {}),
  });
  return { clock, store, pacer };
}

/** The greatest number of arrivals in any window of this length. */
function mostInAnyWindow(arrivals: number[], windowMs: number): number {
  const sorted = [...arrivals].sort((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length),
  );
}

describe('never more calls than allowed', () => {
  const arrival = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 6_000 })),
    lane: fc.constantFrom(...lanes),
    operation: fc.constantFrom('SaveData', 'GetData', 'GetData', 'Authenticate', 'pair'),
    takes: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 9_000 })),
    /** how far into the call Peoplevox sees it, 0 to 1 */
    seenAt: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    event: fc.constantFrom('none', 'none', 'none', 'restart', 'step back', 'step forward'),
    step: fc.integer({ min: 1, max: 7_200_000 }),
  });

  test('for any arrivals, slow lines, restarts and clock steps; one at a time, or two of which one is no save and no bulk read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(1, 2, 3, 5, 12, 15),
        fc.constantFrom<1 | 2>(1, 2),
        async (arrivals, callsPerWindow, atOnce) => {
          const clock = new VirtualClock();
          const store = new MemoryPacerStore();
          const seen: number[] = [];
          const wrong: unknown[] = [];
          let underWay: { lane: Lane; operation: string }[] = [];
          let stop = new AbortController();
          let { pacer } = setup({ callsPerWindow, clock, store, signal: stop.signal, atOnce });
          for (const { after, lane, operation, takes, seenAt, event, step } of arrivals) {
            await clock.advance(after);
            if (event === 'restart') {
              stop.abort();
              stop = new AbortController();
              // a call of the killed process may still be under way: it can arrive until now, and does not
              // any more after
              underWay = [];
              ({ pacer } = setup({ callsPerWindow, clock, store, signal: stop.signal, atOnce }));
            }
            if (event === 'step back') clock.stepWall(-step);
            if (event === 'step forward') clock.stepWall(step);
            const alive = stop.signal;
            const call = (name: string) => async () => {
              const mine = { lane, operation: name };
              underWay.push(mine);
              const together = underWay.filter((one) => one.operation !== 'pair');
              expect(underWay.length).toBeLessThanOrEqual(name === 'pair' ? 2 : atOnce);
              expect(together.length === 0 || together.length === underWay.length).toBe(true);
              expect(underWay.filter((one) => one.operation === 'SaveData').length).toBeLessThanOrEqual(1);
              if (together.length > 0)
                expect(underWay.filter((one) => one.lane === 'bulk').length).toBeLessThanOrEqual(1);
              if (underWay.some((one) => one.operation === 'Authenticate')) expect(underWay).toHaveLength(1);
              await clock.wait(takes * seenAt);
              if (!alive.aborted) seen.push(clock.monotonic());
              await clock.wait(takes * (1 - seenAt));
              underWay = underWay.filter((one) => one !== mine);
            };
            const ended =
              operation === 'pair'
                ? pacer.pair(lane, 'GetData', [call('pair'), call('pair')]).then((both) => {
                    for (const one of both ?? []) if (one.status === 'rejected') throw one.reason;
                  })
                : pacer.run(lane, operation, call(operation), { alone: operation === 'Authenticate' });
            ended.catch((thrown: unknown) => {
              if (!(thrown instanceof SyncError)) wrong.push(thrown);
            });
          }
          await clock.advance(20 * 60_000);
          if (wrong.length > 0) throw wrong[0];
          // the last is not cut off by a restart; one call in a window is no pair
          if (arrivals.at(-1)?.operation !== 'pair' || callsPerWindow > 1)
            expect(seen.length).toBeGreaterThan(0);
          expect(mostInAnyWindow(seen, 15_000)).toBeLessThanOrEqual(callsPerWindow);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a restart remembers the calls of the last window, though the wall clock was set forward an hour', async () => {
    const { clock, store, pacer } = setup();
    for (let i = 0; i < 12; i += 1) await clock.until(pacer.run('orders', 'SaveData', async () => undefined));
    const before = clock.monotonic();
    clock.stepWall(3_600_000);
    const again = setup({ clock, store });
    let at = 0;
    await clock.until(
      again.pacer.run('orders', 'GetData', async () => {
        at = clock.monotonic();
      }),
    );
    expect(at - before).toBeGreaterThan(8_000);
  });

  test('rows that lie in the future because the clock was set back count as made just now', async () => {
    const clock = new VirtualClock();
    const store = new MemoryPacerStore();
    for (let i = 0; i < 12; i += 1) {
      store.rows.push({
        at: clock.now().getTime() + 86_000_000,
        uptime: null,
        operation: 'GetData',
        lane: 'bulk',
      });
    }
    const { pacer } = setup({ clock, store });
    expect((await pacer.usage()).inWindow).toBe(12);
    await clock.until(pacer.run('orders', 'GetData', async () => undefined));
    expect(clock.monotonic()).toBeGreaterThanOrEqual(15_000);
  });

  test('a call that cannot be written down is not made', async () => {
    const { clock, store, pacer } = setup();
    store.record = () => Promise.reject(new Error('disk full'));
    let made = false;
    const call = pacer.run('orders', 'SaveData', async () => {
      made = true;
    });
    await expect(clock.until(call)).rejects.toBeInstanceOf(NotConnected);
    expect(made).toBe(false);
  });

  test('the row is committed before the call goes out', async () => {
    const { clock, store, pacer } = setup();
    let rowsWhenCalled = -1;
    await clock.until(
      pacer.run('orders', 'SaveData', async () => {
        rowsWhenCalled = store.rows.length;
      }),
    );
    expect(rowsWhenCalled).toBe(1);
  });
});

describe('who goes first', () => {
  /** Keeps these lanes busy and gives the time each call of each lane waited. */
  async function busy(minutes: number, load: Partial<Record<Lane, number>>) {
    const { clock, pacer } = setup();
    const waited: Record<Lane, number[]> = { orders: [], despatch: [], follow: [], reconcile: [], bulk: [] };
    let going = true;
    const keepAsking = async (lane: Lane) => {
      while (going) {
        const asked = clock.monotonic();
        await pacer.run(lane, 'GetData', () => clock.wait(150));
        waited[lane].push(clock.monotonic() - asked);
      }
    };
    for (const lane of lanes) for (let i = 0; i < (load[lane] ?? 0); i += 1) void keepAsking(lane);
    await clock.advance(minutes * 60_000);
    going = false;
    await clock.advance(120_000);
    return waited;
  }

  test('nobody starves while orders would take every call', async () => {
    const waited = await busy(10, { orders: 20, despatch: 1, follow: 1, reconcile: 1, bulk: 1 });
    // what design.md section 5 asks of each, in ten minutes
    expect(waited.despatch.length).toBeGreaterThanOrEqual(16);
    expect(waited.follow.length).toBeGreaterThanOrEqual(20);
    expect(waited.reconcile.length).toBeGreaterThanOrEqual(13);
    expect(waited.bulk.length).toBeGreaterThanOrEqual(50);
    expect(waited.orders.length).toBeGreaterThanOrEqual(180);
  });

  test('for any mix of busy lanes each gets calls within half a minute', async () => {
    const mix = fc.record({
      orders: fc.integer({ min: 0, max: 8 }),
      despatch: fc.integer({ min: 0, max: 3 }),
      follow: fc.integer({ min: 0, max: 3 }),
      reconcile: fc.integer({ min: 0, max: 3 }),
      bulk: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(mix, async (load) => {
        const waited = await busy(2, load);
        for (const lane of lanes) {
          if (load[lane] === 0) continue;
          expect(waited[lane].length).toBeGreaterThan(0);
          if (lane !== 'orders') expect(Math.max(...waited[lane])).toBeLessThan(load[lane] * 30_000);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('an order finds calls free though the stock report is being read', async () => {
    const { clock, pacer } = setup();
    for (let page = 0; page < 40; page += 1) void pacer.run('bulk', 'GetReportData', () => clock.wait(100));
    await clock.advance(5_000);
    const asked = clock.monotonic();
    for (let call = 0; call < 5; call += 1) await clock.until(pacer.run('orders', 'SaveData', async () => 1));
    expect(clock.monotonic() - asked).toBeLessThan(3_000);
  });

  test('calls of one lane keep their order, and only one is under way at a time', async () => {
    const { clock, pacer } = setup();
    const order: number[] = [];
    let under = 0;
    let most = 0;
    const calls = [1, 2, 3, 4].map((n) =>
      pacer.run('orders', 'SaveData', async () => {
        under += 1;
        most = Math.max(most, under);
        await clock.wait(50);
        under -= 1;
        order.push(n);
      }),
    );
    await clock.until(Promise.all(calls));
    expect(order).toEqual([1, 2, 3, 4]);
    expect(most).toBe(1);
  });
});

describe('two at once', () => {
  /** Names of calls that go into Peoplevox at the moments they begin, in a world where each takes so long. */
  function world(options: Options = {}) {
    const { clock, pacer, store } = setup({ atOnce: 2, ...options });
    const begun: string[] = [];
    const flights: Record<string, Flight> = {};
    const call = (name: string, lane: Lane, operation: string, takes: number, turn: Turn = {}) => {
      const flight = { shared: false };
      flights[name] = flight;
      return pacer.run(
        lane,
        operation,
        async () => {
          begun.push(name);
          await clock.wait(takes);
        },
        { ...turn, flight },
      );
    };
    return { clock, pacer, store, begun, flights, call };
  }

  test('a save waits for a save, and a read passes it; of both it is said that they were not alone', async () => {
    const { clock, begun, flights, call } = world();
    void call('save', 'orders', 'SaveData', 1_000);
    void call('save 2', 'orders', 'SaveData', 1_000);
    void call('read', 'follow', 'GetData', 200);
    await clock.advance(500);
    expect(begun).toEqual(['save', 'read']);
    await clock.advance(600);
    expect(begun).toEqual(['save', 'read', 'save 2']);
    expect(flights).toEqual({ save: { shared: true }, 'save 2': { shared: false }, read: { shared: true } });
  });

  test('a bulk read begins neither beside another nor while an order waits', async () => {
    const { clock, begun, call } = world();
    void call('page 1', 'bulk', 'GetReportData', 1_000);
    void call('page 2', 'bulk', 'GetReportData', 1_000);
    await clock.advance(500);
    expect(begun).toEqual(['page 1']);
    void call('save', 'orders', 'SaveData', 2_000);
    void call('save 2', 'orders', 'SaveData', 100);
    await clock.advance(1_000);
    expect(begun, 'the first page has ended, an order waits').toEqual(['page 1', 'save']);
    await clock.advance(1_500);
    expect(begun).toEqual(['page 1', 'save', 'save 2', 'page 2']);
  });

  test('a bulk read is not forgotten over orders that never end', async () => {
    const { clock, begun, call } = world({ callsPerWindow: 15 });
    for (let order = 0; order < 30; order += 1) void call('save', 'orders', 'SaveData', 300);
    void call('page', 'bulk', 'GetReportData', 300);
    await clock.advance(10_000);
    expect(begun).toContain('page');
    expect(begun.indexOf('page')).toBeLessThan(10);
  });

  test('a log-in has Peoplevox to itself', async () => {
    const { clock, begun, call } = world();
    void call('read', 'orders', 'GetData', 500);
    void call('log-in', 'orders', 'Authenticate', 500, { alone: true });
    void call('read 2', 'follow', 'GetData', 500);
    await clock.advance(400);
    expect(begun, 'it is its turn, so nobody else begins').toEqual(['read']);
    await clock.advance(400);
    expect(begun).toEqual(['read', 'log-in']);
    await clock.advance(400);
    expect(begun).toEqual(['read', 'log-in', 'read 2']);
  });

  test('a pair goes out at the same moment where calls go one at a time, and says what came of each', async () => {
    const { clock, pacer, begun, call } = world({ atOnce: 1 });
    void call('before', 'orders', 'GetData', 300);
    const starts: number[] = [];
    const started = async () => {
      starts.push(clock.monotonic());
      await clock.wait(100);
    };
    const pair = pacer.pair<unknown>('reconcile', 'GetData', [
      async () => {
        await started();
        return 'one';
      },
      async () => {
        await started();
        throw new Error('no');
      },
    ]);
    const both = await clock.until(pair);
    expect(begun).toEqual(['before']);
    expect(starts).toEqual([300, 300]);
    expect(both).toMatchObject([
      { status: 'fulfilled', value: 'one' },
      { status: 'rejected', reason: { message: 'no' } },
    ]);
    expect((await pacer.usage()).inWindow).toBe(3);
  });

  test.each([
    ['allow one call in a window', { callsPerWindow: 1 }],
    ['ask for a pause between two', { gapMs: 400 }],
  ])('a pair is none where settings %s', async (_, limits) => {
    const { pacer } = world(limits);
    const call = async () => undefined;
    await expect(pacer.pair('reconcile', 'GetData', [call, call])).rejects.toBeInstanceOf(Refused);
  });

  test('a restart knows that the last two calls may have gone on until now', async () => {
    const { clock, store, call } = world();
    void call('long', 'follow', 'GetData', 60_000);
    for (let i = 0; i < 11; i += 1)
      await clock.until(call('short', 'orders', 'GetData', 10) as Promise<unknown>);
    await clock.advance(13_000);
    const again = setup({ clock, store, atOnce: 2 });
    expect((await again.pacer.usage()).inWindow).toBeGreaterThanOrEqual(2);
    await clock.advance(14_000);
    expect((await again.pacer.usage()).inWindow).toBe(2);
  });
});

test('a stop turns away who waits and lets the call under way finish', async () => {
  const stop = new AbortController();
  const { clock, pacer } = setup({ signal: stop.signal });
  const underWay = pacer.run('orders', 'SaveData', async () => {
    await clock.wait(1_000);
    return 'saved';
  });
  const waiting = pacer.run('orders', 'SaveData', async () => 'never');
  await clock.advance(10);
  stop.abort();
  await expect(waiting).rejects.toBeInstanceOf(Stopping);
  expect(await clock.until(underWay)).toBe('saved');
  await expect(pacer.run('orders', 'SaveData', async () => 'never')).rejects.toBeInstanceOf(Stopping);
});

test('a call no longer wanted when its turn comes is not made and not counted', async () => {
  const { clock, store, pacer } = setup();
  const dropped = pacer.run('orders', 'SaveData', async () => 'made', { stillWanted: () => false });
  expect(await clock.until(dropped)).toBeNull();
  expect(store.rows).toHaveLength(0);
});

test('a call that fails counts, and does not stop the next', async () => {
  const { clock, pacer } = setup();
  await expect(
    clock.until(pacer.run('orders', 'SaveData', () => Promise.reject(new Error('no')))),
  ).rejects.toThrow('no');
  expect(await clock.until(pacer.run('orders', 'SaveData', async () => 'yes'))).toBe('yes');
  expect((await pacer.usage()).inWindow).toBe(2);
});

test('the calls of today start again at midnight, and are remembered across a restart', async () => {
  const clock = new VirtualClock('2026-03-02T23:59:00Z');
  const { store, pacer } = setup({ clock });
  for (let i = 0; i < 3; i += 1) await clock.until(pacer.run('orders', 'GetData', async () => 1));
  expect((await setup({ clock, store }).pacer.usage()).today).toBe(3);
  await clock.advance(120_000);
  expect((await pacer.usage()).today).toBe(0);
  await clock.until(pacer.run('orders', 'GetData', async () => 1));
  expect((await pacer.usage()).today).toBe(1);
});

test('a gap between calls is kept where settings ask for one', async () => {
  const { clock, pacer } = setup({ gapMs: 400 });
  const at: number[] = [];
  const calls = [1, 2, 3].map(() => pacer.run('orders', 'GetData', async () => at.push(clock.monotonic())));
  await clock.until(Promise.all(calls));
  expect(at).toEqual([0, 400, 800]);
});

test('where another sidecar may have called until now, a whole window passes first', async () => {
  const { clock, pacer } = setup();
  await pacer.assumeFull();
  let madeAt: number | null = null;
  const call = pacer.run('orders', 'GetData', async () => {
    madeAt = clock.monotonic();
  });
  await clock.until(call);
  expect(madeAt).toBeGreaterThanOrEqual(15_000);
});
