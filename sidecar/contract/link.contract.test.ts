import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { newNonce } from '../link/signature.ts';
import { LeaseAnswer, ShopStatus } from '../woocommerce/contract.ts';
import { ask, badParams, epochOf, good, holder, Refusal, type Wrong } from './ask.ts';
import { onEachTarget } from './targets.ts';

onEachTarget('who is let in', (target) => {
  test('a signed request is, by path and by rest_route, and its answer is nobody’s to keep', async () => {
    const body = await good(target(), 'status', {}, ShopStatus);
    expect(body).toMatchObject({
      frozen: false,
      shop_url: `${target().url}/`,
      bound_url: `${target().url}/`,
    });
    const plain = await ask(target(), 'status', {}, { plain: true, query: [['_locale', 'user']] });
    expect(plain.status).toBe(200);
    expect(plain.headers.get('cache-control')).toBe('private, no-store, max-age=0');
  });

  test('query parameters are part of what is signed', async () => {
    const query: Wrong['query'] = [
      ['b', 'Zoë & co'],
      ['a', '2'],
      ['a', '1'],
    ];
    expect((await ask(target(), 'status', {}, { query })).status).toBe(200);
    const changed = await ask(target(), 'status', {}, { query, sentQuery: [['a', '3']] });
    expect(changed.body).toMatchObject({ code: 'pickwave_bad_signature' });
  });

  const wrongs: [string, Wrong, string][] = [
    ['no signature', { headers: { 'X-Pickwave-Signature': undefined } }, 'pickwave_unsigned'],
    ['no nonce', { headers: { 'X-Pickwave-Nonce': undefined } }, 'pickwave_unsigned'],
    ['no time', { headers: { 'X-Pickwave-Timestamp': undefined } }, 'pickwave_unsigned'],
    ['no sender', { headers: { 'X-Pickwave-From': undefined } }, 'pickwave_unsigned'],
    ['a malformed nonce', { nonce: 'NOT-A-NONCE' }, 'pickwave_unsigned'],
    ['a shop as its sender', { from: 'shop 1 shop.example' }, 'pickwave_unsigned'],
    ['a time too early', { late: -310 }, 'pickwave_stale'],
    ['a time too late', { late: 310 }, 'pickwave_stale'],
    ['another secret', { secret: 'another secret, but of 32 characters' }, 'pickwave_bad_signature'],
    ['an empty secret', { secret: '' }, 'pickwave_bad_signature'],
    ['another body than was signed', { sentBody: '{"limit":2}' }, 'pickwave_bad_signature'],
    [
      'another sender than was signed',
      { headers: { 'X-Pickwave-From': 'sidecar x' } },
      'pickwave_bad_signature',
    ],
  ];
  test.each(wrongs)('%s is 401 and changes nothing', async (_, wrong, code) => {
    for (const path of ['status', 'orders', 'lease']) {
      const body = path === 'lease' ? { holder: 'intruder', seconds: 300 } : { limit: 1 };
      const reply = await ask(target(), path, body, wrong);
      expect([...Value.Errors(Refusal, reply.body)]).toEqual([]);
      expect({ status: reply.status, code: reply.body.code }).toEqual({ status: 401, code });
      if (code === 'pickwave_stale') {
        const offBy = Math.abs(Date.parse(reply.body.time) - target().now().getTime());
        expect(offBy).toBeLessThan(30_000);
      }
    }
    expect((await good(target(), 'status', {}, ShopStatus)).lease.holder).not.toBe('intruder');
  });

  test('a refused request does not spend its nonce, an accepted one does', async () => {
    const nonce = newNonce();
    const bad = await ask(target(), 'status', {}, { nonce, secret: 'another secret, but of 32 characters' });
    expect(bad.body.code).toBe('pickwave_bad_signature');
    expect((await ask(target(), 'status', {}, { nonce })).status).toBe(200);
    const again = await ask(target(), 'status', {}, { nonce });
    expect({ status: again.status, code: again.body.code }).toEqual({
      status: 401,
      code: 'pickwave_replayed',
    });
  });

  test('strangers are refused before they learn which routes and parameters there are', async () => {
    const headers = { 'X-Pickwave-Signature': undefined };
    for (const [path, body] of [
      ['no-such-route', {}],
      ['orders', { limit: 'many' }],
      ['orders', 'this is no JSON'],
    ] as const)
      expect((await ask(target(), path, body, { headers })).body.code).toBe('pickwave_unsigned');
  });

  test('a route that is not there, and a method that is not', async () => {
    expect(await ask(target(), 'no-such-route', {})).toMatchObject({
      status: 404,
      body: { code: 'rest_no_route' },
    });
    expect(await ask(target(), 'status', {}, { method: 'GET' })).toMatchObject({
      status: 404,
      body: { code: 'rest_no_route' },
    });
  });

  test('a body that is no JSON', async () => {
    expect(await ask(target(), 'orders', '{"limit":')).toMatchObject({
      status: 400,
      body: { code: 'rest_invalid_json' },
    });
  });
});

