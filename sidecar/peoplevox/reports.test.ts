import { describe, expect, test } from 'vitest';
import { NotTrusted } from '../domain/errors.ts';
import { salesOrderNumber, sku } from '../domain/ids.ts';
import { reportTrouble, sellable } from '../domain/stock.ts';
import { startTenant } from './testing/tenant.ts';

const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ code: `ITEM-${1000 + i}`, stock: i }));

describe('the stock report', () => {
  test('is read page by page, with the total of each page', async () => {
    const { pvx, warehouse, store } = await startTenant({
      tenant: { seed: { items: items(25) } },
      peoplevox: { stockPageSize: 10 },
    });
    const before = new Date();
    const report = await warehouse.readStock();
    expect(reportTrouble(report)).toBeNull();
    expect(report.totalCounts).toEqual([25, 25, 25]);
    expect(report.startedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(sellable(report.rows, ['PrimarySite'])).toEqual(
      new Map(items(25).map(({ code, stock }) => [sku(code), stock])),
    );
    expect(pvx.books.callCounts()).toEqual({ Authenticate: 1, GetReportData: 3 });
    expect(store.rows.map(({ lane }) => lane)).toEqual(['orders', 'bulk', 'bulk', 'bulk']);
  });

  test('whose pages overlap is still whole; one that loses rows is seen to be short', async () => {
    const { pvx, warehouse } = await startTenant({
      tenant: { seed: { items: items(25) } },
      peoplevox: { stockPageSize: 10 },
    });
    pvx.toggles.duplicatesAcrossPages = true;
    const overlapping = await warehouse.readStock();
    expect(new Set(overlapping.rows.map((row) => row.sku)).size).toBe(overlapping.rowCount);
    expect(reportTrouble(overlapping) === null || overlapping.rowCount < 25).toBe(true);
    pvx.toggles.duplicatesAcrossPages = false;
    pvx.faults.add({ kind: 'short answer', operation: 'GetReportData', skip: 2 });
    expect(reportTrouble(await warehouse.readStock())).not.toBeNull();
    pvx.faults.add({ kind: 'empty answer', operation: 'GetReportData', skip: 1 });
    expect(reportTrouble(await warehouse.readStock())).not.toBeNull();
    pvx.faults.add({ kind: 'truncated CSV', operation: 'GetReportData' });
    const cut = await warehouse.readStock().then(reportTrouble, (thrown) => thrown);
    expect(cut).not.toBeNull();
  });

  test('says of each row when its page was asked for, and takes the later reading of one on two pages', async () => {
    let pages = 0;
    const tenant = await startTenant({
      tenant: { seed: { items: items(25) }, toggles: { duplicatesAcrossPages: true } },
      peoplevox: { stockPageSize: 10 },
      deps: {
        onPoint: async (point) => {
          if (point !== 'pvx:GetReportData:Item inventory summary:after') return;
          pages += 1;
          tenant.clock.ahead += 60_000;
          if (pages === 1) tenant.pvx.floor.writeOff({ item: 'ITEM-1009', quantity: 4 });
        },
      },
    });
    const report = await tenant.warehouse.readStock();
    expect(reportTrouble(report)).toBeNull();
    const minutes = report.rows.map(({ readAt }) =>
      Math.floor((readAt.getTime() - report.startedAt.getTime()) / 60_000),
    );
    expect([minutes[0], minutes[8], minutes[9], minutes[10], minutes[24]]).toEqual([0, 0, 1, 1, 2]);
    expect(report.rows[9]).toMatchObject({ sku: 'ITEM-1009', available: 5 });
  });

  test('without a column is not trusted, and the column is named', async () => {
    const { warehouse } = await startTenant({
      tenant: { toggles: { reportCaptions: { 'Item inventory summary': { Available: 'Free' } } } },
    });
    await expect(warehouse.readStock()).rejects.toThrow(
      new NotTrusted('"Item inventory summary" came without the column "Available".'),
    );
  });

  test('under other names is read by settings', async () => {
    const { warehouse } = await startTenant({
      tenant: {
        toggles: {
          reportNames: { 'Item inventory summary': 'Shop stock' },
          reportCaptions: { 'Item inventory summary': { Available: 'Free' } },
        },
      },
      peoplevox: { stockReport: 'Shop stock', columns: { 'Item inventory summary.Available': 'Free' } },
    });
    expect((await warehouse.readStock()).rows).toContainEqual({
      sku: 'MUG',
      site: 'PrimarySite',
      available: 10,
      readAt: expect.any(Date),
    });
  });
});

describe('the stock of some items', () => {
  test('is read by key in one call, blank is not zero, and what is not there is missing', async () => {
    const { pvx, warehouse } = await startTenant({ tenant: { seed: { items: items(25) } } });
    const rows = await warehouse.availableOf(
      ['ITEM-1003', 'NOPE', 'A"B', 'item-1004'].map((code) => sku(code)),
    );
    expect(rows).toEqual([{ sku: 'ITEM-1003', site: 'PrimarySite', available: 3, readAt: expect.any(Date) }]);
    expect(pvx.books.callCounts()).toEqual({ Authenticate: 1, GetReportData: 1 });
    expect(await warehouse.availableOf([])).toEqual([]);
  });

  test('that comes short is not trusted', async () => {
    const { pvx, warehouse } = await startTenant({
      tenant: { seed: { items: items(25) } },
      peoplevox: { stockPageSize: 10 },
    });
    pvx.faults.add({ kind: 'short answer', operation: 'GetReportData', skip: 1 });
    const codes = items(25).map(({ code }) => sku(code));
    await expect(warehouse.availableOf(codes)).rejects.toThrow(NotTrusted);
  });
});

describe('despatches', () => {
  async function despatched(options: Parameters<typeof startTenant>[0] = {}) {
    const tenant = await startTenant(options);
    const { pvx } = tenant;
    pvx.floor.otherOrder({
      order: 'WC-1',
      lines: [
        { item: 'MUG', quantity: 2, line: '71' },
        { item: 'TEE', quantity: 1, line: '72' },
      ],
    });
    pvx.floor.otherOrder({ order: 'WC-2', lines: [{ item: 'TEE', quantity: 1, line: '81' }] });
    const first = pvx.floor.despatch({
      order: 'WC-1',
      lines: [{ item: 'MUG', quantity: 1 }],
      tracking: 'RM1',
      carrier: 'Royal Mail',
    });
    const second = pvx.floor.despatch({ order: 'WC-2', tracking: '' });
    return { ...tenant, first, second };
  }

  test('since a moment and of given orders, with line, tracking and time', async () => {
    const { warehouse, first } = await despatched();
    const now = Date.now();
    const rows = await warehouse.despatchesSince(new Date(now - 3_600_000));
    expect(rows.map(({ salesOrderNumber: number }) => number)).toEqual(['WC-1', 'WC-2']);
    const [row] = await warehouse.despatchesOf([salesOrderNumber('WC-1')]);
    expect(row).toMatchObject({
      salesOrderNumber: 'WC-1',
      despatchNumber: first,
      sku: 'MUG',
      quantity: 1,
      line: '71',
      trackingNumber: 'RM1',
      carrier: 'Royal Mail',
      parentSku: null,
      parentQuantity: null,
    });
    // to the minute, as the report has it
    expect(Math.abs((row?.despatchedAt?.getTime() ?? 0) - now)).toBeLessThan(61_000);
    expect(await warehouse.despatchesSince(new Date(now + 3_600_000))).toEqual([]);
  });

  test('the time zone of the tenant counts for the question and for the answer', async () => {
    const zone = 'Pacific/Auckland';
    const { warehouse } = await despatched({
      tenant: { toggles: { timeZone: zone, literalYear: true } },
      peoplevox: { timeZone: zone },
    });
    const rows = await warehouse.despatchesSince(new Date(Date.now() - 600_000));
    expect(rows).toHaveLength(2);
    expect(Math.abs((rows[0]?.despatchedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(61_000);
    expect(await warehouse.despatchesSince(new Date(Date.now() + 600_000))).toEqual([]);
  });

  test('a report without Line and Parent is read without them; without the quantity it is not trusted', async () => {
    const { pvx, warehouse } = await despatched();
    pvx.toggles.reportCaptions = { 'Despatch summary': { Line: 'Our line', Parent: 'Kit' } };
    const rows = await warehouse.despatchesOf([salesOrderNumber('WC-1')]);
    expect(rows[0]).toMatchObject({ line: null, quantity: 1 });
    pvx.toggles.reportCaptions = { 'Despatch summary': { 'No of items': 'Units' } };
    await expect(warehouse.despatchesOf([salesOrderNumber('WC-1')])).rejects.toThrow(
      '"Despatch summary" came without the column "No of items".',
    );
  });

  test('a blank or odd quantity is unknown, and keeps no other row from its customer', async () => {
    const { pvx, warehouse } = await despatched();
    pvx.floor.addDespatchRow({
      columns: {
        'Salesorder number': 'WC-9',
        'Despatch number': 'DES9',
        'Item code': 'MUG',
        'No of items': '',
        'Tracking number': 'X',
      },
    });
    const rows = await warehouse.despatchesOf([salesOrderNumber('WC-9'), salesOrderNumber('WC-1')]);
    expect(rows.map(({ salesOrderNumber: number, quantity }) => [number, quantity]).sort()).toEqual([
      ['WC-1', 1],
      ['WC-9', null],
    ]);
  });

  test('pages that overlap give each row once', async () => {
    const { pvx, warehouse } = await despatched({ peoplevox: { pageSize: 2 } });
    pvx.floor.despatch({ order: 'WC-1', lines: [{ item: 'MUG', quantity: 1 }], tracking: 'RM2' });
    pvx.floor.despatch({ order: 'WC-1', lines: [{ item: 'TEE', quantity: 1 }], tracking: 'RM3' });
    pvx.toggles.duplicatesAcrossPages = true;
    const rows = await warehouse.despatchesSince(new Date(Date.now() - 3_600_000));
    const keys = rows.map(({ despatchNumber, sku: item }) => `${despatchNumber} ${item}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(4);
  });
});
