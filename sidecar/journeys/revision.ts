// A short mark of what the shop wants picked, part by part, so that "changed since" is one comparison (design.md section 6, "revision"). What the shop has not changed
// is not written again: the warehouse may have set it otherwise on purpose (docs/decisions/0007-what-is-carried-over.md).

import { createHash } from 'node:crypto';
import type { HeaderGroup, WantedSalesOrder } from '../domain/salesOrder.ts';

/** In `revisionWanted`: the shop wants nothing of the order picked. */
export const nothingWanted = 'nothing';

export type Part = 'lines' | 'lineDetails' | HeaderGroup;
/** A hash for each part. One that is missing was not taken from the order when it was sent: a setting came later, which is no change of the order. */
export type Parts = Partial<Record<Part, string>>;

/** A part while a write of it is on its way, of this version: it equals no part that is wanted, so Peoplevox is read. */
export const inDoubt = (version: string) => `?${version}`;
export const isInDoubt = (part: string) => part.startsWith('?') && part !== unknown;
/** A part of which nobody knows what was written: where Peoplevox has it otherwise, it cannot be told who changed it. */
export const unknown = '?';

/**
 * Lines count by their id, not by their SKU: a SKU corrected on the product shows on every order that ever had it, and is no change of these orders. The price of a line
 * is not covered: it goes with the next write of the line.
 */
export function partsOf(wanted: WantedSalesOrder): Required<Pick<Parts, 'lines'>> & Parts {
  const { shipTo, invoiceTo, shippingCost, total, discount, tax } = wanted;
  const { name: _name, phone: _phone, ...address } = shipTo;
  return {
    lines: linesRevision(wanted.lines),
    contact: hashOf(wanted.contactName),
    address: hashOf(sorted(address)),
    phone: hashOf(shipTo.phone || invoiceTo.phone),
    service: hashOf(wanted.serviceType),
    email: hashOf(wanted.email),
    invoice: hashOf(sorted(invoiceTo)),
    totals: hashOf([shippingCost, total, discount, tax].map(({ minor, currency }) => [minor, currency])),
    ...Object.fromEntries(Object.entries(wanted.changeable).map(([part, value]) => [part, hashOf(value)])),
  };
}

export const revisionOf = (wanted: WantedSalesOrder) => joined(partsOf(wanted));

export const linesRevision = (lines: { line: string | null; quantity: number }[]) =>
  hashOf(lines.map(({ line, quantity }) => `${line}:${quantity}`).sort());

export const joined = (parts: Parts) =>
  Object.entries(parts)
    .sort()
    .map(([part, version]) => `${part}:${version}`)
    .join(' ');

/** Of what was sent, where that was not kept. */
const everyPart = '*';
export const allUnknown = `${everyPart}:${unknown}`;

/** What was sent of the parts that are wanted now. One that was kept in another form is unknown as a whole. */
export function partsSent(revision: string | null, wanted: Parts): Parts {
  const kept = revision?.split(' ').map((one) => one.split(':')) ?? [];
  const readable = kept.every(([part, version, ...more]) => part && version && more.length === 0);
  if (kept.length === 0 || !readable || kept.some(([part]) => part === everyPart))
    return Object.fromEntries(Object.keys(wanted).map((part) => [part, unknown]));
  return Object.fromEntries(kept.filter(([part]) => part !== undefined && part in wanted));
}

/** A write of this version may still be on its way. */
export const anyInDoubt = (revision: string | null) => /:\?\w/.test(revision ?? '');

/** The parts that the shop wants otherwise than they were sent, or that are not known to be there. */
export const changedParts = (sent: Parts, wanted: Parts): ReadonlySet<Part> =>
  new Set(
    (Object.keys(wanted) as Part[]).filter((part) => sent[part] !== undefined && sent[part] !== wanted[part]),
  );

const sorted = (fields: object) => Object.entries(fields).sort();

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
