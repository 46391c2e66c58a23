import { expect, test } from 'vitest';
import { MarksAnswer, StockAnswer, StockWhy } from '../woocommerce/contract.ts';
import { ask, epochOf, fresh, good } from './ask.ts';
import type { NewOrder, Product, Target } from './target.ts';
import { onEachTarget } from './targets.ts';

let lastReading = 0;
/** Later than every reading before, as Peoplevox's would be. */
function reading(target: Target): string {
  lastReading = Math.max(lastReading + 1, target.now().getTime());
  return new Date(lastReading).toISOString();
}
interface Item {
  sku: string;
  available: number;
}
async function pass(target: Target, items: Item[], change: Record<string, unknown> = {}) {
  const epoch = await epochOf(target);
  const read_at = reading(target);
  const body = { epoch, pass: fresh('pass'), read_at, reflected_before: read_at, items, ...change };
  return good(target, 'stock', body, StockAnswer);
}
const resultOf = async (target: Target, item: Item, change?: Record<string, unknown>) =>
  (await pass(target, [item], change)).results[0];

onEachTarget('stock', (target) => {
  test('a pass writes what is available, says from and to, and leaves alone what is right', async () => {
    const [one, two] = [fresh('scarf'), fresh('hat')];
    const scarf = await target().newProduct({ sku: one, stock: 10 });
    const hat = await target().newProduct({ sku: two, stock: 4 });
    const answer = await pass(target(), [
      { sku: one, available: 7 },
      { sku: two, available: 4 },
    ]);
    expect(answer).toMatchObject({
      repeated: false,
      results: [
        { sku: one, outcome: 'written', product_id: scarf.id, from: 10, to: 7, promised: 0 },
        { sku: two, outcome: 'unchanged', product_id: hat.id, from: 4, to: 4, promised: 0 },
      ],
    });
    expect([await target().stock(scarf.id), await target().stock(hat.id)]).toEqual([7, 4]);
    expect(await resultOf(target(), { sku: one, available: 0 })).toMatchObject({ from: 7, to: 0 });
  });

  test('the same pass again is not done again: it gets the answer it got', async () => {
    const sku = fresh('scarf');
    const scarf = await target().newProduct({ sku, stock: 10 });
    const id = fresh('pass');
    const first = await pass(target(), [{ sku, available: 7 }], { pass: id });
    await target().setStock(scarf.id, 3);
    const again = await pass(target(), [{ sku, available: 99 }], { pass: id });
    expect(again).toEqual({ pass: id, repeated: true, results: first.results });
    expect(await target().stock(scarf.id)).toBe(3);
  });

  test('older news never overwrites newer, not even in the same pass', async () => {
    const sku = fresh('scarf');
    const scarf = await target().newProduct({ sku, stock: 10 });
    const before = reading(target());
    const at = reading(target());
    await pass(target(), [{ sku, available: 7 }], { read_at: at });
    for (const read_at of [before, at])
      expect(await resultOf(target(), { sku, available: 5 }, { read_at })).toEqual({
        sku,
        outcome: 'refused_older',
        product_id: scarf.id,
        from: null,
        to: null,
        promised: null,
      });
    const twice = [
      { sku, available: 6 },
      { sku, available: 2 },
    ];
    expect((await pass(target(), twice)).results).toMatchObject([
      { outcome: 'written' },
      { outcome: 'refused_older' },
    ]);
    expect(await target().stock(scarf.id)).toBe(6);
  });

  test('a reading from a clock that is ahead is refused, and does not stand in the way of later ones', async () => {
    const sku = fresh('scarf');
    const scarf = await target().newProduct({ sku, stock: 10 });
    const epoch = await epochOf(target());
    const body = (read_at: string) => ({
      epoch,
      pass: fresh('pass'),
      read_at,
      reflected_before: read_at,
      items: [{ sku, available: 7 }],
    });
    const ahead = new Date(target().now().getTime() + 90_000).toISOString();
    const reply = await ask(target(), 'stock', body(ahead));
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'pickwave_clock_ahead', time: expect.stringMatching(/^20.*Z$/) },
    });
    expect(await target().stock(scarf.id)).toBe(10);
    expect(await resultOf(target(), { sku, available: 7 })).toMatchObject({ outcome: 'written', to: 7 });
  });

  test('why a SKU has its number: the stock, whose orders it is promised to, the last reading', async () => {
    const sku = fresh('scarf');
    const scarf = await target().newProduct({ sku, stock: 10 });
    const why = async (change: Record<string, unknown> = {}) =>
      good(
        target(),
        'stock/why',
        { sku, reflected_before: target().now().toISOString(), ...change },
        StockWhy,
      );
    expect(await why()).toMatchObject({
      kind: 'found',
      product_id: scarf.id,
      stock: 10,
      promised: 0,
      orders: [],
      reading: null,
    });
    const first = await target().newOrder({
      status: 'processing',
      lines: [{ product: scarf.id, quantity: 2 }],
    });
    const second = await target().newOrder({
      status: 'on-hold',
      lines: [{ product: scarf.id, quantity: 1 }],
    });
    const read_at = reading(target());
    await pass(target(), [{ sku, available: 20 }], { read_at });
    expect(await why()).toMatchObject({
      stock: 17,
      promised: 3,
      orders: [
        { order_id: second.id, number: String(second.id), status: 'on-hold', units: 1, sent_at: null },
        { order_id: first.id, status: 'processing', units: 2, reflected_at: null },
      ],
      reading: { available: 20, promised: 3, to: 17, read_at: expect.stringContaining(read_at.slice(0, 19)) },
    });
    const epoch = await epochOf(target());
    const now = target().now().toISOString();
    const mark = { order_id: first.id, as_of: now, sent_at: now, reflected_at: '2026-01-01T00:00:00Z' };
    await good(target(), 'orders/marks', { epoch, marks: [mark] }, MarksAnswer);
    expect(await why()).toMatchObject({ promised: 1, orders: [{ order_id: second.id }] });
    expect(await why({ reflected_before: '2025-01-01T00:00:00Z' })).toMatchObject({
      promised: 3,
      orders: [{ order_id: second.id }, { order_id: first.id, units: 2 }],
    });

    const unmanaged = fresh('card');
    const card = await target().newProduct({ sku: unmanaged });
    expect(await why({ sku: unmanaged })).toMatchObject({
      kind: 'not_managed',
      product_id: card.id,
      stock: null,
    });
    expect(await why({ sku: fresh('never-heard-of') })).toMatchObject({ kind: 'unknown', product_id: null });
  });

  test('what cannot be written is told apart, and holds nothing else up', async () => {
    const unmanaged = fresh('card');
    const card = await target().newProduct({ sku: unmanaged });
    const double = fresh('double');
    await target().newProduct({ sku: double, stock: 5 });
    const made = await target().newDouble(double);
    const last = fresh('scarf');
    const scarf = await target().newProduct({ sku: last, stock: 1 });
    const nothing = { product_id: null, from: null, to: null, promised: null };
    const { results } = await pass(target(), [
      { sku: fresh('never-heard-of'), available: 3 },
      { sku: unmanaged, available: 3 },
      ...(made ? [{ sku: double, available: 3 }] : []),
      { sku: last, available: 3 },
    ]);
    expect(results).toMatchObject([
      { ...nothing, outcome: 'unknown' },
      { ...nothing, sku: unmanaged, outcome: 'not_managed', product_id: card.id },
      ...(made ? [{ ...nothing, sku: double, outcome: 'ambiguous' }] : []),
      { outcome: 'written', product_id: scarf.id, from: 1, to: 3 },
    ]);
  });

  test('variations: their own stock; the parent’s only where one item has it to itself', async () => {
    const [own, shared, other, alone] = ['own', 'shared', 'other', 'alone'].map(fresh) as [
      string,
      string,
      string,
      string,
    ];
    const tee = await target().newProduct({
      sku: '',
      stock: 20,
      variations: [
        { sku: own, stock: 5 },
        { sku: shared, stock: null },
        { sku: other, stock: null },
      ],
    });
    const cap = await target().newProduct({ sku: '', stock: 9, variations: [{ sku: alone, stock: null }] });
    const sold = {
      lines: [{ product: cap.id, variation: cap.variations[0] ?? 0, quantity: 2 }],
      status: 'processing',
    };
    await target().newOrder(sold as NewOrder);
    const { results } = await pass(target(), [
      { sku: own, available: 8 },
      { sku: shared, available: 8 },
      { sku: alone, available: 8 },
    ]);
    expect(results).toMatchObject([
      { outcome: 'written', product_id: tee.variations[0], from: 5, to: 8 },
      { outcome: 'not_managed', product_id: tee.variations[1], from: null, to: null },
      { outcome: 'written', product_id: cap.id, from: 7, to: 6, promised: 2 },
    ]);
    expect(await target().stock(tee.id)).toBe(20);
  });

  test('products that are not published are stocked all the same', async () => {
    const sku = fresh('draft');
    await target().newProduct({ sku, stock: 2, draft: true });
    expect(await resultOf(target(), { sku, available: 4 })).toMatchObject({ outcome: 'written', to: 4 });
  });

  let untouched: Promise<{ sku: string; scarf: Product }> | null = null;
  /** One product for all that is refused: nothing ever happens to it. */
  const untouchedProduct = () => {
    const sku = fresh('scarf');
    untouched ??= target()
      .newProduct({ sku, stock: 5 })
      .then((scarf) => ({ sku, scarf }));
    return untouched;
  };
  const bad: [string, Record<string, unknown>, string][] = [
    ['a pass without a name', { pass: 'short' }, 'pass'],
    ['a reading at no time', { read_at: 'now' }, 'read_at'],
    ['half a unit', { items: [{ sku: 'X', available: 1.5 }] }, 'items'],
    ['no SKU', { items: [{ sku: '', available: 1 }] }, 'items'],
    ['no number', { items: [{ sku: 'X' }] }, 'items'],
    ['a blank for a number', { items: [{ sku: 'X', available: '' }] }, 'items'],
  ];
  test.each(bad)('%s is a bad request, and nothing of it is done', async (_, change, param) => {
    const { sku, scarf } = await untouchedProduct();
    const epoch = await epochOf(target());
    const at = reading(target());
    const body = { epoch, pass: fresh('pass'), read_at: at, reflected_before: at, items: [], ...change };
    const items = [{ sku, available: 1 }, ...(body.items as unknown[])];
    const reply = await ask(target(), 'stock', { ...body, items });
    expect(reply).toMatchObject({ status: 400, body: { code: 'rest_invalid_param' } });
    expect(Object.keys(reply.body.data.params)).toEqual([param]);
    expect(await target().stock(scarf.id)).toBe(5);
  });
});

