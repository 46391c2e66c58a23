// A reading of Peoplevox's stock, and what of it may be written: nothing of a report that is not whole, nothing that a guard or a person keeps back (mission rows S1 and S5).

import { NotTrusted } from '../../domain/errors.ts';
import { guard } from '../../domain/heldStock.ts';
import type { Sku } from '../../domain/ids.ts';
import { searchable } from '../../domain/searchable.ts';
import { reportTrouble, sellable, vanished } from '../../domain/stock.ts';
import type { JourneyDeps } from '../deps.ts';
import { askVanished, keepVanished } from './askVanished.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings'>;

export interface Reading {
  readAt: Date;
  /** sellable units, promises not yet subtracted */
  items: { sku: Sku; available: number }[];
  /** held for a person */
  waiting: Sku[];
  /** kept as they are, by a person's word */
  discarded: Sku[];
}

/** Throws NotTrusted where the report is not whole, and what the warehouse throws. */
export async function readSellable(deps: Deps): Promise<Reading> {
  const { ledger, warehouse, clock, settings } = deps;
  const { sites, buffer, ...limits } = settings().stock;
  const report = await warehouse.readStock();
  const { rows, startedAt: readAt } = report;
  const trouble = reportTrouble(report);
  if (trouble !== null) {
    const reason = `${trouble} Nothing was written.`;
    await ledger.openProblem({ code: 'stock_report_short', reason }, clock.now());
    throw new NotTrusted(trouble);
  }
  await ledger.closeProblem('stock_report_short', clock.now());
  await ledger.noteItems(new Set(rows.map(({ sku }) => sku)), readAt);

  const available = sellable(rows, sites, buffer);
  const before = await ledger.lastSellable();
  const missing = vanished(before, rows, sites);
  const asIfSoldOut = new Map([...available, ...zeros(missing)]);
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
  await ledger.keepHeldStock(
    [...held].map((sku) => ({ sku, before: units(before, sku), available: units(asIfSoldOut, sku), readAt })),
    over,
  );
  await sayWhatIsHeld(waiting, deps);

  const free = (codes: Sku[]) => codes.filter((sku) => !held.has(sku));
  const asked = free(missing.filter(askable));
  const gone = canary === undefined ? null : await askVanished(asked, canary, { warehouse, sites, buffer });
  if (gone) await keepVanished(gone.soldOut, available, ledger);
  const items = [
    ...new Map([
      ...available,
      ...(gone?.found ?? []),
      ...zeros(gone?.soldOut ?? []),
      ...zeros(free(unaskable)),
    ]),
  ]
    .filter(([sku]) => !held.has(sku))
    .map(([sku, some]) => ({ sku, available: some }));
  return { readAt, items, waiting, discarded };
}

const zeros = (codes: Sku[]): [Sku, number][] => codes.map((code) => [code, 0]);

async function sayWhatIsHeld(held: Sku[], { ledger, clock }: Deps) {
  if (held.length === 0) return ledger.closeProblem('stock_held', clock.now());
  const some = held.slice(0, 5).join(', ');
  const reason = `${held.length} ${held.length === 1 ? 'SKU' : 'SKUs'} would fall to zero at once (${some}${held.length > 5 ? ' …' : ''}). They were not written; the others were.`;
  return ledger.openProblem({ code: 'stock_held', reason }, clock.now());
}
