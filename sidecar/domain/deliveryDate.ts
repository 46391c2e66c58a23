// The date a customer wants an order by: from a delivery date plugin's field where there is one, else so many days after the order. Pure.

import { DateTime } from 'luxon';
import { metaValue } from './fields.ts';
import type { ShopOrder } from './order.ts';
import type { Settings } from './settings.ts';

export interface DeliveryDate {
  at: Date;
  /** the customer's own choice, which may change after the order was sent */
  chosen: boolean;
  /** for staff, where the field could not be read */
  note: string | null;
}

/** Days begin and end as on Peoplevox's clock (`peoplevox.timeZone`). */
export function deliveryDate(order: ShopOrder, { orders, peoplevox }: Settings): DeliveryDate {
  const zone = peoplevox.timeZone;
  const text = orders.deliveryMeta === '' ? '' : metaValue(order.meta, orders.deliveryMeta).trim();
  const chosen = text === '' ? null : readDeliveryDate(text, zone, orders.deliveryDateOrder);
  if (chosen) return { at: chosen, chosen: true, note: null };
  const at = daysAfter(order.createdAt, orders.deliveryDays, orders.deliveryWorkingDays, zone);
  const note =
    text === ''
      ? null
      : `The delivery date "${text}" (${orders.deliveryMeta}) cannot be read, so the one for orders without a date is sent.`;
  return { at, chosen: false, note };
}

const saturday = 6;

function daysAfter(start: Date, days: number, workingDays: boolean, zone: string): Date {
  if (!workingDays) return new Date(start.getTime() + days * 86_400_000);
  let day = DateTime.fromJSDate(start, { zone });
  for (let left = days; left > 0 || day.weekday >= saturday; ) {
    day = day.plus({ days: 1 });
    if (day.weekday < saturday) left -= 1;
  }
  return day.toJSDate();
}

const written = ['d MMMM yyyy', 'd MMMM, yyyy', 'd MMM yyyy', 'd MMM, yyyy', 'MMMM d, yyyy', 'MMM d, yyyy'];

/**
 * `2026-12-24`, `20261224`, `2026-12-24T09:00:00+01:00`, `24/12/2026`, `24.12.2026 9:30`, `24 December, 2026`, `1798099200` (seconds or
 * milliseconds since 1970). Null where it is none of these, or no date of this century.
 */
export function readDeliveryDate(
  text: string,
  zone: string,
  order: Settings['orders']['deliveryDateOrder'],
): Date | null {
  const bare = text
    .trim()
    .replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +/i, '');
  const date = parsed(bare, zone, order);
  return date?.isValid && date.year >= 2000 && date.year < 2100 ? date.toJSDate() : null;
}

function parsed(text: string, zone: string, order: Settings['orders']['deliveryDateOrder']): DateTime | null {
  if (/^\d{9,10}$/.test(text)) return DateTime.fromSeconds(Number(text), { zone });
  if (/^\d{12,13}$/.test(text)) return DateTime.fromMillis(Number(text), { zone });
  if (/^\d{4}-?\d\d-?\d\d(?:[T ]|$)/.test(text)) return DateTime.fromISO(text.replace(' ', 'T'), { zone });
  const numbers = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: +(\d{1,2}):(\d\d)(?::\d\d)?)?$/.exec(text);
  if (numbers) {
    const [, first, mark, second, year, hour, minute] = numbers;
    // only slashes are written both ways; 24.12.2026 and 24-12-2026 begin with the day everywhere
    const [day, month] = mark === '/' && order === 'month_first' ? [second, first] : [first, second];
    return DateTime.fromObject(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
      },
      { zone },
    );
  }
  const formats = written.map((format) => DateTime.fromFormat(text, format, { zone, locale: 'en-GB' }));
  return formats.find((one) => one.isValid) ?? null;
}
