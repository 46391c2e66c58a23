// The despatches of some sales orders, from the question what there is of them to the shop's answer.

import { chunks } from '../../domain/chunks.ts';
import type { DespatchRow } from '../../domain/despatch.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import { despatchedNumbers, isReplacement } from '../../domain/otherNumbers.ts';
import type { LedgerOrder } from '../../domain/ports.ts';
import type { DespatchDeps } from '../recordDespatches.ts';
import { hasNews } from './known.ts';
import { plan, replacement } from './plan.ts';
import { noteMisfits, settle } from './settle.ts';
import { tellShop } from './tellShop.ts';

export const keysACall = 100;

/** Gives how many parcels are new on the shop's orders. */
export async function recordFor(
  numbers: SalesOrderNumber[],
  fresh: DespatchRow[],
  unsettled: Set<SalesOrderNumber>,
  deps: DespatchDeps,
): Promise<number> {
  const { ledger, shop, warehouse } = deps;
  const rows = await ledger.ordersByNumber(numbers);
  if (rows.length === 0) return 0; // sales orders of others
  const others = await ledger.otherNumbers(rows.map((row) => row.orderId));
  const numbersOf = new Map(rows.map((row) => [row.orderId, despatchedNumbers(row, others)]));
  const under = (row: LedgerOrder) => numbersOf.get(row.orderId) ?? [];
  const known = await ledger.recordedDespatches(rows.flatMap(under));
  const news = rows.filter(
    (row) => under(row).some((number) => unsettled.has(number)) || hasNews(under(row), fresh, known),
  );
  if (news.length === 0) return 0;

  // All despatches of these orders, not only the recent ones, so that each is laid on the lines the same way every time.
  const asked = news.flatMap(under);
  const all: DespatchRow[] = [];
  for (const part of chunks(asked, keysACall)) all.push(...(await warehouse.despatchesOf(part)));
  const { orders } = await shop.orders(news.map((row) => row.orderId));
  const plans = news.flatMap((row) => {
    const order = orders.find((one) => one.id === row.orderId);
    const mine = all.filter((one) => under(row).includes(one.salesOrderNumber));
    if (!order || row.number === null) return [];
    return isReplacement(row, others)
      ? [replacement(row, under(row), mine)]
      : [plan(row, under(row), order, mine, known, deps)];
  });
  await noteMisfits(plans, ledger);
  await ledger.noteDespatches(
    'recordDespatches',
    plans.flatMap((one) => one.waiting),
  );
  const told = await tellShop(
    plans.flatMap((one) => one.toRecord),
    rows,
    deps,
  );
  await settle(
    plans.filter(({ numbers: its }) => its.some((number) => unsettled.has(number))),
    told,
    ledger,
  );
  return told.filter((one) => one.outcome === 'recorded').length;
}
