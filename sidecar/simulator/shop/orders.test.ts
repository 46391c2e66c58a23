import { expect, test } from 'vitest';
import { shopFor } from './testing.ts';

const scarf = { sku: 'SCARF', price: '12.50', stock: 10 };
const stockOf = async (shop: Awaited<ReturnType<typeof shopFor>>['shop'], sku = 'SCARF') =>
  (await shop.product(sku)).stock;

test.each([
  ['card', 'processing', true],
  ['card_later', 'pending', false],
  ['cod', 'processing', true],
  ['bacs', 'on-hold', true],
] as const)('paid by %s an order is %s, and its stock is taken: %s', async (paymentMethod, status, taken) => {
  const { shop } = await shopFor({ products: [scarf] });
  const placed = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 2 }], paymentMethod });
  expect(placed.order.status).toBe(status);
  expect(placed.stock_reduced).toBe(taken);
  expect(placed.lines).toMatchObject([{ reduced: taken ? 2 : 0 }]);
  expect(await stockOf(shop)).toBe(taken ? 8 : 10);
});

test('only a card payment and a completed cash order have a paid date', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const lines = [{ sku: 'SCARF', quantity: 1 }];
  const card = await shop.placeOrder({ lines });
  const cash = await shop.placeOrder({ lines, paymentMethod: 'cod' });
  expect(card.order).toMatchObject({
    date_paid_gmt: '2026-03-02T09:00:00',
    transaction_id: expect.any(String),
  });
  expect(cash.order).toMatchObject({ date_paid_gmt: null });
  expect((await shop.setStatus(cash.order.id, 'completed')).order).toMatchObject({
    date_paid_gmt: '2026-03-02T09:00:00',
    date_completed_gmt: '2026-03-02T09:00:00',
  });
});

test('stock is taken once and restored once, whatever way the status goes', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 3 }] });
  const walk = [
    ['on-hold', 7],
    ['processing', 7],
    ['completed', 7],
    ['cancelled', 10],
    ['failed', 10],
    ['processing', 7],
    ['pending', 10],
    ['completed', 7],
    ['failed', 10],
  ] as const;
  for (const [status, stock] of walk) {
    await shop.setStatus(order.id, status);
    expect([status, await stockOf(shop)]).toEqual([status, stock]);
  }
});

test('the books show the order in which the shop did things', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 2 }], paymentMethod: 'cod' });
  const { entries } = await shop.books();
  expect(entries.map(({ seq: _, at: __, ...fact }) => fact)).toMatchObject([
    { kind: 'pairing' },
    { kind: 'order', order_id: order.id, what: 'created' },
    { kind: 'status', from: 'pending', to: 'processing', by: 'customer' },
    { kind: 'stock', from: 10, to: 8, by: { what: 'order', order_id: order.id } },
    { kind: 'note', text: 'Stock levels reduced: SCARF (10&rarr;8)' },
    { kind: 'note', text: 'Order status changed from Pending payment to Processing.' },
    { kind: 'mail', mail: 'processing' },
  ]);
});

test('the checkout refuses more than there is, less what unpaid orders hold for an hour', async () => {
  const { shop, clock } = await shopFor({ products: [scarf] });
  const order = (quantity: number) =>
    shop.placeOrder({ lines: [{ sku: 'SCARF', quantity }], paymentMethod: 'card_later' });
  await order(7);
  await expect(order(4)).rejects.toMatchObject({ code: 'not_enough_stock' });
  clock.advance(60 * 60_000);
  await order(4);
  await expect(
    shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 11 }], createdVia: 'admin' }),
  ).resolves.toMatchObject({ order: { status: 'processing' } });
  expect((await shop.books()).oversold).toMatchObject([{ sku: 'SCARF', stock: -1 }]);
});

test('a refund gives units back only when asked to restock', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 3 }], shippingMethod: null });
  const kept = await shop.refund(order.id, { lines: [{ sku: 'SCARF', quantity: 1 }] });
  expect(kept).toMatchObject({
    order: { status: 'processing', total: '37.50', refunds: [{ total: '-12.50' }] },
    lines: [{ refunded: 1, reduced: 3 }],
  });
  expect(await stockOf(shop)).toBe(7);

  const back = await shop.refund(order.id, { lines: [{ sku: 'SCARF', quantity: 1 }], restock: true });
  expect(back).toMatchObject({ order: { status: 'processing' }, lines: [{ refunded: 2, reduced: 2 }] });
  expect(await stockOf(shop)).toBe(8);

  const whole = await shop.refund(order.id, { lines: [{ sku: 'SCARF', quantity: 1 }], restock: true });
  expect(whole).toMatchObject({ order: { status: 'refunded' }, lines: [{ refunded: 3, reduced: 1 }] });
  await expect(shop.refund(order.id, { lines: [{ sku: 'SCARF', quantity: 1 }] })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('setting the status to refunded gives the money back and no units', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 2 }] });
  expect(await shop.setStatus(order.id, 'refunded')).toMatchObject({
    order: { refunds: [{ total: '-28.95', reason: 'Order fully refunded.' }] },
    lines: [{ refunded: 0 }],
  });
});

