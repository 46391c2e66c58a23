import { afterEach, expect, test, vi } from 'vitest';
import { shopAddress } from './link/from.ts';
import type { Sidecar } from './main.ts';
import { askSigned, type Stage, startStage } from './testing/stage.ts';

const stages: Stage[] = [];
async function staged(options?: Parameters<typeof startStage>[0]) {
  const stage = await startStage(options);
  stages.push(stage);
  return stage;
}
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

const asLocal = async (sidecar: Sidecar, method: 'GET' | 'POST', url: string, payload?: object) =>
  (
    await sidecar.local.inject({
      method,
      url,
      headers: { authorization: `Bearer ${sidecar.token}` },
      ...(payload ? { payload } : {}),
    })
  ).json();
const overview = (sidecar: Sidecar) => asLocal(sidecar, 'GET', '/api/overview');
const problems = async (sidecar: Sidecar): Promise<string[]> =>
  (await overview(sidecar)).problems.map((one: { code: string }) => one.code);
const until = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 15_000, interval: 50 });
const order = (stage: Stage, sku = 'SCARF-RED') => stage.shop.placeOrder({ lines: [{ sku, quantity: 1 }] });
const salesOrders = (stage: Stage) => stage.peoplevox.orders().length;

test('a paid order goes over by itself, and nothing before a person switched it live', async () => {
  const stage = await staged();
  const sidecar = await stage.open();
  await stage.run(sidecar);
  await until(async () =>
    expect(await overview(sidecar)).toMatchObject({ shop: { state: 'answering' }, lease: { held: true } }),
  );
  await order(stage);
  await stage.shop.settled();
  expect(salesOrders(stage)).toBe(0);
  // Payments are dated in whole seconds: one of the second of going live counts.
  const second = Math.floor(Date.now() / 1000);
  await until(() => expect(Math.floor(Date.now() / 1000)).toBeGreaterThan(second));
  await asLocal(sidecar, 'POST', '/api/live', { on: true });
  const { order: placed } = await order(stage);
  await until(() => expect(salesOrders(stage)).toBe(1));
  await until(async () =>
    expect(await asLocal(sidecar, 'GET', `/api/orders/${placed.id}`)).toMatchObject({ transfer: 'complete' }),
  );
});

test('pairing with a code: wrong, right, used up, and not for another shop', async () => {
  const stage = await staged({ paired: false });
  const sidecar = await stage.open();
  const address = await stage.run(sidecar);
  expect(await overview(sidecar)).toMatchObject({
    shop: { state: 'not_paired', words: expect.stringContaining('pickwave pair') },
  });
  expect((await sidecar.app.inject('/readyz')).json()).toMatchObject({ ready: false });

  const refused = (code: string) => expect(stage.shop.pair(address, code)).rejects;
  await refused('AAAAA-AAAAA').toMatchObject({ code: 'code_expired' });
  const { code } = await asLocal(sidecar, 'POST', '/local/pairing-code');
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
  await refused('AAAAA-AAAAA').toMatchObject({ code: 'wrong_code' });
  await stage.shop.pair(address, code.toLowerCase());
  await until(async () =>
    expect(await overview(sidecar)).toMatchObject({ shop: { state: 'answering' }, lease: { held: true } }),
  );
  await refused(code).toMatchObject({ code: 'code_expired' });
  expect((await sidecar.app.inject('/readyz')).json()).toMatchObject({ ready: true });

  const other = await staged({ paired: false });
  const { code: second } = await asLocal(sidecar, 'POST', '/local/pairing-code');
  await expect(other.shop.pair(address, second)).rejects.toMatchObject({ code: 'paired_elsewhere' });
  await stage.shop.toggles({ refuseConnections: true });
  const direct = await sidecar.app.inject({
    method: 'POST',
    url: '/pair',
    payload: {
      code: second,
      secret: 'z'.repeat(64),
      installation_id: (await stage.shop.state()).installation_id,
      shop_url: stage.shop.url,
      rest_url: stage.shop.restUrl,
    },
  });
  expect({ status: direct.statusCode, ...direct.json() }).toMatchObject({
    status: 502,
    code: 'shop_unreachable',
  });
});

