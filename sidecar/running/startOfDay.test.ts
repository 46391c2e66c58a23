import { expect, test } from 'vitest';
import { startOfDay } from './startOfDay.ts';

test.each([
  ['2026-03-02T09:00:00Z', 'UTC', '2026-03-02T00:00:00.000Z'],
  ['2026-07-02T22:30:00Z', 'Europe/London', '2026-07-01T23:00:00.000Z'],
  ['2026-07-02T23:30:00Z', 'Europe/London', '2026-07-02T23:00:00.000Z'],
  ['2026-03-02T18:00:00Z', '+05:30', '2026-03-01T18:30:00.000Z'],
  ['2026-03-02T01:00:00Z', '-03:00', '2026-03-01T03:00:00.000Z'],
  ['2026-03-02T09:00:00Z', 'Mars/Olympus', '2026-03-02T00:00:00.000Z'],
])('at %s in %s the day began at %s', (now, zone, start) => {
  expect(startOfDay(new Date(now), zone).toISOString()).toBe(start);
});
