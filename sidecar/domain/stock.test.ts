import { describe, expect, test } from 'vitest';
import { type Sku, sku } from './ids.ts';
import { bufferOf, readTimes, reportTrouble, type StockRow, sellable, suspiciousZeros } from './stock.ts';

const at = new Date('2026-11-23T10:00:00Z');
const row = (code: string, available: number | null, site = 'PrimarySite'): StockRow => ({
  sku: sku(code),
  site,
  available,
  readAt: at,
});
const levels = (pairs: Record<string, number>) =>
  new Map<Sku, number>(Object.entries(pairs).map(([code, units]) => [sku(code), units]));

test('the chosen sites are summed, the internal one never, the buffer kept back, nothing below zero', () => {
  const rows = [
    row('A', 6),
    row('A', 3, 'Returns'),
    row('A', 50, 'SystemSite'),
    row('B', 1),
    row('C', -4),
    row('D', 9, 'Other'),
  ];
  expect(sellable(rows, ['PrimarySite', 'returns', 'SystemSite'], () => 2)).toEqual(
    levels({ A: 7, B: 0, C: 0 }),
  );
});
test('a blank cell is not zero, a deleted item no item, the same row twice one row', () => {
  const rows = [row('A', null), row('A', 5, 'Returns'), row('B~D~', 3), row('C', 2), row('C', 2)];
  expect(sellable(rows, ['PrimarySite', 'Returns'])).toEqual(levels({ C: 2 }));
});

test('a SKU with a buffer of its own keeps back that and no other', () => {
  const kept = bufferOf({ buffer: 2, buffers: { A: '5', B: '0', constructor: '1' } });
  const rows = [row('A', 8), row('B', 8), row('C', 8), row('toString', 8)];
  expect(sellable(rows, ['PrimarySite'], kept)).toEqual(levels({ A: 3, B: 8, C: 6, toString: 6 }));
});
test('a sum is as old as the oldest of its rows at the chosen sites', () => {
  const rows = [row('A', 1), row('A', 1, 'Returns'), row('A', 1, 'Other'), row('B', 1, 'Other')];
  const seconds = [30, 20, 10, 10];
  const read = rows.map((one, place) => ({
    ...one,
    readAt: new Date(at.getTime() + (seconds[place] ?? 0) * 1000),
  }));
  expect([...readTimes(read, ['PrimarySite', 'Returns'])]).toEqual([['A', new Date(at.getTime() + 20_000)]]);
});

describe('a report that is not whole', () => {
  const whole = { startedAt: new Date(), rows: [row('A', 1), row('B', 1)], totalCounts: [2, 2], rowCount: 2 };
  test('a whole one has no trouble', () => expect(reportTrouble(whole)).toBeNull());
  test.each([
    ['one row short', { ...whole, rowCount: 1 }],
    ['a total that moves', { ...whole, totalCounts: [2, 3] }],
    ['empty', { ...whole, rows: [], rowCount: 0, totalCounts: [0] }],
    ['without a total', { ...whole, totalCounts: [] }],
  ])('%s is refused', (_, report) => expect(reportTrouble(report)).not.toBeNull());
});

describe('many SKUs falling to zero at once', () => {
  const before = levels(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`S${index}`, 5])));
  const withZeros = (zeros: number) =>
    new Map([...before.keys()].map((code, index) => [code, index < zeros ? 0 : 5]));
  const limits = { maxToZero: 20, maxToZeroPercent: 10 };
  test('a few is trade', () => expect(suspiciousZeros(before, withZeros(10), limits)).toEqual([]));
  test('more than the share is held', () =>
    expect(suspiciousZeros(before, withZeros(11), limits)).toHaveLength(11));
  test('those that were at zero already do not count', () => {
    expect(suspiciousZeros(withZeros(50), withZeros(50), limits)).toEqual([]);
  });
  test('a SKU that is missing now is not one that fell', () => {
    expect(suspiciousZeros(before, levels({}), limits)).toEqual([]);
  });
});
