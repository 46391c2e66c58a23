import { expect, test } from 'vitest';
import { connectShop } from './connectShop.ts';
import { launchShop } from './launchShop.ts';
import { shopFor, takeLease } from './testing.ts';

const scarf = { sku: 'SCARF', stock: 10 };
const pass = (epoch: number, id: string, available: number) => ({
  epoch,
  pass: id,
  read_at: '2026-03-02T08:59:00Z',
  reflected_before: '2026-03-02T08:54:00Z',
  items: [{ sku: 'SCARF', available }],
});

test('an answer that is lost after the work was done leaves the work done', async () => {
  const { shop, ask } = await shopFor({ products: [scarf] });
  const epoch = await takeLease(ask);
  await shop.fault({ route: 'shop/stock', fault: { kind: 'lose_answer' } });
  await expect(ask('stock', pass(epoch, 'pass-0001', 4))).rejects.toThrow();
  expect(await shop.product('SCARF')).toMatchObject({ stock: 4 });
  expect(await ask('stock', pass(epoch, 'pass-0001', 4))).toMatchObject({ body: { repeated: true } });
  expect((await shop.books()).requests.at(-2)).toMatchObject({
    route: 'shop/stock',
    status: null,
    fault: 'lose_answer',
  });
});

test.each([
  ['a dropped connection', { kind: 'reset' }],
  ['a server error', { kind: 'status', status: 503 }],
  ['somebody else’s page', { kind: 'html' }],
] as const)('%s comes before the work', async (_, fault) => {
  const { shop, ask } = await shopFor({ products: [scarf] });
  const epoch = await takeLease(ask);
  await shop.fault({ route: 'shop/stock', fault });
  await ask('stock', pass(epoch, 'pass-0001', 4)).catch(() => null);
  expect(await shop.product('SCARF')).toMatchObject({ stock: 10 });
  expect(await ask('stock', pass(epoch, 'pass-0001', 4))).toMatchObject({ body: { repeated: false } });
});

test('half an answer is no JSON', async () => {
  const { shop, ask } = await shopFor({ products: [scarf] });
  await shop.fault({ fault: { kind: 'truncate' } });
  await expect(ask('status', {})).rejects.toThrow(SyntaxError);
  expect(await ask('status', {})).toMatchObject({ status: 200 });
});

test('a hanging request never answers and does nothing', async () => {
  const { shop } = await shopFor();
  await shop.toggles({ hang: true });
  await expect(fetch(`${shop.url}/wp-json/`, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});

test('faults are for the requests they name, in order, after those let through', async () => {
  const { shop, ask } = await shopFor({ products: [scarf] });
  await shop.fault({ route: 'shop/status', fault: { kind: 'status', status: 500 }, times: 2, after: 1 });
  const status = async () => (await ask('status', {}).catch(() => ({ status: 500 }))).status;
  expect((await ask('skus', { after: 0, limit: 1 })).status).toBe(200);
  expect([await status(), await status(), await status(), await status()]).toEqual([200, 500, 500, 200]);
  await shop.fault({ fault: { kind: 'reset' }, times: 5 });
  await shop.clearFaults();
  expect(await status()).toBe(200);
});

test('headers that are stripped on the way make a request unsigned', async () => {
  const { shop, ask } = await shopFor();
  await shop.toggles({ stripHeaders: true });
  expect(await ask('status', {})).toMatchObject({ status: 401, body: { code: 'pickwave_unsigned' } });
});

test('a clock that is off makes requests stale, and the refusal names the shop’s time', async () => {
  const { shop, ask } = await shopFor();
  await shop.toggles({ clockOffSeconds: -301 });
  expect(await ask('status', {})).toMatchObject({
    status: 401,
    body: { code: 'pickwave_stale', time: '2026-03-02T08:54:59.000Z' },
  });
});

test('plain permalinks: a page that is not found by path, the same answers by rest_route', async () => {
  const { shop } = await shopFor();
  await shop.toggles({ plainPermalinks: true });
  const byPath = await fetch(`${shop.url}/wp-json/pickwave/v1/connection`);
  expect(byPath.status).toBe(404);
  expect(byPath.headers.get('content-type')).toContain('text/html');
  const byQuery = await fetch(`${shop.url}/?rest_route=/pickwave/v1/connection`);
  expect(await byQuery.json()).toMatchObject({ paired: true });
});

test('a shop in a subfolder', async () => {
  const { shop } = await shopFor({ folder: '/shop' });
  expect(shop.url.endsWith('/shop')).toBe(true);
  expect((await fetch(`${shop.url}/wp-json/pickwave/v1/connection`)).status).toBe(200);
  expect((await fetch(new URL('/wp-json/pickwave/v1/connection', shop.url))).status).toBe(404);
});

test('a cache in front gives the old answer to a new question', async () => {
  const { shop, ask } = await shopFor({ products: [scarf] });
  await shop.toggles({ cachedAnswers: true });
  const first = await ask('orders', { limit: 10 });
  await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 1 }] });
  expect(await ask('orders', { limit: 10 })).toEqual(first);
  await shop.toggles({ cachedAnswers: false });
  expect((await ask('orders', { limit: 10 })).body.orders).toHaveLength(1);
});

test('a shop that is away refuses connections, and comes back at the same address', async () => {
  const { shop, ask } = await shopFor();
  await shop.toggles({ refuseConnections: true });
  await expect(ask('status', {})).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await shop.toggles({ refuseConnections: false });
  expect((await ask('status', {})).status).toBe(200);
});

test('over HTTP, in its own process, it is the same shop', async () => {
  const shop = await launchShop({ products: [scarf] });
  try {
    const again = await connectShop(shop.controlUrl);
    const { order } = await again.placeOrder({ lines: [{ sku: 'SCARF', quantity: 2 }] });
    expect(await shop.order(order.id)).toMatchObject({ order: { status: 'processing' } });
    await expect(again.order(7)).rejects.toMatchObject({ name: 'ShopRefused', code: 'not_found' });
    const copy = await shop.clone();
    expect(await copy.product('SCARF')).toMatchObject({ stock: 8 });
    expect(copy.url).not.toBe(shop.url);
  } finally {
    await shop.stop();
  }
  await expect(fetch(shop.url)).rejects.toThrow();
});
