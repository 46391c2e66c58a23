// The shop client against the simulated shop, over HTTP: what each kind of trouble is taken for.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LeaseLost, NotConnected, Refused, ShopFrozen, Silent } from '../domain/errors.ts';
import { orderId, salesOrderNumber } from '../domain/ids.ts';
import { systemClock } from '../running/systemClock.ts';
import type { Shop } from '../simulator/shop/shop.ts';
import { startShop } from '../simulator/shop/startShop.ts';
import { createShopClient, type ShopClient } from './shopClient.ts';

const secret = 'a secret of at least thirty-two characters & "quotes"';
let shop: Shop;
let client: ShopClient;
let epoch: number | null = null;

const clientFor = (address: string, over: { secret?: string; timeoutMs?: number } = {}) =>
  createShopClient({
    address: () => address,
    secret: () => over.secret ?? secret,
    holder: 'test-sidecar',
    clock: systemClock,
    timeoutMs: over.timeoutMs ?? 5_000,
    epoch: () => epoch,
  });

beforeEach(async () => {
  shop = await startShop({
    secret,
    sidecarUrl: 'http://127.0.0.1:9',
    toggles: { triggers: 'blocked' },
    products: [{ sku: 'SCARF', price: '12.50', stock: 5 }],
  });
  client = clientFor(shop.url);
  epoch = (await client.lease(30)).epoch;
});
afterEach(async () => {
  await client.close();
  await shop.stop();
});

describe('what is asked', () => {
  test('an order comes back as the journeys know it, and its number stays frozen', async () => {
    const { order } = await shop.placeOrder({
      lines: [{ sku: 'SCARF', quantity: 2 }],
      shipping: { first_name: 'Zoë', last_name: 'O&#39;Neil &amp; Co' },
    });
    const { orders } = await client.orders([orderId(order.id)]);
    expect(orders[0]).toMatchObject({
      id: order.id,
      status: 'processing',
      total: { currency: 'GBP' },
      shipTo: { name: "Zoë O'Neil & Co" },
      lines: [{ sku: 'SCARF', quantity: 2, refunded: 0, needsShipping: true }],
    });
    const wanted = { orderId: orderId(order.id), number: salesOrderNumber('WC-1') };
    expect(await client.freezeNumbers([wanted])).toMatchObject([{ outcome: 'frozen', number: 'WC-1' }]);
    expect(await client.freezeNumbers([{ ...wanted, number: salesOrderNumber('WC-2') }])).toMatchObject([
      { outcome: 'already', number: 'WC-1' },
    ]);
  });

  test('an order comes with what was given back of it, and with its meta as texts', async () => {
    const { order } = await shop.placeOrder({
      lines: [{ sku: 'SCARF', quantity: 2 }],
      meta: { _stripe_charge_captured: 'yes', _ppcp_paypal_captured: true, _fees: { total: 1 } },
    });
    await shop.refund(order.id, { amount: '5.00' });
    await shop.refund(order.id, { amount: '2.50' });
    const { orders } = await client.orders([orderId(order.id)]);
    expect(orders[0]?.refundedTotal).toEqual({ minor: 750, currency: 'GBP' });
    const read = (key: string) => orders[0]?.meta[key];
    expect([read('_stripe_charge_captured'), read('_ppcp_paypal_captured'), read('_fees')]).toEqual([
      'yes',
      'true',
      undefined,
    ]);
  });

  test('pages follow the cursor until there is none', async () => {
    for (let count = 0; count < 5; count += 1)
      await shop.placeOrder({ lines: [{ sku: 'SCARF', quantity: 1 }] });
    const seen: number[] = [];
    let cursor: { modified: string; id: number } | null = null;
    do {
      const page = await client.ordersAfter(cursor, 2);
      seen.push(...page.orders.map((one) => one.id));
      cursor = page.next;
    } while (cursor !== null && seen.length < 20);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test('plain permalinks are found out and remembered', async () => {
    await shop.toggles({ plainPermalinks: true });
    const other = clientFor(shop.url);
    expect((await other.status()).permalinks).toBe('plain');
    expect((await other.status()).permalinks).toBe('plain');
    await other.close();
    const { requests } = await shop.books();
    expect(requests.slice(-3).map((one) => one.status)).toEqual([404, 200, 200]);
  });

  test('plain permalinks are found out also where the front page is the answer', async () => {
    await shop.fault({ route: 'shop/status', fault: { kind: 'html' } });
    const other = clientFor(shop.url);
    expect((await other.status()).shop_url).toContain(shop.url);
    await other.close();
    const { requests } = await shop.books();
    expect(requests.slice(-2).map(({ status, fault }) => ({ status, fault }))).toEqual([
      { status: 200, fault: 'html' },
      { status: 200, fault: null },
    ]);
  });

  test('permalinks that change while it is paired are found out again', async () => {
    expect((await client.status()).permalinks).toBe('pretty');
    await shop.toggles({ plainPermalinks: true });
    await expect(client.status()).rejects.toBeInstanceOf(Refused);
    expect((await client.status()).permalinks).toBe('plain');
  });
});

describe('what goes wrong', () => {
  test.each([
    ['a server error may come after the work', { kind: 'status', status: 500 } as const, Silent],
    ['a dropped connection', { kind: 'reset' } as const, Silent],
    ['an answer that got lost', { kind: 'lose_answer' } as const, Silent],
    ['a page that is not ours', { kind: 'html' } as const, Silent],
    ['an answer cut in the middle', { kind: 'truncate' } as const, Silent],
    ['a header stripped on the way', { kind: 'strip_headers' } as const, Refused],
  ])('%s', async (_, fault, expected) => {
    await shop.fault({ route: 'shop/status', fault });
    await expect(client.status()).rejects.toBeInstanceOf(expected);
  });

  test('nobody listens: nothing was done', async () => {
    await shop.toggles({ refuseConnections: true });
    const fresh = clientFor(shop.url);
    await expect(fresh.status()).rejects.toBeInstanceOf(NotConnected);
    await fresh.close();
  });

  test('an answer that does not come in time is silence', async () => {
    const impatient = clientFor(shop.url, { timeoutMs: 50 });
    await shop.fault({ route: 'shop/status', fault: { kind: 'hang' } });
    await expect(impatient.status()).rejects.toBeInstanceOf(Silent);
    await impatient.close();
  });

  test('a wrong secret is refused and changes nothing', async () => {
    const stranger = clientFor(shop.url, { secret: 'x'.repeat(40) });
    await expect(stranger.lease(30)).rejects.toThrow(/pickwave_bad_signature/);
    await stranger.close();
    expect((await shop.state()).lease.holder).toBe('test-sidecar');
  });

  test('without the lease nothing is written', async () => {
    epoch = null;
    await expect(client.setLive(true, new Date())).rejects.toBeInstanceOf(LeaseLost);
    epoch = 999;
    await expect(client.setLive(true, new Date())).rejects.toBeInstanceOf(LeaseLost);
    expect((await shop.state()).live.on).toBe(false);
  });

  test('a copy of the shop says that it is one', async () => {
    const copy = await shop.clone();
    const clientOfCopy = clientFor(copy.url);
    expect((await clientOfCopy.status()).frozen).toBe(true);
    await expect(clientOfCopy.orders([orderId(1)])).rejects.toBeInstanceOf(ShopFrozen);
    await clientOfCopy.close();
  });
});
