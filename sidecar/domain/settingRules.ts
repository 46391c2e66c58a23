// What a setting's schema cannot say: rules of single settings, each with words that say what is allowed.

import { holidaysTrouble, hoursTrouble, zoneTrouble } from './businessHours.ts';
import { sendStatusesTrouble, sendTableTrouble } from './sendTable.ts';

const longestAuthorisation = 365;

const rules: Record<string, (value: never) => string | null> = {
  'orders.sendStatuses': sendStatusesTrouble,
  'orders.sendTable': sendTableTrouble,
  'orders.paidMeta': paidMetaTrouble,
  'orders.authorisationDays': authorisationDaysTrouble,
  'late.businessHours': asSentence(hoursTrouble),
  'late.holidays': asSentence(holidaysTrouble),
  'late.timeZone': asSentence(zoneTrouble),
};

/** For a value that fits the setting's schema: why it cannot be set all the same, as a sentence; null where it can. */
export const ruleTrouble = (key: string, value: unknown): string | null =>
  rules[key]?.(value as never) ?? null;

function asSentence<T>(trouble: (value: T) => string | null): (value: T) => string | null {
  return (value) => {
    const words = trouble(value);
    return words && `${words}.`;
  };
}

function paidMetaTrouble(entries: string[]): string | null {
  const bad = entries.find((entry) => !/^[^=\s]+(=[^=]+)?$/.test(entry));
  return bad === undefined
    ? null
    : `"${bad}" has to be the key of an order meta, or key=value, such as _stripe_charge_captured=yes.`;
}

function authorisationDaysTrouble(table: Record<string, string>): string | null {
  for (const [method, days] of Object.entries(table))
    if (!/^\d{1,3}$/.test(days) || Number(days) > longestAuthorisation)
      return `"${method}" cannot be "${days}": it takes whole days from 0 to ${longestAuthorisation}, 0 for ever.`;
  return null;
}
