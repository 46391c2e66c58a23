// Which lines of the shop's order a despatch row stands for (design.md section 8). More than ordered, an unknown item or a blank quantity is never guessed.

import type { DespatchRow } from './despatch.ts';
import { type OrderLine, unitsWanted } from './order.ts';

export interface AllocatedRow {
  row: DespatchRow;
  lines: { itemId: number; quantity: number }[];
}
export type Allocation =
  | { kind: 'fits'; rows: AllocatedRow[] }
  /** why, in words; nothing of this order's despatches is recorded until a person has looked */
  | { kind: 'does_not_fit'; reason: string };

/**
 * All despatch rows of one order, earlier ones included, laid on its lines in a fixed order, so that a replay gives the same answer. By `Line`, else by SKU
 * in order of the lines; a `Line` of ours may stand for several shop lines of one SKU, because they were sent as one row.
 */
export function allocateDespatches(rows: DespatchRow[], lines: OrderLine[]): Allocation {
  const capacity = capacityOf(lines);
  const allocated: AllocatedRow[] = [];
  for (const row of inOrder(rows)) {
    const about = `${row.despatchNumber}: ${row.sku}`;
    if (row.quantity === null || !Number.isInteger(row.quantity) || row.quantity < 0)
      return { kind: 'does_not_fit', reason: `${about} came without a whole quantity.` };
    const candidates = candidatesFor(row, lines);
    if (candidates.length === 0) return { kind: 'does_not_fit', reason: `${about} is not on the order.` };
    const { taken, units } = capacity.take(row.quantity, candidates);
    if (units > 0)
      return {
        kind: 'does_not_fit',
        reason: `${about}: ${units} more were despatched than the order has open.`,
      };
    if (taken.length > 0) allocated.push({ row, lines: taken });
  }
  return { kind: 'fits', rows: allocated };
}

/**
 * What each line may still take: at most what was ordered, for what has left has left, refunded or not (a return does not block the next parcel). Lines
 * that still want units come first, so that one refunded before it was sent is not filled in another's place.
 */
function capacityOf(lines: OrderLine[]) {
  const wanted = new Map(lines.map((line) => [line.itemId, line.needsShipping ? unitsWanted(line) : 0]));
  const ordered = new Map(lines.map((line) => [line.itemId, line.needsShipping ? line.quantity : 0]));
  function use(itemId: number, quantity: number) {
    ordered.set(itemId, Math.max(0, (ordered.get(itemId) ?? 0) - quantity));
    wanted.set(itemId, Math.max(0, (wanted.get(itemId) ?? 0) - quantity));
  }
  return {
    use,
    /** `units` is what found no place. */
    take(quantity: number, candidates: OrderLine[]) {
      const taken = new Map<number, number>();
      let units = quantity;
      for (const room of [wanted, ordered])
        for (const { itemId } of candidates) {
          const part = Math.min(units, room.get(itemId) ?? 0);
          if (part === 0) continue;
          use(itemId, part);
          taken.set(itemId, (taken.get(itemId) ?? 0) + part);
          units -= part;
        }
      return { taken: [...taken].map(([itemId, part]) => ({ itemId, quantity: part })), units };
    },
  };
}

function candidatesFor(row: DespatchRow, lines: OrderLine[]): OrderLine[] {
  const named = lines.find((line) => String(line.itemId) === row.line);
  const sameSku = lines.filter((line) => line.sku === row.sku);
  // A Line of ours under another item code is a substitution: a person decides.
  if (named && named.sku !== row.sku) return [];
  return named ? [named, ...sameSku.filter((line) => line !== named)] : sameSku;
}

const inOrder = (rows: DespatchRow[]) =>
  [...rows].sort((one, other) => compare(sortKey(one), sortKey(other)));
const sortKey = (row: DespatchRow) =>
  [
    row.despatchedAt?.toISOString() ?? '9',
    row.despatchNumber,
    row.line ?? '',
    row.sku,
    row.trackingNumber,
  ].join('\u0000');
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Identifies a despatched line for ever (design.md section 8): the same key again changes nothing. */
export const despatchKeyText = (row: DespatchRow, itemId: number) =>
  [row.despatchNumber, row.line ?? '', row.sku, row.trackingNumber, itemId].join('|');

/** `https://…/{number}` with the parcel's number filled in; empty where the carrier has no link. Carriers are compared without case. */
export function trackingUrl(
  carrier: string,
  number: string,
  postcode: string,
  table: Record<string, string>,
): string {
  const found = Object.entries(table).find(([name]) => name.toLowerCase() === carrier.trim().toLowerCase());
  if (!found || number === '') return '';
  return found[1]
    .replaceAll('{number}', encodeURIComponent(number))
    .replaceAll('{postcode}', encodeURIComponent(postcode));
}
