import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  AttentionAnswer,
  MarksAnswer,
  NumbersAnswer,
  OrdersAnswer,
  ShopStatus,
  SkusAnswer,
} from '../woocommerce/contract.ts';
import { ask, epochOf, fresh, good } from './ask.ts';
import { differences, shapeOf } from './shape.ts';
import type { NewOrder, Placed, Target } from './target.ts';
import { onEachTarget } from './targets.ts';

const iso = (at: number) => new Date(at).toISOString();
const orders = (target: Target, body: object) =>
  good(target, 'orders', { limit: 100, ...body }, OrdersAnswer);
const entry = async (target: Target, { id }: Placed) => {
  const answer = await orders(target, { ids: [id] });
  expect(answer.orders).toHaveLength(1);
  return answer.orders[0];
};
/** Waits until the shop's second has changed, so that what follows is modified later than what was before. */
const nextSecond = async (target: Target) => {
  const second = () => Math.floor(target.now().getTime() / 1000);
  const start = second();
  while (second() === start) await new Promise((done) => setTimeout(done, 20));
};
/** Everything from the cursor on, page by page. */
async function follow(target: Target, cursor: { modified: string; id: number }, limit: number) {
  const seen: { id: number; modified: string }[] = [];
  const tombstones: { order_id: number; deleted_at: string }[] = [];
  for (let next: typeof cursor | null = cursor, pages = 0; next && pages < 200; pages += 1) {
    const page: Awaited<ReturnType<typeof orders>> = await orders(target, { cursor: next, limit });
    for (const { order } of page.orders) seen.push({ id: order.id, modified: `${order.date_modified_gmt}Z` });
    tombstones.push(...page.tombstones);
    if (page.next) expect(page.orders).toHaveLength(limit);
    next = page.next;
  }
  return { seen, tombstones };
}

