// The judge of a benchmark: the simulated Peoplevox's books, and the exceptions that staff would see. A fast sidecar that is wrong has failed.

import type { AttentionCode } from '../domain/attention.ts';
import type { Bench } from '../journeys/testing/bench.ts';
import type { OpenLedger } from '../ledger/openLedger.ts';
import { callsAllowed, mostCallsIn15s } from './callsMade.ts';
import type { Flaw, MadeUpOrder } from './madeUpOrders.ts';

export interface PlacedOrder extends MadeUpOrder {
  id: number;
}

/** How a flaw is shown. */
export const codeOf: Record<Flaw, AttentionCode> = {
  'unknown SKU': 'unknown_sku',
  'bad postcode': 'bad_postcode',
  'header refused': 'refused_by_peoplevox',
  'line refused': 'refused_by_peoplevox',
};

/** Everything that is not as promised, in words; empty where all is well. */
export async function faultsFound(
  { peoplevox }: Pick<Bench, 'peoplevox'>,
  ledger: OpenLedger,
  orders: PlacedOrder[],
): Promise<string[]> {
  const faults = orders.flatMap((order) =>
    (order.flaw === null ? goodOrder(order, peoplevox) : badOrder(order, peoplevox)).map(
      (words) => `Order ${order.id}: ${words}`,
    ),
  );
  const shown = await shownCodes(ledger, orders.length * 2);
  for (const { id, flaw } of orders) {
    const codes = shown.get(id) ?? '';
    const expected = flaw === null ? '' : codeOf[flaw];
    if (codes !== expected) faults.push(`Order ${id} shows "${codes}" instead of "${expected}".`);
  }
  const violations = peoplevox.books.violations().length;
  if (violations > 0) faults.push(`${violations} calls were refused because they came too soon.`);
  const most = mostCallsIn15s(peoplevox.books);
  if (most > callsAllowed) faults.push(`${most} calls came within 15 seconds.`);
  return faults;
}

/** The exceptions shown of each order that has any. */
export async function shownCodes(ledger: OpenLedger, limit: number): Promise<Map<number, string>> {
  const shown = new Map<number, Set<string>>();
  for (const { orderId, code } of await ledger.openProblems(limit)) {
    if (orderId !== null) shown.set(orderId, (shown.get(orderId) ?? new Set()).add(code));
  }
  return new Map([...shown].map(([id, codes]) => [id, [...codes].sort().join(', ')]));
}

function goodOrder({ id, units }: PlacedOrder, peoplevox: Bench['peoplevox']): string[] {
  const number = String(id);
  const { timesCreated, moments } = peoplevox.books.order(number);
  const otherwise = peoplevox.books.pickableOtherwise(number, units).length;
  const last = moments.at(-1);
  return [
    timesCreated === 1 ? '' : `created ${timesCreated} times.`,
    last?.pickable && !last.held ? '' : 'cannot be picked.',
    otherwise === 0 ? '' : 'could have been picked with other lines than it has.',
    sameUnits(last?.lines ?? [], units) ? '' : 'has other units than were ordered.',
  ].filter((words) => words !== '');
}

export function badOrder({ id }: Pick<PlacedOrder, 'id'>, peoplevox: Bench['peoplevox']): string[] {
  const { timesCreated, pickable } = peoplevox.books.order(String(id));
  return [
    timesCreated <= 1 ? '' : `created ${timesCreated} times.`,
    pickable.length === 0 ? '' : 'could be picked though something is wrong with it.',
  ].filter((words) => words !== '');
}

function sameUnits(lines: { item: string; quantity: number }[], units: Record<string, number>): boolean {
  const there = lines.map(({ item, quantity }) => `${item} ${quantity}`).sort();
  const wanted = Object.entries(units).map(([item, quantity]) => `${item} ${quantity}`);
  return JSON.stringify(there) === JSON.stringify(wanted.sort());
}
