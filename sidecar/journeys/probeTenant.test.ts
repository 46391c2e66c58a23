// What the tenant probe says of a tenant, judged by what the tenant is; and that it leaves nothing behind.

import { afterEach, describe, expect, test } from 'vitest';
import { orderOfFingerprint, testFingerprint } from '../domain/fingerprint.ts';
import { knownOf, type ProbeQuestion, type ProbeWarehouse } from '../domain/probe.ts';
import { openProbeBook } from '../running/probeBook.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { type Bench, type BenchOptions, startBench } from './testing/bench.ts';

let bench: Bench;
afterEach(() => bench.stop());

async function start(toggles: Partial<Toggles> = {}, options: BenchOptions = {}) {
  bench = await startBench({ ...options, peoplevox: { toggles } });
  return bench;
}

async function found(question: ProbeQuestion) {
  const { findings } = bench.probeBook.current();
  const one = findings.find((finding) => finding.question === question);
  return one && { certainty: one.certainty, answer: one.answer };
}
const tests = () => bench.peoplevox.books.orderNumbers().filter((number) => number.startsWith('PW-TEST-'));

/** No test order can be picked any more, and the stock is as it was. */
function nothingLeft() {
  for (const number of tests()) {
    const order = bench.peoplevox.order(number);
    expect(order === undefined || order.cancelled, `${number} is cancelled or gone`).toBe(true);
    expect(bench.peoplevox.books.order(number).pickable.every(({ until }) => until !== null)).toBe(true);
  }
  expect(bench.peoplevox.books.violations()).toHaveLength(0);
}

/** The same calls, with something that happens after each. */
function eachCall(calls: ProbeWarehouse, happens: () => void): ProbeWarehouse {
  const entries = Object.entries(calls).map(([name, call]) => [
    name,
    name === 'calls'
      ? call
      : async (...args: never[]) => {
          const answer = await (call as (...args: never[]) => Promise<unknown>)(...args);
          happens();
          return answer;
        },
  ]);
  return Object.fromEntries(entries) as ProbeWarehouse;
}

const lineKeys = { item: 'item', 'item+line': 'item_line', 'always insert': 'insert' } as const;
const tenants = (Object.keys(lineKeys) as (keyof typeof lineKeys)[]).flatMap((lineKey) =>
  (['honoured', 'ignored'] as const).flatMap((action1) =>
    (['stops allocation', 'only picking'] as const).flatMap((hold) =>
      (['prompt', 'late', 'queued'] as const).map((commit) => ({ lineKey, action1, hold, commit })),
    ),
  ),
);

test.each(tenants)(
  'it finds out what the tenant is: line key $lineKey, Action 1 $action1, hold $hold, commit $commit',
  async (tenant) => {
    await start(tenant);
    const before = bench.peoplevox.books.callCounts();
    const run = await bench.probe();
    expect(run).toMatchObject({ state: 'done', why: '' });
    expect(await found('commit')).toEqual({
      certainty: 'seen',
      answer: tenant.commit === 'prompt' ? 'at_once' : 'later',
    });
    expect(await found('save_rows')).toEqual({ certainty: 'seen', answer: 'all' });
    expect(await found('parallel_calls')).toEqual({ certainty: 'seen', answer: 'borne' });
    expect(await found('line_key')).toEqual({ certainty: 'seen', answer: lineKeys[tenant.lineKey] });
    expect(await found('action1')).toEqual(
      tenant.action1 === 'honoured'
        ? { certainty: 'not_seen', answer: 'honoured' }
        : { certainty: 'seen', answer: 'ignored' },
    );
    expect(await found('hold')).toEqual(
      tenant.hold === 'stops allocation'
        ? { certainty: 'not_seen', answer: 'stops_allocation' }
        : { certainty: 'seen', answer: 'is_allocated' },
    );
    expect(await found('remove_by_line')).toEqual({ certainty: 'seen', answer: 'that_row' });
    expect(await found('remove_by_item')).toEqual({ certainty: 'seen', answer: 'all_of_item' });
    expect(await found('cancel')).toEqual({ certainty: 'seen', answer: 'cancels' });
    expect(await found('delete')).toEqual({ certainty: 'seen', answer: 'deletes' });
    expect(await found('lag_after_allocation')).toEqual({ certainty: 'seen', answer: 'measured' });
    nothingLeft();
    const calls = Object.entries(bench.peoplevox.books.callCounts()).reduce(
      (sum, [operation, count]) => sum + count - (before[operation] ?? 0),
      0,
    );
    expect(calls, 'calls of the whole test, log-in and templates included').toBeLessThan(70);
    expect(run.calls).toBeGreaterThan(20);
  },
);

