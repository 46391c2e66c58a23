// Orders that wait too long: who is told, of what, and how it closes by itself (mission rows O7 and O12).

import { afterEach, beforeEach, expect, test } from 'vitest';
import { orderId, salesOrderNumber } from '../domain/ids.ts';
import { change, news } from '../testing/ledgerBuilders.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const mug = [{ sku: 'MUG', quantity: 2 }];
/** A while passes, Peoplevox is read, and the clock is looked at: as the runner does each minute. */
async function later(minutes: number): Promise<void> {
  bench.clock.advance(minutes * 60_000);
  await bench.keepLease();
  await bench.follow();
  await bench.nameMissing();
  await bench.watchLate();
  await bench.nameMissing();
}
const reasons = async (id: number) =>
  (await bench.ledger.orderHistory(orderId(id)))?.attention.map((one) => one.reason) ?? [];
const open = async (id: number) => (await bench.order(id)).open;
const calls = () => bench.peoplevox.books.calls().length;
function soldOut() {
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
}

test('an order for what is not in stock becomes an exception that names the item, and closes when stock comes', async () => {
  soldOut();
  const id = await bench.place([...mug, { sku: 'HAT-BLUE', quantity: 1 }]);
  await bench.pass();
  await later(29);
  expect(await open(id)).toEqual([]);
  await later(2);
  expect(await open(id)).toEqual(['not_allocated']);
  expect(await reasons(id)).toEqual([
    expect.stringMatching(/waits to be allocated since .*late since .*MUG \(0 available, 2 wanted\)/),
  ]);
  expect((await reasons(id))[0]).not.toContain('HAT-BLUE');
  bench.peoplevox.floor.receive({ item: 'MUG', quantity: 5 });
  await later(1);
  expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
});

test('what is missing is told anew only when it changes, and read again no more often than the setting says', async () => {
  soldOut();
  const id = await bench.place(mug);
  await bench.pass();
  await later(31);
  await later(1);
  const [told] = await reasons(id);
  const before = calls();
  for (let minute = 0; minute < 10; minute += 1) await later(1);
  // one page of headers each minute; the lines and the stock are not read again
  expect(calls() - before).toBe(10);
  expect(await reasons(id)).toEqual([told]);
  bench.peoplevox.floor.receive({ item: 'MUG', quantity: 1 });
  await later(10);
  expect((await reasons(id))[0]).toContain('It is allocated in part');
  const journal = (await bench.ledger.orderHistory(orderId(id)))?.journal ?? [];
  expect(journal.filter((row) => row.who === 'watchLate')).toHaveLength(1);
});

test('an order that is not allocated though all items look available says so', async () => {
  bench.peoplevox.toggles.allocation = 'when told';
  const id = await bench.place(mug);
  await bench.pass();
  await later(31);
  expect((await reasons(id))[0]).toContain('All items look available: ask the warehouse why.');
  bench.peoplevox.floor.allocate({ order: String(id) });
  await later(1);
  expect(await open(id)).toEqual([]);
});

test('a sent order that loses its allocation waits anew from then on', async () => {
  const id = await bench.place(mug);
  await bench.pass();
  await later(60);
  expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
  soldOut();
  await later(1);
  expect(await bench.order(id)).toMatchObject({ warehouse: 'new', allocatedAt: null, open: [] });
  await later(29);
  expect(await open(id)).toEqual([]);
  await later(2);
  expect(await open(id)).toEqual(['not_allocated']);
});

test('cancelled, it is waited for by nobody', async () => {
  soldOut();
  const id = await bench.place(mug);
  await bench.pass();
  await later(31);
  bench.peoplevox.floor.cancel({ order: String(id) });
  await bench.shop.setStatus(id, 'cancelled');
  await bench.keepLease();
  await bench.notice();
  await later(1);
  expect(await open(id)).toEqual([]);
});

test('what became ready on Friday at 16:55 is not late on Saturday, but on Monday at 09:10', async () => {
  bench.clock.advance(Date.parse('2026-11-27T16:54:00Z') - bench.clock.now().getTime());
  await bench.keepLease();
  const id = await bench.place(mug);
  bench.clock.advance(59_000);
  await bench.notice();
  const until = async (time: string) => {
    bench.clock.advance(Date.parse(time) - bench.clock.now().getTime());
    await bench.watchLate();
    return open(id);
  };
  expect(await until('2026-11-28T12:00:00Z')).toEqual([]);
  expect(await until('2026-11-30T09:09:00Z')).toEqual([]);
  expect(await until('2026-11-30T09:11:00Z')).toEqual(['not_sent_in_time']);
  await bench.pass();
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
});

