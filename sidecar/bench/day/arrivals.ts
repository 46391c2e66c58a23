// When customers order over a day. Pure: the same chance, the same moments.

import type { Chance } from '../chance.ts';

/** Of a hundred orders, so many an hour: few at night, more at midday, most in the evening. */
const byHour = [
  1, 1, 0.5, 0.5, 0.5, 0.5, 1, 2.5, 4, 5, 5.5, 5.5, 6, 6, 5.5, 5, 5.5, 6, 6.5, 7.5, 8.5, 8, 5.5, 3,
];
/** A newsletter at noon: a tenth of the day's orders within 20 minutes, besides. */
const peak = { share: 0.1, from: 12 * 60, minutes: 20 };

const minuteMs = 60_000;

/** So many moments, in milliseconds since midnight, in order. */
export function arrivals(chance: Chance, count: number): number[] {
  const total = byHour.reduce((sum, one) => sum + one, 0);
  const hourOf = (roll: number) => {
    let left = roll * total;
    const hour = byHour.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return hour < 0 ? byHour.length - 1 : hour;
  };
  const moments = Array.from({ length: count }, (_, place) => {
    if (place < count * peak.share) return (peak.from + chance.next() * peak.minutes) * minuteMs;
    return (hourOf(chance.next()) + chance.next()) * 60 * minuteMs;
  });
  return moments.map(Math.round).sort((one, other) => one - other);
}