test('without a permission nothing is allocated, and what that would have told stays open', async () => {
  await start({ lineKey: 'item+line' });
  const run = await bench.probe({ allocate: false });
  expect(run.state).toBe('done');
  expect(await found('line_key')).toEqual({ certainty: 'seen', answer: 'item_line' });
  for (const question of ['action1', 'hold', 'lag_after_allocation', 'lag_after_cancel'] as const)
    expect(await found(question)).toEqual({ certainty: 'could_not_tell', answer: null });
  for (const number of tests()) {
    const { pickable } = bench.peoplevox.books.order(number);
    expect(pickable, `${number} was never pickable`).toHaveLength(0);
  }
  expect(bench.peoplevox.books.stock('MUG').filter(({ allocated }) => allocated > 0)).toHaveLength(0);
  nothingLeft();
});

test('without a permission an order that is allocated all the same still tells that nothing stops it', async () => {
  await start({ action1: 'ignored', hold: 'only picking' });
  await bench.probe({ allocate: false });
  expect(await found('action1')).toEqual({ certainty: 'seen', answer: 'ignored' });
  expect(await found('hold')).toEqual({ certainty: 'seen', answer: 'is_allocated' });
  nothingLeft();
});

test('where Peoplevox allocates only when told, an order that was not allocated proves nothing', async () => {
  await start({ allocation: 'when told', hold: 'only picking', action1: 'ignored' });
  await bench.probe();
  expect(await found('action1')).toEqual({ certainty: 'could_not_tell', answer: null });
  expect(await found('hold')).toEqual({ certainty: 'could_not_tell', answer: null });
  nothingLeft();
});

test.each([0, 20_000, 200_000])(
  'the lag of the stock report is never given too short: %d ms',
  async (reportLagMs) => {
    await start({ reportLagMs });
    bench.clock.advance(reportLagMs);
    await bench.probe();
    const { findings } = bench.probeBook.current();
    for (const question of ['lag_after_allocation', 'lag_after_cancel']) {
      const seconds = findings.find((one) => one.question === question)?.seconds;
      expect(seconds).toBeGreaterThanOrEqual(reportLagMs / 1000);
      // a pause between two looks, and a whole window of calls until it is its turn
      expect(seconds).toBeLessThanOrEqual(reportLagMs / 1000 + 15 + 15);
    }
    expect(knownOf({}, findings).stockLagSeconds).toBeGreaterThanOrEqual(reportLagMs / 1000);
    const open = bench.peoplevox.books.order('PW-TEST-T1-2').pickable[0];
    const openFor = (open?.until?.getTime() ?? Number.POSITIVE_INFINITY) - (open?.from.getTime() ?? 0);
    expect(openFor, 'it is cancelled after the wait, however late the report').toBeLessThan(90_000);
    nothingLeft();
  },
  60_000,
);

/** What is known of the length of a save, by the findings and by what the next batch does. */
const rowsKnown = () => knownOf({}, bench.probeBook.current().findings).rowsPerSave;
const savesOfTest = (number: string) =>
  bench.peoplevox.books
    .calls('SaveData')
    .filter(({ orders, rowsSent }) => orders.includes(number) && (rowsSent ?? 0) > 1)
    .map(({ rowsSent }) => rowsSent);

