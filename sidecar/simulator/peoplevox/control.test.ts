import { describe, expect, test } from 'vitest';
import { bench, goods } from './testing/bench.ts';

async function control(options: Parameters<typeof bench>[0] = {}) {
  const at = await bench(options);
  const ask = async (method: string, path: string, body?: unknown) => {
    const sent =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(at.pvx.controlUrl + path, { method, ...sent });
    return { status: response.status, body: await response.json() };
  };
  return { ...at, ask };
}

describe('the control', () => {
  test('tells what is there', async () => {
    const { ask, pvx, place } = await control({ seed: goods });
    await place('A', { MUG: 1 });
    expect((await ask('GET', '/')).body).toMatchObject({
      url: pvx.url,
      orders: 1,
      stockRows: 2,
      calls: { SaveData: 2 },
    });
    expect((await ask('GET', '/orders')).body).toMatchObject([{ number: 'A', status: 'Allocated' }]);
    expect((await ask('GET', '/orders/A')).body).toMatchObject({ lines: [{ item: 'MUG', allocated: 1 }] });
    expect(await ask('GET', '/orders/Z')).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining("'Z'") },
    });
    expect((await ask('GET', '/stock/MUG')).body).toEqual(pvx.stock('MUG'));
    expect((await ask('GET', '/stock')).body).toHaveLength(2);
    expect(await ask('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('README') },
    });
  });

  test('changes toggles, and names one that is wrong', async () => {
    const { ask, pvx } = await control();
    const changed = await ask('PATCH', '/toggles', {
      lineKey: 'item+line',
      commitDelayMs: null,
      captions: { Sites: { Name: 'x' } },
    });
    expect(changed.body).toEqual((await ask('GET', '/toggles')).body);
    expect(pvx.toggles).toMatchObject({
      lineKey: 'item+line',
      commitDelayMs: null,
      captions: { Sites: { Name: 'x' } },
    });
    for (const wrong of [{ lineKey: 'sku' }, { nope: 1 }, { reportLagMs: '5' }]) {
      const answer = await ask('PATCH', '/toggles', wrong);
      expect(answer.status).toBe(400);
      expect(answer.body.message).toMatch(/lineKey|additional|reportLagMs/);
    }
  });

  test('seeds, acts on the floor, and says what cannot be done', async () => {
    const { ask, place } = await control();
    expect(
      (await ask('POST', '/seed', { items: [{ code: 'CAP', stock: 2 }], sites: [{ reference: 'North' }] }))
        .status,
    ).toBe(200);
    expect((await ask('POST', '/seed', { items: [{ code: 'CAP', stock: { Moon: 2 } }] })).status).toBe(409);
    await place('A', { CAP: 2 });
    const answer = await ask('POST', '/floor/despatch', { order: 'A', tracking: 'T' });
    expect((await ask('GET', '/despatches?order=A')).body).toMatchObject([{ number: answer.body.result }]);
    expect((await ask('POST', '/floor/receive', { item: 'CAP', quantity: 1, site: 'North' })).body).toEqual({
      result: null,
    });
    expect(await ask('POST', '/floor/pick', { order: 'A' })).toMatchObject({ status: 409 });
    expect(await ask('POST', '/floor/pick', { number: 'A' })).toMatchObject({ status: 400 });
  });

  test('orders and clears faults', async () => {
    const { ask, client } = await control();
    const { id } = (await ask('POST', '/faults', { kind: 'HTML page', times: 0 })).body;
    await ask('POST', '/faults', { kind: 'slow', skip: 9 });
    expect((await client.raw('GetData', '')).headers.get('content-type')).toContain('text/html');
    await ask('DELETE', `/faults/${id}`);
    expect((await ask('GET', '/faults')).body).toMatchObject([{ kind: 'slow' }]);
    await ask('DELETE', '/faults');
    expect((await ask('GET', '/faults')).body).toEqual([]);
    expect((await ask('POST', '/faults', { kind: 'earthquake' })).status).toBe(400);
  });

  test('shows the books', async () => {
    const { ask, pvx, place } = await control({ seed: goods });
    await place('A', { MUG: 1 }, { OnHold: 'true' });
    pvx.floor.hold({ order: 'A', on: false });
    const read = async (path: string) => (await ask('GET', `/books/${path}`)).body;
    expect(await read('calls?operation=SaveData')).toHaveLength(2);
    expect(await read('rows?key=A')).toHaveLength(3);
    expect(await read('holds?order=A')).toMatchObject([{ by: 'api' }, { by: 'person' }]);
    expect((await read('stock?item=MUG')).at(-1)).toMatchObject({ allocated: 1 });
    expect(await read('events')).toEqual([]);
    expect(await read('violations')).toEqual([]);
    expect(await read('counts')).toMatchObject({ calls: { SaveData: 2 }, violations: 0, mostInFlight: 1 });
    expect(await read('orders')).toHaveLength(1);
    expect(await read('orders/A')).toMatchObject({ timesCreated: 1, pickable: [{ until: null }] });
    const otherwise = await ask('POST', '/books/pickable-otherwise', { order: 'A', wanted: { MUG: 3 } });
    expect(otherwise.body).toHaveLength(1);
    await ask('DELETE', '/books');
    expect(await read('calls')).toEqual([]);
  });

  test('runs the tenant: clock, sessions, commits, away, reset', async () => {
    const { ask, pvx, client } = await control({ toggles: { commit: 'late', commitDelayMs: null } });
    await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
    expect((await ask('GET', '/commit')).body).toEqual({ pending: 1 });
    expect((await ask('POST', '/commit', { n: 0 })).body).toEqual({ applied: 0 });
    expect((await ask('POST', '/commit')).body).toEqual({ applied: 1 });
    await ask('POST', '/clock', { set: '2026-12-24T18:00:00Z', advanceMs: 1000 });
    expect((await ask('GET', '/clock')).body).toEqual({ now: '2026-12-24T18:00:01.000Z' });
    expect((await ask('POST', '/clock', { set: 'soon' })).status).toBe(400);
    expect((await ask('DELETE', '/clock')).body).toEqual({ now: '2026-03-02T09:30:15.000Z' });
    await ask('POST', '/sessions/expire');
    expect((await client.get('Sites')).responseId).toBe(-1);
    await ask('POST', '/away');
    await expect(client.get('Sites')).rejects.toThrow();
    await ask('DELETE', '/away');
    expect((await client.logIn()).responseId).toBe(0);
    await ask('POST', '/events/sent');
    pvx.toggles.hold = 'ignored';
    await ask('POST', '/reset');
    expect(pvx.orders()).toEqual([]);
    expect(pvx.toggles).toMatchObject({ hold: 'stops allocation', commit: 'late', rateLimit: 0 });
    expect(pvx.books.calls()).toEqual([]);
    await client.logIn();
    expect((await client.get('Sites')).totalCount).toBe(2);
  });
});
