// A sales order that was complete and is lost: what a person can do, and what settles it by itself.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { may } from '../domain/transfer.ts';
import { sendAgain } from '../http/orderRoutes.ts';
import { type Bench, startBench } from './testing/bench.ts';
import { onceAfter } from './testing/onceAfter.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const mug = [{ sku: 'MUG', quantity: 2 }];
/** Two orders sent, so that one can be the canary for the other. Gives the second. */
async function sentOrder(): Promise<number> {
  await bench.place(mug);
  const id = await bench.place(mug);
  await bench.pass();
  await bench.follow();
  return id;
}
async function follow(times = 1): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    bench.clock.advance(60_000);
    await bench.keepLease();
    await bench.follow();
  }
}
async function gone(): Promise<number> {
  const id = await sentOrder();
  bench.peoplevox.floor.delete({ order: String(id) });
  await follow(2);
  expect(await bench.order(id)).toMatchObject({ warehouse: 'gone', open: ['gone'] });
  return id;
}

test('gone: send again makes it anew, and it is followed again', async () => {
  const id = await gone();
  const order = await bench.order(id);
  expect(may('send_again', order.transfer, order.warehouse)).toBe(true);
  expect(may('dismiss', order.transfer, order.warehouse)).toBe(false);
  await bench.ledger.record('Ada', [sendAgain(order, bench.clock.now())]);
  await bench.pass();
  expect(bench.peoplevox.order(String(id))).toMatchObject({ held: false });
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  await follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
});

test('gone: told once, however often it is looked for', async () => {
  const id = await gone();
  const told = async () => (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.journal.length;
  const before = await told();
  await follow(5);
  expect(await told()).toBe(before);
  expect((await bench.order(id)).open).toEqual(['gone']);
});

test('gone, and then there again: it closes by itself', async () => {
  const id = await sentOrder();
  const { warehouse } = bench.deps;
  bench.deps.warehouse = {
    ...warehouse,
    headers: async (numbers, canary) => {
      const found = await warehouse.headers(numbers, canary);
      return new Map([...found].filter(([number]) => number !== String(id)));
    },
  };
  await follow(2);
  expect((await bench.order(id)).open).toEqual(['gone']);
  bench.deps.warehouse = warehouse;
  await follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
});

test('gone, and the shop order cancelled: nobody misses it', async () => {
  const id = await gone();
  await bench.shop.setStatus(id, 'cancelled');
  await bench.notice();
  await follow();
  expect((await bench.order(id)).open).not.toContain('gone');
});

test('cancelled in Peoplevox: it closes when the shop order is cancelled too', async () => {
  const id = await sentOrder();
  bench.peoplevox.floor.cancel({ order: String(id) });
  await follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'cancelled', open: ['cancelled_in_peoplevox'] });
  await follow(3);
  expect((await bench.order(id)).open).toEqual(['cancelled_in_peoplevox']);
  await bench.shop.setStatus(id, 'cancelled');
  await bench.notice();
  await follow();
  expect((await bench.order(id)).open).toEqual([]);
});

test.each(['cancel', 'delete'] as const)(
  'cancelled in the shop first, its units stay promised until Peoplevox has let go of them too (%s)',
  async (how) => {
    const inShop = async () => (await bench.shop.product('MUG')).stock;
    const id = await sentOrder();
    await bench.shop.setStatus(id, 'cancelled');
    await bench.notice();
    const { orderId } = await bench.order(id);
    const at = bench.clock.now();
    await bench.deps.shop.mark([{ orderId, asOf: at, sentAt: at, reflectedAt: null }]);
    bench.clock.advance(600_000);
    await bench.keepLease();
    await bench.stock();
    const promised = await inShop();
    bench.peoplevox.floor[how]({ order: String(id) });
    await follow(2);
    expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
    bench.clock.advance(600_000);
    await bench.keepLease();
    await bench.stock();
    expect((await inShop()) ?? 0).toBeGreaterThan(promised ?? 0);
  },
);

test.each(['before', 'after'] as const)(
  'cancelled while Peoplevox is asked how it stands, it keeps no unit promised (just %s it is read)',
  async (when) => {
    const id = await sentOrder();
    const cancel = async () => {
      await bench.shop.refund(id);
      await bench.pass();
      expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled' });
    };
    const { warehouse } = bench.deps;
    bench.deps.warehouse = {
      ...warehouse,
      headers: async (numbers, canary) => {
        bench.deps.warehouse = warehouse;
        if (when === 'before') await cancel();
        const found = await warehouse.headers(numbers, canary);
        if (when === 'after') await cancel();
        return found;
      },
    };
    // so that what is read before it is cancelled is something to tell too
    if (when === 'after') takeBackUnits();
    await follow();
    expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
    bench.clock.advance(600_000);
    await bench.keepLease();
    await bench.stock();
    const [mugs] = bench.peoplevox.stock().filter(({ item }) => item === 'MUG');
    expect((await bench.shop.product('MUG')).stock).toBe(mugs?.available);
  },
);

test('what the shop is told of an order while Peoplevox is asked stands, until the order is read again', async () => {
  const id = await sentOrder();
  const { orderId } = await bench.order(id);
  bench.deps.warehouse = onceAfter(bench.deps.warehouse, 'headers', async () => {
    bench.clock.advance(1000);
    const now = bench.clock.now();
    await bench.deps.shop.mark([{ orderId, asOf: now, sentAt: now, reflectedAt: now }]);
  });
  takeBackUnits();
  await follow();
  expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
  await follow();
  expect((await bench.shop.order(id)).pickwave.reflected_at).toBeNull();
});

/** Of the order that came last, all but one: it is allocated no longer. */
const takeBackUnits = () => bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 97 });

test('despatched in part while the shop is told how it stands, it stays despatched in part', async () => {
  await bench.place(mug);
  const id = await bench.place(mug);
  await bench.pass();
  bench.peoplevox.floor.despatch({
    order: String(id),
    lines: [{ item: 'MUG', quantity: 1 }],
    tracking: 'RM1',
    carrier: 'Royal Mail',
  });
  bench.deps.shop = onceAfter(bench.deps.shop, 'mark', () => bench.despatches());
  await bench.follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'part_despatched' });
  await follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'part_despatched', open: [] });
});
