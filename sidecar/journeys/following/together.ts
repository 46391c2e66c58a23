// An order that goes by several sales orders is as far as the one that is furthest behind, and what it went under before is watched. Pure.

import { formerNumbers, isBack } from '../../domain/otherNumbers.ts';
import type { LedgerOrder, OrderChange, OtherNumber } from '../../domain/ports.ts';
import { isOpen, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import type { WarehouseFact } from '../../domain/transfer.ts';

/** From the furthest behind to the furthest. */
const order: readonly WarehouseFact[] = [
  'held_by_us',
  'held_by_person',
  'other',
  'new',
  'part_allocated',
  'allocated',
  'part_picked',
  'picked',
  'despatched',
  'cancelled',
];

/** The fact in a header. Our own hold and a person's are told apart by the word LOADING. */
export function factOf({ loading, onHold, status }: SalesOrderHeader): WarehouseFact {
  if (status === 'cancelled' || status === 'despatched') return status;
  if (loading) return 'held_by_us';
  return onHold ? 'held_by_person' : status;
}

/** The sales order that says how the order stands, and what it says. `wanted`: by the shop. There must be one. */
export function together(
  headers: readonly [SalesOrderHeader, ...SalesOrderHeader[]],
  wanted: boolean,
): { header: SalesOrderHeader; fact: WarehouseFact } {
  const [first, ...more] = [...headers].sort((one, other) => place(one) - place(other));
  const behind = first ?? headers[0];
  const last = more.at(-1);
  // A part that is cancelled is missing; where nobody wants the order any more, what is still open is what counts.
  if (last?.status === 'cancelled' && (wanted || !isOpen(behind))) return { header: last, fact: 'cancelled' };
  const left = headers.some(({ status }) => status === 'despatched');
  const fact = factOf(behind);
  return { header: behind, fact: left && isOpen(behind) ? 'part_despatched' : fact };
}
const place = (header: SalesOrderHeader) => order.indexOf(factOf(header));

/** Two sales orders of one order that may both be picked are shown, until one of them is closed. */
export function withFormer(
  change: OrderChange,
  row: LedgerOrder,
  others: readonly OtherNumber[],
  found: ReadonlyMap<string, SalesOrderHeader>,
): OrderChange {
  const former = formerNumbers(row, others);
  if (former.length === 0 || change.close === 'all') return change;
  const back = former.filter((one) => isBack(one, found.get(one.number)));
  if (back.length === 0) return { ...change, close: [...(change.close ?? []), 'former_reopened'] };
  const which = back.map(({ number }) => `${number} is ${found.get(number)?.statusWord} in Peoplevox again`);
  const reason = `${which.join(', ')}, and the order goes as ${row.number}: both may be picked.`;
  const known = change.open ?? [];
  return { ...change, open: [...known, { code: 'former_reopened', reason }] };
}