onEachTarget('orders', (target) => {
  test('what an order is made of, amount by amount', async () => {
    const product = await target().newProduct({
      sku: fresh('scarf'),
      price: '12.00',
      stock: 10,
      name: 'Scarf & co',
    });
    const tee = await target().newProduct({
      sku: fresh('tee'),
      price: '24.00',
      variations: [{ sku: fresh('tee-red'), stock: 5 }],
    });
    const variation = tee.variations[0] ?? 0;
    const placed = await target().newOrder({
      lines: [
        { product: product.id, quantity: 3 },
        { product: tee.id, variation, quantity: 1 },
      ],
      status: 'processing',
      fee: '2.00',
      note: 'Ring the bell & wait',
    });
    expect(await entry(target(), placed)).toMatchObject({
      order: {
        id: placed.id,
        number: String(placed.id),
        status: 'processing',
        currency: 'GBP',
        prices_include_tax: true,
        payment_method: 'bacs',
        customer_note: 'Ring the bell & wait',
        shipping_total: '3.95',
        shipping_tax: '0.79',
        cart_tax: '10.40',
        total_tax: '11.19',
        total: '67.14',
        discount_total: '0.00',
        line_items: [
          {
            name: 'Scarf &amp; co',
            product_id: product.id,
            variation_id: 0,
            quantity: 3,
            subtotal: '30.00',
            total: '30.00',
            total_tax: '6.00',
            price: 10,
            parent_name: null,
          },
          { product_id: tee.id, variation_id: variation, quantity: 1, total: '20.00', price: 20 },
        ],
        shipping_lines: [{ method_id: 'flat_rate', total: '3.95', total_tax: '0.79' }],
        fee_lines: [{ name: 'Gift wrap', total: '2.00', total_tax: '0.40' }],
        needs_processing: true,
        needs_payment: false,
        is_editable: false,
      },
      lines: [
        { item_id: placed.items[0], needs_shipping: true, refunded: 0, reduced: 3 },
        { item_id: placed.items[1], needs_shipping: true, refunded: 0, reduced: 1 },
      ],
      pickwave: { number: null, sent_at: null, reflected_at: null, attention: null, despatches: [] },
    });
  });

  test('a virtual line needs no shipping; refunds and restocks are told by the line', async () => {
    const scarf = await target().newProduct({ sku: fresh('scarf'), stock: 10, price: '12.00' });
    const voucher = await target().newProduct({ sku: fresh('voucher'), virtual: true });
    const placed = await target().newOrder({
      lines: [
        { product: scarf.id, quantity: 4 },
        { product: voucher.id, quantity: 1 },
      ],
      status: 'processing',
    });
    const [item = 0] = placed.items;
    await target().refund(placed.id, [{ item, quantity: 1 }], false);
    await nextSecond(target());
    await target().refund(placed.id, [{ item, quantity: 2 }], true);
    const got = await entry(target(), placed);
    expect(got.lines).toEqual([
      { item_id: item, needs_shipping: true, refunded: 3, reduced: 2 },
      { item_id: placed.items[1], needs_shipping: false, refunded: 0, reduced: 0 },
    ]);
    expect(got.order).toMatchObject({
      status: 'processing',
      refunds: [{ total: '-24.00' }, { total: '-12.00' }],
    });
    expect(await target().stock(scarf.id)).toBe(8);
  });

  test('asked by id, what is missing is absent and what is in the bin is there', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const line = [{ product: product.id, quantity: 1 }];
    const kept = await target().newOrder({ lines: line, status: 'pending' });
    const draft = await target().newOrder({ lines: line, status: 'checkout-draft' });
    const binned = await target().newOrder({ lines: line, status: 'processing' });
    const gone = await target().newOrder({ lines: line, status: 'processing' });
    await target().trash(binned.id);
    await target().delete(gone.id);
    const answer = await orders(target(), { ids: [gone.id, binned.id, draft.id, kept.id, 2_000_000_000] });
    expect(
      answer.orders.map(({ order }: { order: { id: number; status: string } }) => [order.id, order.status]),
    ).toEqual([
      [kept.id, 'pending'],
      [draft.id, 'checkout-draft'],
      [binned.id, 'trash'],
    ]);
    expect(answer.next).toBeNull();
    expect(answer.tombstones.map((one: { order_id: number }) => one.order_id).sort()).toEqual([
      binned.id,
      gone.id,
    ]);
  });

  test('page by page, each order once, by modified time and id; drafts and the bin left out, tombstones told', async () => {
    await nextSecond(target());
    const start = {
      modified: iso(Math.floor(target().now().getTime() / 1000) * 1000 - 1000),
      id: 2_000_000_000,
    };
    const product = await target().newProduct({ sku: fresh('scarf') });
    const line = [{ product: product.id, quantity: 1 }];
    const placed: Placed[] = [];
    for (const status of [
      'processing',
      'on-hold',
      'pending',
      'processing',
      'checkout-draft',
      'failed',
    ] as const)
      placed.push(await target().newOrder({ lines: line, status }));
    const [first, second, third, fourth, draft, fifth] = placed.map((one) => one.id);
    await target().trash(third ?? 0);
    await target().delete(fourth ?? 0);
    await nextSecond(target());
    await target().setStatus(first ?? 0, 'completed');

    const { seen, tombstones } = await follow(target(), start, 2);
    expect(seen.map((one) => one.id)).toEqual([second, fifth, first]);
    expect(seen.map((one) => one.id)).not.toContain(draft);
    const keys = seen.map((one) => `${one.modified} ${String(one.id).padStart(12, '0')}`);
    expect(keys).toEqual([...keys].sort());
    expect(tombstones.map((one) => one.order_id)).toEqual(expect.arrayContaining([third, fourth]));

    const last = seen.at(-1);
    const after = await orders(target(), { cursor: { modified: last?.modified, id: last?.id } });
    expect(after).toMatchObject({ orders: [], next: null });
    const before = await orders(target(), { cursor: { modified: last?.modified, id: (last?.id ?? 0) - 1 } });
    expect(before.orders.map((one: { order: { id: number } }) => one.order.id)).toEqual([first]);
  });

  test('checkout drafts are told where asked for, and only those that show a payment', async () => {
    await nextSecond(target());
    const start = { modified: iso(Math.floor(target().now().getTime() / 1000) * 1000), id: 0 };
    const product = await target().newProduct({ sku: fresh('scarf') });
    const draft: NewOrder = { lines: [{ product: product.id, quantity: 1 }], status: 'checkout-draft' };
    const key = '_ppcp_paypal_captured';
    const unpaid = await target().newOrder(draft);
    const charged = await target().newOrder({ ...draft, transactionId: 'ch_1' });
    const captured = await target().newOrder({ ...draft, meta: { key, value: 'true' } });
    const order = await target().newOrder({ ...draft, status: 'pending' });

    const listed = async (more: object) => {
      const answer = await orders(target(), { cursor: start, ...more });
      return answer.orders.map((one: { order: { id: number } }) => one.order.id);
    };
    expect(await listed({})).toEqual([order.id]);
    expect(await listed({ draft_payment_meta: [] })).toEqual([charged.id, order.id]);
    expect(await listed({ draft_payment_meta: ['_other', key] })).toEqual([
      charged.id,
      captured.id,
      order.id,
    ]);

    // The draft that is not told still counts for the page, so that the next one goes on after it.
    const first = await orders(target(), { cursor: start, limit: 1, draft_payment_meta: [key] });
    expect(first.orders).toEqual([]);
    expect(first.next).toMatchObject({ id: unpaid.id });
  });

  test('a refund and an edit make an order news again', async () => {
    const product = await target().newProduct({ sku: fresh('scarf'), stock: 9 });
    const placed = await target().newOrder({
      lines: [{ product: product.id, quantity: 3 }],
      status: 'processing',
    });
    const modified = async () => (await entry(target(), placed)).order.date_modified_gmt;
    const [item = 0] = placed.items;
    let before = await modified();
    const isLater = async () => {
      const now = await modified();
      expect(now > before, `${now} is later than ${before}`).toBe(true);
      before = now;
    };
    await nextSecond(target());
    await target().refund(placed.id, [{ item, quantity: 1 }], false);
    await isLater();
    await nextSecond(target());
    await target().setQuantity(placed.id, item, 5);
    await isLater();
    expect((await entry(target(), placed)).lines).toMatchObject([{ refunded: 1, reduced: 5 }]);
    expect(await target().stock(product.id)).toBe(4);
  });

  test('stock is taken and given back as the status goes', async () => {
    const product = await target().newProduct({ sku: fresh('scarf'), stock: 10 });
    const placed = await target().newOrder({
      lines: [{ product: product.id, quantity: 3 }],
      status: 'pending',
    });
    const walk = [
      ['on-hold', 7],
      ['processing', 7],
      ['cancelled', 10],
      ['processing', 7],
      ['failed', 10],
      ['completed', 7],
      ['pending', 10],
    ] as const;
    for (const [status, stock] of walk) {
      await target().setStatus(placed.id, status);
      expect([status, await target().stock(product.id)]).toEqual([status, stock]);
      expect((await entry(target(), placed)).lines).toMatchObject([{ reduced: 10 - stock }]);
    }
  });

  test('an order from the checkout', async () => {
    const product = await target().newProduct({ sku: fresh('scarf'), stock: 10, price: '12.00' });
    const email = `${fresh('buyer')}@example.test`;
    const placed = await target().checkout([{ product: product.id, quantity: 2 }], email);
    expect(await entry(target(), placed)).toMatchObject({
      order: {
        status: 'processing',
        payment_method: 'cod',
        date_paid_gmt: null,
        created_via: 'store-api',
        billing: { email, country: 'GB', postcode: 'SW1A 1AA' },
        line_items: [{ quantity: 2, total: '20.00', total_tax: '4.00' }],
      },
      lines: [{ reduced: 2 }],
    });
    expect(await target().stock(product.id)).toBe(8);
    expect((await target().mailsTo(email)).map((mail) => mail.subject)).toEqual([
      'Your Shop order has been received!',
    ]);
  });

  const bad: [string, object, string, string][] = [
    ['no limit', {}, 'rest_missing_callback_param', 'limit'],
    ['a page of none', { limit: 0 }, 'rest_invalid_param', 'limit'],
    ['a page too long', { limit: 101 }, 'rest_invalid_param', 'limit'],
    ['a word for a limit', { limit: 'many' }, 'rest_invalid_param', 'limit'],
    [
      'too many ids',
      { limit: 1, ids: Array.from({ length: 101 }, (_, id) => id) },
      'rest_invalid_param',
      'ids',
    ],
    ['words for ids', { limit: 1, ids: ['x'] }, 'rest_invalid_param', 'ids'],
    ['half a cursor', { limit: 1, cursor: { id: 1 } }, 'rest_invalid_param', 'cursor'],
    ['a cursor at no time', { limit: 1, cursor: { id: 1, modified: 'now' } }, 'rest_invalid_param', 'cursor'],
  ];
  test.each(bad)('%s is a bad request that names the parameter', async (_, body, code, param) => {
    const reply = await ask(target(), 'orders', body);
    const { params } = reply.body.data;
    expect([reply.status, reply.body.code, Array.isArray(params) ? params : Object.keys(params)]).toEqual([
      400,
      code,
      [param],
    ]);
  });
});

