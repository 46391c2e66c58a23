// Which reports of stock changes a tenant has, how their time is searched, and what is read of them.

import { describe, expect, test } from 'vitest';
import { NotTrusted, Refused } from '../domain/errors.ts';
import type { ChangeReport } from '../domain/stockChanges.ts';
import { startTenant } from './testing/tenant.ts';

const incremental = 'Incremental Changes Report v1';
const reconciliation = 'Item availability latest reconciliation';

async function changed(options: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant(options);
  tenant.pvx.floor.receive({ item: 'MUG', quantity: 4 });
  return tenant;
}
const hourAgo = () => new Date(Date.now() - 3_600_000);
const usual: ChangeReport = { source: 'incremental', search: 'date', named: true, tried: true };

describe('a report of changes', () => {
  test.each([
    ['by date', {}, 'date', 3],
    ['by text, where a date cannot be compared', { timestampSearch: 'text' }, 'text', 4],
    ['not at all, where that is refused', { timestampSearch: 'refused' }, 'newest', 3],
    ['not at all, where the clause does nothing', { timestampSearch: 'ignored' }, 'newest', 3],
  ] as const)('is found, its time searched %s', async (_, toggles, search, calls) => {
    const { pvx, warehouse } = await changed({ tenant: { toggles } });
    const found = await warehouse.findChangeReport('incremental');
    if ('refused' in found) throw new Error(found.refused);
    expect(found.report).toEqual({ ...usual, search });
    expect(Math.abs((found.newest?.getTime() ?? 0) - Date.now())).toBeLessThan(90_000);
    expect(pvx.books.calls('GetReportData')).toHaveLength(calls);
    const { rows, whole } = await warehouse.stockChanges(found.report, hourAgo(), 1000);
    expect(whole).toBe(true);
    expect(rows).toContainEqual(expect.objectContaining({ sku: 'MUG', site: 'PrimarySite' }));
  });

  test('is none where Peoplevox has no such report, or one that lacks what it needs', async () => {
    const { pvx, warehouse } = await changed({ tenant: { toggles: { missingReports: [incremental] } } });
    expect(await warehouse.findChangeReport('incremental')).toEqual({
      refused: expect.stringContaining('not found'),
    });
    pvx.toggles.missingReports = [];
    pvx.toggles.reportCaptions = { [incremental]: { Timestamp: 'Stamp' } };
    expect(await warehouse.findChangeReport('incremental')).toEqual({
      refused: expect.stringContaining('Timestamp'),
    });
  });

  test('goes by the name and the captions that settings give it', async () => {
    const { warehouse } = await changed({
      tenant: {
        toggles: {
          reportNames: { [incremental]: 'PWKS Incremental Changes Report v1 with grouping' },
          reportCaptions: { [incremental]: { Timestamp: 'Stamp' } },
        },
      },
      peoplevox: {
        incrementalReport: 'PWKS Incremental Changes Report v1 with grouping',
        columns: { [`${incremental}.Timestamp`]: 'Stamp' },
      },
    });
    expect(await warehouse.findChangeReport('incremental')).toMatchObject({ report: usual });
  });

  test('of the latest reconciliation has no site, and no allocations', async () => {
    const { pvx, warehouse } = await changed();
    pvx.floor.otherOrder({ order: 'A-1', lines: [{ item: 'TEE', quantity: 1 }] });
    const found = await warehouse.findChangeReport('reconciliation');
    if ('refused' in found) throw new Error(found.refused);
    const { rows } = await warehouse.stockChanges(found.report, hourAgo(), 1000);
    const tee = rows.filter(({ sku }) => sku === 'TEE').map(({ cells }) => cells);
    expect(rows.find(({ sku }) => sku === 'MUG')).toMatchObject({ site: null, at: expect.any(Date) });
    pvx.toggles.reconciliationShows = 'every change';
    const now = await warehouse.stockChanges(found.report, hourAgo(), 1000);
    expect(now.rows.filter(({ sku }) => sku === 'TEE').map(({ cells }) => cells)).not.toEqual(tee);
  });

  test('that is empty is found, and said not to have been tried', async () => {
    const { warehouse } = await startTenant({ tenant: { seed: { items: [] } } });
    expect(await warehouse.findChangeReport('incremental')).toEqual({
      report: { ...usual, search: 'newest', tried: false },
      newest: null,
    });
  });
});

describe('changes since a moment', () => {
  test('are read over several pages, by whatever search', async () => {
    const { pvx, warehouse, clock } = await changed({ peoplevox: { stockPageSize: 3 } });
    for (let time = 1; time <= 7; time += 1) pvx.floor.receive({ item: 'TEE', quantity: time });
    for (const search of ['date', 'text', 'newest'] as const) {
      const { rows, whole } = await warehouse.stockChanges({ ...usual, search }, hourAgo(), 1000);
      expect([search, whole, rows.filter(({ sku }) => sku === 'TEE').length]).toEqual([
        search,
        true,
        expect.any(Number),
      ]);
      expect(new Set(rows.map(({ sku }) => sku))).toEqual(new Set(['MUG', 'TEE']));
      const none = await warehouse.stockChanges(
        { ...usual, search },
        new Date(clock.now().getTime() + 120_000),
        1000,
      );
      expect(none).toEqual({ rows: [], whole: true });
    }
  });

  test('that are more than can be read one by one are said not to be whole, after one page or few', async () => {
    const { pvx, warehouse } = await changed({ peoplevox: { stockPageSize: 3 } });
    for (let time = 1; time <= 9; time += 1) pvx.floor.receive({ item: 'TEE', quantity: time });
    const before = pvx.books.calls('GetReportData').length;
    expect((await warehouse.stockChanges(usual, hourAgo(), 6)).whole).toBe(false);
    expect(pvx.books.calls('GetReportData').length - before).toBe(1);
    expect((await warehouse.stockChanges({ ...usual, search: 'newest' }, hourAgo(), 6)).whole).toBe(false);
    expect(pvx.books.calls('GetReportData').length - before).toBe(3);
  });

  test('are not trusted where rows are missing, and refused where the report is gone', async () => {
    const { pvx, warehouse } = await changed({ peoplevox: { stockPageSize: 2 } });
    for (let time = 1; time <= 5; time += 1) pvx.floor.receive({ item: 'TEE', quantity: time });
    pvx.faults.add({ kind: 'empty answer', operation: 'GetReportData', skip: 1 });
    await expect(warehouse.stockChanges(usual, hourAgo(), 1000)).rejects.toBeInstanceOf(NotTrusted);
    pvx.toggles.missingReports = [incremental, reconciliation];
    await expect(warehouse.stockChanges(usual, hourAgo(), 1000)).rejects.toBeInstanceOf(Refused);
  });
});
