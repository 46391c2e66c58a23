// How far the report of changes was read: kept with what it named, in one transaction (design.md section 6).

import type { Sku } from '../../domain/ids.ts';
import type { Ledger } from '../../domain/ports.ts';
import { type ChangesSeen, changeSources } from '../../domain/stockChanges.ts';

const name = 'stock.changes.seen';

interface Kept {
  source: string;
  newest: string;
  notBefore: string | null;
  marks: string[];
}

/** Null before the first. */
export async function readSeen(ledger: Pick<Ledger, 'cursor'>): Promise<ChangesSeen | null> {
  const text = await ledger.cursor(name);
  if (text === null) return null;
  const { source, newest, notBefore, marks } = JSON.parse(text) as Kept;
  const known = changeSources.find((one) => one === source);
  if (known === undefined) return null;
  return {
    source: known,
    newest: new Date(newest),
    notBefore: notBefore === null ? null : new Date(notBefore),
    marks,
  };
}

export const keepSeen = (seen: ChangesSeen, ledger: Pick<Ledger, 'saveCursor'>) =>
  ledger.saveCursor(name, JSON.stringify(seen));

/** The named SKUs are wanted, and the report counts as read so far. */
export const keepNews = (
  changed: Sku[],
  seen: ChangesSeen,
  at: Date,
  ledger: Pick<Ledger, 'noteStockChanges'>,
) => ledger.noteStockChanges(changed, at, { name, value: JSON.stringify(seen) });
