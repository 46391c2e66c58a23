// Peoplevox's Available becomes the shop's stock, less what is promised (design.md section 7; mission rows S1, S4, S5). The subtraction is the plugin's, inside its lock.

import { randomUUID } from 'node:crypto';
import { chunks } from '../domain/chunks.ts';
import { Silent } from '../domain/errors.ts';
import type { Sku } from '../domain/ids.ts';
import type { StockPass, StockResult } from '../domain/ports.ts';
import { accuracyOf, dayOf } from '../domain/stockAccuracy.ts';
import type { JourneyDeps } from './deps.ts';
import { readSellable } from './stock/readSellable.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal'>;

const skusAPass = 1000;
/** A pass that was cut off by the shop's time budget goes on this often. */
const deferredRounds = 20;
/** How often the same pass is put again when its answer was lost: the plugin then gives the answer it stored. */
const repeats = 2;
/** Two SKUs of one product are refused one of them, which is no fault of a clock. */
const refusedShare = 0.1;

export async function updateStock(deps: Deps): Promise<string> {
  const { readAt, items, waiting, discarded } = await readSellable(deps);
  const reflectedBefore = new Date(readAt.getTime() - deps.settings().stock.marginSeconds * 1000);
  let rest = items;
  const total = rest.length;
  const all: StockResult[] = [];
  for (let round = 0; rest.length > 0 && round < deferredRounds; round += 1) {
    const deferred = new Set<Sku>();
    for (const some of chunks(rest, skusAPass)) {
      if (deps.signal.aborted) return 'Stopped on the way.';
      const results = await apply({ pass: randomUUID(), readAt, reflectedBefore, items: some }, deps);
      for (const one of results) if (one.outcome === 'deferred') deferred.add(one.sku);
      all.push(...results);
    }
    rest = rest.filter((item) => deferred.has(item.sku));
  }
  const count = (outcome: StockResult['outcome']) => all.filter((one) => one.outcome === outcome).length;
  const [written, refused] = [count('written'), count('refused_older')];
  await sayWhatIsRefused(refused, total, deps);
  const accuracy = accuracyOf(readAt, all);
  if (accuracy.checked > 0)
    await deps.ledger.noteAccuracy(dayOf(readAt, deps.settings().late.timeZone), accuracy);
  return [
    `${total} SKUs read, ${written} changed in the shop.`,
    ...(waiting.length > 0 ? [`${waiting.length} held for a person.`] : []),
    ...(discarded.length > 0 ? [`${discarded.length} kept as they are.`] : []),
    ...(refused > 0 ? [`${refused} refused by the shop, which has a later reading of them.`] : []),
    ...(rest.length > 0 ? [`${rest.length} wait for the next pass.`] : []),
  ].join(' ');
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

/** Only clocks can do this on a large scale: no reading is newer than the one that has just been made. */
async function sayWhatIsRefused(refused: number, total: number, { ledger, clock }: Deps) {
  if (refused === 0 || refused < total * refusedShare)
    return ledger.closeProblem('stock_refused_older', clock.now());
  const reason = `${refused} of ${total} SKUs were not written: the shop has readings of them that are stamped later.`;
  return ledger.openProblem({ code: 'stock_refused_older', reason }, clock.now());
}
