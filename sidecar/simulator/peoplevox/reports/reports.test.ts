import { describe, expect, test } from 'vitest';
import { bench, goods } from '../testing/bench.ts';
import { csvRows, type TestClient } from '../testing/client.ts';

const rows = async (client: TestClient, name: string, asked: Parameters<TestClient['report']>[1] = {}) =>
  csvRows((await client.report(name, asked)).detail);
const stock = { columns: '[Item code],[Available],[On hand],[Site reference]', orderBy: '[Item code]' };

describe('the stock reports', () => {
  const seed = {
    items: [
      { code: 'A', stock: { PrimarySite: 5, SystemSite: 50 } },
      { code: 'B', stock: 0 },
      { code: 'C', stock: 2 },
      { code: 'D' },
    ],
  };

  test('have a row per item per site, and none for what was never stocked', async () => {
    const { client, place } = await bench({ seed });
    await place('1', { A: 2, C: 2 });
    expect(await rows(client, 'item inventory summary', stock)).toEqual([
      { 'Item code': 'A', Available: '3', 'On hand': '5', 'Site reference': 'PrimarySite' },
      { 'Item code': 'A', Available: '50', 'On hand': '50', 'Site reference': 'SystemSite' },
      { 'Item code': 'B', Available: '0', 'On hand': '0', 'Site reference': 'PrimarySite' },
      { 'Item code': 'C', Available: '0', 'On hand': '2', 'Site reference': 'PrimarySite' },
    ]);
    const search = '([Site reference].Equals("PrimarySite")) AND [Available] > 0';
    expect(await rows(client, 'Item inventory summary', { ...stock, search })).toHaveLength(1);
    expect(await rows(client, 'Item inventory summary all sites', { search: 'Available = 3' })).toMatchObject(
      [{ 'Item code': 'A', Allocated: '2' }],
    );
  });

  test.each([
    ['kept', ['A', 'A', 'B', 'C']],
    ['dropped', ['A', 'A']],
    ['dropped when empty', ['A', 'A', 'C']],
  ] as const)('with sold-out rows %s', async (soldOut, expected) => {
    const { client, place } = await bench({ seed, toggles: { soldOut } });
    await place('1', { C: 2 });
    const found = await rows(client, 'Item inventory summary', stock);
    expect(found.map((row) => row['Item code'])).toEqual(expected);
  });

  test('show less than nothing, or nothing', async () => {
    const { client, pvx, place } = await bench({ seed, toggles: { writeOff: 'leaves allocations' } });
    await place('1', { C: 2 });
    pvx.floor.writeOff({ item: 'C', quantity: 1 });
    const available = async () =>
      (await rows(client, 'Item inventory summary', { search: '[Item code] = "C"' }))[0]?.Available;
    expect(await available()).toBe('-1');
    pvx.toggles.negativeAvailable = 'floored';
    expect(await available()).toBe('0');
  });

  test('of changes say when, and what there is now', async () => {
    const { client, pvx, advance } = await bench({ seed });
    advance(60_000);
    pvx.floor.receive({ item: 'B', quantity: 4 });
    const since = 'Timestamp > DateTime(2026,3,2,9,31,0)';
    expect(await rows(client, 'Incremental Changes Report v1', { search: since })).toEqual([
      {
        'Item code': 'B',
        'Item current available quantity': '4',
        'Item Barcode': 'B',
        Timestamp: "'02/03/2026 09:31'",
        'Site reference': 'PrimarySite',
      },
    ]);
    pvx.floor.writeOff({ item: 'B', quantity: 1, reason: 'Broken' });
    const search = '[Date time] >= DateTime(2026,3,2,9,31,0)';
    expect(await rows(client, 'Item availability latest reconciliation', { search })).toMatchObject([
      {
        'Item code': 'B',
        'Quantity changed': '-1',
        'On hand': '3',
        Reason: 'Broken',
        User: 'floor',
        Available: '3',
      },
    ]);
  });

  test('of changes have rows and take searches as told', async () => {
    const { client, pvx, place } = await bench({ seed, toggles: { changeRows: 'latest per item' } });
    const report = 'Incremental Changes Report v1';
    const since = (time: string) => client.report(report, { search: `[Timestamp] >= ${time}` });
    pvx.floor.receive({ item: 'B', quantity: 4 });
    pvx.floor.receive({ item: 'B', quantity: 1 });
    const ofB = async () => (await rows(client, report, { search: '[Item code] = "B"' })).length;
    expect(await ofB()).toBe(1);
    pvx.toggles.changeRows = 'each change';
    expect(await ofB()).toBeGreaterThan(1);

    pvx.toggles.timestampSearch = 'text';
    expect((await since('DateTime(2030,1,1)')).responseId).toBe(-1);
    expect((await since("'2030-01-01 00:00'")).totalCount).toBe(0);
    pvx.toggles.timestampSearch = 'refused';
    expect((await since("'2030-01-01 00:00'")).responseId).toBe(-1);
    pvx.toggles.timestampSearch = 'ignored';
    expect((await since('DateTime(2030,1,1)')).totalCount).toBeGreaterThan(1);

    await place('1', { A: 2 });
    const reconciled = async () =>
      (await rows(client, 'Item availability latest reconciliation', { search: '[Item code] = "A"' })).map(
        (row) => row['Quantity changed'],
      );
    expect(await reconciled()).not.toContain('0');
    pvx.toggles.reconciliationShows = 'every change';
    expect(await reconciled()).toContain('0');
  });

  test('lag behind, while templates do not', async () => {
    const { client, pvx, advance } = await bench({ seed, toggles: { reportLagMs: 10_000 } });
    advance(10_000);
    pvx.floor.receive({ item: 'B', quantity: 4 });
    const onHand = async () =>
      (await rows(client, 'Item inventory summary', { search: '[Item code] = "B"' }))[0]?.['On hand'];
    expect(await onHand()).toBe('0');
    expect(csvRows((await client.get('Item types', 'ItemCode = "B"')).detail)[0]?.OnHand).toBe('4');
    advance(9_999);
    expect(await onHand()).toBe('0');
    advance(1);
    expect(await onHand()).toBe('4');
  });
});

