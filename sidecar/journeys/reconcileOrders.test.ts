import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const two = { 'SCARF-RED-M': 2 };
const right = (units: Record<string, number>) => ({
  created: 1,
  units,
  held: false,
  pickableOtherwise: 0,
  violations: 0,
});
const minutes = (count: number) => bench.clock.advance(count * 60_000);

/** Sent, and known to stand in Peoplevox. */
async function sentOrder(): Promise<number> {
  const id = await bench.place();
  await bench.pass();
  await bench.follow();
  return id;
}
/** The first comparison of a ledger looks back for weeks; those after it are short. */
async function comparedOnce() {
  await bench.keepLease();
  await bench.reconcile();
  minutes(16);
  await bench.keepLease();
}
/** The poll went past this order without seeing it, and no event came. */
async function losePollRow() {
  minutes(3);
  const passed = { modified: bench.clock.now().toISOString(), id: 0 };
  await bench.ledger.saveCursor('noticeOrders', JSON.stringify(passed));
  await bench.keepLease();
}
const last = async () => {
  const [run] = await bench.ledger.reconciliations(1);
  if (!run) throw new Error('nothing was compared');
  const { depth, checked, found, sentAgain, waiting, odd, problem } = run;
  return { depth, checked, found, sentAgain, waiting, odd, problem };
};
const whole = async () => (await bench.ledger.openProblems(10)).filter((one) => one.orderId === null);
const calls = () => bench.peoplevox.books.calls();

describe('from the shop to Peoplevox', () => {
  test('an order whose event and poll were lost is found and sent, once', async () => {
    await sentOrder();
    await comparedOnce();
    const id = await bench.place();
    await losePollRow();
    await bench.pass();
    expect(bench.peoplevox.order(String(id))).toBeUndefined();
    await bench.reconcile();
    expect(await last()).toMatchObject({ checked: 2, found: 1, sentAgain: 1, odd: 0 });
    expect(bench.proof(id, two)).toEqual(right(two));
    minutes(16);
    await bench.keepLease();
    await bench.follow();
    await bench.reconcile();
    expect(await last()).toMatchObject({ checked: 2, found: 2, sentAgain: 0, odd: 0 });
    expect(bench.proof(id, two)).toEqual(right(two));
  });

  test('an order that the ledger wrongly holds back is looked at again, and one that a person has to see is left to him', async () => {
    const id = await bench.place();
    const refused = await bench.place([{ sku: 'SCARF-RED-L', quantity: 1 }]);
    await bench.notice();
    await bench.ledger.record('test', [
      { orderId: (await bench.order(id)).orderId, set: { transfer: 'waiting' } },
      {
        orderId: (await bench.order(refused)).orderId,
        set: { transfer: 'waiting' },
        open: [{ code: 'unknown_sku', reason: 'Peoplevox has no such item code.' }],
      },
    ]);
    minutes(3);
    await losePollRow();
    await bench.reconcile();
    expect(await last()).toMatchObject({ checked: 2, found: 0, sentAgain: 1, waiting: 1, odd: 0 });
    expect(bench.proof(id, two)).toEqual(right(two));
    expect(bench.peoplevox.order(String(refused))).toBeUndefined();
    expect(await bench.order(refused)).toMatchObject({ transfer: 'waiting', open: ['unknown_sku'] });
  });

  test('an empty ledger sends nothing twice and learns what is there', async () => {
    const ids = [await sentOrder(), await sentOrder(), await sentOrder()];
    const second = await bench.startSidecar('second');
    await second.goLive();
    await second.keepLease();
    expect(await second.reconcile()).toContain('checked 3, there 3, sent again 0');
    for (const id of ids) {
      expect(await second.order(id)).toMatchObject({ transfer: 'complete', open: [] });
      expect(bench.proof(id, two)).toEqual(right(two));
    }
  });

  test('a sales order deleted in Peoplevox is shown, and not sent again', async () => {
    await sentOrder();
    const id = await sentOrder();
    await comparedOnce();
    minutes(16);
    bench.peoplevox.floor.delete({ order: String(id) });
    await bench.reconcile(); // asks, and has followOrders ask: twice makes it gone
    expect(await last()).toMatchObject({ odd: 1, sentAgain: 0 });
    minutes(16);
    await bench.keepLease();
    await bench.reconcile();
    expect(await last()).toMatchObject({ odd: 1, sentAgain: 0 });
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', warehouse: 'gone', open: ['gone'] });
    expect(bench.peoplevox.order(String(id))).toBeUndefined();
    expect(bench.book(id).timesCreated).toBe(1);
  });

  test('with an empty ledger too, an order that the shop remembers as sent is not made anew', async () => {
    await sentOrder();
    const id = await sentOrder();
    bench.peoplevox.floor.delete({ order: String(id) });
    minutes(30);
    const second = await bench.startSidecar('second');
    await second.goLive();
    for (let run = 0; run < 3; run += 1) {
      await second.keepLease();
      await second.reconcile();
      await second.send();
      minutes(16);
    }
    expect(bench.peoplevox.order(String(id))).toBeUndefined();
    expect(await second.order(id)).toMatchObject({ open: ['gone'] });
  });

  test('an order on its way is left alone', async () => {
    bench.peoplevox.faults.add({
      kind: 'lost answer',
      operation: 'SaveData',
      template: 'Sales orders',
    });
    const id = await bench.place();
    await bench.pass();
    expect((await bench.order(id)).transfer).not.toBe('complete');
    const before = await bench.order(id);
    minutes(3);
    await bench.reconcile();
    expect(await last()).toMatchObject({ checked: 1, waiting: 1, sentAgain: 0, odd: 0 });
    expect(await bench.order(id)).toEqual(before);
  });
});

