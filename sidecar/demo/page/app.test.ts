import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../world.ts';
import { demoApp } from './app.ts';
import { newMemory } from './memory.ts';

let world: World;
let app: ReturnType<typeof demoApp>;
const host = '127.0.0.1:8080';

beforeAll(async () => {
  world = await startWorld({ pairing: 'constants' });
  app = demoApp(world, newMemory(), 'Quick settings.');
});
afterAll(async () => {
  await app.close();
  await world.end();
});

const act = (name: string, payload: object = {}, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/demo/act/${name}`, payload, headers: { host, ...headers } });
const look = async () =>
  (await app.inject({ url: '/demo/look', headers: { host } })).json<Record<string, string>>();

const purchase = {
  sku: 'SCARF-RED-M',
  quantity: 2,
  sku2: 'HAT-NAVY',
  quantity2: 1,
  postcode: 'bad',
  payment: 'bacs',
};

test('the page holds the screen, with the shop under its own address', async () => {
  const page = await app.inject({ url: '/', headers: { host } });
  expect(page.body).toContain('id="pickwave-screen"');
  expect(page.body).toContain('window.pickwave = { root: "/wp-json/" }');
  const connection = await app.inject({ url: '/wp-json/pickwave/v1/connection', headers: { host } });
  expect(connection.json()).toMatchObject({ paired: true, by_constants: true });
});

test('neither the page nor what it shows holds a secret', async () => {
  const everything = [
    (await app.inject({ url: '/', headers: { host } })).body,
    (await app.inject({ url: '/wp-json/pickwave/v1/connection', headers: { host } })).body,
    JSON.stringify(await look()),
  ].join('\n');
  expect(everything).not.toMatch(/[0-9a-f]{64}/);
  expect(everything).not.toContain(world.pvx.credentials.password);
});

test('a customer buys, pays, and changes his mind', async () => {
  const placed = await act('place', purchase);
  expect(placed.statusCode).toBe(200);
  const [order] = (await world.shop.orders()).map((one) => one.order);
  expect(order?.line_items.map(({ sku, quantity }) => `${quantity} ${sku}`)).toEqual([
    '2 SCARF-RED-M',
    '1 HAT-NAVY',
  ]);
  expect(order?.status).toBe('on-hold');
  expect((await look())['demo-orders']).toContain('Correct the postcode');

  await act('correctPostcode', { order: order?.id });
  await act('pay', { order: order?.id });
  expect((await look())['demo-orders']).toMatch(/processing(?![\s\S]*Correct the postcode)/);
  await act('cancel', { order: order?.id });
  expect((await world.shop.order(order?.id ?? 0)).order.status).toBe('cancelled');
});

test('what cannot be done is refused with a reason', async () => {
  const tooMany = await act('place', { ...purchase, quantity: 99 });
  expect(tooMany.statusCode).toBe(409);
  expect(tooMany.json().message).toMatch(/There are \d+ of SCARF-RED-M left/);
  const gone = await act('writeOff', { item: 'SCARF-RED-M', quantity: 1000 });
  expect(gone.statusCode).toBe(409);
  expect((await act('place', { sku: 'SCARF-RED-M' })).statusCode).toBe(400);
  expect((await act('constructor')).statusCode).toBe(404);
});

test('troubles are made and ended, and the panel offers the other of the two', async () => {
  await act('blockTriggers');
  expect((await look())['demo-breakage']).toContain('Let the triggers through');
  expect((await world.shop.toggles()).triggers).toBe('blocked');
  await act('letTriggers');
  expect((await look())['demo-breakage']).toContain('Block the triggers');

  await act('shopAway');
  const away = await app.inject({ url: '/wp-json/pickwave/v1/connection', headers: { host } });
  expect(away.statusCode).toBe(502);
  expect((await look())['demo-running']).toContain('Shop is away');
  await act('shopBack');

  const { password } = world.pvx.credentials;
  await act('changePassword');
  await act('changePassword');
  expect(world.pvx.credentials.password).not.toBe(password);
  expect((await look())['demo-breakage']).toContain('Restore the password');
  await act('restorePassword');
  expect(world.pvx.credentials.password).toBe(password);

  await act('peoplevoxAway');
  await expect(fetch(world.pvx.url)).rejects.toThrow();
  await act('peoplevoxBack');
  expect((await fetch(world.pvx.url)).status).toBeGreaterThan(0);
});

test('no other site can use the demo', async () => {
  const foreign = await act('placeTen', {}, { origin: 'https://elsewhere.example' });
  expect(foreign.statusCode).toBe(403);
  const rebound = await app.inject({ url: '/', headers: { host: 'elsewhere.example' } });
  expect(rebound.statusCode).toBe(403);
});