describe('the length of a save', () => {
  const ways = ['refused whole', 'SOAP fault', 'cut off'] as const;
  const limits = [
    { maxRowsPerSave: 100, overMaxRows: 'refused whole', commit: 'queued' } as const,
    ...([99, 37, 3] as const).flatMap((maxRowsPerSave) =>
      ways.map((overMaxRows) => ({ maxRowsPerSave, overMaxRows, commit: 'prompt' as const })),
    ),
    ...ways.map((overMaxRows) => ({ maxRowsPerSave: 50, overMaxRows, commit: 'queued' as const })),
  ];
  test.each(limits)(
    'is found out: $maxRowsPerSave, over it $overMaxRows, commit $commit',
    async ({ maxRowsPerSave, ...tenant }) => {
      await start({ maxRowsPerSave, ...tenant });
      const run = await bench.probe({ allocate: false });
      const sizes = [100, 50, 25, 12, 6, 3];
      const taken = sizes.find((rows) => rows <= maxRowsPerSave);
      expect(run.state).toBe('done');
      // what is in a queue is counted only when it shows: one that was cut off shows no end
      if (tenant.commit === 'queued' && tenant.overMaxRows === 'cut off' && taken !== 100) {
        expect(await found('save_rows')).toEqual({ certainty: 'could_not_tell', answer: null });
        expect(rowsKnown()).toBeNull();
      } else {
        expect(await found('save_rows')).toEqual({
          certainty: 'seen',
          answer: taken === 100 ? 'all' : 'fewer',
        });
        expect(rowsKnown()).toBe(taken);
      }
      expect(await found('line_key')).toEqual({ certainty: 'seen', answer: 'item' });
      nothingLeft();
    },
  );

  test('asked with the test order as it stands: nothing of it is changed but its mark', async () => {
    await start({ maxRowsPerSave: 60 });
    await bench.probe({ allocate: false });
    expect(savesOfTest('PW-TEST-T1-1')).toEqual([100, 50]);
    const [first, ...others] = bench.peoplevox.books
      .rows('PW-TEST-T1-1')
      .filter(({ template, columns }) => template === 'Sales orders' && columns.ContactName !== undefined);
    expect(others).toHaveLength(50);
    const marks = others.map(({ columns: { ShippingAddressLine2, ...rest } }) => {
      expect(rest).toEqual(first?.columns);
      return ShippingAddressLine2;
    });
    expect(marks).toEqual([...Array.from({ length: 49 }, () => ''), '50 rows in one save']);
    expect(bench.peoplevox.books.order('PW-TEST-T1-1').timesCreated).toBe(1);
  });

  test.each(['saved once', 'refused'] as const)(
    'stays open where a sales order that stands in a save twice is %s: that is no limit of rows',
    async (repeatedRows) => {
      await start({ repeatedRows });
      await bench.probe({ allocate: false });
      expect(await found('save_rows')).toEqual({ certainty: 'could_not_tell', answer: null });
      expect(rowsKnown()).toBeNull();
      nothingLeft();
    },
  );

  test.each(['done', 'not done'] as const)(
    'stays open where the answer did not come, be the work %s: so long a save cannot be relied on',
    async (work) => {
      await start();
      const calls = bench.warehouse.probeCalls();
      const run = await bench.probe({
        allocate: false,
        calls: {
          ...calls,
          saveRepeated(...asked) {
            bench.peoplevox.faults.add({ kind: 'lost answer', operation: 'SaveData', work });
            return calls.saveRepeated(...asked);
          },
        },
      });
      expect(await found('save_rows')).toEqual({ certainty: 'could_not_tell', answer: null });
      // what may still come would make a deleted order anew
      expect(await found('delete')).toMatchObject(work === 'done' ? { answer: 'deletes' } : { answer: null });
      expect(run.state).toBe('done');
      nothingLeft();
    },
  );

  test('a failure that is not there the second time does not count against the rows', async () => {
    await start();
    const calls = bench.warehouse.probeCalls();
    bench.peoplevox.faults.add({
      kind: 'SOAP fault',
      operation: 'SaveData',
      template: 'Sales orders',
      skip: 1,
    });
    await bench.probe({ allocate: false, calls });
    expect(rowsKnown()).toBe(100);
    nothingLeft();
  });

  test('found out, a backlog goes in saves of that length from the first one on', async () => {
    await start({ maxRowsPerSave: 100 });
    await bench.probe({ allocate: false });
    for (let order = 0; order < 80; order += 1) await bench.place([{ sku: 'MUG', quantity: 1 }]);
    bench.peoplevox.books.clear();
    await bench.pass();
    const [first] = bench.peoplevox.books.calls('SaveData');
    expect(first?.rowsSent).toBe(80);
    expect(bench.peoplevox.books.violations()).toHaveLength(0);
  });
});

