// What of a reading may be written: nothing that a guard or a person keeps back, and what is missing only once it was asked for by name (mission row S5).

import { guard } from '../../domain/heldStock.ts';
import type { Sku } from '../../domain/ids.ts';
import { searchable } from '../../domain/searchable.ts';
import {
  bufferOf,
  readTimes,
  type StockItem,
  type StockRow,
  sellable,
  vanished,
} from '../../domain/stock.ts';
import type { JourneyDeps } from '../deps.ts';
import { askVanished, keepVanished } from './askVanished.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings'>;

export interface StockReading {
  rows: StockRow[];
  /** before the first call of it */
  readAt: Date;
}

export interface Guarded {
  /** sellable units, promises not yet subtracted */
  items: StockItem[];
  /** held for a person */
  waiting: Sku[];
  /** kept as they are, by a person's word */
  discarded: Sku[];
}

/** Throws what the warehouse throws. */
export async function guarded({ rows, readAt }: StockReading, deps: Deps): Promise<Guarded> {
  const { ledger, warehouse, settings } = deps;
  const { sites, buffer, buffers, ...limits } = settings().stock;
  const kept = bufferOf({ buffer, buffers });
  const available = sellable(rows, sites, kept);
  const times = readTimes(rows, sites);
  const before = await ledger.lastSellable();
  const missing = vanished(before, rows, sites);
  const asIfSoldOut = new Map([...available, ...missing.map((sku): [Sku, number] => [sku, 0])]);
  const canary = [...available.keys()].find(searchable);
  const askable = (sku: Sku) => canary !== undefined && searchable(sku);
  const unaskable = missing.filter((sku) => !askable(sku));
  const { waiting, discarded, over } = guard(
    before,
    asIfSoldOut,
    await ledger.heldStock(),
    limits,
    unaskable,
  );
  const held = new Set([...waiting, ...discarded]);
  const units = (from: Map<Sku, number>, sku: Sku) => from.get(sku) ?? 0;
  const timeOf = (sku: Sku) => times.get(sku) ?? readAt;
  await ledger.keepHeldStock(
    [...held].map((sku) => ({
      sku,
      before: units(before, sku),
      available: units(asIfSoldOut, sku),
      readAt: timeOf(sku),
    })),
    over,
  );
  await sayWhatIsHeld(waiting, deps);

  const free = (codes: Sku[]) => codes.filter((sku) => !held.has(sku));
  const asked = free(missing.filter(askable));
  const gone =
    canary === undefined ? null : await askVanished(asked, canary, { warehouse, sites, bufferOf: kept });
  if (gone)
    await keepVanished(
      gone.soldOut.map(({ sku }) => sku),
      available,
      ledger,
    );
  const read = [...available].map(([sku, some]) => ({ sku, available: some, readAt: timeOf(sku) }));
  const items = [
    ...read,
    ...(gone?.found ?? []),
    ...(gone?.soldOut ?? []),
    ...free(unaskable).map((sku) => ({ sku, available: 0, readAt })),
  ].filter(({ sku }) => !held.has(sku));
  return { items, waiting, discarded };
}

async function sayWhatIsHeld(held: Sku[], { ledger, clock }: Deps) {
  if (held.length === 0) return ledger.closeProblem('stock_held', clock.now());
  const some = held.slice(0, 5).join(', ');
  const reason = `${held.length} ${held.length === 1 ? 'SKU' : 'SKUs'} would fall to zero at once (${some}${held.length > 5 ? ' …' : ''}). They were not written; the others were.`;
  return ledger.openProblem({ code: 'stock_held', reason }, clock.now());
}