test('a variation has its own stock, or its parent’s, or none', async () => {
  const { shop } = await shopFor({
    products: [
      {
        sku: 'TEE',
        stock: 20,
        variations: [
          { sku: 'TEE-RED', attributes: { Colour: 'Red' }, stock: 5 },
          { sku: 'TEE-BLUE', attributes: { Colour: 'Blue' } },
        ],
      },
      { sku: 'CARD', variations: [{ sku: 'CARD-A', attributes: { Size: 'A' } }] },
    ],
  });
  expect(await shop.product('TEE-RED')).toMatchObject({ manages_stock: true, stock: 5, name: 'TEE - Red' });
  expect(await shop.product('TEE-BLUE')).toMatchObject({ manages_stock: 'parent', stock: 20 });
  expect(await shop.product('CARD-A')).toMatchObject({ manages_stock: false, stock: null });
  const { order } = await shop.placeOrder({
    lines: [
      { sku: 'TEE-RED', quantity: 1 },
      { sku: 'TEE-BLUE', quantity: 2 },
      { sku: 'CARD-A', quantity: 3 },
    ],
  });
  expect([await stockOf(shop, 'TEE-RED'), await stockOf(shop, 'TEE')]).toEqual([4, 18]);
  expect(order.line_items[1]).toMatchObject({
    sku: 'TEE-BLUE',
    product_id: (await shop.product('TEE')).id,
    parent_name: 'TEE',
    meta_data: [
      { key: 'colour', value: 'Blue', display_key: 'Colour' },
      { key: '_reduced_stock', value: '2' },
    ],
  });
});

test('an edit moves the modified time and the stock with it, as in wp-admin', async () => {
  const { shop, clock } = await shopFor({ products: [scarf, { sku: 'HAT', stock: 4 }] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 3 }] });
  const [line] = order.line_items;
  clock.advance(5_000);
  const edited = await shop.edit(order.id, {
    quantities: [{ item_id: line?.id ?? 0, quantity: 1 }],
    add: [{ sku: 'HAT', quantity: 2 }],
    shipping: { postcode: 'M1 1AE' },
  });
  expect(edited.order).toMatchObject({
    date_modified_gmt: '2026-03-02T09:00:05',
    shipping: { postcode: 'M1 1AE' },
    line_items: [
      { quantity: 1, total: '12.50' },
      { quantity: 2, total: '20.00' },
    ],
  });
  expect([await stockOf(shop), await stockOf(shop, 'HAT')]).toEqual([9, 2]);
  await shop.edit(order.id, { quantities: [{ item_id: line?.id ?? 0, quantity: 0 }] });
  expect(await stockOf(shop)).toBe(10);
});

test('the bin keeps an order and its stock; for ever leaves nothing but a tombstone', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 2 }] });
  expect(await shop.trash(order.id)).toMatchObject({ trashed: true, order: { status: 'trash' } });
  expect(await stockOf(shop)).toBe(8);
  expect(await shop.untrash(order.id)).toMatchObject({ order: { status: 'processing' } });
  await shop.delete(order.id);
  await expect(shop.order(order.id)).rejects.toMatchObject({ code: 'not_found' });
});

test('prices with tax in them come apart as WooCommerce takes them apart', async () => {
  const { shop } = await shopFor({
    taxRate: 20,
    pricesIncludeTax: true,
    products: [{ sku: 'SCARF', price: '12.50' }],
  });
  const { order } = await shop.placeOrder({
    lines: [{ sku: 'SCARF', quantity: 3 }],
    coupon: { code: 'TEN', amount: '3.75' },
    fees: [{ name: 'Gift wrap', amount: '2.00' }],
  });
  // The same order on WooCommerce 11.0.1: 31.25 + 6.25, 28.13 + 5.62, shipping 3.95 + 0.79, fee 2.00 + 0.40.
  expect(order).toMatchObject({
    line_items: [{ subtotal: '31.25', subtotal_tax: '6.25', total: '28.12', total_tax: '5.63' }],
    tax_lines: [{ rate_percent: 20, tax_total: '6.03', shipping_tax_total: '0.79' }],
    fee_lines: [{ name: 'Gift wrap', total: '2.00', total_tax: '0.40' }],
    shipping_lines: [{ total: '3.95', total_tax: '0.79' }],
    coupon_lines: [{ code: 'ten', discount: '3.13', discount_tax: '0.62' }],
    total: '40.89',
  });
});

test('customers get the mails WooCommerce sends, and none when mails are off', async () => {
  const { shop } = await shopFor({ products: [scarf] });
  const lines = [{ sku: 'SCARF', quantity: 1 }];
  const { order } = await shop.placeOrder({
    lines,
    paymentMethod: 'bacs',
    billing: { email: 'zoe@example.test' },
  });
  await shop.pay(order.id);
  await shop.setStatus(order.id, 'completed');
  await shop.refund(order.id);
  expect((await shop.mails()).map((mail) => [mail.kind, mail.to])).toEqual(
    ['on_hold', 'processing', 'completed', 'refunded'].map((kind) => [kind, 'zoe@example.test']),
  );
  await shop.toggles({ customerMails: false });
  await shop.placeOrder({ lines });
  expect(await shop.mails()).toHaveLength(4);
});

test('times are the shop’s in one field and UTC in the other', async () => {
  const { shop, clock } = await shopFor({ products: [scarf], timeZone: 'Europe/London' });
  clock.advance(120 * 86_400_000);
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 1 }] });
  expect(order).toMatchObject({
    date_created: '2026-06-30T10:00:00',
    date_created_gmt: '2026-06-30T09:00:00',
  });
});

test.each([
  ['an unknown SKU', { lines: [{ sku: 'NOPE', quantity: 1 }] }, 'not_found'],
  ['no lines', { lines: [] }, 'invalid'],
  ['an unknown status', { lines: [{ sku: 'SCARF', quantity: 1 }], status: 'shipped' }, 'invalid'],
  ['a price that is none', { lines: [{ sku: 'SCARF', quantity: 1, price: 'ten' }] }, 'invalid'],
])('%s is refused with a reason', async (_, order, code) => {
  const { shop } = await shopFor({ products: [scarf] });
  await expect(shop.placeOrder(order)).rejects.toMatchObject({ code });
  expect(await shop.orders()).toEqual([]);
});