test('five wrong guesses use a code up, and guessing on is slowed down', async () => {
  const stage = await staged({ paired: false });
  const sidecar = await stage.open();
  const { code } = await asLocal(sidecar, 'POST', '/local/pairing-code');
  const payload = {
    secret: 'z'.repeat(64),
    installation_id: 'x',
    shop_url: stage.shop.url,
    rest_url: stage.shop.restUrl,
  };
  const guess = (one: string) =>
    sidecar.app.inject({ method: 'POST', url: '/pair', payload: { ...payload, code: one } });
  for (let count = 0; count < 5; count += 1) expect((await guess('AAAAA-AAAAA')).statusCode).toBe(403);
  expect((await guess(code)).statusCode).toBe(410);
  const many = await Promise.all(Array.from({ length: 20 }, () => guess(code)));
  expect(many.at(-1)?.statusCode).toBe(429);
  expect(many.at(-1)?.json()).toMatchObject({ code: 'too_many_requests' });
});

test('a second sidecar on an empty ledger does nothing and says why', async () => {
  const stage = await staged();
  const first = await stage.open();
  await stage.run(first);
  await until(async () => expect(first.lease.held()).toBe(true));
  await asLocal(first, 'POST', '/api/live', { on: true });

  const second = await stage.open({ dataDir: `${stage.folder}/second` });
  await second.listen();
  await second.start();
  await until(async () => expect(await problems(second)).toContain('lease_elsewhere'));
  expect((await asLocal(second, 'POST', '/api/live', { on: true })).warnings).toHaveLength(1);
  expect(await asLocal(second, 'POST', '/local/journeys/sendOrders/run')).toMatchObject({ ok: false });
  expect((await second.ledger.calls.recent(0)).length).toBe(0);

  await first.stop();
  await until(() => expect(second.lease.held()).toBe(true));
  expect(await problems(second)).not.toContain('lease_elsewhere');
});

test('an emptied ledger waits for a person and takes up the moment that the shop remembers', async () => {
  const stage = await staged();
  const first = await stage.open();
  await stage.run(first);
  await until(() => expect(first.lease.held()).toBe(true));
  const { from } = await asLocal(first, 'POST', '/api/live', { on: true });
  await order(stage);
  await until(() => expect(salesOrders(stage)).toBe(1));
  await first.stop();

  const emptied = await stage.open({ dataDir: `${stage.folder}/emptied` });
  await stage.run(emptied);
  await until(() => expect(emptied.lease.held()).toBe(true));
  expect((await overview(emptied)).live).toEqual({ on: false, from: null, changedBy: null });
  expect((await stage.shop.state()).live.on).toBe(true);
  expect(await asLocal(emptied, 'POST', '/api/live', { on: true })).toMatchObject({ on: true, from });
  await order(stage);
  await until(() => expect(salesOrders(stage)).toBe(2));
});

test('nothing of a copy is sent, and it says why', async () => {
  const stage = await staged();
  const sidecar = await stage.open();
  await stage.run(sidecar);
  await until(() => expect(sidecar.shopWatch.view().state).toBe('answering'));
  const { installation_id: installation } = await stage.shop.state();
  const copy = await stage.shop.clone();

  const from = `shop ${installation} ${shopAddress(copy.url)}`;
  const reply = await askSigned(sidecar, '/events/order', from, { body: { id: 1001, event: 'changed' } });
  expect({ status: reply.statusCode, code: reply.json().code }).toEqual({
    status: 409,
    code: 'pickwave_wrong_shop',
  });

  const secret = stage.environment.PICKWAVE_SHOP_SECRET ?? '';
  const forCopy = await stage.open({ dataDir: `${stage.folder}/copy`, shop: { url: copy.url, secret } });
  await forCopy.start();
  await until(async () => expect(await problems(forCopy)).toContain('shop_is_copy'));
  expect(await overview(forCopy)).toMatchObject({ shop: { state: 'copy' }, lease: { held: false } });
  const refused = await asLocal(forCopy, 'POST', '/api/live', { on: true });
  expect(refused).toMatchObject({ code: 'cannot_go_live', message: expect.stringContaining('copy') });
});