describe('from Peoplevox to the shop', () => {
  test('a sales order of an order deleted in the shop is cancelled while nobody picks it', async () => {
    const id = await sentOrder();
    await comparedOnce();
    await bench.shop.delete(id);
    await losePollRow();
    await bench.reconcile();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [], shopStatus: 'deleted' });
    expect(bench.peoplevox.order(String(id))?.status).toBe('Cancelled');
  });

  test('where nobody remembers the order, its sales order is shown as one that the shop does not have, until it is cancelled', async () => {
    await sentOrder();
    const id = await sentOrder();
    await bench.shop.delete(id);
    const second = await bench.startSidecar('second');
    await second.goLive();
    await second.reconcile();
    const problems = async () => (await second.ledger.openProblems(10)).filter((one) => one.orderId === null);
    expect(await problems()).toMatchObject([
      {
        code: 'sales_order_unknown',
        reason: `Open in Peoplevox: ${id} (the shop has no order ${id}).`,
      },
    ]);
    minutes(16);
    await second.keepLease();
    await second.reconcile();
    expect(await problems()).toHaveLength(1);
    bench.peoplevox.floor.cancel({ order: String(id) });
    minutes(16);
    await second.keepLease();
    await second.reconcile();
    expect(await problems()).toEqual([]);
  });

  test('a second sales order of one order is shown, and so is one of our numbers without our mark', async () => {
    bench.settings.orders.numberPrefix = 'WC-';
    const id = await bench.place();
    await bench.pass();
    await bench.follow();
    const [mark] = bench.peoplevox.books.rows(`WC-${id}`).flatMap(({ columns }) => columns.Attribute4 ?? []);
    const createdAt = '2026-11-23 09:00:00';
    const lines = [{ item: 'MUG', quantity: 1 }];
    bench.peoplevox.floor.otherOrder({
      order: 'COPY-1',
      columns: { Attribute4: mark ?? '', CreatedDate: createdAt },
      lines,
    });
    bench.peoplevox.floor.otherOrder({ order: 'WC-by-hand', columns: { CreatedDate: createdAt }, lines });
    bench.peoplevox.floor.otherOrder({ order: 'EBAY-7', columns: { CreatedDate: createdAt }, lines });
    await bench.reconcile();
    expect(await whole()).toMatchObject([
      {
        reason: `Open in Peoplevox: COPY-1 (order ${id} goes under another number), WC-by-hand (our prefix, without our mark).`,
      },
    ]);
    expect(await last()).toMatchObject({ checked: 3, found: 1, odd: 2 });
  });

  test('cancelled in the shop and open in Peoplevox, and nobody noticed: shown once where that is left to a person', async () => {
    bench.settings.orders.cancelBy = 'ask';
    const id = await sentOrder();
    await comparedOnce();
    await bench.shop.setStatus(id, 'cancelled');
    await losePollRow();
    await bench.reconcile();
    expect(await bench.order(id)).toMatchObject({ open: ['cancelled_after_sent'] });
    const told = (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.journal.length;
    minutes(16);
    await bench.keepLease();
    await bench.reconcile();
    expect(await last()).toMatchObject({ odd: 1 });
    expect((await bench.ledger.orderHistory((await bench.order(id)).orderId))?.journal.length).toBe(told);
  });

  test('one that the ledger takes for cancelled, and Peoplevox still has, is taken up again', async () => {
    const id = await sentOrder();
    await comparedOnce();
    await bench.shop.setStatus(id, 'cancelled');
    await bench.notice();
    const { orderId } = await bench.order(id);
    await bench.ledger.record('test', [{ orderId, set: { transfer: 'cancelled' }, close: 'all' }]);
    await losePollRow();
    minutes(16);
    await bench.keepLease();
    await bench.reconcile();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(true);
  });
});

