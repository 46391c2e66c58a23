// An order that the shop changes when it has left the warehouse: what is wanted more would be picked by nobody.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, startBench } from './testing/bench.ts';
import { passes } from './testing/passTime.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const scarves = [{ sku: 'SCARF-RED-M', quantity: 2 }];

async function sent(lines = scarves): Promise<number> {
  await bench.place();
  const id = await bench.place(lines);
  await bench.pass();
  await bench.follow();
  return id;
}
/** Seen as despatched, and read once more as it left. */
async function leaves(id: number): Promise<void> {
  bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM1', carrier: 'Royal Mail' });
  await bench.follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched' });
  await later();
}
async function later(): Promise<void> {
  await passes(bench, bench, 11);
  await bench.keepLease();
  await bench.checkSent();
}
/** WooCommerce lets staff edit an order while it is on hold. */
async function add(id: number, sku: string, quantity: number): Promise<void> {
  await bench.shop.setStatus(id, 'on-hold');
  await bench.shop.edit(id, { add: [{ sku, quantity }] });
  await bench.shop.setStatus(id, 'processing');
}
const refund = async (id: number, sku: string, quantity: number) => {
  const line = (await bench.shop.order(id)).order.line_items.find((one) => one.sku === sku);
  await bench.shop.refund(id, { lines: [{ item_id: line?.id ?? 0, quantity }] });
};
const told = async (id: number) =>
  (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.attention;

test('what is wanted more is shown with both numbers, until it is refunded', async () => {
  const id = await sent();
  await leaves(id);
  await bench.despatches();
  await add(id, 'MUG', 3);
  await later();
  expect(await told(id)).toMatchObject([
    {
      code: 'more_wanted',
      reason: `MUG: the shop wants 3, Peoplevox has 0. ${id} is Despatched in Peoplevox: it has left the warehouse.`,
    },
  ]);
  await refund(id, 'MUG', 1);
  await later();
  expect(await told(id)).toMatchObject([{ reason: expect.stringContaining('MUG: the shop wants 2') }]);
  await refund(id, 'MUG', 2);
  await later();
  expect(await told(id)).toEqual([]);
  expect(bench.peoplevox.order(String(id))?.lines).toHaveLength(1);
});

test('more of an item that is there is shown too', async () => {
  const id = await sent();
  await leaves(id);
  await add(id, 'SCARF-RED-M', 1);
  await later();
  expect(await told(id)).toMatchObject([
    { reason: expect.stringContaining('SCARF-RED-M: the shop wants 3, Peoplevox has 2.') },
  ]);
});

test('changed when it was allocated, and gone before that was carried over: it is shown', async () => {
  const id = await sent();
  await add(id, 'MUG', 1);
  await bench.notice();
  await leaves(id);
  expect(await told(id)).toMatchObject([{ reason: expect.stringContaining('MUG: the shop wants 1') }]);
});

test('a line without a SKU is shown too, and closes when it is refunded', async () => {
  const id = await sent();
  await leaves(id);
  await bench.shop.seedProducts([{ sku: '', name: 'Gift card', stock: 5 }]);
  await add(id, '', 1);
  await later();
  expect(await told(id)).toMatchObject([
    { code: 'more_wanted', reason: expect.stringContaining('"Gift card" (no SKU): the shop wants 1.') },
  ]);
  await refund(id, '', 1);
  await later();
  expect(await told(id)).toEqual([]);
});

test('an address that was emptied once it had left is no news of its lines', async () => {
  const id = await sent();
  await leaves(id);
  await bench.shop.edit(id, { shipping: { address_1: '', postcode: '' } });
  await later();
  expect(await told(id)).toEqual([]);
});

test('a refund, or two lines of one item, or another phone number is no news', async () => {
  const id = await sent([...scarves, { sku: 'SCARF-RED-M', quantity: 1 }, { sku: 'MUG', quantity: 2 }]);
  await leaves(id);
  await refund(id, 'MUG', 1);
  await later();
  expect(await told(id)).toEqual([]);
  await bench.shop.edit(id, { billing: { phone: '01234 567890' } });
  await later();
  expect(await told(id)).toEqual([]);
  await bench.despatches();
  await later();
  expect(await told(id)).toEqual([]);
});

test('it closes when the line is taken off again, whatever else was edited or refunded meanwhile', async () => {
  const id = await sent();
  await leaves(id);
  await add(id, 'MUG', 1);
  await later();
  expect(await told(id)).toMatchObject([{ code: 'more_wanted' }]);
  await bench.shop.edit(id, { billing: { phone: '01234 567890' } });
  await refund(id, 'SCARF-RED-M', 1);
  await later();
  expect(await told(id)).toMatchObject([{ code: 'more_wanted' }]);
  const mug = (await bench.shop.order(id)).order.line_items.find((one) => one.sku === 'MUG');
  await bench.shop.setStatus(id, 'on-hold');
  await bench.shop.edit(id, { quantities: [{ item_id: mug?.id ?? 0, quantity: 0 }] });
  await bench.shop.setStatus(id, 'processing');
  await later();
  expect(await told(id)).toEqual([]);
});

test('it closes when the whole order is cancelled', async () => {
  const id = await sent();
  await leaves(id);
  await add(id, 'MUG', 1);
  await later();
  await bench.shop.setStatus(id, 'cancelled');
  await later();
  expect(await told(id)).toEqual([]);
});

test('a ledger that was lost tells of it too', async () => {
  const id = await sent();
  const second = await bench.startSidecar('second');
  await second.goLive();
  await second.pass();
  bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM1', carrier: 'Royal Mail' });
  await second.follow();
  await add(id, 'MUG', 3);
  await passes(bench, second, 11);
  await second.keepLease();
  await second.checkSent();
  expect((await second.order(id)).open).toEqual(['more_wanted']);
});
