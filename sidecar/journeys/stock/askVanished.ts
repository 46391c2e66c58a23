// A SKU whose row is not in the stock report any more: Peoplevox may drop what is sold out, and an answer may be short (peoplevox-api.md section 6). It is asked for by name,
// twice, and is sold out only where both answers show another SKU that is known to be there, and not this one (design.md section 7, guards).

import { chunks } from '../../domain/chunks.ts';
import type { Sku } from '../../domain/ids.ts';
import type { Ledger, Warehouse } from '../../domain/ports.ts';
import { sellable, skusAt } from '../../domain/stock.ts';

const keysACall = 99; // the hundredth is the canary (peoplevox-api.md 4.1, "Many keys")

interface Asking {
  warehouse: Pick<Warehouse, 'availableOf'>;
  sites: string[];
  buffer: number;
}

export interface Vanished {
  /** sellable units of those that have a row after all */
  found: Map<Sku, number>;
  /** sold out: no row of them, asked twice */
  soldOut: Sku[];
}

/** All of them can be searched for. `canary`: a SKU that has a row in the report. What neither can be said of is in neither. */
export async function askVanished(codes: Sku[], canary: Sku, asking: Asking): Promise<Vanished> {
  const found = new Map<Sku, number>();
  const soldOut: Sku[] = [];
  for (const part of chunks(codes, keysACall)) {
    const first = await ask(part, canary, asking);
    const lacking = part.filter((code) => first?.lacks(code));
    const second = lacking.length === 0 ? null : await ask(lacking, canary, asking);
    for (const answer of [first, second])
      for (const [code, units] of answer?.found ?? []) if (part.includes(code)) found.set(code, units);
    soldOut.push(...lacking.filter((code) => second?.lacks(code)));
  }
  return { found, soldOut };
}

/** Those that are at zero because their row is gone: kept, since such a zero does not tell that sold-out items keep their rows. */
const cursorName = 'updateStock.vanished';

export const knownVanished = async (ledger: Pick<Ledger, 'cursor'>): Promise<Set<Sku>> =>
  new Set(JSON.parse((await ledger.cursor(cursorName)) ?? '[]') as Sku[]);

/** `there`: what has a row now. */
export async function keepVanished(
  soldOut: Sku[],
  there: ReadonlyMap<Sku, unknown>,
  ledger: Pick<Ledger, 'cursor' | 'saveCursor'>,
): Promise<void> {
  const before = await knownVanished(ledger);
  const still = [...before].filter((code) => !there.has(code));
  if (soldOut.length === 0 && still.length === before.size) return;
  await ledger.saveCursor(cursorName, JSON.stringify([...new Set([...still, ...soldOut])].sort()));
}

interface Answer {
  found: Map<Sku, number>;
  /** has no row of it at the chosen sites, and would have one if it were there */
  lacks(code: Sku): boolean;
}

/** Null where the canary is missing: then it says nothing of the others. */
async function ask(codes: Sku[], canary: Sku, { warehouse, sites, buffer }: Asking): Promise<Answer | null> {
  const rows = await warehouse.availableOf([...codes, canary]);
  const there = skusAt(rows, sites);
  if (!there.has(canary)) return null;
  return { found: sellable(rows, sites, buffer), lacks: (code) => !there.has(code) };
}
