// Writing a reading to the shop, whichever journey made it. The subtraction of what is promised is the plugin's, inside its lock (design.md section 7).

import { randomUUID } from 'node:crypto';
import { chunks } from '../../domain/chunks.ts';
import { Silent, Stopping } from '../../domain/errors.ts';
import type { Sku } from '../../domain/ids.ts';
import type { StockPass, StockResult } from '../../domain/ports.ts';
import type { StockItem } from '../../domain/stock.ts';
import type { JourneyDeps } from '../deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'clock' | 'settings' | 'log' | 'signal'>;

const skusAPass = 1000;
/** A pass that was cut off by the shop's time budget goes on this often. */
const deferredRounds = 20;
/** How often the same pass is put again when its answer was lost: the plugin then gives the answer it stored. */
const repeats = 2;

export interface Written {
  results: StockResult[];
  /** of these the shop looked at none, however often it went on */
  rest: StockItem[];
}

/** A pass has one time of reading, so what was read by several calls goes in several. Throws what the shop throws, and Stopping. */
export async function writeStock(items: StockItem[], deps: Deps): Promise<Written> {
  let rest = items;
  const results: StockResult[] = [];
  for (let round = 0; rest.length > 0 && round < deferredRounds; round += 1) {
    const deferred = new Set<Sku>();
    for (const { readAt, some } of passesOf(rest)) {
      if (deps.signal.aborted) throw new Stopping('Stopped on the way.');
      const reflectedBefore = new Date(readAt.getTime() - deps.settings().stock.marginSeconds * 1000);
      const answered = await apply({ pass: randomUUID(), readAt, reflectedBefore, items: some }, deps);
      for (const one of answered) if (one.outcome === 'deferred') deferred.add(one.sku);
      results.push(...answered);
    }
    rest = rest.filter((item) => deferred.has(item.sku));
  }
  return { results, rest };
}

/** The earliest reading first. */
function passesOf(items: StockItem[]): { readAt: Date; some: StockPass['items'] }[] {
  const byTime = new Map<number, StockPass['items']>();
  for (const { sku, available, readAt } of items) {
    const same = byTime.get(readAt.getTime());
    if (same) same.push({ sku, available });
    else byTime.set(readAt.getTime(), [{ sku, available }]);
  }
  return [...byTime]
    .sort(([one], [other]) => one - other)
    .flatMap(([at, all]) => chunks(all, skusAPass).map((some) => ({ readAt: new Date(at), some })));
}

async function apply(pass: StockPass, { ledger, shop, clock, log }: Deps): Promise<StockResult[]> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { results } = await shop.applyStock(pass);
      await ledger.noteStockPass(pass, results, clock.now());
      return results;
    } catch (failure) {
      if (!(failure instanceof Silent) || attempt >= repeats) throw failure;
      log.warn({ pass: pass.pass }, 'no answer to a stock pass: the same pass is put again');
    }
  }
}
