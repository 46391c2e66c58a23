// What the ledger knows of parcels already: what is in it needs no asking, and what the shop settled is not told again.

import type { DespatchRow } from '../../domain/despatch.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import type { RecordedDespatch } from '../../domain/ports.ts';

/** Has the shop given its last word on this line, under this number? */
export const settled = (
  known: RecordedDespatch[],
  parcel: Pick<RecordedDespatch, 'despatch' | 'trackingNumber'>,
  key: string,
) =>
  known.some(
    (one) =>
      (one.outcome === 'recorded' || one.outcome === 'already') &&
      one.despatch === parcel.despatch &&
      one.trackingNumber === parcel.trackingNumber &&
      one.keys.includes(key),
  );

/** Cheap, before anything is asked: has a parcel more in it than the ledger knows, or another number? */
export function hasNews(under: SalesOrderNumber[], fresh: DespatchRow[], known: RecordedDespatch[]): boolean {
  const units = new Map<string, number>();
  const add = (despatch: string, number: string, code: string, quantity: number) => {
    const name = [despatch, number, code].join('|');
    units.set(name, (units.get(name) ?? 0) + quantity);
  };
  for (const one of known)
    if (under.includes(one.number))
      for (const line of one.lines) add(one.despatch, one.trackingNumber, line.sku, -line.quantity);
  for (const one of fresh)
    if (under.includes(one.salesOrderNumber))
      add(one.despatchNumber, one.trackingNumber, one.sku, one.quantity ?? Number.POSITIVE_INFINITY);
  return [...units.values()].some((more) => more > 0);
}
