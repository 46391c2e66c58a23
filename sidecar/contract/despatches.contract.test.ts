import { expect, test } from 'vitest';
import { DespatchesAnswer, OrdersAnswer } from '../woocommerce/contract.ts';
import { ask, epochOf, fresh, good } from './ask.ts';
import type { NewOrder, Placed, Product, Target } from './target.ts';
import { onEachTarget } from './targets.ts';

interface DespatchedLine {
  key: string;
  item_id: number;
  quantity: number;
}
interface News {
  despatch: string;
  order_id: number;
  lines: DespatchedLine[];
  tracking_number: string;
  [field: string]: unknown;
}

/** A despatch of these units of each line, the first line first. */
function newsOf(order: Placed, units: number[], change: Partial<News> = {}): News {
  const despatch = fresh('DES');
  return {
    despatch,
    order_id: order.id,
    despatched_at: '2026-03-02T15:40:00Z',
    carrier: 'Royal Mail',
    service: 'Tracked 48',
    tracking_number: fresh('AB123').toUpperCase(),
    tracking_url: 'https://tracking.example/AB123',
    quiet: false,
    lines: units.flatMap((quantity, index) =>
      quantity > 0 ? [{ key: `${despatch}|${index}`, item_id: order.items[index] ?? 0, quantity }] : [],
    ),
    ...change,
  };
}

async function record(target: Target, ...despatches: News[]) {
  const epoch = await epochOf(target);
  return (await good(target, 'despatches', { epoch, despatches }, DespatchesAnswer)).results;
}
async function entry(target: Target, { id }: Placed) {
  return (await good(target, 'orders', { ids: [id], limit: 1 }, OrdersAnswer)).orders[0];
}
const numbersOn = (got: Awaited<ReturnType<typeof entry>>): string[] =>
  got.order.meta_data
    .filter((meta: { key: string }) => meta.key === '_wc_shipment_tracking_items')
    .flatMap((meta: { value: { tracking_number: string }[] }) =>
      meta.value.map((item) => item.tracking_number),
    );

