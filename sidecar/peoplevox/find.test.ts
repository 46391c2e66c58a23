import { describe, expect, test } from 'vitest';
import { NotTrusted, Refused, Silent } from '../domain/errors.ts';
import { type SalesOrderNumber, salesOrderNumber } from '../domain/ids.ts';
import { startTenant } from './testing/tenant.ts';
import { wantedLine, wantedOrder } from './testing/wanted.ts';

const so = salesOrderNumber;
const numbered = (count: number): SalesOrderNumber[] =>
  Array.from({ length: count }, (_, i) => so(`WC-${100 + i}`));

/** Sales orders as our saves leave them, each with a MUG and a TEE. */
async function withOrders(count: number, options: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant(options);
  const orders = numbered(count).map((number) =>
    wantedOrder(number, { lines: [wantedLine('MUG', 1, '1'), wantedLine('TEE', 2, '2')] }),
  );
  await tenant.warehouse.saveHeldHeaders(orders);
  await tenant.warehouse.saveLines(orders);
  tenant.pvx.books.clear();
  return tenant;
}

test('those there come back, those absent are missing, and one call each asks for headers and lines', async () => {
  const { warehouse, calls } = await withOrders(3);
  const found = await warehouse.find([so('WC-101'), so('WC-999')], so('WC-100'));
  expect([...found.keys()]).toEqual(['WC-101']);
  expect(found.get(so('WC-101'))?.lines).toHaveLength(2);
  expect(calls()).toEqual(['GetData Sales orders', 'GetData Sales order items']);
});

test('nobody found, no lines asked for', async () => {
  const { warehouse, calls } = await withOrders(1);
  expect((await warehouse.find([so('WC-999')], so('WC-100'))).size).toBe(0);
  expect(calls()).toEqual(['GetData Sales orders']);
});

test('a hundred numbers and a canary never make a clause of more than a hundred keys', async () => {
  const { pvx, warehouse } = await withOrders(101, { peoplevox: { pageSize: 1000, linesPageSize: 1000 } });
  const found = await warehouse.find(numbered(100), so('WC-200'));
  expect(found.size).toBe(100);
  const keys = pvx.books
    .calls('GetData')
    .map(({ searchClause }) => searchClause.match(/\.Equals\(/g)?.length);
  expect(keys).toEqual([100, 2, 100]);
});

describe('an answer that may be short is no answer', () => {
  test('without its canary', async () => {
    const { pvx, warehouse } = await withOrders(3);
    pvx.faults.add({ kind: 'empty answer', operation: 'GetData' });
    await expect(warehouse.find([so('WC-101')], so('WC-100'))).rejects.toThrow(
      new NotTrusted('"Sales orders" came without WC-100, which exists.'),
    );
    pvx.faults.add({ kind: 'short answer', operation: 'GetData', rows: 3 });
    await expect(warehouse.headers([so('WC-101'), so('WC-102')], so('WC-100'))).rejects.toBeInstanceOf(
      NotTrusted,
    );
  });

  test('with fewer rows than announced', async () => {
    const { pvx, warehouse } = await withOrders(3);
    pvx.faults.add({ kind: 'truncated CSV', operation: 'GetData', template: 'Sales order items' });
    await expect(warehouse.find([so('WC-101')], null)).rejects.toBeInstanceOf(NotTrusted);
  });

  test('cut, a fault, a web page: silence; a refusal: its words', async () => {
    const { pvx, warehouse } = await withOrders(1);
    for (const kind of [
      'lost answer',
      'SOAP fault',
      'HTML page',
      'garbage',
      'truncated XML',
      'HTTP status',
    ] as const) {
      pvx.faults.add({ kind, operation: 'GetData' });
      await expect(warehouse.find([so('WC-100')], null)).rejects.toBeInstanceOf(Silent);
    }
    pvx.faults.add({ kind: 'refusal', operation: 'GetData', text: 'System : Parse error' });
    await expect(warehouse.find([so('WC-100')], null)).rejects.toThrow(new Refused('System : Parse error'));
  });

  test('without the column that tells a hold', async () => {
    const { warehouse } = await withOrders(1, { tenant: { toggles: { missingColumns: {} } } }).then(
      (tenant) => {
        tenant.pvx.toggles.missingColumns = { 'Sales orders': ['OnHold'] };
        return tenant;
      },
    );
    await expect(warehouse.find([so('WC-100')], null)).rejects.toThrow(
      '"Sales orders" came without the column "OnHold".',
    );
  });
});

describe('pages', () => {
  test('small pages and a tenant that gives fewer rows than asked for are read to the end', async () => {
    const small = await withOrders(7, { peoplevox: { pageSize: 3, linesPageSize: 3 } });
    const found = await small.warehouse.find(numbered(7), null);
    expect([...found.values()].map(({ lines }) => lines.length)).toEqual(Array(7).fill(2));
    const capped = await withOrders(7, { tenant: { toggles: { pageLimit: 2 } } });
    expect((await capped.warehouse.find(numbered(7), null)).size).toBe(7);
  });

  test('pages that overlap lose no line', async () => {
    const { pvx, warehouse } = await withOrders(6, { peoplevox: { pageSize: 5, linesPageSize: 5 } });
    pvx.toggles.duplicatesAcrossPages = true;
    const found = await warehouse.find(numbered(6), null);
    expect([...found.values()].map(({ lines }) => lines.map(({ sku }) => sku))).toEqual(
      Array(6).fill(['MUG', 'TEE']),
    );
  });

  test('two lines alike on a tenant that always inserts are two lines, wherever a page ends', async () => {
    const tenant = await startTenant({
      peoplevox: { pageSize: 3, linesPageSize: 3 },
      tenant: { toggles: { lineKey: 'always insert' } },
    });
    const orders = numbered(3).map((number) => wantedOrder(number, { lines: [wantedLine('MUG', 1, '1')] }));
    await tenant.warehouse.saveHeldHeaders(orders);
    await tenant.warehouse.saveLines(orders);
    await tenant.warehouse.saveLines(orders);
    const found = await tenant.warehouse.find(numbered(3), null);
    expect([...found.values()].map(({ lines }) => lines)).toEqual(
      Array(3).fill(Array(2).fill({ sku: 'MUG', quantity: 1, line: '1' })),
    );
  });
});

test('a number that cannot be searched for is refused before anything is asked', async () => {
  const { warehouse, calls } = await withOrders(1);
  await expect(warehouse.find([so('WC"1')], null)).rejects.toBeInstanceOf(Refused);
  expect(calls()).toEqual([]);
});

test('what people made in Peoplevox has no fingerprint, and their hold is not ours', async () => {
  const { pvx, warehouse } = await withOrders(1);
  pvx.floor.otherOrder({ order: 'HAND-1', lines: [{ item: 'MUG', quantity: 1 }] });
  pvx.floor.hold({ order: 'HAND-1', on: true });
  expect((await warehouse.find([so('HAND-1')], null)).get(so('HAND-1'))).toMatchObject({
    onHold: true,
    loading: false,
    fingerprint: null,
  });
  expect((await warehouse.findLoading()).map(({ number }) => number)).toEqual(['WC-100']);
});

test('a find in another lane is written down in that lane', async () => {
  const { warehouse, store } = await withOrders(1);
  store.rows.length = 0;
  await warehouse.inLane('follow').headers([so('WC-100')], null);
  expect(store.rows.map(({ lane }) => lane)).toEqual(['follow']);
});
