// How right the shop's stock was when Peoplevox's was read (mission row S7). Pure.

import { DateTime } from 'luxon';
import type { StockResult } from './ports.ts';

/** Of one reading. SKUs that were held, that the shop does not have or that it would not write are not among them. */
export interface StockAccuracy {
  readAt: Date;
  /** SKUs compared */
  checked: number;
  /** had another number than the reading gives */
  off: number;
  /** by so many units together, whichever way */
  offUnits: number;
}

/** Of one day: sums over its readings, and the last of them. */
export interface StockDay {
  /** 2026-11-26 */
  day: string;
  readings: number;
  checked: number;
  off: number;
  offUnits: number;
  last: StockAccuracy;
}

/** The results of all passes of one reading. */
export function accuracyOf(readAt: Date, results: StockResult[]): StockAccuracy {
  const compared = results.filter(({ outcome }) => outcome === 'written' || outcome === 'unchanged');
  const differences = compared
    .map(({ from, to }) => Math.abs((to ?? 0) - (from ?? 0)))
    .filter((units) => units > 0);
  return {
    readAt,
    checked: compared.length,
    off: differences.length,
    offUnits: differences.reduce((sum, units) => sum + units, 0),
  };
}

/** The day of a moment where the business is. */
export const dayOf = (at: Date, timeZone: string) =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
