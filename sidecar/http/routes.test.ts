import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { environmentName } from '../config.ts';
import { orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import { newNonce } from '../link/signature.ts';
import type { Sidecar } from '../main.ts';
import { change, despatch, news } from '../testing/ledgerBuilders.ts';
import { type AskOptions, askSigned, type Stage, startStage } from '../testing/stage.ts';

let stage: Stage;
let sidecar: Sidecar;
let shopFrom = '';
const staff = (rights: 'manage' | 'view') => `${shopFrom} 7;${encodeURIComponent('Zoë Ångström')};${rights}`;
const ask = (url: string, options: AskOptions = {}) => askSigned(sidecar, url, staff('manage'), options);
const post = (url: string, body: unknown = {}) => ask(url, { body });

beforeAll(async () => {
  stage = await startStage({ environment: { [environmentName('stock.buffer')]: '2' } });
  sidecar = await stage.open();
  await sidecar.ready();
  const { installation_id } = await stage.shop.state();
  shopFrom = `shop ${installation_id} ${stage.shop.url.replace('http://', '')}`;
});
afterAll(() => stage.stop());

describe('who may ask', () => {
  let before: unknown;
  const state = async () => ({
    orders: await sidecar.ledger.figures(new Date(0)),
    live: await sidecar.ledger.liveSwitch(),
    settings: await sidecar.ledger.savedSettings(),
    journal: await sidecar.ledger.journal(100),
  });
  beforeEach(async () => {
    before = await state();
  });

  test.each<[string, string, AskOptions]>([
    ['no headers', 'pickwave_unsigned', { tamper: { headers: { 'x-pickwave-signature': '' } } }],
    ['another secret', 'pickwave_bad_signature', { secret: 'y'.repeat(64) }],
    ['another body', 'pickwave_bad_signature', { tamper: { payload: '{"on":true} ' } }],
    ['a query that was not signed', 'pickwave_bad_signature', { tamper: { url: '/api/live?now=1' } }],
    ['another route', 'pickwave_bad_signature', { tamper: { url: '/api/journeys/sendOrders/pause' } }],
    ['too old', 'pickwave_stale', { timestamp: Date.now() / 1000 - 400 }],
    ['from the future', 'pickwave_stale', { timestamp: Date.now() / 1000 + 400 }],
    ['from a sidecar', 'pickwave_unsigned', { from: 'sidecar another' }],
  ])('%s: 401, and nothing changes', async (_, code, options) => {
    const reply = await ask('/api/live', { body: { on: true }, ...options });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 401, code });
    expect(reply.json().message).not.toBe('');
    expect(await state()).toEqual(before);
  });

  test('the same request twice: the second is refused and changes nothing', async () => {
    const nonce = newNonce();
    const body = { changes: { 'orders.pollSeconds': 45 } };
    const once = await ask('/api/settings', { method: 'PUT', body, nonce });
    expect(once.statusCode).toBe(200);
    before = await state();
    const twice = await ask('/api/settings', { method: 'PUT', body, nonce });
    expect(twice.statusCode).toBe(401);
    expect(twice.json().code).toBe('pickwave_replayed');
    expect(await state()).toEqual(before);
  });

  test('a refused request does not use up its nonce', async () => {
    const nonce = newNonce();
    expect((await ask('/api/overview', { nonce, secret: 'y'.repeat(64) })).statusCode).toBe(401);
    expect((await ask('/api/overview', { nonce })).statusCode).toBe(200);
  });

  test.each([
    ['another installation', () => shopFrom.replace(/shop [^ ]+/, 'shop another')],
    ['another address', () => shopFrom.replace(/[^ ]+$/, 'staging.example')],
  ])('%s: 409, whatever it may', async (_, from) => {
    const reply = await ask('/events/order', { body: { id: 5, event: 'changed' }, from: from() });
    expect(reply.statusCode).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'pickwave_wrong_shop' });
    expect(await state()).toEqual(before);
  });

  test('who may only look changes nothing, and nobody in particular not even that', async () => {
    const viewer = await ask('/api/live', { body: { on: true }, from: staff('view') });
    expect(viewer.statusCode).toBe(403);
    expect(viewer.json().code).toBe('pickwave_forbidden');
    expect((await ask('/api/overview', { from: staff('view') })).statusCode).toBe(200);
    expect((await ask('/api/overview', { from: shopFrom })).statusCode).toBe(403);
    expect(await state()).toEqual(before);
  });

  test('a slash at the end, and the parameters that WordPress adds, are not signed', async () => {
    expect(
      (await ask('/api/orders?limit=5', { tamper: { url: '/api/orders?limit=5&_locale=user' } })).statusCode,
    ).toBe(200);
  });
});

