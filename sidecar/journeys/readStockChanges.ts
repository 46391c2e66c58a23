// Stock between two readings of the whole report: SKUs that changed, or that somebody wants sooner, are read by key and written through the same guards (mission
// rows S1, S2 and S5). What this misses, the next whole reading brings.

import { NotTrusted, Refused } from '../domain/errors.ts';
import type { JourneyDeps } from './deps.ts';
import { guarded } from './stock/guarded.ts';
import { hearChanges } from './stock/hearChanges.ts';
import { noteRead } from './stock/wishes.ts';
import { writeStock } from './stock/writeStock.ts';

type Deps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal' | 'hint' | 'changes'
>;

/** So many fit into one question (peoplevox-api.md 4.1, "Many keys"). */
const keysACall = 100;
/** A run is to end soon, so that the next hears of what changed meanwhile. */
const mostCalls = 5;
export async function readStockChanges(deps: Deps): Promise<string> {
  const { ledger, settings } = deps;
  const known = (await ledger.lastSellable()).size;
  if (known === 0) return 'Waits for the first whole reading.';
  const fullReadCalls = Math.ceil(known / settings().peoplevox.stockPageSize);
  const heard = await heardOr(() => hearChanges(fullReadCalls, deps));
  const read = await readWanted(fullReadCalls, deps);
  if (heard instanceof Error) throw heard;
  return `${heard} ${read}`.trim();
}

/** An answer that is of no use keeps nobody from what is wanted already. */
async function heardOr(hear: () => Promise<string>): Promise<string | NotTrusted | Refused> {
  try {
    return await hear();
  } catch (failure) {
    if (failure instanceof NotTrusted || failure instanceof Refused) return failure;
    throw failure;
  }
}

/** In words; empty where nothing is wanted. */
async function readWanted(fullReadCalls: number, deps: Deps): Promise<string> {
  const { ledger, warehouse, clock } = deps;
  const limit = keysACall * Math.min(mostCalls, Math.max(1, fullReadCalls));
  const readAt = clock.now();
  const wishes = await ledger.stockToRead(readAt, limit);
  if (wishes.length === 0) return '';
  const more = (await ledger.stockWaiting(readAt)) - wishes.length;
  if (more > 0) deps.hint('updateStock');
  const asked = new Set(wishes.map(({ sku }) => sku));
  const rows = await warehouse.availableOf([...asked]);
  const { items, waiting, unsure } = await guarded({ rows, readAt, asked }, deps);
  const { results, rest } = await writeStock(items, deps);
  const undone = new Set([...unsure, ...rest.map(({ sku }) => sku)]);
  await noteRead(wishes, (sku) => (undone.has(sku) ? null : readAt), deps);
  const written = results.filter(({ outcome }) => outcome === 'written').length;
  return [
    `${asked.size} read by key, ${written} changed in the shop.`,
    ...(waiting.length > 0 ? [`${waiting.length} held for a person.`] : []),
    ...(more > 0 ? [`${more} more wait: the whole report is read too.`] : []),
  ].join(' ');
}
