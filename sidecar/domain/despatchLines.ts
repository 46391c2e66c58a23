// Which lines of the shop's order a despatch stands for (design.md section 8). More than ordered, an unknown item or a blank quantity is never guessed.

import type { DespatchRow } from './despatch.ts';
import type { Sku } from './ids.ts';
import { type OrderLine, type RememberedDespatch, unitsWanted } from './order.ts';

/** What goes on the order together: of one despatch, under one tracking number. */
export interface Parcel {
  /** the first of its rows, for the carrier and the time */
  row: DespatchRow;
  /** all that is in it, with what the shop has already */
  lines: { key: string; itemId: number; quantity: number; sku: Sku }[];
}
export type Allocation =
  | { kind: 'fits'; parcels: Parcel[] }
  /** why, in words; nothing of this order's despatches is recorded until a person has looked */
  | { kind: 'does_not_fit'; reason: string };

/** Gives a key its form: at most 64 characters, different for different texts. */
export type KeyOf = (text: string) => string;

/**
 * All despatch rows of one order, laid on its lines. What the shop has already stays where it is, by its keys; only units beyond it are laid, in a fixed
 * order: by `Line`, else by SKU in order of the lines. A `Line` of ours may stand for several shop lines of one SKU, because they were sent as one row.
 *
 * Units are counted for each despatch, Line and SKU, whatever the tracking number says: a number is what a parcel has, not what it is. A number that comes
 * later, or another one on a reprinted label, is the same units under another number.
 */
export function allocateDespatches(
  rows: DespatchRow[],
  lines: OrderLine[],
  remembered: RememberedDespatch[],
  keyOf: KeyOf,
): Allocation {
  const pieces = remembered.flatMap((one) =>
    one.lines.map((line) => ({ ...line, despatch: one.despatch, trackingNumber: one.trackingNumber })),
  );
  const capacity = capacityOf(lines);
  for (const { itemId, quantity } of pieces) capacity.use(itemId, quantity);

  const parcels = new Map<string, Parcel>();
  for (const group of groupsOf(rows)) {
    const [first] = group;
    if (!first) continue;
    const about = `${first.despatchNumber}: ${first.sku}`;
    if (group.some(({ quantity }) => quantity === null || !Number.isInteger(quantity) || quantity < 0))
      return { kind: 'does_not_fit', reason: `${about} came without a whole quantity.` };
    const candidates = candidatesFor(first, lines);
    if (candidates.length === 0) return { kind: 'does_not_fit', reason: `${about} is not on the order.` };

    const keys = keysOf(first, candidates, pieces.length + rows.length, keyOf);
    const { kept, fresh } = matched(
      group,
      pieces.filter((piece) => keys.has(piece.key)),
    );
    for (const { row, piece } of kept) put(parcels, row, piece);
    for (const { row, units } of fresh) {
      const { taken, units: over } = capacity.take(units, candidates);
      if (over > 0)
        return {
          kind: 'does_not_fit',
          reason: `${about}: ${over} more were despatched than the order has open.`,
        };
      for (const one of taken) {
        const key = unusedKey(keys, one.itemId, pieces);
        pieces.push({ ...one, key, despatch: row.despatchNumber, trackingNumber: row.trackingNumber });
        put(parcels, row, { ...one, key });
      }
    }
  }
  return { kind: 'fits', parcels: [...parcels.values()] };
}

interface Piece {
  key: string;
  itemId: number;
  quantity: number;
  trackingNumber: string;
}

/**
 * The units of one despatch, Line and SKU: which of them the shop has, under which number they are now, and which are new. Never more are new than the
 * report has beyond what the shop has.
 */
function matched<One extends Piece>(group: DespatchRow[], pieces: One[]) {
  const kept: { row: DespatchRow; piece: One }[] = [];
  const strays: One[] = [];
  for (const piece of pieces) {
    const row = group.find((one) => one.trackingNumber === piece.trackingNumber);
    if (row) kept.push({ row, piece });
    else strays.push(piece);
  }
  const byNumber = grouped(group, (row) => row.trackingNumber);
  const missing = new Map(
    [...byNumber].map(([number, rows]) => [
      number,
      sumOf(rows) - sumOf(kept.filter((one) => one.row.trackingNumber === number).map((one) => one.piece)),
    ]),
  );
  // Pieces whose number the report has no more were given one of those that are there. A number taken away gives none.
  for (const [number, [row]] of byNumber) {
    while (row && number !== '' && strays.length > 0 && (missing.get(number) ?? 0) > 0) {
      const piece = strays.shift();
      if (!piece) break;
      kept.push({ row, piece });
      missing.set(number, (missing.get(number) ?? 0) - piece.quantity);
    }
  }
  let left = Math.max(0, sumOf(group) - sumOf(pieces));
  const fresh: { row: DespatchRow; units: number }[] = [];
  for (const row of group) {
    const units = Math.min(row.quantity ?? 0, left, Math.max(0, missing.get(row.trackingNumber) ?? 0));
    if (units === 0) continue;
    left -= units;
    missing.set(row.trackingNumber, (missing.get(row.trackingNumber) ?? 0) - units);
    fresh.push({ row, units });
  }
  return { kept, fresh };
}

const sumOf = (all: { quantity: number | null }[]) => all.reduce((sum, one) => sum + (one.quantity ?? 0), 0);

function put(
  parcels: Map<string, Parcel>,
  row: DespatchRow,
  { key, itemId, quantity }: Omit<Piece, 'trackingNumber'>,
) {
  const name = `${row.despatchNumber}|${row.trackingNumber}`;
  const parcel = parcels.get(name) ?? { row, lines: [] };
  parcel.lines.push({ key, itemId, quantity, sku: row.sku });
  parcels.set(name, parcel);
}

/**
 * The keys that units of this despatch, Line and SKU can have, by item, in order: a key identifies a despatched line for ever. A despatch may have several
 * rows of one line at the same time, hence a count; the number on the parcel is no part of it.
 */
function keysOf(row: DespatchRow, candidates: OrderLine[], count: number, keyOf: KeyOf): Map<string, number> {
  const keys = new Map<string, number>();
  for (const { itemId } of candidates)
    for (let ordinal = 0; ordinal < count; ordinal += 1)
      keys.set(keyOf([row.despatchNumber, row.line ?? '', row.sku, itemId, ordinal].join('|')), itemId);
  return keys;
}

function unusedKey(keys: Map<string, number>, itemId: number, pieces: Piece[]): string {
  const used = new Set(pieces.map((piece) => piece.key));
  for (const [key, item] of keys) if (item === itemId && !used.has(key)) return key;
  throw new RangeError('there are as many keys as rows and pieces together');
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

/** Rows of one despatch, Line and SKU together; the earliest first, and those with a number before those that wait for one. */
function groupsOf(rows: DespatchRow[]): DespatchRow[][] {
  const sorted = [...rows].sort((one, other) => compare(sortKey(one), sortKey(other)));
  return [...grouped(sorted, (row) => [row.despatchNumber, row.line ?? '', row.sku].join('\u0000')).values()];
}
const sortKey = (row: DespatchRow) =>
  [
    row.despatchedAt?.toISOString() ?? '9',
    row.despatchNumber,
    row.line ?? '',
    row.sku,
    row.trackingNumber === '' ? '1' : '0',
    row.trackingNumber,
    String(row.quantity).padStart(9),
  ].join('\u0000');
/** In order of the first of each group. */
function grouped(rows: DespatchRow[], by: (row: DespatchRow) => string): Map<string, DespatchRow[]> {
  const groups = new Map<string, DespatchRow[]>();
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  return groups;
}
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

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