/** Made from a real WooCommerce by PICKWAVE_CONTRACT_RECORD=1; README.md. */
const recorded = new URL('./shapes/order-entry.json', import.meta.url);
const open = /meta_data\[\]\.(value|display_value)$/;

onEachTarget('the shape of an order', (target) => {
  test('is the one that WooCommerce gives, key by key and type by type', async () => {
    const scarf = await target().newProduct({ sku: fresh('scarf'), price: '12.00', stock: 50 });
    const tee = await target().newProduct({
      sku: fresh('tee'),
      price: '24.00',
      variations: [{ sku: fresh('tee-red'), stock: 50 }],
    });
    const lines = [
      { product: scarf.id, quantity: 2 },
      { product: tee.id, variation: tee.variations[0] ?? 0, quantity: 1 },
    ];
    const pending = await target().newOrder({ lines, status: 'pending' });
    const full = await target().newOrder({ lines, status: 'processing', coupon: '6.00', fee: '2.00' });
    await target().refund(full.id, [{ item: full.items[0] ?? 0, quantity: 1 }], true);
    const done = await target().newOrder({ lines, status: 'completed' });
    const bought = await target().checkout(lines, `${fresh('buyer')}@example.test`);
    const { orders: samples } = await orders(target(), { ids: [pending.id, full.id, done.id, bought.id] });
    expect(samples).toHaveLength(4);
    const shape = shapeOf(samples, { open });

    if (target().kind === 'real' && process.env.PICKWAVE_CONTRACT_RECORD === '1') {
      mkdirSync(new URL('.', recorded), { recursive: true });
      writeFileSync(recorded, `${JSON.stringify(shape, null, 2)}\n`);
    }
    expect(existsSync(recorded), 'the shape has been recorded from a real WooCommerce').toBe(true);
    expect(differences(JSON.parse(readFileSync(recorded, 'utf8')), shape)).toEqual([]);
  });
});

