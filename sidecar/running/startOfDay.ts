// When the shop's day began. Pure.

import { DateTime } from 'luxon';

/** `timeZone` as WordPress gives it: an IANA name, or an offset like +05:30. One that is not known counts as UTC. */
export function startOfDay(now: Date, timeZone: string): Date {
  const at = DateTime.fromJSDate(now, { zone: 'UTC' });
  const there = at.setZone(timeZone.replace(/^([+-])/, 'UTC$1'));
  return (there.isValid ? there : at).startOf('day').toJSDate();
}