test('an order whose own exception says why it is stuck gets no second one', async () => {
  const id = await bench.place([{ sku: 'MUG', quantity: 1 }], {
    shipping: { ...addressOf('SW1A 1A') },
  } as never);
  await bench.pass();
  const before = await open(id);
  expect(before).toHaveLength(1);
  bench.clock.advance(3 * 3_600_000);
  await bench.watchLate();
  expect(await open(id)).toEqual(before);
});
const addressOf = (postcode: string) => ({
  first_name: 'Ada',
  last_name: 'King',
  address_1: '1 High Street',
  city: 'London',
  postcode,
  country: 'GB',
});

test('picked and held too long are told, and close when the warehouse has moved', async () => {
  const picked = await bench.place(mug);
  const held = await bench.place(mug);
  await bench.pass();
  bench.peoplevox.floor.pick({ order: String(picked) });
  bench.peoplevox.floor.hold({ order: String(held), on: true });
  await later(1);
  await later(8 * 24 * 60);
  expect(await open(picked)).toEqual(['not_despatched_in_time']);
  expect(await open(held)).toEqual(['held_too_long']);
  bench.peoplevox.floor.hold({ order: String(held), on: false });
  bench.peoplevox.floor.despatch({ order: String(picked), tracking: 'RM1' });
  await later(1);
  expect(await open(picked)).toEqual([]);
  expect(await open(held)).not.toContain('held_too_long');
});

test('an outcome that stays unknown is told after a while, and closes when it is settled', async () => {
  await bench.place(mug);
  await bench.pass();
  const id = await bench.place(mug);
  bench.peoplevox.faults.add({
    kind: 'lost answer',
    work: 'not done',
    operation: 'SaveData',
    times: 1,
  } as never);
  await bench.pass();
  expect((await bench.order(id)).transfer).toBe('unknown');
  await bench.watchLate();
  expect(await open(id)).toEqual([]);
  bench.clock.advance(21 * 60_000);
  await bench.watchLate();
  expect(await open(id)).toEqual(['unknown_outcome']);
  for (let count = 0; count < 3; count += 1) {
    await bench.pass();
    bench.clock.advance(120_000);
  }
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
});

test('2,000 orders are looked at in one pass without a call of Peoplevox; many unsent are one trouble', async () => {
  const now = bench.clock.now();
  const ids = Array.from({ length: 2000 }, (_, index) => 100_000 + index);
  const unsent = ids.slice(0, 30);
  await bench.ledger.noteOrders(
    ids.map((id) => news(id, { number: salesOrderNumber(`WC-${id}`) })),
    ids.map((id) =>
      unsent.includes(id)
        ? change(id, { transfer: 'due', dueAt: now })
        : change(id, { transfer: 'complete', sentAt: now, warehouse: 'picked', warehouseReadAt: now }),
    ),
  );
  bench.clock.advance(3_600_000);
  const before = calls();
  expect(await bench.watchLate()).toBe('Late: 30.');
  expect(await bench.ledger.openProblems(100)).toEqual([
    expect.objectContaining({
      code: 'not_sent_in_time',
      orderId: null,
      reason: expect.stringMatching(/^30 orders wait to be sent for too long\. The oldest: Ready to be sent/),
    }),
  ]);
  await bench.ledger.record(
    'test',
    unsent.slice(0, 15).map((id) => change(id, { transfer: 'dismissed' })),
  );
  expect(await bench.watchLate()).toBe('Late: 15.');
  const problems = await bench.ledger.openProblems(100);
  expect(problems.map((one) => Number(one.orderId))).toEqual(unsent.slice(15));
  expect(calls()).toBe(before);
}, 180_000); // most of it is writing 2,000 orders

test('while Peoplevox is away that is told, and not of each order', async () => {
  const id = await bench.place(mug);
  await bench.notice();
  await bench.ledger.openProblem(
    { code: 'peoplevox_away', reason: 'It does not answer.' },
    bench.clock.now(),
  );
  bench.clock.advance(3_600_000);
  await bench.watchLate();
  expect(await open(id)).toEqual([]);
  await bench.ledger.closeProblem('peoplevox_away', bench.clock.now());
  await bench.watchLate();
  expect(await open(id)).toEqual(['not_sent_in_time']);
});