onEachTarget('numbers', (target) => {
  const freeze = async (numbers: { order_id: number; number: string; replaces?: string }[]) => {
    const epoch = await epochOf(target());
    return (await good(target(), 'orders/numbers', { epoch, numbers }, NumbersAnswer)).numbers;
  };

  test('a number is frozen once, is nobody else’s, and is told with the order', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const order: NewOrder = { lines: [{ product: product.id, quantity: 1 }], status: 'processing' };
    const [one, two] = [await target().newOrder(order), await target().newOrder(order)];
    const before = (await entry(target(), one)).order.date_modified_gmt;
    const number = fresh('SO');
    await nextSecond(target());
    expect(
      await freeze([
        { order_id: one.id, number },
        { order_id: one.id, number: fresh('SO') },
        { order_id: two.id, number },
        { order_id: 2_000_000_000, number: 'SO-X' },
      ]),
    ).toEqual([
      { order_id: one.id, number, outcome: 'frozen' },
      { order_id: one.id, number, outcome: 'already' },
      { order_id: two.id, number, outcome: 'taken' },
      { order_id: 2_000_000_000, number: 'SO-X', outcome: 'unknown_order' },
    ]);
    const told = await entry(target(), one);
    expect(told.pickwave.number).toBe(number);
    expect(told.order.date_modified_gmt).toBe(before);
    expect(await freeze([{ order_id: two.id, number: fresh('SO') }])).toMatchObject([{ outcome: 'frozen' }]);
  });

  test('a number is replaced only where the one that is there is named, and is then free', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const order: NewOrder = { lines: [{ product: product.id, quantity: 1 }], status: 'processing' };
    const [one, two] = [await target().newOrder(order), await target().newOrder(order)];
    const [first, second, other] = [fresh('SO'), fresh('SO'), fresh('SO')];
    await freeze([
      { order_id: one.id, number: first },
      { order_id: two.id, number: other },
    ]);
    expect(await freeze([{ order_id: one.id, number: second, replaces: other }])).toEqual([
      { order_id: one.id, number: first, outcome: 'already' },
    ]);
    expect(await freeze([{ order_id: one.id, number: other, replaces: first }])).toEqual([
      { order_id: one.id, number: other, outcome: 'taken' },
    ]);
    expect(await freeze([{ order_id: one.id, number: second, replaces: first }])).toEqual([
      { order_id: one.id, number: second, outcome: 'frozen' },
    ]);
    expect((await entry(target(), one)).pickwave.number).toBe(second);
    // the answer was lost: once more
    expect(await freeze([{ order_id: one.id, number: second, replaces: first }])).toEqual([
      { order_id: one.id, number: second, outcome: 'already' },
    ]);
    expect(await freeze([{ order_id: two.id, number: first, replaces: other }])).toMatchObject([
      { outcome: 'frozen' },
    ]);
  });

  test('a number survives the bin', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const placed = await target().newOrder({
      lines: [{ product: product.id, quantity: 1 }],
      status: 'processing',
    });
    const number = fresh('SO');
    await freeze([{ order_id: placed.id, number }]);
    await target().trash(placed.id);
    expect(await freeze([{ order_id: placed.id, number: 'SO-OTHER' }])).toMatchObject([
      { number, outcome: 'already' },
    ]);
  });

  test.each([
    ['no number', { order_id: 1, number: '' }],
    ['a number too long', { order_id: 1, number: 'x'.repeat(31) }],
    ['no number to replace', { order_id: 1, number: 'SO-1', replaces: '' }],
    ['no order', { number: 'SO-1' }],
  ])('%s is a bad request', async (_, one) => {
    const epoch = await epochOf(target());
    const reply = await ask(target(), 'orders/numbers', { epoch, numbers: [one] });
    expect(reply).toMatchObject({ status: 400, body: { code: 'rest_invalid_param' } });
    expect(Object.keys(reply.body.data.params)).toEqual(['numbers']);
  });
});