describe('two calls at once', () => {
  /** The same calls; the two of each pair meet in Peoplevox, however fast it answers. */
  function meeting(): ProbeWarehouse {
    const calls = bench.warehouse.probeCalls();
    return {
      ...calls,
      readTwo(number, item, how) {
        if (how === 'at_once')
          bench.peoplevox.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
        return calls.readTwo(number, item, how);
      },
    };
  }
  const why = () =>
    bench.probeBook.current().findings.find(({ question }) => question === 'parallel_calls')?.why;
  const manyReads = () =>
    Promise.all(Array.from({ length: 6 }, () => bench.warehouse.inLane('follow').findLoading()));

  test('that are borne are asked for three times, and from then on two go at once', async () => {
    await start();
    await manyReads();
    expect(bench.peoplevox.books.mostInFlight()).toBe(1);
    await bench.probe({ allocate: false, calls: meeting() });
    expect(await found('parallel_calls')).toEqual({ certainty: 'seen', answer: 'borne' });
    const met = bench.peoplevox.books.calls().filter(({ inFlight }) => inFlight === 2);
    expect(met.length).toBeGreaterThanOrEqual(3);
    bench.peoplevox.books.clear();
    bench.peoplevox.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    await manyReads();
    expect(bench.peoplevox.books.mostInFlight()).toBe(2);
    nothingLeft();
  });

  test.each([
    ['refused', 'Another request is being processed'],
    ['SOAP fault', 'The session is in use'],
    ['session dropped', 'Session'],
    ['answers mixed up', 'came without'],
  ] as const)(
    'that are not borne (%s) are seen, and calls go on one at a time',
    async (parallelCalls, words) => {
      await start({ parallelCalls });
      const run = await bench.probe({ allocate: false, calls: meeting() });
      expect(run.state).toBe('done');
      expect(await found('parallel_calls')).toEqual({ certainty: 'seen', answer: 'not_borne' });
      expect(why()).toContain(words);
      expect(await found('line_key')).toEqual({ certainty: 'seen', answer: 'item' });
      bench.peoplevox.books.clear();
      await manyReads();
      expect(bench.peoplevox.books.mostInFlight()).toBe(1);
      nothingLeft();
    },
  );

  test('of which one has no answer leave the question open', async () => {
    await start();
    const calls = bench.warehouse.probeCalls();
    await bench.probe({
      allocate: false,
      calls: {
        ...calls,
        readTwo(...asked) {
          bench.peoplevox.faults.add({ kind: 'lost answer', operation: 'GetData' });
          return calls.readTwo(...asked);
        },
      },
    });
    expect(await found('parallel_calls')).toEqual({ certainty: 'could_not_tell', answer: null });
  });

  test('that go wrong one after the other, too, say nothing of two at once', async () => {
    await start();
    const calls = bench.warehouse.probeCalls();
    await bench.probe({
      allocate: false,
      calls: {
        ...calls,
        async readTwo(...asked) {
          const id = bench.peoplevox.faults.add({ kind: 'SOAP fault', operation: 'GetData', times: 0 });
          const wrong = await calls.readTwo(...asked);
          bench.peoplevox.faults.clear(id);
          return wrong;
        },
      },
    });
    expect(await found('parallel_calls')).toEqual({ certainty: 'could_not_tell', answer: null });
  });

  test('that are refused later on end it: what was found is replaced, and a person reads why', async () => {
    await start();
    await bench.probe({ allocate: false, calls: meeting() });
    bench.peoplevox.toggles.parallelCalls = 'SOAP fault';
    bench.peoplevox.faults.add({ kind: 'wait for another', operation: 'GetData', times: 2 });
    await manyReads();
    expect(await found('parallel_calls')).toEqual({ certainty: 'seen', answer: 'not_borne' });
    expect((await openProbeBook(bench.ledger, bench.peoplevox.url)).current()).toEqual(
      bench.probeBook.current(),
    );
    const [entry] = (await bench.ledger.journal(5)).filter(({ who }) => who === 'Pickwave');
    expect(entry?.what).toContain('Calls to Peoplevox go one after the other again.');
    bench.peoplevox.books.clear();
    await manyReads();
    expect(bench.peoplevox.books.mostInFlight()).toBe(1);
  });
});

