import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Bench, bench, goods } from './testing/bench.ts';
import { element } from './testing/client.ts';

interface Heard {
  method: string;
  url: string;
  body: string;
}

/** Somebody who subscribes and listens. */
async function listener() {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({ method: request.method ?? '', url: request.url ?? '', body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const subscribe = (
  { client }: Bench,
  eventType: string,
  callbackUrl: string,
  more: { filter?: string; encode?: boolean; sitesFilter?: string } = {},
) =>
  client.call(
    more.sitesFilter ? 'SubscribeEventWithSitesFilters' : 'SubscribeEvent',
    element('eventType', eventType) +
      element('filter', more.filter ?? '') +
      (more.sitesFilter ? element('sitesFilter', more.sitesFilter) : '') +
      element('callbackUrl', callbackUrl) +
      (more.encode === undefined ? '' : element('encodeParameterData', String(more.encode))),
  );

const seed = { items: [...goods.items, { code: 'R&D 1', stock: 3 }] };
const stockPath = '/stock?sku={ItemCode}&qty={Available}';

describe('a subscriber', () => {
  test('hears of stock by GET, until he unsubscribes', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    const id = (await subscribe(at, 'AvailabilityChanges', url + stockPath)).detail;
    expect(id).toMatch(/^\d+$/);
    at.pvx.floor.receive({ item: 'MUG', quantity: 2 });
    await at.pvx.eventsSent();
    expect(heard).toEqual([{ method: 'GET', url: '/stock?sku=MUG&qty=12', body: '' }]);
    const stop = () => at.client.call('UnsubscribeEvent', element('subscriptionId', id));
    expect(await stop()).toMatchObject({ responseId: 0, detail: 'True' });
    expect((await stop()).responseId).toBe(0);
    at.pvx.floor.receive({ item: 'MUG', quantity: 2 });
    await at.pvx.eventsSent();
    expect(heard).toHaveLength(1);
    expect(at.pvx.books.events()).toMatchObject([
      { eventType: 'AvailabilityChanges', outcome: 'delivered', status: 200 },
    ]);
  });

  test('hears of tracking numbers by POST', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    await at.client.call(
      'SubscribePostEvent',
      element('eventType', 'TrackingNumberReceived') +
        element('filter', '') +
        element('postUrl', `${url}/tracking`) +
        element(
          'postParams',
          'order={Picks.SalesOrder.SalesOrderNumber}&t={TrackingNumber}&d={DespatchNumber}&x={Nope}',
        ),
    );
    await at.place('A', { MUG: 2 });
    const one = [{ item: 'MUG', quantity: 1 }];
    const first = at.pvx.floor.despatch({ order: 'A', lines: one });
    at.pvx.floor.tracking({ despatch: first, tracking: 'T1' });
    at.pvx.toggles.unknownPlaceholder = 'empty';
    const second = at.pvx.floor.despatch({ order: 'A', tracking: 'T2' });
    await at.pvx.eventsSent();
    expect(heard.map(({ body }) => body)).toEqual([
      `order=A&t=T1&d=${first}&x={Nope}`,
      `order=A&t=T2&d=${second}&x=`,
    ]);
  });

  test('hears of each change of status of an order, but not of its creation', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    await subscribe(at, 'SalesOrderStatusChanges', `${url}/?n={SalesOrderNumber}&s={SalesOrderStatu.Name}`);
    await at.place('A', { MUG: 1 });
    at.pvx.floor.pick({ order: 'A' });
    at.pvx.floor.cancel({ order: 'A' });
    await at.pvx.eventsSent();
    expect(heard.map((one) => one.url)).toEqual(['/?n=A&s=Allocated', '/?n=A&s=Picked', '/?n=A&s=Cancelled']);
  });

  test('gets values encoded where he wants it, and a broken query where not', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    await subscribe(at, 'AvailabilityChanges', url + stockPath, { encode: true });
    await subscribe(at, 'AvailabilityChanges', url + stockPath);
    at.pvx.floor.receive({ item: 'R&D 1', quantity: 1 });
    await at.pvx.eventsSent();
    expect(heard.map((one) => one.url)).toEqual(['/stock?sku=R%26D%201&qty=4', '/stock?sku=R&D%201&qty=4']);
  });

  test('may filter by the event and by site', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    await subscribe(at, 'AvailabilityChanges', `${url}/mug?q={Available}`, {
      filter: 'ItemCode = "MUG" AND Available > 11',
    });
    await subscribe(at, 'AvailabilityChanges', `${url}/site`, { sitesFilter: 'Site.Reference = "Other"' });
    await subscribe(at, 'AvailabilityChanges', `${url}/never`, { filter: 'Nonsense = 1' });
    at.pvx.floor.receive({ item: 'HAT', quantity: 1 });
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    at.pvx.floor.receive({ item: 'MUG', quantity: 1, site: 'SystemSite' });
    await at.pvx.eventsSent();
    expect(heard.map((one) => one.url)).toEqual(['/mug?q=12']);
    expect((await subscribe(at, 'AvailabilityChanges', url, { filter: '((' })).responseId).toBe(-1);
    expect((await subscribe(at, 'AvailabilityChanges', 'ftp://x')).responseId).toBe(-1);
  });

  test('hears of goods, movements, parcels and returns', async () => {
    const at = await bench({ seed });
    const { heard, url } = await listener();
    const types = [
      'GoodsReceived',
      'IncrementalChanges',
      'DespatchPackageDespatched',
      'DespatchPackageTrackingNumberReceived',
      'Returns',
    ];
    for (const type of types)
      await subscribe(at, type, `${url}/${type}?q={QuantityChanged}&t={TrackingNumber}`);
    at.pvx.toggles.unknownPlaceholder = 'empty';
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    await at.place('A', { HAT: 1 });
    at.pvx.floor.despatch({ order: 'A', tracking: 'T' });
    at.pvx.floor.return({ order: 'A', lines: [{ item: 'HAT', quantity: 1 }] });
    await at.pvx.eventsSent();
    expect(heard.map((one) => one.url)).toEqual([
      '/IncrementalChanges?q=1&t=',
      '/GoodsReceived?q=&t=',
      '/IncrementalChanges?q=-1&t=',
      '/DespatchPackageDespatched?q=&t=T',
      '/DespatchPackageTrackingNumberReceived?q=&t=T',
      '/IncrementalChanges?q=1&t=',
      '/Returns?q=&t=',
    ]);
  });
});

