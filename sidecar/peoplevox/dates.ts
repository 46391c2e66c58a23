// Dates as Peoplevox writes and reads them (peoplevox-api.md 3.1, 4.1, 8). Pure.

import { DateTime } from 'luxon';

const formats = [
  'd/M/yyyy H:mm:ss',
  'd/M/yyyy H:mm',
  'd/M/yyyy',
  'yyyy-M-d H:mm:ss',
  'yyyy-M-d H:mm',
  'yyyy-M-d',
];

/**
 * Reads `'dd/MM/yyyy HH:mm[:ss]'`, with or without the apostrophes. Where the year is the literal text YYYY
 * (a known bug), it is the newest year that does not lie in the future by more than a day. Null where there
 * is no date.
 */
export function readDate(text: string, zone: string, now: Date): Date | null {
  const bare = text.replace(/'/g, '').trim().replace('T', ' ');
  const parsed = (of: string) => {
    for (const format of formats) {
      const date = DateTime.fromFormat(of, format, { zone, locale: 'en-GB' });
      if (date.isValid) return date.toJSDate();
    }
    return null;
  };
  if (!bare.includes('YYYY')) return parsed(bare);
  const tomorrow = DateTime.fromJSDate(now, { zone }).plus({ days: 1 });
  // eight years reach over a leap year that was left out, as 1900 and 2100 are
  for (let back = 0; back <= 8; back += 1) {
    const date = parsed(bare.replace('YYYY', String(tomorrow.year - back)));
    if (date && date <= tomorrow.toJSDate()) return date;
  }
  return null;
}

/**
 * In the night when clocks go back, an hour comes twice: what happens in the second one carries a time that seems to be before this one. The moment from which such
 * rows are found too.
 */
export function beforeClocksGoBack(date: Date, zone: string): Date {
  const at = DateTime.fromJSDate(date, { zone });
  const minutes = at.offset - at.plus({ hours: 3 }).offset;
  return minutes > 0 ? at.minus({ minutes }).toJSDate() : date;
}

/** As an import wants it: `yyyy-MM-dd HH:mm:ss`. */
export const importDate = (date: Date, zone: string) =>
  DateTime.fromJSDate(date, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');

/** As a search clause wants it: `DateTime(2024,01,31,00,00,00)`. */
export const searchDate = (date: Date, zone: string) =>
  DateTime.fromJSDate(date, { zone }).toFormat("'DateTime('yyyy,MM,dd,HH,mm,ss')'");