test('an order of a customer is not touched, and nothing of the test is taken for one', async () => {
  await start({ hold: 'only picking' });
  const order = await bench.place();
  await bench.pass();
  const rows = bench.peoplevox.books.rows(String(order)).length;
  await bench.probe({ item: 'SCARF-RED-M' });
  expect(bench.peoplevox.books.rows(String(order))).toHaveLength(rows);
  expect(bench.proof(order, { 'SCARF-RED-M': 2 })).toMatchObject({ created: 1, pickableOtherwise: 0 });
  const installation = await bench.ledger.installation();
  expect(orderOfFingerprint(testFingerprint(installation), installation)).toBeNull();
  const saved = tests().flatMap((number) => bench.peoplevox.books.rows(number));
  expect(saved.every(({ columns }) => !Object.values(columns).includes('LOADING'))).toBe(true);
  const headers = saved.filter(({ columns }) => columns.OnHold !== undefined);
  expect(headers.every(({ columns }) => columns.ContactName === 'PICKWAVE TEST, DO NOT PICK')).toBe(true);
  expect(new Set(headers.map(({ key }) => key)).size).toBe(4);
  nothingLeft();
});

test.each([
  ['an item that Peoplevox does not have', { item: 'NO-SUCH' }, 'no item code "NO-SUCH"'],
  ['an item code that cannot be asked for', { item: 'A"B' }, 'no item code "A"B"'],
  ['too little stock', {}, '4 of MUG are available at PrimarySite: the test needs 5'],
])('%s: nothing is saved, and it says why', async (_, request, words) => {
  await start({}, { stock: 4 });
  const run = await bench.probe(request);
  expect(run).toMatchObject({ state: 'refused', orders: [] });
  expect(run.why).toContain(words);
  expect(bench.peoplevox.books.rows().filter(({ by }) => by === 'api')).toHaveLength(0);
});

test('an answer that is lost after the work costs no answer and leaves nothing', async () => {
  for (const skip of [0, 2, 5, 9, 14]) {
    await start();
    bench.peoplevox.faults.add({ kind: 'lost answer', operation: 'SaveData', work: 'done', skip });
    const run = await bench.probe();
    expect(run.state, `lost at save ${skip}`).toBe('done');
    expect(await found('line_key')).toEqual({ certainty: 'seen', answer: 'item' });
    nothingLeft();
    if (skip < 14) await bench.stop();
  }
}, 60_000);

test('a save that is lost and arrives ten minutes later leaves nothing open either', async () => {
  for (const skip of [0, 1, 4, 6, 8]) {
    await start();
    bench.peoplevox.faults.add({ kind: 'lost answer', operation: 'SaveData', work: 'done', skip });
    bench.peoplevox.faults.add({ kind: 'late commit', operation: 'SaveData', ms: 500_000, skip });
    await bench.probe();
    bench.clock.advance(900_000);
    expect((await bench.probe()).state, `lost at save ${skip}`).toBe('done');
    nothingLeft();
    expect(await bench.ledger.openProblems(10)).toHaveLength(0);
    if (skip < 8) await bench.stop();
  }
}, 60_000);

test('a Peoplevox that falls silent stops the test; the next one clears away what is left, and only then begins', async () => {
  await start();
  bench.peoplevox.faults.add({ kind: 'HTTP status', status: 503, skip: 12, times: 0 });
  const first = await bench.probe();
  expect(first.orders.map(({ end }) => end)).toContain('left');
  expect((await bench.ledger.openProblems(10)).map(({ code }) => code)).toEqual(['probe_left_over']);
  bench.peoplevox.faults.clear();
  const again = await bench.probe();
  expect(again.state).toBe('done');
  expect(await bench.ledger.openProblems(10)).toHaveLength(0);
  nothingLeft();
}, 60_000);