describe('an answer that proves nothing', () => {
  const kinds = ['empty answer', 'short answer', 'truncated CSV', 'garbage'] as const;
  test.each(kinds)('%s: nothing is changed, and the comparison says that it failed', async (kind) => {
    const ids = [await sentOrder(), await sentOrder(), await sentOrder()];
    await comparedOnce();
    const before = await Promise.all(ids.map((id) => bench.order(id)));
    bench.peoplevox.faults.add({ kind, operation: 'GetData', rows: 3, times: 0 });
    await expect(bench.reconcile()).rejects.toThrow();
    expect(await last()).toMatchObject({ checked: 0, problem: expect.stringMatching(/\w/) });
    expect(await Promise.all(ids.map((id) => bench.order(id)))).toEqual(before);
    bench.peoplevox.faults.clear();
    await bench.reconcile();
    expect(await last()).toMatchObject({ depth: 'recent', checked: 3, found: 3, problem: null });
  });

  test('pages of the night that hide sales orders make none of them gone', async () => {
    const ids = [await sentOrder(), await sentOrder(), await sentOrder()];
    minutes(20);
    bench.peoplevox.faults.add({ kind: 'short answer', operation: 'GetData', rows: 2 });
    await bench.keepLease();
    await bench.reconcile();
    expect(await last()).toMatchObject({ depth: 'nightly', checked: 3, found: 3, odd: 0 });
    for (const id of ids) expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
  });

  test('a shop that does not answer is not a shop without orders', async () => {
    const id = await sentOrder();
    await bench.shop.fault({ route: 'shop/orders', fault: { kind: 'status', status: 500 }, times: 9 });
    await expect(bench.reconcile()).rejects.toThrow();
    expect(await whole()).toEqual([]);
    expect(await bench.order(id)).toMatchObject({ open: [] });
  });
});

describe('when, and at what price', () => {
  test('a second run right after changes nothing and costs nothing', async () => {
    const id = await sentOrder();
    await bench.reconcile();
    const [order, used] = [await bench.order(id), calls().length];
    await bench.reconcile();
    expect(await bench.order(id)).toEqual(order);
    expect(calls()).toHaveLength(used);
    expect(await last()).toMatchObject({ depth: 'recent', checked: 1, found: 1 });
  });

  test('weeks at first and each night, a day each hour, hours in between; a failed night does not keep the others back', async () => {
    await sentOrder();
    const run = async () => {
      await bench.keepLease();
      const said = await bench.reconcile().catch((failure: Error) => failure.message);
      const { depth } = await last();
      minutes(15);
      return said.includes('checked') ? depth : `${depth} failed`;
    };
    const seen: string[] = [];
    for (let count = 0; count < 5; count += 1) seen.push(await run());
    expect(seen).toEqual(['nightly', 'recent', 'recent', 'recent', 'hourly']);
    minutes(17 * 60); // past three in the morning
    bench.peoplevox.faults.add({ kind: 'garbage', operation: 'GetData' });
    seen.length = 0;
    for (let count = 0; count < 6; count += 1) seen.push(await run());
    expect(seen).toEqual(['nightly failed', 'hourly', 'recent', 'recent', 'nightly', 'recent']);
  });

  test('of the calls of a day, night included, a twentieth at most', async () => {
    bench.settings.reconcile.everyMinutes = 30;
    let compared = 0;
    // The others run far more often than here, so their share is greater still.
    for (let step = 0; step < 48; step += 1) {
      await bench.keepLease();
      if (step % 6 === 0) await bench.place();
      await bench.pass();
      await bench.follow();
      await bench.despatches();
      const before = calls().length;
      await bench.reconcile();
      compared += calls().length - before;
      minutes(30);
    }
    const nights = (await bench.ledger.reconciliations(100)).filter(({ depth }) => depth === 'nightly');
    expect(nights).toHaveLength(2);
    expect(nights[0]).toMatchObject({ found: 7, odd: 0 });
    expect(compared).toBeGreaterThan(0);
    expect(compared / calls().length).toBeLessThanOrEqual(0.05);
  }, 60_000);

  test('a night over 300 orders costs pages, not keys', async () => {
    bench.settings.peoplevox.pageSize = 100;
    for (let count = 0; count < 300; count += 1)
      await bench.place([{ sku: 'MUG', quantity: 1 }], { createdVia: 'admin' });
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 300 });
    await bench.pass();
    minutes(60);
    await bench.keepLease();
    const before = calls().length;
    await bench.reconcile();
    expect(await last()).toMatchObject({ depth: 'nightly', checked: 300, found: 300 });
    const asked = calls()
      .slice(before)
      .filter(({ operation }) => operation === 'GetData');
    expect(asked).toHaveLength(3);
    for (const { searchClause } of asked) expect(searchClause).not.toContain('Equals');
  }, 60_000);
});