test('an error is always a code and what to do', async () => {
  for (const reply of [
    await ask('/api/nonsense'),
    await post('/api/live', { on: 'maybe' }),
    await ask('/api/live', { body: undefined, method: 'POST', tamper: { payload: '' } }),
    await ask('/api/journeys/nonsense/run', { body: {} }),
    await ask('/api/orders/nine'),
    await ask('/api/orders?cursor=x%27'),
    await sidecar.app.inject({ method: 'POST', url: '/pair', payload: { code: 'x' } }),
  ]) {
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
    expect(reply.json()).toEqual({
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.stringMatching(/.{10,}/),
    });
  }
});

describe('orders', () => {
  beforeAll(async () => {
    const numbered = (one: number) => news(one, { number: salesOrderNumber(`SO-${one}`) });
    await sidecar.ledger.noteOrders([1, 2, 3, 4, 5].map(numbered), []);
    await sidecar.ledger.record('test', [
      change(1, { transfer: 'unknown', attempts: 3 }),
      change(2, { transfer: 'complete', warehouse: 'allocated' }),
      change(
        3,
        { transfer: 'waiting' },
        { open: [{ code: 'bad_postcode', reason: '"SW1" is no postcode.' }] },
      ),
    ]);
    await sidecar.ledger.noteDespatches('test', [despatch(2)]);
  });

  test('are listed page by page, with counts', async () => {
    const first = (await ask('/api/orders?limit=3')).json();
    expect(first.orders.map((order: { orderId: number }) => order.orderId)).toEqual([5, 4, 3]);
    expect(first.counts).toMatchObject({ all: 5, attention: 1, waiting_to_send: 1 });
    const second = (await ask(`/api/orders?limit=3&cursor=${first.next}`)).json();
    expect(second).toMatchObject({ orders: [{ orderId: 2 }, { orderId: 1 }], next: null });
    const found = (await ask('/api/orders?filter=attention')).json();
    expect(found.orders).toMatchObject([
      {
        orderId: 3,
        may: ['send_again', 'dismiss', 'link', 'fulfilled', 'resend'],
        attention: [{ code: 'bad_postcode', words: 'Postcode not valid', owner: 'customer_service' }],
      },
    ]);
    expect((await ask('/api/orders?search=AB123')).json().orders).toMatchObject([{ orderId: 2 }]);
  });

  test('one shows its despatches and its journal', async () => {
    const reply = await ask('/api/orders/2');
    expect(reply.json()).toMatchObject({
      orderId: 2,
      may: ['link', 'fulfilled'],
      despatches: [{ despatch: 'DES1', lines: [{ sku: 'SCARF-RED', quantity: 1 }] }],
      journal: [{ who: 'test' }],
    });
    expect((await ask('/api/orders/99')).statusCode).toBe(404);
  });

  test('sent again: due, by hand, under the name of who did it', async () => {
    const reply = await post('/api/orders/3/send-again');
    expect(reply.json()).toMatchObject({
      transfer: 'due',
      attention: [],
      journal: [{ who: 'Zoë Ångström' }],
    });
    expect(await sidecar.ledger.order(orderId(3))).toMatchObject({ byHand: true, nextAttemptAt: null });
  });

  test('what may be in Peoplevox already stays to be asked for, only sooner', async () => {
    const reply = await post('/api/orders/1/send-again');
    expect(reply.json()).toMatchObject({ transfer: 'unknown' });
    expect(await sidecar.ledger.order(orderId(1))).toMatchObject({ attempts: 0, nextAttemptAt: null });
  });

  test('what is complete is neither sent again nor set aside', async () => {
    for (const action of ['send-again', 'dismiss']) {
      const reply = await post(`/api/orders/2/${action}`);
      expect({ action, status: reply.statusCode, code: reply.json().code }).toEqual({
        action,
        status: 409,
        code: 'not_now',
      });
    }
    expect(await sidecar.ledger.order(orderId(2))).toMatchObject({ transfer: 'complete' });
    expect((await post('/api/orders/99/dismiss')).statusCode).toBe(404);
  });

  test('paid but stuck on a cancelled order is dismissed with a note, and brought back, each under a name', async () => {
    const id = orderId(88);
    await sidecar.ledger.noteOrders([news(88, { shopStatus: 'cancelled' })], []);
    const stuck = { code: 'paid_but_stuck', reason: 'Cancelled, and yet it shows a payment.' } as const;
    await sidecar.ledger.record('noticeOrders', [change(88, { transfer: 'cancelled' }, { open: [stuck] })]);
    const path = '/api/orders/88/attention/paid_but_stuck';
    const dismissed = await post(`${path}/dismiss`, { note: 'refunded by bank' });
    expect(dismissed.statusCode).toBe(200);
    expect(dismissed.json()).toMatchObject({
      attention: [],
      dismissed: [{ code: 'paid_but_stuck', by: 'Zoë Ångström', note: 'refunded by bank' }],
      journal: [
        { who: 'Zoë Ångström', what: 'Dismissed: Paid, but the order does not say so. "refunded by bank"' },
      ],
    });
    await sidecar.ledger.record('noticeOrders', [{ orderId: id, open: [stuck] }]);
    expect(await sidecar.ledger.openAttention(id)).toEqual([]);
    expect((await post(`${path}/dismiss`)).statusCode).toBe(409);
    expect((await post(`${path}/bring-back`)).json()).toMatchObject({
      attention: [{ code: 'paid_but_stuck' }],
      dismissed: [],
    });
    expect((await post(`${path}/bring-back`)).statusCode).toBe(409);
    await sidecar.ledger.record('noticeOrders', [{ orderId: id, close: ['paid_but_stuck'] }]);
  });

  test('what an order waits for cannot be dismissed: nobody would know of it', async () => {
    await sidecar.ledger.noteOrders([news(89)], []);
    await sidecar.ledger.record('test', [
      change(89, { transfer: 'waiting' }, { open: [{ code: 'unknown_sku', reason: 'No such item.' }] }),
    ]);
    const reply = await post('/api/orders/89/attention/unknown_sku/dismiss');
    expect(reply.statusCode).toBe(409);
    expect(reply.json().message).toContain('The order waits for this');
  });

  test('what cannot be said of an order is 409 with why, and changes nothing', async () => {
    const before = await sidecar.ledger.orderHistory(orderId(89));
    for (const [path, body] of [
      ['resend/look', {}],
      ['resend', { number: 'X-R1' }],
      ['resend/undo', {}],
      ['unlink', {}],
      ['take-up', {}],
      ['link/look', { number: '' }],
    ] as const) {
      const reply = await post(`/api/orders/89/${path}`, body);
      expect({ path, status: reply.statusCode, code: reply.json().code }).toEqual({
        path,
        status: 409,
        code: 'not_now',
      });
    }
    expect(await sidecar.ledger.orderHistory(orderId(89))).toEqual(before);
    await sidecar.ledger.record('test', [change(89, {}, { close: 'all' })]);
  });

  test('set aside it is on record', async () => {
    expect((await post('/api/orders/4/dismiss')).json()).toMatchObject({
      transfer: 'dismissed',
      may: ['send_again', 'link'],
    });
  });

  test('what would be sent is shown, without asking Peoplevox', async () => {
    const placed = await stage.shop.placeOrder({ lines: [{ sku: 'SCARF-RED', quantity: 2 }] });
    const rows = (await ask(`/api/orders/${placed.order.id}/rows`)).json();
    expect(rows).toMatchObject({ sendable: true, words: '' });
    expect(rows.header).toContainEqual({ column: 'SalesOrderNumber', value: String(placed.order.id) });
    expect(rows.lines[0]).toContainEqual({ column: 'ItemCode', value: 'SCARF-RED' });
    expect((await ask('/api/orders/999999/rows')).json()).toMatchObject({ sendable: false });
    expect(await sidecar.ledger.calls.recent(0)).toEqual([]);
  });
});

