import { expect, test } from 'vitest';
import { LeaseLost, NotConnected } from '../domain/errors.ts';
import { settle, VirtualClock } from '../testing/virtualClock.ts';
import { createLease } from './lease.ts';

/** A shop that hands out one lease, as docs/link.md says. */
function fakeShop(clock: VirtualClock) {
  const state = { holder: null as string | null, epoch: 0, until: 0, away: false };
  const ask = async (holder: string, seconds: number, release: boolean) => {
    if (state.away) throw new NotConnected('The shop cannot be reached.');
    const now = clock.now().getTime();
    const free = state.holder === null || state.until <= now;
    if (!free && state.holder !== holder)
      return {
        granted: false,
        epoch: state.epoch,
        holder: state.holder,
        expires_at: new Date(state.until).toISOString(),
      };
    if (release) {
      state.holder = null;
      return { granted: false, epoch: state.epoch, holder: null, expires_at: null };
    }
    if (free) state.epoch += 1;
    Object.assign(state, { holder, until: now + seconds * 1000 });
    return { granted: true, epoch: state.epoch, holder, expires_at: new Date(state.until).toISOString() };
  };
  return {
    state,
    as: (holder: string) => ({ lease: (seconds: number, release = false) => ask(holder, seconds, release) }),
  };
}

function keeper(
  clock: VirtualClock,
  shop: ReturnType<typeof fakeShop>,
  holder: string,
  memory: { epoch: number | null } = { epoch: null },
) {
  const problems = new Set<string>();
  const others: number[] = [];
  const changes: boolean[] = [];
  const stop = new AbortController();
  const lease = createLease({
    shop: shop.as(holder),
    problems: {
      openProblem: async ({ code }) => void problems.add(code),
      closeProblem: async (code) => void problems.delete(code),
    },
    clock,
    seconds: 30,
    memory: {
      lastEpoch: async () => memory.epoch,
      saveEpoch: async (epoch) => {
        memory.epoch = epoch;
      },
    },
    afterOthers: async () => void others.push(clock.monotonic()),
    onChange: (held) => changes.push(held),
    log: { info: () => {}, warn: () => {} },
  });
  const ended = lease.keep(stop.signal);
  return { lease, problems, changes, others, stop, ended };
}

test('it is kept by renewing, with one epoch', async () => {
  const clock = new VirtualClock();
  const one = keeper(clock, fakeShop(clock), 'one');
  await clock.advance(300_000);
  expect(one.lease.epoch()).toBe(1);
  expect(one.changes).toEqual([true]);
});

test('a second sidecar waits and says so; when the first one stops it takes over', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const one = keeper(clock, shop, 'one');
  await settle();
  const two = keeper(clock, shop, 'two');
  await clock.advance(60_000);
  expect(two.lease.epoch()).toBeNull();
  expect(() => two.lease.mayCall()).toThrow(LeaseLost);
  expect([...two.problems]).toEqual(['lease_elsewhere']);
  expect(two.lease.view().words).toContain('one works for this shop');

  one.stop.abort();
  await one.ended;
  await one.lease.release();
  await clock.advance(5_000);
  expect(two.lease.epoch()).toBe(2);
  expect([...two.problems]).toEqual([]);
});

test('while the shop is away it is held no longer than it was given', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const one = keeper(clock, shop, 'one');
  await clock.advance(20_000);
  shop.state.away = true;
  await clock.advance(20_000);
  expect(one.lease.held()).toBe(true);
  await clock.advance(10_000);
  expect(one.lease.held()).toBe(false);
  expect(one.lease.view().words).toBe('The shop cannot be reached.');
  shop.state.away = false;
  await clock.advance(6_000);
  expect(one.lease.epoch()).toBe(2);
  expect(one.changes).toEqual([true, false, true]);
});

test('told that it is another’s, it stops at once', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const one = keeper(clock, shop, 'one');
  await settle();
  Object.assign(shop.state, { holder: 'two', epoch: 2, until: clock.now().getTime() + 3_600_000 });
  one.lease.lost();
  expect(one.lease.epoch()).toBeNull();
  await clock.advance(10_000);
  expect([...one.problems]).toEqual(['lease_elsewhere']);
  expect(one.changes).toEqual([true, false]);
});

test('a memory that lacks what another sidecar did says so, one that has it all does not', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const memory = { epoch: null };
  const first = keeper(clock, shop, 'one', memory);
  await clock.advance(60_000);
  first.stop.abort();
  await first.ended;
  await clock.advance(60_000);
  const again = keeper(clock, shop, 'one', memory);
  await clock.advance(1_000);
  expect([first.others, again.others]).toEqual([[], []]);
  again.stop.abort();
  await again.ended;
  await clock.advance(60_000);

  const emptied = keeper(clock, shop, 'two');
  await clock.advance(1_000);
  expect(emptied.others).toHaveLength(1);
  emptied.stop.abort();
  await emptied.ended;
  await clock.advance(60_000);
  const back = keeper(clock, shop, 'one', memory);
  await clock.advance(1_000);
  expect(back.others).toHaveLength(1);
});

test('a call goes out only while enough of it is left', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const one = keeper(clock, shop, 'one');
  await settle();
  shop.state.away = true;
  await clock.advance(24_000);
  expect(() => one.lease.mayCall()).not.toThrow();
  await clock.advance(2_000);
  expect(one.lease.held()).toBe(true);
  expect(() => one.lease.mayCall()).toThrow(LeaseLost);
});

test('a machine that slept does not take the lease of before for its own', async () => {
  const clock = new VirtualClock();
  const one = keeper(clock, fakeShop(clock), 'one');
  await settle();
  clock.stepWall(60_000);
  expect(one.lease.epoch()).toBeNull();
  expect(() => one.lease.mayCall()).toThrow(LeaseLost);
  await clock.advance(10_000);
  expect(one.lease.epoch()).toBe(2);
});

test('a clock set back makes it last no longer', async () => {
  const clock = new VirtualClock();
  const shop = fakeShop(clock);
  const one = keeper(clock, shop, 'one');
  await settle();
  shop.state.away = true;
  clock.stepWall(-3_600_000);
  await clock.advance(31_000);
  expect(one.lease.held()).toBe(false);
});

test('turned away because little of it was left, it asks again and accuses nobody', async () => {
  const clock = new VirtualClock();
  const one = keeper(clock, fakeShop(clock), 'one');
  await clock.advance(5_000);
  one.lease.lost();
  expect(one.lease.held()).toBe(false);
  await settle();
  expect(one.lease.epoch()).toBe(1);
  expect([...one.problems]).toEqual([]);
});
