import { describe, expect, test } from 'vitest';
import { checkSignature } from '../../link/signature.ts';
import { asker, type HeardRequest, secret, shopFor, sidecarStandIn, type TestClock } from './testing.ts';

const scarf = { sku: 'SCARF', stock: 10 };
const oneScarf = { lines: [{ sku: 'SCARF', quantity: 1 }] };

/** Whether what the sidecar heard was signed as docs/link.md wants it. */
function signedRight(heard: HeardRequest, clock: TestClock, withSecret = secret) {
  const url = new URL(heard.url, 'http://sidecar');
  return checkSignature(
    {
      method: heard.method,
      route: url.pathname,
      rawQuery: url.search.slice(1),
      headers: heard.headers,
      body: Buffer.from(heard.body),
    },
    [withSecret],
    clock.now(),
  );
}

const live = { from: '2026-01-01T00:00:00Z' };

describe('the trigger', () => {
  test('each request that changes orders tells the sidecar once an order, signed', async () => {
    const sidecar = await sidecarStandIn();
    const { shop, clock } = await shopFor({ products: [scarf], live, sidecarUrl: sidecar.url, toggles: {} });
    const { order } = await shop.placeOrder(oneScarf);
    await shop.settled();
    expect(sidecar.heard.map((one) => [one.method, one.url, JSON.parse(one.body)])).toEqual([
      ['POST', '/events/order', { id: order.id, event: 'changed' }],
    ]);
    const [heard] = sidecar.heard;
    if (!heard) throw new Error('nothing was heard');
    const { installation_id } = await shop.state();
    expect(signedRight(heard, clock)).toMatchObject({
      ok: true,
      from: `shop ${installation_id} ${new URL(shop.url).host}`,
    });
    await shop.delete(order.id);
    await shop.settled();
    expect(JSON.parse(sidecar.heard[1]?.body ?? '')).toEqual({ id: order.id, event: 'deleted' });
  });

  test.each([
    ['blocked', ['blocked']],
    ['lost', ['lost']],
  ] as const)('when %s nothing arrives', async (triggers, outcomes) => {
    const sidecar = await sidecarStandIn();
    const { shop } = await shopFor({
      products: [scarf],
      live,
      sidecarUrl: sidecar.url,
      toggles: { triggers },
    });
    await shop.placeOrder(oneScarf);
    await shop.settled();
    expect(sidecar.heard).toEqual([]);
    expect(await triggerOutcomes(shop)).toEqual(outcomes);
  });

  test('before the shop is live there is none, and none for drafts or for what the sidecar did itself', async () => {
    const sidecar = await sidecarStandIn();
    const { shop, ask } = await shopFor({ products: [scarf], sidecarUrl: sidecar.url, toggles: {} });
    const { order } = await shop.placeOrder(oneScarf);
    const { body } = await ask('lease', { holder: 'warehouse-1', seconds: 60 });
    await ask('live', { epoch: body.epoch, on: true, from: live.from });
    await shop.placeOrder({ ...oneScarf, status: 'checkout-draft' });
    const line = { key: 'K1', item_id: order.line_items[0]?.id, quantity: 1 };
    const despatch = {
      despatch: 'D1',
      order_id: order.id,
      despatched_at: live.from,
      lines: [line],
      quiet: false,
    };
    const how = { carrier: 'Royal Mail', service: '48', tracking_number: 'AB1', tracking_url: '' };
    const { body: done } = await ask('despatches', {
      epoch: body.epoch,
      despatches: [{ ...despatch, ...how }],
    });
    expect(done.results).toMatchObject([{ outcome: 'recorded', order_status: 'completed' }]);
    await shop.settled();
    expect(sidecar.heard).toEqual([]);
  });

  test('it can come several times, and again on demand', async () => {
    const sidecar = await sidecarStandIn();
    const { shop } = await shopFor({
      products: [scarf],
      live,
      sidecarUrl: sidecar.url,
      toggles: { triggerCopies: 3, triggerDelayMs: 5 },
    });
    const { order } = await shop.placeOrder(oneScarf);
    await shop.settled();
    await shop.toggles({ triggerCopies: 1 });
    await shop.trigger(order.id, 'changed', 7);
    await shop.settled();
    expect(sidecar.heard).toHaveLength(10);
    expect(new Set(sidecar.heard.map((one) => one.headers['x-pickwave-nonce'])).size).toBe(10);
  });

  test('a sidecar that is away costs the shop nothing but a note in the books', async () => {
    const sidecar = await sidecarStandIn();
    const { shop } = await shopFor({ products: [scarf], live, sidecarUrl: sidecar.url, toggles: {} });
    await sidecar.stop();
    await shop.placeOrder(oneScarf);
    await shop.settled();
    expect(await triggerOutcomes(shop)).toEqual(['failed']);
  });

  const triggerOutcomes = async (shop: Awaited<ReturnType<typeof shopFor>>['shop']) =>
    (await shop.books()).entries.flatMap((entry) => (entry.kind === 'trigger' ? [entry.outcome] : []));
});

