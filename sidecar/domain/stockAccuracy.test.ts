import { expect, test } from 'vitest';
import { sku } from './ids.ts';
import type { StockResult } from './ports.ts';
import { accuracyOf, dayOf } from './stockAccuracy.ts';

const result = (outcome: StockResult['outcome'], from: number | null, to: number | null): StockResult => ({
  sku: sku('A'),
  outcome,
  productId: 1,
  from,
  to,
  promised: 0,
});

test('counts what was compared, what was off and by how much; a healed status is no difference', () => {
  const readAt = new Date();
  const results = [
    result('unchanged', 5, 5),
    result('written', 5, 2),
    result('written', 0, 4),
    result('written', 3, 3),
    result('unknown', null, null),
    result('deferred', null, null),
    result('refused_older', null, null),
  ];
  expect(accuracyOf(readAt, results)).toEqual({ readAt, checked: 4, off: 2, offUnits: 7 });
});

test('a day is a day where the business is', () => {
  expect(dayOf(new Date('2026-06-30T23:30:00Z'), 'Europe/London')).toBe('2026-07-01');
  expect(dayOf(new Date('2026-12-31T23:30:00Z'), 'Europe/London')).toBe('2026-12-31');
});
