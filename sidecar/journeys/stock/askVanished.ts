// A SKU whose row is not in the stock report any more: Peoplevox may drop what is sold out, and an answer may be short (peoplevox-api.md section 6). It is asked for by name,
// twice, and is sold out only where both answers show another SKU that is known to be there, and not this one (design.md section 7, guards).

import { chunks } from '../../domain/chunks.ts';
import type { Sku } from '../../domain/ids.ts';
import type { Ledger, Warehouse } from '../../domain/ports.ts';
import { readTimes, type StockItem, sellable } from '../../domain/stock.ts';

const keysACall = 99; // the hundredth is the canary (peoplevox-api.md 4.1, "Many keys")

interface Asking {
  warehouse: Pick<Warehouse, 'availableOf'>;
  sites: string[];
  bufferOf: (code: Sku) => number;
}

export interface Vanished {
  /** sellable units of those that have a row after all */
  found: StockItem[];
  /** sold out, so nothing is available: no row of them, asked twice */
  soldOut: StockItem[];
}

/** All of them can be searched for. `canary`: a SKU that has a row in the report. What neither can be said of is in neither. */
export async function askVanished(codes: Sku[], canary: Sku, asking: Asking): Promise<Vanished> {
  const found = new Map<Sku, StockItem>();
  const soldOut: StockItem[] = [];
  for (const part of chunks(codes, keysACall)) {
    const first = await ask(part, canary, asking);
    const lacking = part.filter((code) => first?.lacks(code));
    const second = lacking.length === 0 ? null : await ask(lacking, canary, asking);
    for (const answer of [first, second])
      for (const item of answer?.found ?? []) if (part.includes(item.sku)) found.set(item.sku, item);
    if (second === null) continue;
    for (const code of lacking)
      if (second.lacks(code)) soldOut.push({ sku: code, available: 0, readAt: second.readAt });
  }
  return { found: [...found.values()], soldOut };
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
  readAt: Date;
  found: StockItem[];
  /** has no row of it at the chosen sites, and would have one if it were there */
  lacks(code: Sku): boolean;
}

/** Null where the canary is missing: then it says nothing of the others. */
async function ask(codes: Sku[], canary: Sku, asking: Asking): Promise<Answer | null> {
  const { warehouse, sites, bufferOf } = asking;
  const rows = await warehouse.availableOf([...codes, canary]);
  const times = readTimes(rows, sites);
  const readAt = times.get(canary);
  if (readAt === undefined) return null;
  const found = [...sellable(rows, sites, bufferOf)].map(([sku, available]) => ({
    sku,
    available,
    readAt: times.get(sku) ?? readAt,
  }));
  return { readAt, found, lacks: (code) => !times.has(code) };
}
