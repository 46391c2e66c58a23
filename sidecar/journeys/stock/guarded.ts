// What of a reading may be written: nothing that a guard or a person keeps back, and what is missing only once it was asked for by name (mission row S5). The one
// door to the shop's stock, for readings of the whole report and of some SKUs alike.

import { guard, type HeldSku } from '../../domain/heldStock.ts';
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
  /** the SKUs that were asked for; null: the whole report was read */
  asked: ReadonlySet<Sku> | null;
}

export interface Guarded {
  /** sellable units, promises not yet subtracted */
  items: StockItem[];
  /** held for a person */
  waiting: Sku[];
  /** kept as they are, by a person's word */
  discarded: Sku[];
  /** missing, and Peoplevox could not say that they are sold out */
  unsure: Sku[];
}

/** Throws what the warehouse throws. */
export async function guarded({ rows, readAt, asked }: StockReading, deps: Deps): Promise<Guarded> {
  const { ledger, warehouse, settings } = deps;
  const { sites, buffer, buffers, ...limits } = settings().stock;
  const kept = bufferOf({ buffer, buffers });
  const times = readTimes(rows, sites);
  const timeOf = (sku: Sku) => times.get(sku) ?? readAt;
  // Another journey may have read some of them since: what it wrote is newer. A reading from the future is a matter of clocks, which the shop will say.
  const now = deps.clock.now();
  const later = await ledger.stockReadSince(readAt);
  const fresh = (sku: Sku) => {
    const at = later.get(sku);
    return at === undefined || at > now || at < timeOf(sku);
  };
  const available = new Map([...sellable(rows, sites, kept)].filter(([sku]) => fresh(sku)));
  const before = await ledger.lastSellable();
  const inQuestion = (sku: Sku) => asked === null || asked.has(sku);
  const missing = vanished(before, rows, sites).filter((sku) => inQuestion(sku) && fresh(sku));

  const asIfSoldOut = new Map([...available, ...missing.map((sku): [Sku, number] => [sku, 0])]);
  const canary = canaryOf(available, asked === null ? new Map() : before, missing);
  const askable = (sku: Sku) => canary !== undefined && searchable(sku);
  const unaskable = missing.filter((sku) => !askable(sku));
  const already = asked === null ? 0 : await ledger.zerosSince(aWhileBefore(readAt, limits.everySeconds));
  const { waiting, discarded, over } = guard(
    before,
    asIfSoldOut,
    (await ledger.heldStock()).filter(({ sku }) => inQuestion(sku)),
    limits,
    { unaskable, already },
  );
  const held = new Set([...waiting, ...discarded]);
  const units = (from: Map<Sku, number>, sku: Sku) => from.get(sku) ?? 0;
  await ledger.keepHeldStock(
    [...held].map((sku) => ({
      sku,
      before: units(before, sku),
      available: units(asIfSoldOut, sku),
      readAt: timeOf(sku),
    })),
    over,
  );
  await sayWhatIsHeld(await ledger.heldStock(), deps);

  const free = (codes: Sku[]) => codes.filter((sku) => !held.has(sku));
  const asking = free(missing.filter(askable));
  const gone =
    canary === undefined
      ? { found: [], soldOut: [] }
      : await askVanished(asking, canary, { warehouse, sites, bufferOf: kept });
  await keepVanished(
    gone.soldOut.map(({ sku }) => sku),
    available,
    ledger,
  );
  const items = [
    ...[...available].map(([sku, some]) => ({ sku, available: some, readAt: timeOf(sku) })),
    ...gone.found,
    ...gone.soldOut,
    ...free(unaskable).map((sku) => ({ sku, available: 0, readAt })),
  ].filter(({ sku }) => !held.has(sku));
  const settled = new Set(items.map(({ sku }) => sku));
  return { items, waiting, discarded, unsure: asking.filter((sku) => !settled.has(sku)) };
}

/** A SKU that has a row: of this reading, else the one that had most units when it was read last. */
function canaryOf(available: Map<Sku, number>, before: Map<Sku, number>, missing: Sku[]): Sku | undefined {
  const seen = [...available.keys()].find(searchable);
  if (seen !== undefined) return seen;
  const lacking = new Set(missing);
  const others = [...before].filter(([sku, some]) => some > 0 && searchable(sku) && !lacking.has(sku));
  return others.sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Small readings one after the other are to be no way around the guard: those since then count together. */
const aWhileBefore = (readAt: Date, seconds: number) => new Date(readAt.getTime() - seconds * 1000);

async function sayWhatIsHeld(all: HeldSku[], { ledger, clock }: Deps) {
  const held = all.filter(({ decision }) => decision === null).map(({ sku }) => sku);
  if (held.length === 0) return ledger.closeProblem('stock_held', clock.now());
  const some = held.slice(0, 5).join(', ');
  const reason = `${held.length} ${held.length === 1 ? 'SKU' : 'SKUs'} would fall to zero at once (${some}${held.length > 5 ? ' …' : ''}). They were not written; the others were.`;
  return ledger.openProblem({ code: 'stock_held', reason }, clock.now());
}