onEachTarget('marks', (target) => {
  const mark = async (...marks: object[]) => {
    const epoch = await epochOf(target());
    return (await good(target(), 'orders/marks', { epoch, marks }, MarksAnswer)).marks;
  };
  const nothing = { sent_at: null, reflected_at: null };

  test('the newest mark replaces what was there, an older one changes nothing, none makes news', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const placed = await target().newOrder({
      lines: [{ product: product.id, quantity: 1 }],
      status: 'processing',
    });
    const order_id = placed.id;
    const before = (await entry(target(), placed)).order.date_modified_gmt;
    await nextSecond(target());

    const first = {
      order_id,
      as_of: '2026-01-02T10:00:00.250Z',
      ...nothing,
      sent_at: '2026-01-02T09:59:59.125Z',
    };
    expect(await mark(first)).toEqual([{ order_id, outcome: 'recorded' }]);
    expect((await entry(target(), placed)).pickwave).toMatchObject({
      sent_at: '2026-01-02T09:59:59.125Z',
      reflected_at: null,
    });
    const older = { order_id, as_of: '2026-01-02T10:00:00.249Z', ...nothing };
    const second = {
      order_id,
      as_of: '2026-01-02T10:00:01Z',
      ...nothing,
      reflected_at: '2026-01-02T10:00:00Z',
    };
    expect(
      await mark(older, second, { order_id: 2_000_000_000, as_of: '2026-01-02T10:00:00Z', ...nothing }),
    ).toEqual([
      { order_id, outcome: 'older' },
      { order_id, outcome: 'recorded' },
      { order_id: 2_000_000_000, outcome: 'unknown_order' },
    ]);
    const told = await entry(target(), placed);
    expect(told.pickwave).toMatchObject({
      sent_at: null,
      reflected_at: '2026-01-02T10:00:00Z',
    });
    expect(told.order.date_modified_gmt).toBe(before);
    expect(await mark(second)).toEqual([{ order_id, outcome: 'recorded' }]);
  });

  test('marks from a clock that is ahead are refused, all of them', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const lines = [{ product: product.id, quantity: 1 }];
    const placed = await target().newOrder({ lines, status: 'processing' });
    const at = (ahead: number) => iso(target().now().getTime() + ahead);
    const one = (as_of: string) => ({ order_id: placed.id, as_of, ...nothing, sent_at: as_of });
    const epoch = await epochOf(target());
    const reply = await ask(target(), 'orders/marks', { epoch, marks: [one(at(0)), one(at(90_000))] });
    expect(reply).toMatchObject({ status: 400, body: { code: 'pickwave_clock_ahead' } });
    expect((await entry(target(), placed)).pickwave.sent_at).toBeNull();
    expect(await mark(one(at(0)))).toMatchObject([{ outcome: 'recorded' }]);
  });

  test.each([
    ['a time that is none', { order_id: 1, as_of: 'now', ...nothing }],
    ['a day that is none', { order_id: 1, as_of: '2026-02-31T10:00:00Z', ...nothing }],
    ['half a mark', { order_id: 1, as_of: '2026-01-01T00:00:00Z', sent_at: null }],
  ])('%s is a bad request', async (_, one) => {
    const epoch = await epochOf(target());
    const reply = await ask(target(), 'orders/marks', { epoch, marks: [one] });
    expect(reply).toMatchObject({ status: 400, body: { code: 'rest_invalid_param' } });
    expect(Object.keys(reply.body.data.params)).toEqual(['marks']);
  });
});

