import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderView, PaymentMethod, Shop } from './shop.ts';
import { type Ask, shopFor, type TestClock, takeLease } from './testing.ts';

const products = [
  { sku: 'SCARF', stock: 6, backorders: 'notify' as const },
  {
    // Its own stock, which the blue one sells from: one SKU for it, so it is written.
    sku: '',
    stock: 8,
    variations: [
      { sku: 'TEE-RED', attributes: { Colour: 'Red' }, stock: 5 },
      { sku: 'TEE-BLUE', attributes: { Colour: 'Blue' } },
    ],
  },
];
const skus = ['SCARF', 'TEE-RED', 'TEE-BLUE'] as const;
const statuses = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
] as const;

interface World {
  shop: Shop;
  ask: Ask;
  clock: TestClock;
  epoch: number;
  orders: number[];
  passes: number;
}

/** docs/link.md, Stock, worked out from what the shop shows of its orders, five minutes after the last change. */
function promised(orders: OrderView[], sku: string, reflectedBefore: string): number {
  let units = 0;
  for (const { order, lines, pickwave } of orders) {
    if (!['processing', 'on-hold', 'completed'].includes(order.status)) continue;
    if (pickwave.reflected_at !== null && pickwave.reflected_at < reflectedBefore) continue;
    order.line_items.forEach((line, index) => {
      if (line.sku === sku) units += Math.max(0, line.quantity - (lines[index]?.refunded ?? 0));
    });
  }
  return units;
}

type Step = (world: World) => Promise<unknown>;
const pick = (world: World, index: number): number | undefined =>
  world.orders[index % (world.orders.length || 1)];
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 3 }),
      paymentMethod: fc.constantFrom<PaymentMethod>('card', 'card_later', 'cod', 'bacs'),
      createdVia: fc.constantFrom('checkout' as const, 'admin' as const),
    })
    .map(
      ({ sku, quantity, ...how }): Step =>
        async (world) => {
          const { order } = await world.shop.placeOrder({ lines: [{ sku, quantity }], ...how });
          world.orders.push(order.id);
        },
    ),
  fc.tuple(fc.nat(), fc.constantFrom(...statuses)).map(
    ([index, status]): Step =>
      async (world) => {
        const id = pick(world, index);
        if (id !== undefined) await world.shop.setStatus(id, status);
      },
  ),
  fc.nat().map(
    (index): Step =>
      async (world) => {
        const id = pick(world, index);
        if (id !== undefined) await world.shop.pay(id);
      },
  ),
  fc.tuple(fc.nat(), fc.boolean()).map(
    ([index, restock]): Step =>
      async (world) => {
        const id = pick(world, index);
        if (id === undefined) return;
        const { order } = await world.shop.order(id);
        const lines = order.line_items.map((line) => ({ item_id: line.id, quantity: 1 }));
        await world.shop.refund(id, { lines, restock });
      },
  ),
  fc.tuple(fc.nat(), fc.integer({ min: 0, max: 4 })).map(
    ([index, quantity]): Step =>
      async (world) => {
        const id = pick(world, index);
        const line = id === undefined ? undefined : (await world.shop.order(id)).order.line_items[0];
        if (id !== undefined && line)
          await world.shop.edit(id, { quantities: [{ item_id: line.id, quantity }] });
      },
  ),
  fc.tuple(fc.nat(), fc.constantFrom('trash', 'untrash', 'delete')).map(
    ([index, how]): Step =>
      async (world) => {
        const id = pick(world, index);
        if (id !== undefined) await world.shop[how as 'trash'](id);
      },
  ),
  fc.tuple(fc.nat(), fc.boolean()).map(
    ([index, reflected]): Step =>
      async (world) => {
        const order_id = pick(world, index);
        const now = world.clock.now().toISOString();
        const mark = {
          order_id,
          as_of: now,
          sent_at: null, // what that changes is tested by itself, below
          reflected_at: reflected ? now : null,
        };
        if (order_id !== undefined) await world.ask('orders/marks', { epoch: world.epoch, marks: [mark] });
      },
  ),
  fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 0, max: 12 })).map(([sku, available]): Step => {
    return (world) => checkPass(world, sku, available);
  }),
);

async function checkPass(world: World, sku: string, available: number): Promise<void> {
  const { shop, ask, clock } = world;
  clock.advance(6 * 60_000);
  world.epoch = await takeLease(ask);
  world.passes += 1;
  const read_at = clock.now().toISOString();
  const reflected_before = new Date(clock.now().getTime() - 9 * 60_000).toISOString();
  const before = (await shop.product(sku)).stock;
  const expected = promised(await shop.orders(), sku, reflected_before);
  const pass = {
    epoch: world.epoch,
    pass: `pass-${world.passes.toString().padStart(4, '0')}`,
    read_at,
    reflected_before,
  };
  const { body } = await ask('stock', { ...pass, items: [{ sku, available }] });
  expect(body.results).toMatchObject([{ sku, from: before, to: available - expected, promised: expected }]);
  expect((await shop.product(sku)).stock).toBe(available - expected);
}

