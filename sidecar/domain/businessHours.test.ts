import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessHours, hoursFrom, type OpeningTimes } from './businessHours.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const london = (more: Partial<OpeningTimes> = {}) =>
  businessHours({
    businessHours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '09:00-17:00'])),
    holidays: [],
    timeZone: 'Europe/London',
    ...more,
  });
const at = (time: string) => new Date(time);

test('what is paid on Friday at 16:55 is a quarter of an hour old on Monday at 09:10', () => {
  const shop = london();
  const paid = at('2026-11-27T16:55:00Z');
  expect(shop.elapsed(paid, at('2026-11-28T12:00:00Z'))).toBe(5 * minuteMs);
  expect(shop.elapsed(paid, at('2026-11-30T09:00:00Z'))).toBe(5 * minuteMs);
  expect(shop.after(paid, 15 * minuteMs)).toEqual(at('2026-11-30T09:10:00Z'));
  expect(shop.before(at('2026-11-30T09:10:00Z'), 15 * minuteMs)).toEqual(paid);
});

test.each([
  ['a day off in the week', '2026-12-24T16:00:00Z', '2026-12-28T10:00:00Z', 1 + 1],
  ['a whole week', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z', 40],
  ['from before opening to after closing', '2026-11-23T06:00:00Z', '2026-11-23T20:00:00Z', 8],
  ['a Sunday', '2026-11-29T08:00:00Z', '2026-11-29T18:00:00Z', 0],
  ['the wrong way round', '2026-11-24T12:00:00Z', '2026-11-23T12:00:00Z', 0],
])('%s', (_, from, to, wanted) => {
  expect(london({ holidays: ['2026-12-25'] }).elapsed(at(from), at(to))).toBe(wanted * hourMs);
});

test('a working day is eight hours before and after the clocks change', () => {
  const shop = london();
  // 29 March 2026 forwards, 25 October 2026 back
  expect(shop.elapsed(at('2026-03-27T09:00:00Z'), at('2026-03-30T16:00:00Z'))).toBe(16 * hourMs);
  expect(shop.after(at('2026-03-27T17:00:00Z'), 1)).toEqual(at('2026-03-30T08:00:00.001Z'));
  expect(shop.elapsed(at('2026-10-23T08:00:00Z'), at('2026-10-26T17:00:00Z'))).toBe(16 * hourMs);
  expect(shop.before(at('2026-10-26T09:30:00Z'), hourMs)).toEqual(at('2026-10-23T15:30:00Z'));
});

test('a shop that never closes has a day of 23 hours in March and one of 25 in October', () => {
  const shop = london({ businessHours: {} });
  const day = (from: string, to: string) => shop.elapsed(at(from), at(to)) / hourMs;
  expect(day('2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z')).toBe(23);
  expect(day('2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z')).toBe(25);
  const sundays = london({ businessHours: { sun: '00:00-24:00' } });
  expect(sundays.elapsed(at('2026-03-28T00:00:00Z'), at('2026-03-31T00:00:00Z'))).toBe(23 * hourMs);
  expect(sundays.elapsed(at('2026-10-24T00:00:00Z'), at('2026-10-27T00:00:00Z'))).toBe(25 * hourMs);
  // 01:30 does not exist on that night
  const night = london({ businessHours: { sun: '00:30-01:30' } });
  expect(night.elapsed(at('2026-03-28T00:00:00Z'), at('2026-03-31T00:00:00Z'))).toBeLessThanOrEqual(hourMs);
});

test('a lunch break does not count', () => {
  const shop = london({ businessHours: { mon: '09:00-12:00, 13:00-17:00' } });
  expect(shop.after(at('2026-11-23T11:30:00Z'), hourMs)).toEqual(at('2026-11-23T13:30:00Z'));
});

test('where every day is a day off, nothing is ever late', () => {
  const shop = london({ businessHours: { mon: '' } });
  expect(shop.after(at('2026-11-23T11:30:00Z'), 1)).toBeNull();
  expect(shop.before(at('2026-11-23T11:30:00Z'), 1)).toBeNull();
});

test.each([
  '9-17h',
  '9:00-17:00',
  '17:00-09:00',
  '09:00-25:00',
  '09:00',
  '09:00-12:00, 11:00-17:00',
  '09:60-10:00',
])('hours written as %s are not read as something else', (text) => expect(hoursFrom(text)).toBeNull());

/** Within a fortnight of the days on which the clocks change, and of a year's end. */
const moment = fc
  .tuple(
    fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-31', '2026-04-05', '2026-03-08'),
    fc.integer({ min: -14 * 24 * hourMs, max: 14 * 24 * hourMs }),
  )
  .map(([day, ms]) => new Date(Date.parse(day) + ms));
const clockTime = fc.integer({ min: 0, max: 24 * 4 }).map((quarter) => {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
});
const openings = fc.record({
  businessHours: fc.dictionary(
    fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
    fc.tuple(clockTime, clockTime).map(([one, other]) => [one, other].sort().join('-')),
  ),
  holidays: fc.array(fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-25', '2027-01-01')),
  timeZone: fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    'UTC',
  ),
});
const length = fc.integer({ min: 0, max: 10 * 24 * hourMs });

/** Printed, so that a failure can be had again. */
const seed = Math.floor(Math.random() * 2 ** 31);

test(`whatever the hours, business time adds up and never runs backwards (seed ${seed})`, () => {
  fc.assert(
    fc.property(openings, moment, length, length, (times, first, one, other) => {
      const second = new Date(first.getTime() + one);
      const third = new Date(second.getTime() + other);
      const shop = businessHours(times);
      const whole = shop.elapsed(first, third);
      expect(shop.elapsed(first, second) + shop.elapsed(second, third)).toBe(whole);
      expect(whole).toBeGreaterThanOrEqual(shop.elapsed(first, second));
      expect(whole).toBeLessThanOrEqual(third.getTime() - first.getTime());
    }),
    { seed, numRuns: 100 },
  );
});

test(`the moment after a length of business time is the first at which it has passed (seed ${seed})`, () => {
  fc.assert(
    fc.property(openings, moment, fc.integer({ min: 1, max: 40 * hourMs }), (times, from, length) => {
      const shop = businessHours(times);
      const after = shop.after(from, length);
      if (after !== null) {
        expect(shop.elapsed(from, after)).toBe(length);
        expect(shop.elapsed(from, new Date(after.getTime() - 1))).toBe(length - 1);
      }
      const before = shop.before(from, length);
      if (before !== null) {
        expect(shop.elapsed(before, from)).toBe(length);
        expect(shop.elapsed(new Date(before.getTime() + 1), from)).toBe(length - 1);
      }
    }),
    { seed, numRuns: 100 },
  );
});
