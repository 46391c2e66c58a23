// The sales orders that an order goes by: its own, what people linked to it, and what it went under before. Pure.

import type { SalesOrderNumber } from './ids.ts';
import type { LedgerOrder, OtherNumber } from './ports.ts';
import { isOpen, type SalesOrderHeader } from './salesOrder.ts';

/** Peoplevox may not tell upper from lower case. */
export const sameNumber = (one: string | null, other: string | null) =>
  one !== null && other !== null && one.toLowerCase() === other.toLowerCase();

type Row = Pick<LedgerOrder, 'orderId' | 'number'>;
const of = (row: Row, others: readonly OtherNumber[]) =>
  others.filter((one) => one.orderId === row.orderId && one.number !== row.number);

/** Those it is followed by: the one it goes under first. */
export const followedNumbers = (row: Row, others: readonly OtherNumber[]): SalesOrderNumber[] => [
  ...(row.number === null ? [] : [row.number]),
  ...of(row, others).flatMap((one) => (one.role === 'beside' ? [one.number] : [])),
];

export const formerNumbers = (row: Row, others: readonly OtherNumber[]): OtherNumber[] =>
  of(row, others).filter((one) => one.role === 'former');

/** Those whose despatches are the order's. What went under a number that was sent again is told apart: its parcels were cancelled, or are lost. */
export const despatchedNumbers = (row: Row, others: readonly OtherNumber[]): SalesOrderNumber[] => [
  ...followedNumbers(row, others),
  ...formerNumbers(row, others).flatMap((one) => (one.why === 'linked' ? [one.number] : [])),
];

/** It was sent again because what had left is lost: the shop counts its units as despatched already. */
export const isReplacement = (row: Row, others: readonly OtherNumber[]): boolean =>
  formerNumbers(row, others).some((one) => one.why === 'resent' && one.left === 'despatched');

/** Of one that was replaced: is it other than it was left, so that it may be picked, or has left, beside the one that replaced it? */
export const isBack = ({ left }: OtherNumber, found: SalesOrderHeader | undefined): boolean =>
  found !== undefined && (isOpen(found) || (found.status === 'despatched' && left !== 'despatched'));

const longestNumber = 30; // peoplevox-api.md 3.3

/** The number it was first given by us: what suffixes are put to. */
export function firstNumber(row: Row, others: readonly OtherNumber[]): string | null {
  const first = formerNumbers(row, others)[0]?.number ?? row.number;
  return first?.replace(/-R\d+$/, '') ?? null;
}

/** `1042-R1` … up to where it has too many characters. */
export const suffixed = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${first}-R${index + 1}`).filter(
    (number) => number.length <= longestNumber,
  );