test('after a restart the lease is ours at once, and after a stop free for others', async () => {
  const stage = await staged();
  const first = await stage.open();
  await stage.run(first);
  await until(() => expect(first.lease.held()).toBe(true));
  await first.stop();
  expect((await stage.shop.state()).lease.holder).toBeNull();
  const again = await stage.open();
  await again.ready();
  expect(again.lease.held()).toBe(true);
});

test('a wrong password is one clear message and no storm of logins', async () => {
  const stage = await staged({ environment: { PICKWAVE_PEOPLEVOX_PASSWORD: 'wrong' } });
  const sidecar = await stage.open();
  await stage.run(sidecar);
  await until(() => expect(sidecar.lease.held()).toBe(true));
  await asLocal(sidecar, 'POST', '/api/live', { on: true });
  for (let count = 0; count < 5; count += 1) await order(stage);
  await until(async () => expect(await problems(sidecar)).toEqual(['login_refused']));
  for (const name of ['updateStock', 'finishHeld'])
    expect(await asLocal(sidecar, 'POST', `/local/journeys/${name}/run`)).toMatchObject({ ok: false });
  expect(await overview(sidecar)).toMatchObject({ peoplevox: { state: 'login_refused' } });
  expect((await sidecar.ledger.calls.recent(0)).length).toBe(1);
  expect(await asLocal(sidecar, 'POST', '/api/peoplevox/try-again')).toMatchObject({ started: true });
  await until(async () => expect((await sidecar.ledger.calls.recent(0)).length).toBe(2));
  const { checks } = await asLocal(sidecar, 'GET', '/local/checks');
  expect(checks).toContainEqual(
    expect.objectContaining({
      name: 'Peoplevox login',
      outcome: 'fail',
      words: expect.stringContaining('Correct user name'),
    }),
  );
});

test('the readiness checks pass where all is well', async () => {
  const stage = await staged();
  const sidecar = await stage.open();
  await sidecar.ready();
  const { checks } = await asLocal(sidecar, 'GET', '/local/checks');
  const outcomes = Object.fromEntries(
    checks.map((one: { name: string; outcome: string }) => [one.name, one.outcome]),
  );
  expect(outcomes).toEqual({
    Configuration: 'pass',
    Ledger: 'pass',
    'Sidecar to shop': 'pass',
    'Shop to sidecar': 'warn',
    Clocks: 'pass',
    Lease: 'pass',
    'Peoplevox login': 'pass',
    Templates: 'pass',
    'Despatch report': 'pass',
    'Stock report': 'warn',
    Live: 'warn',
  });
});

test('a shop that does not answer fails the journey in words, and it goes on when the shop is back', async () => {
  const stage = await staged();
  const sidecar = await stage.open();
  await stage.run(sidecar);
  await until(() => expect(sidecar.lease.held()).toBe(true));
  const noticed = async () => (await overview(sidecar)).journeys[0];
  await stage.shop.fault({ route: 'shop/orders', fault: { kind: 'status', status: 503 }, times: 50 });
  await asLocal(sidecar, 'POST', '/api/live', { on: true });
  await asLocal(sidecar, 'POST', '/local/journeys/noticeOrders/run');
  expect(await noticed()).toMatchObject({ state: 'failing', problem: expect.stringContaining('503') });
  await stage.shop.clearFaults();
  expect(await asLocal(sidecar, 'POST', '/local/journeys/noticeOrders/run')).toMatchObject({ ok: true });
  expect(await noticed()).toMatchObject({ state: 'going', problem: null });
});