onEachTarget('what of orders needs a person', (target) => {
  const tell = async (...orders: object[]) => {
    const epoch = await epochOf(target());
    return (await good(target(), 'orders/attention', { epoch, orders }, AttentionAnswer)).orders;
  };
  const attention = {
    code: 'unknown_sku',
    words: 'SKU not in Peoplevox',
    reason: 'Zoë’s scarf is not in Peoplevox – “yet”.',
    next: 'Create the item in Peoplevox.',
  };

  test('the newest word counts, an older one changes nothing, none touches the marks or makes news', async () => {
    const product = await target().newProduct({ sku: fresh('scarf') });
    const lines = [{ product: product.id, quantity: 1 }];
    const placed = await target().newOrder({ lines, status: 'processing' });
    const order_id = placed.id;
    const before = (await entry(target(), placed)).order.date_modified_gmt;
    await nextSecond(target());
    const epoch = await epochOf(target());
    const mark = {
      order_id,
      as_of: '2026-01-02T10:00:05Z',
      sent_at: '2026-01-02T09:59:59Z',
      reflected_at: null,
    };
    await good(target(), 'orders/marks', { epoch, marks: [mark] }, MarksAnswer);

    expect(await tell({ order_id, as_of: '2026-01-02T10:00:00.250Z', attention })).toEqual([
      { order_id, outcome: 'recorded' },
    ]);
    const shown = { code: attention.code, reason: attention.reason };
    expect((await entry(target(), placed)).pickwave).toMatchObject({
      sent_at: '2026-01-02T09:59:59Z',
      attention: shown,
    });
    expect(
      await tell(
        { order_id, as_of: '2026-01-02T10:00:00.249Z', attention: null },
        { order_id: 2_000_000_000, as_of: '2026-01-02T10:00:00Z', attention },
      ),
    ).toEqual([
      { order_id, outcome: 'older' },
      { order_id: 2_000_000_000, outcome: 'unknown_order' },
    ]);
    await good(
      target(),
      'orders/marks',
      { epoch, marks: [{ ...mark, as_of: '2026-01-02T10:00:06Z' }] },
      MarksAnswer,
    );
    expect((await entry(target(), placed)).pickwave.attention).toEqual(shown);

    expect(await tell({ order_id, as_of: '2026-01-02T10:00:01Z', attention: null })).toEqual([
      { order_id, outcome: 'recorded' },
    ]);
    const told = await entry(target(), placed);
    expect(told.pickwave).toMatchObject({ sent_at: '2026-01-02T09:59:59Z', attention: null });
    expect(told.order.date_modified_gmt).toBe(before);
  });

  test('a word from a clock that is ahead is refused', async () => {
    const as_of = iso(target().now().getTime() + 90_000);
    const epoch = await epochOf(target());
    const reply = await ask(target(), 'orders/attention', {
      epoch,
      orders: [{ order_id: 1, as_of, attention }],
    });
    expect(reply).toMatchObject({ status: 400, body: { code: 'pickwave_clock_ahead' } });
  });

  test.each([
    ['a time that is none', { order_id: 1, as_of: 'now', attention }],
    ['half a word', { order_id: 1, as_of: '2026-01-01T00:00:00Z', attention: { code: 'x' } }],
    [
      'a reason too long',
      {
        order_id: 1,
        as_of: '2026-01-01T00:00:00Z',
        attention: { ...attention, reason: 'y'.repeat(501) },
      },
    ],
  ])('%s is a bad request', async (_, one) => {
    const epoch = await epochOf(target());
    const reply = await ask(target(), 'orders/attention', { epoch, orders: [one] });
    expect(reply).toMatchObject({ status: 400, body: { code: 'rest_invalid_param' } });
    expect(Object.keys(reply.body.data.params)).toEqual(['orders']);
  });
});