onEachTarget('the lease', (target) => {
  const lease = (body: object) => good(target(), 'lease', body, LeaseAnswer);

  test('one holder at a time, the same epoch while it is kept, a new one afterwards', async () => {
    await lease({ holder, seconds: 1, release: true });
    const first = await lease({ holder, seconds: 60 });
    expect(first).toMatchObject({ granted: true, holder });
    expect(Date.parse(first.expires_at) - target().now().getTime()).toBeGreaterThan(50_000);
    expect(await lease({ holder, seconds: 120 })).toMatchObject({ granted: true, epoch: first.epoch });

    const other = await lease({ holder: 'another sidecar', seconds: 60 });
    expect(other).toMatchObject({ granted: false, epoch: first.epoch, holder });
    expect(await lease({ holder: 'another sidecar', seconds: 60, release: true })).toMatchObject({ holder });

    expect(await lease({ holder, seconds: 60, release: true })).toEqual({
      granted: false,
      epoch: first.epoch,
      holder: null,
      expires_at: null,
    });
    const next = await lease({ holder: 'another sidecar', seconds: 60 });
    expect(next).toMatchObject({ granted: true, holder: 'another sidecar', epoch: first.epoch + 1 });
    await lease({ holder: 'another sidecar', seconds: 60, release: true });
  });

  const writes: [string, object][] = [
    ['live', { on: false, from: '2026-01-01T00:00:00Z' }],
    ['orders/numbers', { numbers: [] }],
    ['orders/marks', { marks: [] }],
    ['orders/attention', { orders: [] }],
    [
      'stock',
      {
        pass: 'a-pass-without-a-lease',
        read_at: '2026-01-01T00:00:00Z',
        reflected_before: '2026-01-01T00:00:00Z',
        items: [],
      },
    ],
    ['despatches', { despatches: [] }],
  ];
  test.each(writes)('%s writes nothing without the lease, and says who has it', async (path, body) => {
    const epoch = await epochOf(target());
    const wrong = await ask(target(), path, { epoch: epoch - 1, ...body });
    expect([...Value.Errors(Refusal, wrong.body)]).toEqual([]);
    expect(wrong).toMatchObject({ status: 409, body: { code: 'pickwave_lease_lost', holder, epoch } });
    await lease({ holder, seconds: 1, release: true });
    expect(await ask(target(), path, { epoch, ...body })).toMatchObject({
      status: 409,
      body: { code: 'pickwave_lease_lost', holder: null, epoch },
    });
  });

  const bad: [string, object, string, string][] = [
    ['no holder', { seconds: 10 }, 'rest_missing_callback_param', 'holder'],
    ['an empty holder', { holder: '', seconds: 10 }, 'rest_invalid_param', 'holder'],
    ['too long', { holder, seconds: 301 }, 'rest_invalid_param', 'seconds'],
    ['no time at all', { holder, seconds: 0 }, 'rest_invalid_param', 'seconds'],
  ];
  test.each(bad)('%s is a bad request that names the parameter', async (_, body, code, param) => {
    expect(await badParams(ask(target(), 'lease', body))).toEqual([400, code, [param]]);
  });
});

onEachTarget('a copy of the shop', (target) => {
  test('is frozen: it says so and does nothing else', async (context) => {
    const { moveHome } = target();
    if (!moveHome) return context.skip('PICKWAVE_CONTRACT_HOME is not set');
    const epoch = await epochOf(target());
    await moveHome('https://staging.shop.example');
    try {
      expect(await ask(target(), 'status', {})).toMatchObject({
        status: 200,
        body: {
          frozen: true,
          shop_url: 'https://staging.shop.example/',
          bound_url: `${target().url}/`,
        },
      });
      for (const [path, body] of [
        ['lease', { holder, seconds: 10 }],
        ['orders', { limit: 1 }],
        ['skus', { after: 0, limit: 1 }],
        ['live', { epoch, on: true, from: '2020-01-01T00:00:00Z' }],
        ['orders/numbers', { epoch, numbers: [] }],
        ['orders/marks', { epoch, marks: [] }],
        ['orders/attention', { epoch, orders: [] }],
        ['despatches', { epoch, despatches: [] }],
      ] as const) {
        const reply = await ask(target(), path, body);
        expect(reply).toMatchObject({
          status: 409,
          body: { code: 'pickwave_frozen', bound_url: `${target().url}/` },
        });
      }
    } finally {
      await moveHome(null);
    }
    expect((await good(target(), 'status', {}, ShopStatus)).frozen).toBe(false);
  });

  test('another scheme or www. is the same shop', async (context) => {
    const { moveHome, url } = target();
    if (!moveHome) return context.skip('PICKWAVE_CONTRACT_HOME is not set');
    await moveHome(url.replace('http://', 'https://WWW.'));
    try {
      expect((await ask(target(), 'status', {})).body).toMatchObject({ frozen: false });
    } finally {
      await moveHome(null);
    }
  });
});