describe('dates in reports', () => {
  test.each([
    [{}, "'02/03/2026 09:30'"],
    [{ reportSeconds: true }, "'02/03/2026 09:30:15'"],
    [{ reportApostrophes: false }, '02/03/2026 09:30'],
    [{ literalYear: true }, "'02/03/YYYY 09:30'"],
    [{ timeZone: 'Australia/Sydney' }, "'02/03/2026 20:30'"],
  ])('%o: %s', async (toggles, expected) => {
    const { client, place, pvx } = await bench({ seed: goods, toggles });
    await place('1', { MUG: 1 });
    pvx.floor.despatch({ order: '1' });
    expect((await rows(client, 'Despatch summary'))[0]?.['Despatch date']).toBe(expected);
  });
});

describe('Despatch summary', () => {
  const columns = '[Despatch number],[Tracking number],[Item code],[No of items],[Line]';

  test('has a row per item per despatch, tracked or not yet', async () => {
    const { client, pvx, place } = await bench({ seed: goods });
    const order = {
      ServiceType: 'DPD12',
      ChannelName: 'Shop',
      CustomerPurchaseOrderReferenceNumber: '#1',
      Attribute1: 'x',
    };
    await place('1', { MUG: 3, HAT: 1 }, order);
    const first = pvx.floor.despatch({ order: '1', lines: [{ item: 'MUG', quantity: 2 }], tracking: 'T1' });
    const second = pvx.floor.despatch({ order: '1' });
    expect(await rows(client, 'Despatch summary', { columns, orderBy: '[Despatch number]' })).toEqual([
      { 'Despatch number': first, 'Tracking number': 'T1', 'Item code': 'MUG', 'No of items': '2', Line: '' },
      { 'Despatch number': second, 'Tracking number': '', 'Item code': 'MUG', 'No of items': '1', Line: '' },
      { 'Despatch number': second, 'Tracking number': '', 'Item code': 'HAT', 'No of items': '1', Line: '' },
    ]);
    pvx.floor.tracking({ despatch: second, tracking: 'T2' });
    const search = `[Salesorder number].Equals("1") AND [Despatch number] = "${second}"`;
    expect((await rows(client, 'Despatch summary', { search }))[0]).toMatchObject({
      'Tracking number': 'T2',
      Carrier: 'DPD',
      Service: 'DPD Next Day',
      'Service type code': 'DPD12',
      'Channel name': 'Shop',
      'Customer order reference': '#1',
      'Sales order attribute 1': 'x',
      'Site reference': 'PrimarySite',
    });
  });

  test.each([
    ['first', [['T1', '3']]],
    ['joined', [['T1,T2', '3']]],
    [
      'row each',
      [
        ['T1', '2'],
        ['T2', '1'],
      ],
    ],
    ['blank', [['', '3']]],
  ] as const)('shows several parcels as told: %s', async (parcels, expected) => {
    const { client, pvx, place } = await bench({ seed: goods, toggles: { parcels } });
    await place('1', { MUG: 3 });
    const lines = (quantity: number) => [{ item: 'MUG', quantity }];
    const despatch = pvx.floor.despatch({
      order: '1',
      parcels: [
        { lines: lines(2), tracking: 'T1' },
        { lines: lines(1), tracking: 'T2' },
      ],
    });
    const found = await rows(client, 'Despatch summary');
    expect(found.map((row) => [row['Tracking number'], row['No of items']])).toEqual(expected);
    const packages = await rows(client, 'Despatch package summary');
    expect(packages).toMatchObject([
      {
        'Despatch number': despatch,
        'Package number': `${despatch}-1`,
        'Package tracking number': 'T1',
        'Item quantity': '2',
      },
      { 'Package tracking number': 'T2', 'Item quantity': '1', 'Despatch number of packages': '2' },
    ]);
  });

  test('shows what should never happen as it is told', async () => {
    const { client, pvx } = await bench({ toggles: { despatchNumbers: 'digits' } });
    const odd = {
      'Salesorder number': 'ghost',
      'Item code': 'MUG',
      'No of items': '',
      'Despatch date': '2026-03-01 08:00',
    };
    pvx.floor.addDespatchRow({ columns: odd });
    expect(
      (await rows(client, 'Despatch summary', { search: '[Despatch date] < DateTime(2026,3,2)' }))[0],
    ).toMatchObject({
      'Salesorder number': 'ghost',
      'No of items': '',
      'Despatch date': "'01/03/2026 08:00'",
    });
  });

  test('has despatch numbers in digits where told to', async () => {
    const { pvx, place } = await bench({ seed: goods, toggles: { despatchNumbers: 'digits' } });
    await place('1', { MUG: 1 });
    expect(pvx.floor.despatch({ order: '1' })).toMatch(/^\d+$/);
  });
});

