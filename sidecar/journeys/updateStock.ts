// Peoplevox's Available becomes the shop's stock, less what is promised (design.md section 7; mission rows S1, S4, S5). The subtraction is the plugin's, inside its lock.

import { randomUUID } from 'node:crypto';
import { NotTrusted, Silent } from '../domain/errors.ts';
import type { Sku } from '../domain/ids.ts';
import type { StockPass, StockResult } from '../domain/ports.ts';
import { reportTrouble, sellable, suspiciousZeros, vanished } from '../domain/stock.ts';
import type { JourneyDeps } from './deps.ts';
import { askVanished, keepVanished } from './stock/askVanished.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal'>;

const skusAPass = 1000;
/** A pass that was cut off by the shop's time budget goes on this often. */
const deferredRounds = 20;
/** How often the same pass is put again when its answer was lost: the plugin then gives the answer it stored. */
const repeats = 2;
/** Two SKUs of one product are refused one of them, which is no fault of a clock. */
const refusedShare = 0.1;

export async function updateStock(deps: Deps): Promise<string> {
  const { ledger, warehouse, clock, settings } = deps;
  const { sites, buffer, marginSeconds, ...limits } = settings().stock;
  const report = await warehouse.readStock();
  const trouble = reportTrouble(report);
  if (trouble !== null) {
    await ledger.openProblem(
      { code: 'stock_report_short', reason: `${trouble} Nothing was written.` },
      clock.now(),
    );
    throw new NotTrusted(trouble);
  }
  await ledger.closeProblem('stock_report_short', clock.now());
  await ledger.noteItems(new Set(report.rows.map((row) => row.sku)), report.startedAt);

  const available = sellable(report.rows, sites, buffer);
  const before = await ledger.lastSellable();
  const missing = vanished(before, report.rows, sites);
  const asIfSoldOut = new Map([...available, ...missing.map((code): [Sku, number] => [code, 0])]);
  const held = new Set(suspiciousZeros(before, asIfSoldOut, limits));
  await sayWhatIsHeld(held, deps);
  const there = new Map(available);
  const [canary] = available.keys();
  const asked = missing.filter((code) => !held.has(code));
  if (canary !== undefined) {
    const { found, soldOut } = await askVanished(asked, canary, { warehouse, sites, buffer });
    for (const [code, units] of [...found, ...soldOut.map((one): [Sku, number] => [one, 0])])
      available.set(code, units);
    await keepVanished(soldOut, there, ledger);
  }

  const reflectedBefore = new Date(report.startedAt.getTime() - marginSeconds * 1000);
  let rest = [...available]
    .filter(([code]) => !held.has(code))
    .map(([code, units]) => ({ sku: code, available: units }));
  const total = rest.length;
  let written = 0;
  let refused = 0;
  for (let round = 0; rest.length > 0 && round < deferredRounds; round += 1) {
    const deferred = new Set<Sku>();
    for (let start = 0; start < rest.length; start += skusAPass) {
      if (deps.signal.aborted) return 'Stopped on the way.';
      const items = rest.slice(start, start + skusAPass);
      const results = await apply(
        { pass: randomUUID(), readAt: report.startedAt, reflectedBefore, items },
        deps,
      );
      for (const one of results) if (one.outcome === 'deferred') deferred.add(one.sku);
      written += results.filter((one) => one.outcome === 'written').length;
      refused += results.filter((one) => one.outcome === 'refused_older').length;
    }
    rest = rest.filter((item) => deferred.has(item.sku));
  }
  await sayWhatIsRefused(refused, total, deps);
  return [
    `${total} SKUs read, ${written} changed in the shop.`,
    ...(held.size > 0 ? [`${held.size} held for a person.`] : []),
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

async function sayWhatIsHeld(held: Set<Sku>, { ledger, clock }: Deps) {
  if (held.size === 0) return ledger.closeProblem('stock_held', clock.now());
  const some = [...held].slice(0, 5).join(', ');
  const reason = `${held.size} SKUs would fall to zero at once (${some}${held.size > 5 ? ' …' : ''}). They were not written; the others were.`;
  return ledger.openProblem({ code: 'stock_held', reason }, clock.now());
}

/** Only clocks can do this on a large scale: no reading is newer than the one that has just been made. */
async function sayWhatIsRefused(refused: number, total: number, { ledger, clock }: Deps) {
  if (refused === 0 || refused < total * refusedShare)
    return ledger.closeProblem('stock_refused_older', clock.now());
  const reason = `${refused} of ${total} SKUs were not written: the shop has readings of them that are stamped later.`;
  return ledger.openProblem({ code: 'stock_refused_older', reason }, clock.now());
}