describe('settings', () => {
  test('come with their words and where each value is from', async () => {
    const { settings } = (await ask('/api/settings')).json();
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'stock.buffer', value: 2, source: 'environment' }),
    );
    expect(settings).toContainEqual(
      expect.objectContaining({
        key: 'orders.country',
        type: 'choice',
        choices: ['name', 'iso'],
        value: 'name',
        source: 'default',
      }),
    );
  });

  test('are changed together or not at all, and each bad one is named', async () => {
    const changes = { 'orders.channel': 'Web', 'orders.deliveryDays': -1, 'stock.buffer': 3, nonsense: true };
    const reply = await ask('/api/settings', { method: 'PUT', body: { changes } });
    expect(reply.statusCode).toBe(422);
    expect(Object.keys(reply.json().fields)).toEqual(['orders.deliveryDays', 'stock.buffer', 'nonsense']);
    const good = await ask('/api/settings', {
      method: 'PUT',
      body: { changes: { 'orders.channel': 'Web' } },
    });
    expect(good.json().settings).toContainEqual(
      expect.objectContaining({ key: 'orders.channel', value: 'Web', source: 'saved' }),
    );
    expect((await sidecar.ledger.journal(1))[0]).toMatchObject({
      who: 'Zoë Ångström',
      what: 'Setting orders.channel changed',
    });
  });
});