test('whatever happened before, after a pass the shop shows what is available less what is promised', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), async (sequence) => {
      const { shop, ask, clock } = await shopFor({ products });
      const world: World = { shop, ask, clock, epoch: await takeLease(ask), orders: [], passes: 0 };
      for (const step of sequence)
        await step(world).catch((failure: Error) => {
          if (failure.name !== 'ShopRefused') throw failure;
        });
      for (const sku of skus) await checkPass(world, sku, 7);
      await shop.stop();
    }),
    { numRuns: 60 },
  );
});

test('a pass that is cut short defers the rest', async () => {
  const { shop, ask } = await shopFor({ products });
  const epoch = await takeLease(ask);
  const items = skus.map((sku) => ({ sku, available: 3 }));
  const pass = { epoch, read_at: '2026-03-02T08:59:00Z', reflected_before: '2026-03-02T08:54:00Z', items };
  const outcomes = async (id: string) =>
    (await ask('stock', { ...pass, pass: id })).body.results.map((one: { outcome: string }) => one.outcome);
  await shop.toggles({ stockItemsPerPass: 1 });
  expect(await outcomes('pass-0001')).toEqual(['written', 'deferred', 'deferred']);
  await shop.toggles({ stockItemsPerPass: null });
  await shop.lockStock(true);
  expect(await outcomes('pass-0002')).toEqual(['deferred', 'deferred', 'deferred']);
  await shop.lockStock(false);
  // Nothing was stored for it, so the same pass may ask again.
  expect(await outcomes('pass-0002')).toEqual(['refused_older', 'written', 'written']);
});

test('for five minutes the greater counts of what is wanted and what was taken off stock', async () => {
  const { shop, ask, clock } = await shopFor({ products });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 3 }] });
  await shop.refund(order.id, { lines: [{ sku: 'SCARF', quantity: 2 }] });
  const promisedNow = async (id: string) => {
    const epoch = await takeLease(ask);
    const read_at = clock.now().toISOString();
    const items = [{ sku: 'SCARF', available: 9 }];
    const { body } = await ask('stock', { epoch, pass: id, read_at, reflected_before: read_at, items });
    return body.results[0].promised;
  };
  expect(await promisedNow('pass-0001')).toBe(3);
  clock.advance(5 * 60_000 + 1000);
  expect(await promisedNow('pass-0002')).toBe(1);
});

test('what was paid before going live is not promised, what is on hold is', async () => {
  const { shop, ask, clock } = await shopFor({ products });
  const lines = [{ sku: 'SCARF', quantity: 1 }];
  await shop.placeOrder({ lines });
  await shop.placeOrder({ lines, paymentMethod: 'bacs' });
  clock.advance(10 * 60_000);
  const epoch = await takeLease(ask);
  await ask('live', { epoch, on: true, from: clock.now().toISOString() });
  await shop.placeOrder({ lines });
  const read_at = clock.now().toISOString();
  const pass = { epoch, pass: 'pass-0001', read_at, reflected_before: read_at };
  const { body } = await ask('stock', { ...pass, items: [{ sku: 'SCARF', available: 9 }] });
  expect(body.results).toMatchObject([{ promised: 2, to: 7 }]);
});

test('what was sent and then cancelled stays promised for a week, or until the shop is told that it is settled', async () => {
  const { shop, ask, clock } = await shopFor({ products });
  const { order } = await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 3 }] });
  const sent_at = clock.now().toISOString();
  const mark = async (reflected_at: string | null) => {
    const one = { order_id: order.id, as_of: clock.now().toISOString(), sent_at, reflected_at };
    await ask('orders/marks', { epoch: await takeLease(ask), marks: [one] });
  };
  let passes = 0;
  const promisedNow = async () => {
    const read_at = clock.now().toISOString();
    passes += 1;
    const pass = {
      pass: `pass-${String(passes).padStart(4, '0')}`,
      read_at,
      reflected_before: read_at,
    };
    const items = [{ sku: 'SCARF', available: 9 }];
    const { body } = await ask('stock', { epoch: await takeLease(ask), ...pass, items });
    return body.results[0].promised;
  };
  await mark(null);
  clock.advance(6 * 60_000);
  await shop.setStatus(order.id, 'cancelled');
  clock.advance(6 * 60_000);
  expect(await promisedNow()).toBe(3);
  await mark(clock.now().toISOString());
  clock.advance(1000);
  expect(await promisedNow()).toBe(0);
  await mark(null);
  clock.advance(1000);
  expect(await promisedNow()).toBe(3);
  clock.advance(7 * 24 * 3_600_000);
  expect(await promisedNow()).toBe(0);
});
