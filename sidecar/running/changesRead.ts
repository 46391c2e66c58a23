// Whether changes of stock are read between two whole readings: found, and read well of late. Pure.

import type { Settings } from '../domain/settings.ts';
import type { ChangesBook } from '../domain/stockChanges.ts';

/** Where changes fail for so long, the whole report is read as often as without them. */
const leastMs = 300_000;
const intervals = 10;

export function changesAreRead(
  book: ChangesBook | null,
  journey: { paused: boolean; lastSuccessAt: Date | null },
  changesSeconds: number,
  { changesFrom }: Pick<Settings['stock'], 'changesFrom'>,
  now: Date,
): boolean {
  if (!book?.found || changesFrom === 'none' || journey.paused) return false;
  if (journey.lastSuccessAt === null) return false;
  const age = now.getTime() - journey.lastSuccessAt.getTime();
  return age <= Math.max(leastMs, changesSeconds * 1000 * intervals);
}