onEachTarget('what is promised', (target) => {
  /** A product with this much in the shop, and what a pass that read 10 available makes of it. */
  async function sold(status: NewOrder['status'], quantity = 3) {
    const sku = fresh('scarf');
    const product = await target().newProduct({ sku, stock: 10 });
    const order = await target().newOrder({ lines: [{ product: product.id, quantity }], status });
    const afterPass = async (change?: Record<string, unknown>) => {
      const result = await resultOf(target(), { sku, available: 10 }, change);
      expect(await target().stock(product.id)).toBe(result.to);
      return result;
    };
    return { sku, product, order, afterPass };
  }

  test.each([
    ['processing', 3],
    ['on-hold', 3],
    ['completed', 3],
    ['pending', 0],
    ['failed', 0],
  ] as const)('units of an order that is %s: %i', async (status, promised) => {
    const { afterPass } = await sold(status);
    expect(await afterPass()).toMatchObject({ promised, to: 10 - promised });
  });

  test('a cancelled order’s come back once, and cannot come back twice', async () => {
    const { order, afterPass, product } = await sold('processing');
    expect(await afterPass()).toMatchObject({ outcome: 'unchanged', from: 7, to: 7, promised: 3 });
    await target().setStatus(order.id, 'cancelled');
    expect(await target().stock(product.id)).toBe(10);
    expect(await afterPass()).toMatchObject({ outcome: 'unchanged', from: 10, promised: 0 });
    await target().setStatus(order.id, 'processing');
    expect(await afterPass()).toMatchObject({ outcome: 'unchanged', from: 7, promised: 3 });
  });

  test('an order in the bin or deleted promises nothing', async () => {
    const binned = await sold('processing');
    await target().trash(binned.order.id);
    expect(await binned.afterPass()).toMatchObject({ from: 7, to: 10, promised: 0 });
    const gone = await sold('processing');
    await target().delete(gone.order.id);
    expect(await gone.afterPass()).toMatchObject({ promised: 0 });
  });

  test('refunded and restocked units are not promised; those only refunded still are for five minutes', async () => {
    const back = await sold('processing');
    await target().refund(back.order.id, [{ item: back.order.items[0] ?? 0, quantity: 2 }], true);
    expect(await back.afterPass()).toMatchObject({ outcome: 'unchanged', from: 9, promised: 1 });
    const kept = await sold('processing');
    await target().refund(kept.order.id, [{ item: kept.order.items[0] ?? 0, quantity: 2 }], false);
    expect(await kept.afterPass()).toMatchObject({ from: 7, promised: 3 });
  });

  test('a line that is made smaller or larger promises what it is now', async () => {
    const { order, afterPass } = await sold('processing');
    const [item = 0] = order.items;
    await target().setQuantity(order.id, item, 5);
    expect(await afterPass()).toMatchObject({ outcome: 'unchanged', from: 5, promised: 5 });
    await target().setQuantity(order.id, item, 1);
    expect(await afterPass()).toMatchObject({ outcome: 'unchanged', from: 9, promised: 1 });
  });

  test('what Peoplevox’s figure reflects is not promised, and may become so again', async () => {
    const { order, afterPass } = await sold('processing');
    const mark = async (reflected_at: string | null) => {
      const epoch = await epochOf(target());
      const marks = [{ order_id: order.id, as_of: reading(target()), reflected_at, sent_at: null }];
      expect((await good(target(), 'orders/marks', { epoch, marks }, MarksAnswer)).marks).toMatchObject([
        { outcome: 'recorded' },
      ]);
    };
    await mark('2026-01-02T10:00:00Z');
    // Strictly before: an order that was allocated while the reading was made is not in it for sure.
    expect(await afterPass({ reflected_before: '2026-01-02T10:00:00Z' })).toMatchObject({
      promised: 3,
      to: 7,
    });
    expect(await afterPass({ reflected_before: '2026-01-02T10:00:00.001Z' })).toMatchObject({
      promised: 0,
      to: 10,
    });
    await mark(null);
    expect(await afterPass()).toMatchObject({ promised: 3, to: 7 });
  });

  test('what was sent and then cancelled or refunded stays promised until Peoplevox has confirmed it', async () => {
    const mark = async (order_id: number, reflected_at: string | null) => {
      const epoch = await epochOf(target());
      const sent = { sent_at: '2026-01-02T09:00:00Z', reflected_at };
      await good(
        target(),
        'orders/marks',
        { epoch, marks: [{ order_id, as_of: reading(target()), ...sent }] },
        MarksAnswer,
      );
    };
    const cancelled = await sold('processing');
    await mark(cancelled.order.id, null);
    await target().setStatus(cancelled.order.id, 'cancelled');
    expect(await target().stock(cancelled.product.id)).toBe(10);
    expect(await cancelled.afterPass()).toMatchObject({ from: 10, to: 7, promised: 3 });
    await mark(cancelled.order.id, '2026-01-02T10:00:00Z');
    expect(await cancelled.afterPass()).toMatchObject({ from: 7, to: 10, promised: 0 });

    const refunded = await sold('processing');
    await mark(refunded.order.id, null);
    await target().refund(refunded.order.id, [{ item: refunded.order.items[0] ?? 0, quantity: 2 }], true);
    expect(await refunded.afterPass()).toMatchObject({ from: 9, to: 7, promised: 3 });
    await target().setStatus(refunded.order.id, 'cancelled');
    expect(await refunded.afterPass()).toMatchObject({ to: 7, promised: 3 });
  });

  test('what needs no shipping is not the warehouse’s', async () => {
    const sku = fresh('voucher');
    const product = await target().newProduct({ sku, stock: 10, virtual: true });
    await target().newOrder({ lines: [{ product: product.id, quantity: 3 }], status: 'processing' });
    expect(await resultOf(target(), { sku, available: 10 })).toMatchObject({ promised: 0, to: 10 });
  });

  test('more promised than there is: the shop shows less than nothing', async () => {
    const { sku, product } = await sold('processing', 8);
    expect(await resultOf(target(), { sku, available: 5 })).toMatchObject({ promised: 8, to: -3 });
    expect(await target().stock(product.id)).toBe(-3);
  });

  test('a sale from the checkout is promised at once', async () => {
    const sku = fresh('scarf');
    const product = await target().newProduct({ sku, stock: 10 });
    await target().checkout([{ product: product.id, quantity: 4 }], `${fresh('buyer')}@example.test`);
    expect(await resultOf(target(), { sku, available: 10 })).toMatchObject({
      outcome: 'unchanged',
      promised: 4,
    });
  });

  test('sales while passes run are neither lost nor counted twice', async () => {
    const sku = fresh('scarf');
    const product = await target().newProduct({ sku, stock: 50 });
    const buy = () =>
      target().checkout([{ product: product.id, quantity: 1 }], `${fresh('buyer')}@example.test`);
    const sales = Array.from({ length: 6 }, buy);
    for (let count = 0; count < 4; count += 1) {
      const result = await resultOf(target(), { sku, available: 50 });
      expect(result.to).toBeLessThanOrEqual(50 - result.promised);
    }
    await Promise.all(sales);
    expect(await resultOf(target(), { sku, available: 50 })).toMatchObject({ promised: 6, to: 44 });
    expect(await target().stock(product.id)).toBe(44);
  });
});
