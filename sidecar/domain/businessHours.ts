// Time as the shop counts it: only while somebody is at work. What is paid on Friday at 16:55 is not late on Saturday (mission row O7).

import { DateTime } from 'luxon';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** As the settings have them: hours of each weekday (`09:00-17:00`, several with commas between them), days off as dates, and whose clock they go by. */
export interface OpeningTimes {
  /** a weekday that is missing is a day off; none at all: every hour of every day counts */
  businessHours: Record<string, string>;
  holidays: string[];
  timeZone: string;
}

/** Lengths are milliseconds. */
export interface BusinessHours {
  /** Business time between two moments; 0 where the second is not later. */
  elapsed(from: Date, to: Date): number;
  /** The first moment at which so much business time has passed since `from`; null where that is never (years of days off). */
  after(from: Date, length: number): Date | null;
  /** The last moment from which so much business time passes until `to`; null where there is none. */
  before(to: Date, length: number): Date | null;
  /** Midnight of the day a moment falls on. */
  startOfDay(moment: Date): Date;
}

/** A stretch of business time: milliseconds since 1970, the end left out. */
type Span = readonly [start: number, end: number];

const dayMs = 86_400_000;
/** Three years: further than this no business hours are looked for. */
const farthestDays = 1_100;

/** Minutes since midnight of `09:00-12:30, 13:00-17:00`; null where it is not of that form, or runs backwards or into itself. */
export function hoursFrom(text: string): { start: number; end: number }[] | null {
  const spans: { start: number; end: number }[] = [];
  for (const part of text.split(',')) {
    const found = /^\s*(\d{2}):(\d{2})\s*-\s*(\d{2}):(\d{2})\s*$/.exec(part);
    if (!found) return null;
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = found.slice(1).map(Number);
    const [start, end] = [h1 * 60 + m1, h2 * 60 + m2];
    if (m1 > 59 || m2 > 59 || end > 24 * 60 || start >= end) return null;
    if (start < (spans.at(-1)?.end ?? 0)) return null;
    spans.push({ start, end });
  }
  return spans;
}

/** The hours have to be readable (settingTrouble sees to that); a day whose hours are not is a day off. */
export function businessHours({ businessHours: table, holidays, timeZone }: OpeningTimes): BusinessHours {
  const off = new Set(holidays);
  const always = Object.keys(table).length === 0;
  const days = new Map<number, { start: number; spans: Span[] }>();

  /** A day of the calendar by its number since 1970-01-01. */
  function day(number: number) {
    const known = days.get(number);
    if (known) return known;
    const found = { start: midnight(number), spans: spansOf(number) };
    days.set(number, found);
    return found;
  }
  const dateOf = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
  const midnight = (number: number) => onTheClock(number, 0);
  /** By the clock on the wall: a day on which the clocks change is an hour shorter or longer. */
  function onTheClock(number: number, minutes: number): number {
    const date = new Date(number * dayMs);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    return DateTime.fromObject({ year, month, day, hour, minute }, { zone: timeZone }).toMillis();
  }

  function spansOf(number: number): Span[] {
    if (off.has(dateOf(number))) return [];
    const weekday = weekdays[(new Date(number * dayMs).getUTCDay() + 6) % 7] ?? 'mon';
    const hours = always ? '00:00-24:00' : table[weekday];
    const at = (minutes: number) =>
      minutes === 24 * 60 ? midnight(number + 1) : onTheClock(number, minutes);
    return (hoursFrom(hours ?? '') ?? [])
      .map(({ start, end }): Span => [at(start), at(end)])
      .filter(([start, end]) => start < end);
  }

  function dayOf(moment: number): number {
    let number = Math.floor(moment / dayMs);
    while (moment < day(number).start) number -= 1;
    while (moment >= day(number + 1).start) number += 1;
    return number;
  }

  return {
    elapsed(from, to) {
      const [start, end] = [from.getTime(), to.getTime()];
      if (end <= start) return 0;
      let sum = 0;
      for (let number = dayOf(start); number <= dayOf(end); number += 1)
        for (const span of day(number).spans)
          sum += Math.max(0, Math.min(end, span[1]) - Math.max(start, span[0]));
      return sum;
    },
    after(from, length) {
      const start = from.getTime();
      let left = length;
      if (left <= 0) return from;
      const first = dayOf(start);
      for (let number = first; number < first + farthestDays; number += 1)
        for (const span of day(number).spans) {
          const begin = Math.max(start, span[0]);
          if (begin >= span[1]) continue;
          if (span[1] - begin >= left) return new Date(begin + left);
          left -= span[1] - begin;
        }
      return null;
    },
    before(to, length) {
      const end = to.getTime();
      let left = length;
      if (left <= 0) return to;
      const last = dayOf(end);
      for (let number = last; number > last - farthestDays; number -= 1)
        for (const span of day(number).spans.toReversed()) {
          const finish = Math.min(end, span[1]);
          if (finish <= span[0]) continue;
          if (finish - span[0] >= left) return new Date(finish - left);
          left -= finish - span[0];
        }
      return null;
    },
    startOfDay: (moment) => new Date(day(dayOf(moment.getTime())).start),
  };
}

/** Why a table of hours cannot be used; null where it can. */
export function hoursTrouble(table: Record<string, string>): string | null {
  for (const [weekday, hours] of Object.entries(table)) {
    if (!(weekdays as readonly string[]).includes(weekday))
      return `"${weekday}" is no weekday: use ${weekdays.join(', ')}`;
    if (hoursFrom(hours) === null)
      return `"${hours}" (${weekday}) cannot be read: write 09:00-17:00, or 09:00-12:00, 13:00-17:00 with a break; midnight is 24:00`;
  }
  return null;
}

/** Why a list of days off cannot be used; null where it can. */
export function holidaysTrouble(dates: string[]): string | null {
  const odd = dates.find(
    (date) => !/^\d{4}-\d{2}-\d{2}$/.test(date) || !DateTime.fromISO(date, { zone: 'utc' }).isValid,
  );
  return odd === undefined ? null : `"${odd}" is no date: write 2026-12-25`;
}

/** Why a time zone cannot be used; null where it can. */
export const zoneTrouble = (name: string): string | null =>
  DateTime.fromMillis(0, { zone: name }).isValid
    ? null
    : `"${name}" is no time zone: write Europe/London, say`;