describe('a copy of the shop', () => {
  test('has everything but the address: it is frozen, refuses, and sends nothing', async () => {
    const sidecar = await sidecarStandIn();
    const { shop, clock } = await shopFor({ products: [scarf], live, sidecarUrl: sidecar.url, toggles: {} });
    const { order } = await shop.placeOrder(oneScarf);
    await shop.settled();
    const copy = await shop.clone();
    const ask = asker(copy.url, clock);

    expect(await copy.order(order.id)).toMatchObject({ order: { status: 'processing' } });
    expect(await ask('orders', { limit: 10 })).toMatchObject({
      status: 409,
      body: { code: 'pickwave_frozen', bound_url: `${shop.url}/`, shop_url: `${copy.url}/` },
    });
    expect(await ask('status', {})).toMatchObject({
      status: 200,
      body: { frozen: true, shop_url: `${copy.url}/`, bound_url: `${shop.url}/` },
    });
    await copy.placeOrder(oneScarf);
    await copy.settled();
    expect(sidecar.heard).toHaveLength(1);
    const reply = await fetch(`${copy.url}/wp-json/pickwave/v1/connection`);
    expect(await reply.json()).toMatchObject({ frozen: { now: `${copy.url}/`, bound: `${shop.url}/` } });
    expect(await shop.product('SCARF')).toMatchObject({ stock: 9 });
    expect(await copy.product('SCARF')).toMatchObject({ stock: 8 });
  });

  test('where the pairing was copied with wp-config.php, pairing makes it a shop of its own', async () => {
    const { shop } = await shopFor();
    const copy = await shop.clone();
    const pair = (url: string) =>
      fetch(`${url}/wp-json/pickwave/v1/connection/pair`, { method: 'POST', body: '{}' });
    expect((await pair(shop.url)).status).toBe(409);
    const reply = await pair(copy.url);
    expect([reply.status, await reply.json()]).toMatchObject([200, { paired: true, frozen: null }]);
    const [before, after] = [await shop.state(), await copy.state()];
    expect(after.installation_id).not.toBe(before.installation_id);
    expect(after).toMatchObject({ frozen: false, bound_url: `${copy.url}/` });
  });

  test('another scheme or www. is the same shop, another host is not', async () => {
    const { shop } = await shopFor({ homeUrl: 'https://www.Shop.example' });
    expect(await shop.moveTo('http://shop.example/')).toMatchObject({ frozen: false });
    expect(await shop.moveTo('https://staging.shop.example')).toMatchObject({ frozen: true });
  });
});

describe('pairing', () => {
  const unpaired = async (answer: Parameters<typeof sidecarStandIn>[0]) => {
    const sidecar = await sidecarStandIn(answer);
    const { startShop } = await import('./startShop.ts');
    const shop = await startShop();
    return { shop, sidecar };
  };

  test('makes a secret and an id, and is stored only when the sidecar says yes', async () => {
    const { shop, sidecar } = await unpaired(() => ({
      status: 200,
      body: { sidecar_id: 's', version: '1' },
    }));
    try {
      const state = await shop.pair(sidecar.url, 'K7QF2-9XMPT');
      const sent = JSON.parse(sidecar.heard[0]?.body ?? '{}');
      expect(sent).toEqual({
        code: 'K7QF2-9XMPT',
        secret: expect.stringMatching(/^[0-9a-f]{64}$/),
        installation_id: state.installation_id,
        shop_url: `${shop.url}/`,
        rest_url: `${shop.url}/wp-json/`,
      });
      expect(state).toMatchObject({ paired: true, by_constants: false, sidecar_url: sidecar.url });
      await shop.unpair();
      expect(await shop.pair(sidecar.url, 'K7QF2-9XMPT')).toMatchObject({
        installation_id: state.installation_id,
      });
    } finally {
      await shop.stop();
    }
  });

  test('the sidecar’s refusal is handed to the person, and nothing is stored', async () => {
    const { shop, sidecar } = await unpaired(() => ({
      status: 403,
      body: { code: 'wrong_code', message: 'Look again.' },
    }));
    try {
      const reply = await fetch(`${shop.url}/wp-json/pickwave/v1/connection/pair`, {
        method: 'POST',
        body: JSON.stringify({ url: sidecar.url, code: 'AAAAA-AAAAA' }),
      });
      expect(reply.status).toBe(403);
      expect(await reply.json()).toMatchObject({ code: 'wrong_code', message: 'Look again.' });
      expect(await shop.state()).toMatchObject({ paired: false, installation_id: null });
      await expect(shop.pair('http://127.0.0.1:9', 'AAAAA-AAAAA')).rejects.toMatchObject({
        code: 'pickwave_sidecar_away',
      });
    } finally {
      await shop.stop();
    }
  });

  test('without a pairing everything signed is refused', async () => {
    const { shop } = await unpaired(undefined);
    try {
      const { TestClock } = await import('./testing.ts');
      const now = new TestClock(new Date().toISOString());
      expect(await asker(shop.url, now)('status', {})).toMatchObject({
        status: 401,
        body: { code: 'pickwave_not_paired' },
      });
    } finally {
      await shop.stop();
    }
  });
});