onEachTarget('despatches', (target) => {
  let products: Promise<Product[]> | null = null;
  const onSale = () => {
    products ??= Promise.all([
      target().newProduct({ sku: fresh('scarf'), stock: 500, name: 'Red scarf' }),
      target().newProduct({ sku: fresh('hat'), stock: 500, name: 'Woolly hat' }),
    ]);
    return products;
  };
  /** Two scarves and a hat, and who bought them. */
  async function bought(change: Partial<NewOrder> = {}) {
    const [scarf, hat] = (await onSale()) as [Product, Product];
    const email = `${fresh('buyer')}@example.test`;
    const order = await target().newOrder({
      lines: [
        { product: scarf.id, quantity: 2 },
        { product: hat.id, quantity: 1 },
      ],
      status: 'processing',
      email,
      ...change,
    });
    const before = (await target().mailsTo(email)).length;
    const mails = async () => (await target().mailsTo(email)).slice(before);
    return { order, mails };
  }

  test('a part leaves the order open, the rest completes it; each mail has its number', async () => {
    const { order, mails } = await bought();
    const part = newsOf(order, [1, 0]);
    expect(await record(target(), part)).toEqual([
      {
        despatch: part.despatch,
        order_id: order.id,
        outcome: 'recorded',
        why: null,
        order_status: 'processing',
        complete: false,
        told: 'mailed',
      },
    ]);
    const open = await entry(target(), order);
    expect(open.order.status).toBe('processing');
    expect(numbersOn(open)).toEqual([part.tracking_number]);
    expect(open.pickwave.despatches).toEqual([
      { despatch: part.despatch, tracking_number: part.tracking_number, lines: part.lines },
    ]);
    const [first, ...none] = await mails();
    expect(none).toEqual([]);
    expect(first?.subject).toBe(`Part of your Shop order ${order.id} is on its way`);
    expect(first?.body).toContain(part.tracking_number);

    const rest = newsOf(order, [1, 1]);
    expect(await record(target(), rest)).toMatchObject([
      { outcome: 'recorded', order_status: 'completed', complete: true, told: 'mailed' },
    ]);
    const done = await entry(target(), order);
    expect(done.order).toMatchObject({ status: 'completed', date_completed_gmt: expect.any(String) });
    expect(numbersOn(done)).toEqual([part.tracking_number, rest.tracking_number]);
    const all = await mails();
    expect(all).toHaveLength(2);
    expect(all[1]?.subject).toBe('Your order from Shop is on its way!');
    expect(all[1]?.body).toContain(rest.tracking_number);
    expect(all[1]?.body).toContain(part.tracking_number);
  });

  test('the same news again changes nothing and tells nobody', async () => {
    const { order, mails } = await bought();
    const news = newsOf(order, [2, 0]);
    await record(target(), news);
    const before = await entry(target(), order);
    const again = {
      despatch: news.despatch,
      outcome: 'already',
      why: null,
      complete: false,
      told: 'already',
    };
    expect(await record(target(), news, news)).toMatchObject([again, again]);
    // The same line under another despatch's name is the same line.
    expect(await record(target(), { ...news, despatch: fresh('DES') })).toMatchObject([
      { outcome: 'already' },
    ]);
    expect(await entry(target(), order)).toEqual(before);
    expect(await mails()).toHaveLength(1);
  });

  test('a tracking number is on the order once, in however many despatches it comes', async () => {
    const { order } = await bought();
    const first = newsOf(order, [1, 0]);
    const second = newsOf(order, [1, 0], { tracking_number: first.tracking_number });
    const without = newsOf(order, [0, 1], { tracking_number: '', tracking_url: '' });
    expect(await record(target(), first, second, without)).toMatchObject([
      { outcome: 'recorded', complete: false },
      { outcome: 'recorded', complete: false },
      { outcome: 'recorded', complete: true, order_status: 'completed' },
    ]);
    expect(numbersOn(await entry(target(), order))).toEqual([first.tracking_number]);
  });

  test('how the tracking is kept: as the Shipment Tracking plugins keep it', async () => {
    const { order } = await bought();
    const news = newsOf(order, [2, 1]);
    await record(target(), news);
    const { order: json } = await entry(target(), order);
    const meta = json.meta_data.find((one: { key: string }) => one.key === '_wc_shipment_tracking_items');
    expect(meta.value).toEqual([
      {
        tracking_provider: '',
        custom_tracking_provider: 'Royal Mail',
        custom_tracking_link: 'https://tracking.example/AB123',
        tracking_number: news.tracking_number,
        date_shipped: '1772466000',
        tracking_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        source: 'pickwave',
      },
    ]);
  });

  test('what was refunded need not be sent; what needs no shipping neither', async () => {
    const voucher = await target().newProduct({ sku: fresh('voucher'), virtual: true });
    const scarf = await target().newProduct({ sku: fresh('scarf'), stock: 50, price: '12.00' });
    const order = await target().newOrder({
      lines: [
        { product: scarf.id, quantity: 3 },
        { product: voucher.id, quantity: 1 },
      ],
      status: 'processing',
    });
    await target().refund(order.id, [{ item: order.items[0] ?? 0, quantity: 1 }], true);
    expect(await record(target(), newsOf(order, [1, 0]))).toMatchObject([{ complete: false }]);
    expect(await record(target(), newsOf(order, [1, 0]))).toMatchObject([
      { complete: true, order_status: 'completed' },
    ]);
  });

  test('quietly: recorded and completed, and the customer hears nothing', async () => {
    const { order, mails } = await bought();
    expect(await record(target(), newsOf(order, [1, 0], { quiet: true }))).toMatchObject([
      { outcome: 'recorded', told: 'quiet', order_status: 'processing' },
    ]);
    expect(await record(target(), newsOf(order, [1, 1], { quiet: true }))).toMatchObject([
      { outcome: 'recorded', told: 'quiet', order_status: 'completed' },
    ]);
    expect(await mails()).toEqual([]);
  });

  test('a mail that is switched off, and an order without an address', async () => {
    const { order, mails } = await bought();
    await target().completedMail(false);
    try {
      expect(await record(target(), newsOf(order, [2, 1]))).toMatchObject([
        { outcome: 'recorded', order_status: 'completed', told: 'mail_disabled' },
      ]);
      expect(await mails()).toEqual([]);
    } finally {
      await target().completedMail(true);
    }
    const nobody = await bought({ email: '' });
    expect(await record(target(), newsOf(nobody.order, [2, 0]), newsOf(nobody.order, [0, 1]))).toMatchObject([
      { outcome: 'recorded', told: 'no_address', order_status: 'processing' },
      { outcome: 'recorded', told: 'no_address', order_status: 'completed' },
    ]);
  });

  test('what leaves after staff completed the order is told of, and the order stays completed', async () => {
    const { order, mails } = await bought();
    await target().setStatus(order.id, 'completed');
    const before = (await mails()).length;
    const news = newsOf(order, [2, 1]);
    expect(await record(target(), news)).toMatchObject([
      { outcome: 'recorded', order_status: 'completed', complete: true, told: 'mailed' },
    ]);
    const after = await mails();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)?.subject).toBe(`Your Shop order ${order.id} is on its way`);
    expect(after.at(-1)?.body).toContain(news.tracking_number);
  });

  test('lines that join a despatch later are recorded, and the customer is not told twice of it', async () => {
    const { order, mails } = await bought();
    const first = newsOf(order, [2, 0]);
    await record(target(), first);
    const line = { key: `${first.despatch}|late`, item_id: order.items[1] ?? 0, quantity: 1 };
    expect(await record(target(), { ...first, lines: [...first.lines, line] })).toMatchObject([
      { outcome: 'recorded', complete: true, order_status: 'completed', told: 'already' },
    ]);
    expect(await mails()).toHaveLength(1);
  });

  test('another number for what is on the order takes the place of the first, counts nothing and tells nobody', async () => {
    const { order, mails } = await bought();
    const first = newsOf(order, [1, 0]);
    await record(target(), first);
    const reprinted = { ...first, tracking_number: fresh('NEW').toUpperCase() };
    expect(await record(target(), reprinted)).toMatchObject([
      { outcome: 'recorded', complete: false, order_status: 'processing', told: 'already' },
    ]);
    const got = await entry(target(), order);
    expect(numbersOn(got)).toEqual([reprinted.tracking_number]);
    expect(got.pickwave.despatches).toEqual([
      { despatch: first.despatch, tracking_number: reprinted.tracking_number, lines: first.lines },
    ]);
    expect(await record(target(), reprinted)).toMatchObject([{ outcome: 'already', told: 'already' }]);
    expect(await entry(target(), order)).toEqual(got);
    expect(await mails()).toHaveLength(1);
  });

  test('a number that comes after its parcel was recorded without one is put on the order', async () => {
    const { order, mails } = await bought();
    const without = newsOf(order, [2, 0], { tracking_number: '', tracking_url: '' });
    await record(target(), without);
    const come = { ...without, tracking_number: fresh('LATE').toUpperCase() };
    expect(await record(target(), come)).toMatchObject([{ outcome: 'recorded', told: 'already' }]);
    expect(numbersOn(await entry(target(), order))).toEqual([come.tracking_number]);
    expect(await mails()).toHaveLength(1);
  });

  test('a number shared with another parcel stays when one of them gets its own', async () => {
    const { order } = await bought();
    const one = newsOf(order, [1, 0]);
    const other = newsOf(order, [1, 0], { tracking_number: one.tracking_number });
    await record(target(), one, other);
    const own = { ...other, tracking_number: fresh('OWN').toUpperCase() };
    await record(target(), own);
    expect(numbersOn(await entry(target(), order)).sort()).toEqual(
      [one.tracking_number, own.tracking_number].sort(),
    );
  });

  test('each parcel of one despatch is told of, with its own number', async () => {
    const { order, mails } = await bought();
    const first = newsOf(order, [2, 0]);
    const second = { ...newsOf(order, [0, 1]), despatch: first.despatch };
    expect(await record(target(), first)).toMatchObject([{ told: 'mailed', complete: false }]);
    expect(await record(target(), second)).toMatchObject([{ told: 'mailed', complete: true }]);
    const all = await mails();
    expect(all).toHaveLength(2);
    expect(all[1]?.body).toContain(second.tracking_number);
    const { despatches } = (await entry(target(), order)).pickwave;
    expect(despatches.map((parcel: { despatch: string }) => parcel.despatch)).toEqual([
      first.despatch,
      first.despatch,
    ]);
  });

  test('what completes the order loudly is told of, though a part was recorded quietly just before', async () => {
    const { order, mails } = await bought();
    expect(await record(target(), newsOf(order, [2, 0], { quiet: true }))).toMatchObject([{ told: 'quiet' }]);
    expect(await record(target(), newsOf(order, [0, 1]))).toMatchObject([
      { order_status: 'completed', told: 'mailed' },
    ]);
    expect(await mails()).toHaveLength(1);
  });

  let untouched: ReturnType<typeof bought> | null = null;
  /** One order for all that is refused: nothing ever happens to it. */
  const untouchedOrder = () => {
    untouched ??= bought();
    return untouched;
  };

  const refusals: [string, (order: Placed) => News, string][] = [
    ['a line of another order', (order) => newsOf({ ...order, items: [1_999_999_999] }, [1]), 'unknown_line'],
    ['more than was ordered', (order) => newsOf(order, [3, 1]), 'more_than_ordered'],
    [
      'more than was ordered, in two lines',
      (order) => {
        const news = newsOf(order, [2, 0]);
        const [item_id = 0] = order.items;
        return { ...news, lines: [...news.lines, { key: 'another', item_id, quantity: 1 }] };
      },
      'more_than_ordered',
    ],
    [
      'one good line and a bad one',
      (order) => {
        const news = newsOf(order, [1, 0]);
        return { ...news, lines: [...news.lines, { key: 'bad', item_id: 1_999_999_999, quantity: 1 }] };
      },
      'unknown_line',
    ],
  ];
  test.each(refusals)('%s is refused whole', async (_, news, why) => {
    const { order, mails } = await untouchedOrder();
    const before = await entry(target(), order);
    expect(await record(target(), news(order))).toMatchObject([
      { outcome: 'refused', why, order_status: 'processing', complete: false, told: null },
    ]);
    expect(await entry(target(), order)).toEqual(before);
    expect(await mails()).toEqual([]);
  });

  test.each([
    ['cancelled', 'order_cancelled'],
    ['refunded', 'order_refunded'],
    ['failed', 'order_failed'],
  ])('an order that is %s is never completed', async (status, why) => {
    const { order } = await bought();
    await target().setStatus(order.id, status);
    expect(await record(target(), newsOf(order, [2, 1]))).toMatchObject([
      { outcome: 'refused', why, order_status: status, told: null },
    ]);
    expect(await entry(target(), order)).toMatchObject({ order: { status }, pickwave: { despatches: [] } });
  });

  test('orders in the bin, drafts and orders that never were', async () => {
    const { order } = await bought();
    await target().trash(order.id);
    const draft = (await bought({ status: 'checkout-draft' })).order;
    const [binned, drafted, none] = await record(
      target(),
      newsOf(order, [1, 0]),
      newsOf(draft, [1, 0]),
      newsOf({ id: 2_000_000_000, items: [1] }, [1]),
    );
    expect(binned).toMatchObject({ outcome: 'refused', why: 'order_trashed', order_status: 'trash' });
    const unknown = {
      outcome: 'refused',
      why: 'unknown_order',
      order_status: null,
      complete: false,
      told: null,
    };
    expect([drafted, none]).toMatchObject([unknown, unknown]);
  });

  test('one bad despatch does not hold up the others', async () => {
    const { order } = await bought();
    const results = await record(
      target(),
      newsOf(order, [9, 0]),
      newsOf(order, [1, 0]),
      newsOf(order, [0, 9]),
    );
    expect(results.map((one: { outcome: string }) => one.outcome)).toEqual([
      'refused',
      'recorded',
      'refused',
    ]);
  });

  const bad: [string, Partial<News>][] = [
    ['no lines', { lines: [] }],
    ['no units', { lines: [{ key: 'K', item_id: 1, quantity: 0 }] }],
    ['half a unit', { lines: [{ key: 'K', item_id: 1, quantity: 0.5 }] }],
    ['no key', { lines: [{ key: '', item_id: 1, quantity: 1 }] }],
    ['no number of the despatch', { despatch: '' }],
    ['no time', { despatched_at: 'yesterday' }],
    ['a word for quiet', { quiet: 'perhaps' }],
  ];
  test.each(bad)('%s is a bad request, and nothing beside it is done', async (_, change) => {
    const { order } = await untouchedOrder();
    const epoch = await epochOf(target());
    const despatches = [newsOf(order, [2, 1]), newsOf(order, [1, 0], change)];
    const reply = await ask(target(), 'despatches', { epoch, despatches });
    expect(reply).toMatchObject({ status: 400, body: { code: 'rest_invalid_param' } });
    expect(Object.keys(reply.body.data.params)).toEqual(['despatches']);
    expect(await entry(target(), order)).toMatchObject({
      order: { status: 'processing' },
      pickwave: { despatches: [] },
    });
  });
});
