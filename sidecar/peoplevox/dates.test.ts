import { expect, test } from 'vitest';
import { beforeClocksGoBack, importDate, readDate, searchDate } from './dates.ts';

const now = new Date('2026-03-02T12:00:00Z');
const read = (text: string, zone = 'UTC', at = now) => readDate(text, zone, at)?.toISOString() ?? null;

test('dates of reports and templates are read, with and without apostrophes and seconds', () => {
  expect(read("'01/03/2026 14:05'")).toBe('2026-03-01T14:05:00.000Z');
  expect(read("'01/03/2026 14:05:33'")).toBe('2026-03-01T14:05:33.000Z');
  expect(read('01/03/2026 14:05:33')).toBe('2026-03-01T14:05:33.000Z');
  expect(read('1/3/2026 4:05')).toBe('2026-03-01T04:05:00.000Z');
  expect(read('2026-03-01 14:05:33')).toBe('2026-03-01T14:05:33.000Z');
});

test('the day comes before the month', () => {
  expect(read('04/07/2026 00:00')).toBe('2026-07-04T00:00:00.000Z');
});

test('the time zone is the one of the settings, summer time included', () => {
  expect(read("'01/07/2026 14:00'", 'Europe/London')).toBe('2026-07-01T13:00:00.000Z');
  expect(read("'01/12/2026 14:00'", 'Europe/London')).toBe('2026-12-01T14:00:00.000Z');
});

test('the literal year is the newest that is not in the future', () => {
  expect(read("'01/03/YYYY 14:05'")).toBe('2026-03-01T14:05:00.000Z');
  expect(read("'31/12/YYYY 23:50'", 'UTC', new Date('2026-01-01T00:10:00Z'))).toBe(
    '2025-12-31T23:50:00.000Z',
  );
  expect(read("'01/01/YYYY 00:30'", 'UTC', new Date('2025-12-31T23:50:00Z'))).toBe(
    '2026-01-01T00:30:00.000Z',
  );
  expect(read("'29/02/YYYY 10:00'")).toBe('2024-02-29T10:00:00.000Z');
});

test('what is no date is null', () => {
  for (const text of ['', "''", 'soon', '31/02/2026 10:00', '99/99/YYYY']) expect(read(text)).toBeNull();
});

test('imports and searches get their own forms', () => {
  const date = new Date('2026-07-01T13:04:05Z');
  expect(importDate(date, 'Europe/London')).toBe('2026-07-01 14:04:05');
  expect(searchDate(date, 'UTC')).toBe('DateTime(2026,07,01,13,04,05)');
});

test('in the night when clocks go back, what the second of the doubled hours brings is searched for too', () => {
  const at = (time: string) => new Date(`2026-10-25T${time}:00Z`);
  // 01:59 British Summer Time; a minute later it is 01:00 once more
  expect(searchDate(beforeClocksGoBack(at('00:59'), 'Europe/London'), 'Europe/London')).toBe(
    'DateTime(2026,10,25,00,59,00)',
  );
  expect(beforeClocksGoBack(at('12:00'), 'Europe/London')).toEqual(at('12:00'));
  expect(beforeClocksGoBack(at('00:59'), 'UTC')).toEqual(at('00:59'));
  expect(beforeClocksGoBack(new Date('2026-03-29T00:30:00Z'), 'Europe/London')).toEqual(
    new Date('2026-03-29T00:30:00Z'),
  );
});