describe('the hand-over to the sidecar’s API', () => {
  test('is signed for the demo’s person, query and body as they came', async () => {
    const sidecar = await sidecarStandIn(() => ({ status: 201, body: { ok: true } }));
    const { shop, clock } = await shopFor({ sidecarUrl: sidecar.url });
    const { installation_id } = await shop.state();
    const got = await fetch(
      `${shop.url}/wp-json/pickwave/v1/admin/orders?state=due&state=unknown&_locale=user`,
    );
    expect([got.status, await got.json()]).toEqual([201, { ok: true }]);
    await fetch(`${shop.url}/?rest_route=/pickwave/v1/admin/orders/7/send-again`, {
      method: 'POST',
      body: '{"why":"again"}',
    });
    expect(sidecar.heard.map((one) => [one.method, one.url, one.body])).toEqual([
      ['GET', '/api/orders?state=due&state=unknown', ''],
      ['POST', '/api/orders/7/send-again', '{"why":"again"}'],
    ]);
    for (const heard of sidecar.heard)
      expect(signedRight(heard, clock)).toMatchObject({
        ok: true,
        from: `shop ${installation_id} ${new URL(shop.url).host} 1;Demo%20staff;manage`,
      });
  });

  test('PUT comes as wp.apiFetch sends it', async () => {
    const sidecar = await sidecarStandIn(() => ({ status: 200, body: {} }));
    const { shop, clock } = await shopFor({ sidecarUrl: sidecar.url });
    await fetch(`${shop.url}/wp-json/pickwave/v1/admin/settings?_wpnonce=1`, {
      method: 'POST',
      headers: { 'x-http-method-override': 'PUT' },
      body: '{}',
    });
    const [heard] = sidecar.heard;
    expect([heard?.method, heard?.url]).toEqual(['PUT', '/api/settings']);
    expect(heard && signedRight(heard, clock)).toMatchObject({ ok: true });
  });

  test('a sidecar that is away is said to be, and when it was last heard of', async () => {
    const sidecar = await sidecarStandIn(() => ({ status: 200, body: {} }));
    const { shop, clock } = await shopFor({ sidecarUrl: sidecar.url });
    const ask = () => fetch(`${shop.url}/wp-json/pickwave/v1/admin/overview`);
    expect((await ask()).status).toBe(200);
    clock.advance(60_000);
    await sidecar.stop();
    const reply = await ask();
    expect(reply.status).toBe(502);
    expect(await reply.json()).toMatchObject({
      code: 'pickwave_sidecar_away',
      since: '2026-03-02T09:00:00Z',
    });
  });

  test('a sidecar that does not know the shop is no login page', async () => {
    const sidecar = await sidecarStandIn(() => ({ status: 401, body: { code: 'pickwave_bad_signature' } }));
    const { shop } = await shopFor({ sidecarUrl: sidecar.url });
    const reply = await fetch(`${shop.url}/wp-json/pickwave/v1/admin/overview`);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
      502,
      'pickwave_link_refused',
    ]);
  });

  test('without a pairing it is a conflict', async () => {
    const { shop } = await shopFor();
    await shop.unpair();
    const reply = await fetch(`${shop.url}/wp-json/pickwave/v1/admin/overview`);
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ code: 'pickwave_not_paired' });
  });
});