describe('running it', () => {
  test('the overview says how everything is', async () => {
    const overview = (await ask('/api/overview')).json();
    expect(overview).toMatchObject({
      live: { on: false, from: null },
      shop: { state: 'answering' },
      lease: { held: true },
      peoplevox: { state: 'not_asked_yet', callsAllowed: 12, callsUsed: 0 },
      orders: { needAttention: expect.any(Number) },
      problems: [],
    });
    expect(overview.journeys).toHaveLength(10);
    expect(overview.journeys[1]).toMatchObject({
      name: 'sendOrders',
      state: 'waiting',
      problem: expect.stringContaining('not live'),
    });
  });

  test('a journey is paused, and says why it does not run', async () => {
    expect((await post('/api/journeys/noticeOrders/pause')).json()).toMatchObject({
      paused: true,
      state: 'waiting',
    });
    expect((await post('/api/journeys/noticeOrders/run')).json()).toEqual({
      started: false,
      words: 'Paused by a person.',
    });
    expect((await post('/api/journeys/noticeOrders/resume')).json()).toMatchObject({ paused: false });
    expect((await post('/api/journeys/noticeOrders/run')).json()).toMatchObject({ started: true });
    expect((await post('/api/journeys/sendOrders/run')).json()).toMatchObject({ started: false });
  });

  test('live on and off, remembered by the shop too', async () => {
    const on = (await post('/api/live', { on: true })).json();
    expect(on).toMatchObject({ on: true, changedBy: 'Zoë Ångström', warnings: [] });
    const remembered = (await stage.shop.state()).live;
    expect(remembered).toMatchObject({ on: true });
    expect(Date.parse(remembered.from ?? '')).toBe(Date.parse(on.from));
    expect((await post('/api/live', { on: false })).json()).toMatchObject({ on: false, from: on.from });
    expect((await stage.shop.state()).live.on).toBe(false);
  });

  test('health, readiness and metrics, without names', async () => {
    expect((await sidecar.app.inject('/healthz')).json()).toMatchObject({ ok: true });
    expect((await sidecar.app.inject('/readyz')).json()).toEqual({ ready: true, troubles: [] });
    const metrics = (await sidecar.app.inject('/metrics')).body;
    for (const line of [
      'pickwave_orders{transfer="complete"} 1',
      'pickwave_lease_held 1',
      'pickwave_live 0',
      'pickwave_backlog_age_seconds',
    ])
      expect(metrics).toContain(line);
    expect(metrics).not.toMatch(/SCARF|SO-1|127\.0\.0\.1/);
  });

  test('how the comparisons ended is told, the newest first', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute));
    const counts = { checked: 3, found: 2, sentAgain: 1, waiting: 0, odd: 0 };
    const none = { checked: 0, found: 0, sentAgain: 0, waiting: 0, odd: 0 };
    const note = (minute: number, more: typeof counts, problem: string | null) =>
      sidecar.ledger.noteReconciliation(
        { depth: 'recent', startedAt: at(minute), endedAt: at(minute), ...more, problem },
        null,
      );
    await note(0, counts, null);
    await note(15, none, 'Peoplevox did not answer.');
    const list = (await ask('/api/reconciliations?limit=1')).json();
    expect(list).toMatchObject({
      reconciliations: [
        { checked: 0, problem: 'Peoplevox did not answer.', startedAt: at(15).toISOString() },
      ],
      lastWhole: { ...counts, problem: null },
    });
    expect((await ask('/api/reconciliations?limit=0')).statusCode).toBe(400);
  });

  test('SKUs that are held are listed, decided about by name or all, and what was said can be taken back', async () => {
    const readAt = new Date('2026-11-24T08:00:00Z');
    const codes = ['S1', 'S2', 'S3'].map(sku);
    await sidecar.ledger.keepHeldStock(
      codes.map((code) => ({ sku: code, before: 9, available: 0, readAt })),
      [],
    );
    expect((await ask('/api/stock/held')).json()).toMatchObject({
      held: [{ sku: 'S1', before: 9, available: 0, readAt: readAt.toISOString(), decision: null }, {}, {}],
      waiting: 3,
    });
    const one = await post('/api/stock/held', { decision: 'discard', skus: ['S2'] });
    expect(one.json()).toMatchObject({ waiting: 2, discard: 1 });
    expect(one.json().held.at(-1)).toMatchObject({ sku: 'S2', decidedBy: 'Zoë Ångström' });
    expect((await post('/api/stock/held', { decision: 'apply' })).json()).toMatchObject({
      waiting: 0,
      apply: 2,
      discard: 1,
    });
    expect((await post('/api/stock/held', { decision: 'wait', skus: ['S2'] })).json()).toMatchObject({
      waiting: 1,
      discard: 0,
    });
    const [told] = await sidecar.ledger.journal(1);
    expect(told).toMatchObject({ who: 'Zoë Ångström', detail: 'S2' });

    const nothing = await post('/api/stock/held', { decision: 'apply', skus: ['S9'] });
    expect({ status: nothing.statusCode, code: nothing.json().code }).toEqual({
      status: 409,
      code: 'stock_not_held',
    });
    expect((await post('/api/stock/held', { decision: 'forget' })).statusCode).toBe(400);
    const viewer = await ask('/api/stock/held', { body: { decision: 'apply' }, from: staff('view') });
    expect(viewer.statusCode).toBe(403);
    await sidecar.ledger.keepHeldStock([], codes);
    expect((await ask('/api/stock/held')).json()).toMatchObject({ held: [] });
  });

  test('how right the stock was is told day by day, and the last reading on the overview', async () => {
    expect((await ask('/api/overview')).json().stock).toBeNull();
    const reading = { checked: 100, off: 3, offUnits: 7 };
    const at = (hour: string) => new Date(`2026-11-26T${hour}:00:00Z`);
    await sidecar.ledger.noteAccuracy('2026-11-25', { readAt: at('00'), ...reading });
    for (const hour of ['08', '09', '09'])
      await sidecar.ledger.noteAccuracy('2026-11-26', { readAt: at(hour), ...reading });
    expect((await ask('/api/stock/accuracy?days=1')).json()).toEqual({
      days: [{ day: '2026-11-26', readings: 2, checked: 200, off: 6, offUnits: 14 }],
    });
    expect((await ask('/api/overview')).json().stock).toEqual({ readAt: at('09').toISOString(), ...reading });
    expect((await ask('/api/stock/accuracy?days=0')).statusCode).toBe(400);
  });

  test('the API describes itself', async () => {
    const { paths } = (await ask('/api/openapi.json')).json();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/orders/{id}/send-again', '/events/order', '/pair']),
    );
    expect((await sidecar.app.inject('/api/openapi.json')).statusCode).toBe(401);
  });

  test('Peoplevox may call at its own path only, with whatever it likes', async () => {
    const url = `/events/peoplevox/${sidecar.ledger.eventsPath}`;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const reply of [
      await sidecar.app.inject({ method: 'GET', url: `${url}?ItemCode=X&Available=3` }),
      await sidecar.app.inject({ method: 'POST', url, headers: form, payload: 'a=1&b=<x' }),
    ])
      expect(reply.statusCode).toBe(200);
    expect((await sidecar.app.inject('/events/peoplevox/guess')).statusCode).toBe(404);
  });
});

test('a trigger makes the order noticed at once, one or many', async () => {
  await post('/api/live', { on: true });
  const placed = await Promise.all(
    [1, 2, 3].map(() => stage.shop.placeOrder({ lines: [{ sku: 'HAT-BLUE', quantity: 1 }] })),
  );
  await sidecar.start();
  const [one, ...more] = placed.map(({ order }) => ({ id: order.id, event: 'changed' }));
  expect((await ask('/events/order', { body: one, from: shopFrom })).json()).toEqual({ taken: 1 });
  const many = await ask('/events/order', { body: { events: more }, from: shopFrom });
  expect({ status: many.statusCode, ...many.json() }).toEqual({ status: 202, taken: 2 });
  for (const { order } of placed)
    await vi.waitFor(
      async () =>
        expect(await sidecar.ledger.order(orderId(order.id))).toMatchObject({ transfer: 'complete' }),
      { timeout: 15_000 },
    );
  expect((await ask('/events/order', { body: { id: 0, event: 'changed' }, from: shopFrom })).statusCode).toBe(
    400,
  );
});
