import { expect, test } from 'vitest';
import { bench, goods } from './testing/bench.ts';

test('an order is watched row by row: pickable while incomplete is seen, and for how long', async () => {
  const { pvx, client, advance } = await bench({ seed: goods });
  const line = (item: string, quantity: number) => ({
    SalesOrderNumber: 'A',
    ItemCode: item,
    QuantityOrdered: quantity,
  });
  await client.save('Sales orders', [{ SalesOrderNumber: 'A' }]);
  await client.save('Sales order items', [line('MUG', 1), line('HAT', 2)]);
  advance(1000);
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'true' }]);
  advance(1000);
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'false' }]);
  expect(pvx.books.pickableOtherwise('A', { MUG: 1, HAT: 2 })).toMatchObject([
    { lines: [{ item: 'MUG', quantity: 1 }] },
  ]);
  const { pickable } = pvx.books.order('A');
  expect(pickable).toMatchObject([
    { moments: [{ lines: [{ item: 'MUG' }] }, { lines: [{ item: 'MUG' }, { item: 'HAT' }] }] },
    { until: null, moments: [{ lines: [{ item: 'MUG' }, { item: 'HAT' }] }] },
  ]);
  expect(Number(pickable[0]?.until) - Number(pickable[0]?.from)).toBe(1000);
});

test('an order saved held and released when complete was never pickable otherwise', async () => {
  const { pvx, client } = await bench({ seed: goods });
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'true' }], 1);
  await client.save('Sales order items', [{ SalesOrderNumber: 'A', ItemCode: 'MUG', QuantityOrdered: 1 }], 1);
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', OnHold: 'false' }]);
  expect(pvx.books.pickableOtherwise('A', { MUG: 1 })).toEqual([]);
  expect(pvx.books.pickableOtherwise('A', { MUG: 2 })).toHaveLength(1);
  expect(pvx.books.pickableOtherwise('A', {})).toHaveLength(1);
  expect(pvx.books.order('A').pickable).toHaveLength(1);
});

test('is pickable no more once all of it is despatched, cancelled or gone', async () => {
  const { pvx, place } = await bench({ seed: goods });
  await place('A', { MUG: 1 });
  await place('B', { MUG: 1 });
  await place('C', { MUG: 1 });
  pvx.floor.despatch({ order: 'A' });
  pvx.floor.cancel({ order: 'B' });
  pvx.floor.delete({ order: 'C' });
  for (const number of ['A', 'B', 'C']) {
    expect(pvx.books.order(number).pickable.map(({ until }) => until === null)).toEqual([false]);
  }
  expect(pvx.books.orderNumbers()).toEqual(['A', 'B', 'C']);
});

test('rows have a place in one sequence, with what was there before and after', async () => {
  const { pvx, client } = await bench({ seed: goods });
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', Email: 'a@example.com' }]);
  await client.save('Sales orders', [{ SalesOrderNumber: 'A', Email: 'b@example.com' }]);
  const rows = pvx.books.rows('A');
  expect(rows).toMatchObject([
    { before: null, after: { Email: 'a@example.com' }, columns: { Email: 'a@example.com' }, action: 0 },
    { before: { Email: 'a@example.com' }, after: { Email: 'b@example.com' } },
  ]);
  const calls = pvx.books.calls('SaveData');
  expect(rows.map(({ call }) => call)).toEqual(calls.map(({ seq }) => seq));
  const sequence = [...rows, ...calls].map(({ seq }) => seq);
  expect(new Set(sequence).size).toBe(sequence.length);
});

test('calls are counted by operation, with their times and what came of them', async () => {
  const { pvx, client } = await bench({ toggles: { callMs: 5 } });
  await client.get('Sites', 'Reference = "PrimarySite"');
  await client.get('Nothing');
  expect(pvx.books.callCounts()).toEqual({ Authenticate: 1, GetData: 2 });
  const [good, bad] = pvx.books.calls('GetData');
  expect(good).toMatchObject({
    template: 'Sites',
    searchClause: 'Reference = "PrimarySite"',
    outcome: 'answered',
    httpStatus: 200,
    responseId: 0,
    totalCount: 1,
  });
  expect(bad).toMatchObject({
    outcome: 'refused',
    responseId: -1,
    detail: "System : Template 'Nothing' is not configured",
  });
  expect(JSON.stringify(pvx.books.calls())).not.toContain('czNjcmV0');
});

test('can be started anew without touching the warehouse', async () => {
  const { pvx, place } = await bench({ seed: goods });
  await place('A', { MUG: 1 });
  pvx.books.clear();
  expect(pvx.books.calls()).toEqual([]);
  expect(pvx.books.order('A')).toMatchObject({ timesCreated: 1, there: true });
  expect(pvx.order('A')?.status).toBe('Allocated');
});
