// Peoplevox's Available becomes the shop's stock, less what is promised: a reading of the whole report (design.md section 7; mission rows S1, S4, S5).

import { accuracyOf, dayOf } from '../domain/stockAccuracy.ts';
import type { JourneyDeps } from './deps.ts';
import { readSellable } from './stock/readSellable.ts';
import { noteRead } from './stock/wishes.ts';
import { writeStock } from './stock/writeStock.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal'>;

/** Two SKUs of one product are refused one of them, which is no fault of a clock. */
const refusedShare = 0.1;
/** What is wanted by key and was read with the rest need not be read again; what is beyond this is. */
const mostWishes = 5_000;

export async function updateStock(deps: Deps): Promise<string> {
  const { readAt, items, waiting, discarded } = await readSellable(deps);
  const { results, rest } = await writeStock(items, deps);
  const left = new Set(rest.map(({ sku }) => sku));
  const times = new Map(items.map(({ sku, readAt: at }) => [sku, left.has(sku) ? null : at]));
  const wishes = await deps.ledger.stockToRead(deps.clock.now(), mostWishes);
  await noteRead(
    wishes.filter(({ sku }) => times.has(sku)),
    (sku) => times.get(sku) ?? null,
    deps,
  );
  const count = (wanted: string) => results.filter(({ outcome }) => outcome === wanted).length;
  const [written, refused] = [count('written'), count('refused_older')];
  await sayWhatIsRefused(refused, items.length, deps);
  const accuracy = accuracyOf(readAt, results);
  if (accuracy.checked > 0)
    await deps.ledger.noteAccuracy(dayOf(readAt, deps.settings().late.timeZone), accuracy);
  return [
    `${items.length} SKUs read, ${written} changed in the shop.`,
    ...(waiting.length > 0 ? [`${waiting.length} held for a person.`] : []),
    ...(discarded.length > 0 ? [`${discarded.length} kept as they are.`] : []),
    ...(refused > 0 ? [`${refused} refused by the shop, which has a later reading of them.`] : []),
    ...(rest.length > 0 ? [`${rest.length} wait for the next pass.`] : []),
  ].join(' ');
}

/** Only clocks can do this on a large scale: no reading is newer than the one that has just been made. */
async function sayWhatIsRefused(refused: number, total: number, { ledger, clock }: Deps) {
  if (refused === 0 || refused < total * refusedShare)
    return ledger.closeProblem('stock_refused_older', clock.now());
  const reason = `${refused} of ${total} SKUs were not written: the shop has readings of them that are stamped later.`;
  return ledger.openProblem({ code: 'stock_refused_older', reason }, clock.now());
}
