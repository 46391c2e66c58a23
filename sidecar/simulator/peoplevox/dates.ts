import { DateTime } from 'luxon';

// Zynk's form, the one that CorsetStory saw working, and what .NET reads besides.
const importFormats = [
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd',
  "yyyy-MM-dd'T'HH:mm:ss",
  'd MMM yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy',
];

/** Milliseconds since 1970 of a date without a zone, read in the tenant's. */
export function importedDate(text: string, zone: string): number | undefined {
  for (const format of importFormats) {
    const date = DateTime.fromFormat(text, format, { zone, locale: 'en-GB' });
    if (date.isValid) return date.toMillis();
  }
  return undefined;
}

const shown = (ms: number, zone: string, format: string): string =>
  DateTime.fromMillis(ms, { zone, locale: 'en-GB' }).toFormat(format);

/** Dates in exports of templates (peoplevox-api.md 3.1). */
export const templateDates =
  (zone: string) =>
  (ms: number): string =>
    shown(ms, zone, 'dd/MM/yyyy HH:mm:ss');

/** DateTime(y,M,d[,h,m,s]) of a search clause. */
export function dateFromParts(parts: number[], zone: string): number | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
  return date.isValid ? date.toMillis() : undefined;
}

/** Dates in reports: '31/01/2026 09:30', apostrophes included unless told otherwise (peoplevox-api.md 4.1). */
export function reportDates(toggles: {
  timeZone: string;
  reportSeconds: boolean;
  reportApostrophes: boolean;
  literalYear: boolean;
}): (ms: number) => string {
  const year = toggles.literalYear ? "'YYYY'" : 'yyyy';
  const format = `dd/MM/${year} HH:mm${toggles.reportSeconds ? ':ss' : ''}`;
  const apostrophe = toggles.reportApostrophes ? "'" : '';
  return (ms) => apostrophe + shown(ms, toggles.timeZone, format) + apostrophe;
}