describe('call-backs', () => {
  const afterTwo = async (events: 'delivered' | 'lost' | 'duplicated' | 'out of order', eventDelayMs = 0) => {
    const at = await bench({ seed, toggles: { events, eventDelayMs } });
    const { heard, url } = await listener();
    await subscribe(at, 'AvailabilityChanges', `${url}/{Available}`);
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    await at.pvx.eventsSent();
    return {
      urls: heard.map((one) => one.url),
      outcomes: at.pvx.books.events().map(({ outcome }) => outcome),
    };
  };
  test.each([
    ['delivered', ['/11', '/12']],
    ['lost', []],
    ['duplicated', ['/11', '/11', '/12', '/12']],
    ['out of order', ['/12', '/11']],
  ] as const)('are %s', async (events, expected) => {
    const { urls, outcomes } = await afterTwo(events);
    expect(urls).toEqual(expected);
    expect(outcomes).toEqual(events === 'lost' ? ['lost', 'lost'] : expected.map(() => 'delivered'));
  });

  test('may take their time', async () => {
    const began = performance.now();
    expect((await afterTwo('delivered', 40)).urls).toHaveLength(2);
    expect(performance.now() - began).toBeGreaterThan(35);
  });

  test('to nobody fail, and are not tried again', async () => {
    const at = await bench({ seed });
    await subscribe(at, 'AvailabilityChanges', 'http://127.0.0.1:9/');
    at.pvx.floor.receive({ item: 'MUG', quantity: 1 });
    await at.pvx.eventsSent();
    expect(at.pvx.books.events()).toMatchObject([{ outcome: 'failed', status: null }]);
  });
});