onEachTarget('what the shop says of itself', (target) => {
  test('status has all that running needs', async () => {
    const status = await good(target(), 'status', {}, ShopStatus);
    expect(status).toMatchObject({
      currency: 'GBP',
      price_decimals: 2,
      time_zone: 'Europe/London',
      permalinks: 'pretty',
      hpos: true,
      environment: 'local',
      frozen: false,
    });
    expect(status.installation_id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(Math.abs(Date.parse(status.time) - target().now().getTime())).toBeLessThan(30_000);
    expect(status.order_statuses).toEqual(
      expect.arrayContaining([
        'pending',
        'processing',
        'on-hold',
        'completed',
        'cancelled',
        'refunded',
        'failed',
      ]),
    );
  });

  test('skus, page by page by product id', async () => {
    const simple = await target().newProduct({ sku: fresh('scarf'), stock: 3, price: '12.00' });
    const [own, parents] = [fresh('tee-red'), fresh('tee-blue')];
    const tee = await target().newProduct({
      sku: fresh('tee'),
      stock: 9,
      variations: [
        { sku: own, stock: 5 },
        { sku: parents, stock: null },
      ],
    });
    const draft = await target().newProduct({ sku: fresh('draft'), draft: true });
    const ids = [simple.id, tee.id, ...tee.variations, draft.id];
    const found: Record<string, unknown>[] = [];
    for (let after: number | null = simple.id - 1; after !== null; ) {
      const page: { skus: typeof found; next: number | null } = await good(
        target(),
        'skus',
        { after, limit: 2 },
        SkusAnswer,
      );
      found.push(...page.skus);
      if (page.next !== null) expect(page.skus.at(-1)?.id).toBe(page.next);
      after = page.next;
    }
    const mine = found.filter((one) => ids.includes(one.id as number));
    expect(mine.map((one) => one.id)).toEqual(ids);
    expect(mine).toMatchObject([
      { type: 'simple', parent_id: 0, status: 'publish', manages_stock: true, stock: 3 },
      { type: 'variable', manages_stock: true, stock: 9 },
      { type: 'variation', parent_id: tee.id, sku: own, manages_stock: true, stock: 5 },
      { type: 'variation', parent_id: tee.id, sku: parents, manages_stock: false, stock: null },
      { type: 'simple', status: 'draft', manages_stock: false, stock: null },
    ]);
    expect(Number(mine[0]?.price)).toBe(12);
  });
});