describe('the reports of orders', () => {
  test('say where orders are', async () => {
    const { client, pvx, place } = await bench({ seed: goods });
    await place('1', { MUG: 1 }, { ChannelName: 'Shop', RequestedDeliveryDate: '2026-03-05 00:00:00' });
    await place('2', { MUG: 1 });
    await place('3', { MUG: 1, HAT: 9 });
    pvx.floor.despatch({ order: '1' });
    pvx.floor.cancel({ order: '2' });
    const statuses = await rows(client, 'Sales orders by status', { columns: '[Sales order no.],[Status]' });
    expect(statuses.map((row) => Object.values(row).join(' '))).toEqual([
      '1 Despatched',
      '2 Cancelled',
      '3 Partially allocated',
    ]);
    const cancelled = await rows(client, 'Sales orders by status', { search: 'Status.Equals("Cancelled")' });
    expect(cancelled.map((row) => row['Sales order no.'])).toEqual(['2']);
    expect(await rows(client, 'Outstanding sales orders')).toMatchObject([
      { 'Sales order no.': '3', 'Number of items': '10' },
    ]);
    expect(await rows(client, 'Sales order summary', { search: 'Channel = "Shop"' })).toMatchObject([
      { 'Requested delivery date': "'05/03/2026 00:00'", 'On hold': 'False' },
    ]);
  });
});

test('Return summary has what came back', async () => {
  const { client, pvx, place, advance } = await bench({ seed: goods });
  await place('1', { MUG: 2 }, { Email: 'a@example.com' });
  pvx.floor.despatch({ order: '1' });
  advance(3 * 86_400_000);
  const code = pvx.floor.return({
    order: '1',
    lines: [{ item: 'MUG', quantity: 1 }],
    reason: 'Too blue',
    reusable: false,
  });
  await client.logIn();
  expect(await rows(client, 'Return summary')).toMatchObject([
    {
      'Return code': code,
      Quantity: '1',
      'Item code': 'MUG',
      'Sales order number': '1',
      'Return reason': 'Too blue',
      'Days since despatch': '3',
      'Is Reusable': 'False',
      'Sales order email': 'a@example.com',
    },
  ]);
  expect(pvx.stock('MUG')).toMatchObject([{ onHand: 8 }]);
  pvx.floor.return({ order: '1', lines: [{ item: 'MUG', quantity: 1 }] });
  expect(pvx.stock('MUG')).toMatchObject([{ onHand: 9 }]);
});

test('a report goes by the name and the captions of the tenant, and may not be there', async () => {
  const toggles = {
    reportNames: { 'Despatch package summary': 'Parcels of ours' },
    reportCaptions: { 'Despatch package summary': { 'Item code': 'SKU' } },
    missingReports: ['Incremental Changes Report v1'],
  };
  const { client, pvx, place } = await bench({ seed: goods, toggles });
  await place('1', { MUG: 1 });
  pvx.floor.despatch({ order: '1' });
  expect(await rows(client, 'Parcels of ours', { search: 'SKU = "MUG"', columns: '[SKU]' })).toEqual([
    { SKU: 'MUG' },
  ]);
  expect((await client.report('Despatch package summary')).responseId).toBe(-1);
  expect((await client.report('Incremental Changes Report v1')).responseId).toBe(-1);
});