test('a crash anywhere leaves the numbers in the ledger, and the next test clears them away', async () => {
  for (const after of [5, 9, 14, 22, 33, 45]) {
    await start({ lineKey: 'item+line' });
    let calls = 0;
    const dying = eachCall(bench.warehouse.probeCalls(), () => {
      calls += 1;
      if (calls >= after) throw new Error('the sidecar died');
    });
    await expect(bench.probe({ calls: dying })).rejects.toThrow('died');
    // what the ledger has of it
    const left = (await openProbeBook(bench.ledger, bench.peoplevox.url)).current().run;
    const known = (left?.orders ?? []).map(({ number }) => number);
    expect(tests().filter((number) => !known.includes(number))).toEqual([]);
    expect((await bench.probe()).state).toBe('done');
    nothingLeft();
    expect(await bench.ledger.openProblems(10)).toHaveLength(0);
    if (after < 45) await bench.stop();
  }
}, 120_000);

test('a test order that somebody picks is left to a person, who is told its number', async () => {
  await start();
  const picking = eachCall(bench.warehouse.probeCalls(), () => {
    if (bench.peoplevox.order('PW-TEST-T1-2')?.status === 'Allocated')
      bench.peoplevox.floor.pick({ order: 'PW-TEST-T1-2' });
  });
  const run = await bench.probe({ calls: picking });
  expect(run.orders.find(({ number }) => number === 'PW-TEST-T1-2')).toMatchObject({ end: 'left' });
  const [problem] = await bench.ledger.openProblems(10);
  expect(problem).toMatchObject({ code: 'probe_left_over' });
  expect(problem?.reason).toContain('PW-TEST-T1-2 is being picked');
  const writes = bench.peoplevox.books.rows('PW-TEST-T1-2').filter(({ by }) => by === 'api');
  expect(writes, 'a header and a line, and nothing after picking began').toHaveLength(2);
  await bench.peoplevox.floor.cancel({ order: 'PW-TEST-T1-2' });
  await bench.probe();
  expect(await bench.ledger.openProblems(10)).toHaveLength(0);
});

test('a sales order that somebody else made under the number is left alone', async () => {
  await start();
  bench.peoplevox.floor.otherOrder({ order: 'PW-TEST-T1-3', lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
  const run = await bench.probe();
  expect(run).toMatchObject({ state: 'stopped' });
  expect(run.why).toContain('already has sales orders');
  expect(bench.peoplevox.order('PW-TEST-T1-3')?.cancelled).toBe(false);
});

test('a test order that stands open is not told as a sales order that nobody knows', async () => {
  await start();
  const calls = bench.warehouse.probeCalls();
  const run = bench.probe({
    calls: {
      ...calls,
      async lines(number) {
        const lines = await calls.lines(number);
        await bench.keepLease();
        await bench.reconcile();
        const codes = (await bench.ledger.openProblems(10)).map(({ code }) => code);
        expect(codes).not.toContain('sales_order_unknown');
        return lines;
      },
    },
    allocate: false,
  });
  expect((await run).state).toBe('done');
}, 60_000);

test('items that were sold out at the last reading tell that their rows stay', async () => {
  await start();
  await bench.probe({ allocate: false });
  expect(await found('sold_out')).toEqual({ certainty: 'could_not_tell', answer: null });
  bench.peoplevox.floor.writeOff({ item: 'HAT-BLUE', quantity: 100 });
  await bench.keepLease();
  await bench.stock();
  await bench.probe({ allocate: false });
  expect(await found('sold_out')).toEqual({ certainty: 'seen', answer: 'kept' });
});

test('items that were sold out and had no row any more tell that their rows go', async () => {
  await start({ soldOut: 'dropped' });
  await bench.stock();
  bench.peoplevox.floor.writeOff({ item: 'HAT-BLUE', quantity: 100 });
  bench.clock.advance(60_000);
  await bench.keepLease();
  await bench.stock();
  await bench.probe({ allocate: false });
  expect(await found('sold_out')).toEqual({ certainty: 'seen', answer: 'dropped' });
});

test('what one test could not tell does not undo what an earlier one found', async () => {
  await start({ action1: 'ignored' });
  await bench.probe();
  await bench.probe({ allocate: false });
  expect(await found('action1')).toEqual({ certainty: 'seen', answer: 'ignored' });
});
