// A short mark of what the shop wants picked, so that "changed since" is one comparison (design.md section 6, "revision").

import { createHash } from 'node:crypto';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';

/** In `revisionWanted`: the shop wants nothing of the order picked. */
export const nothingWanted = 'nothing';
/**
 * A part of `revisionSent` while a write of it is on its way (of that version), or where nobody knows what was written (of none): it equals no part that is wanted,
 * so Peoplevox is read.
 */
export const inDoubt = (version = '') => `?${version}`;
export const isInDoubt = (part: string) => part.startsWith('?');

/** The two parts that change independently: what is picked, and where it goes. */
export interface RevisionParts {
  lines: string;
  delivery: string;
}

/**
 * Covers what the pickers and the carrier act on: lines, recipient, address, service, and where the settings use them a chosen delivery date, the site and attributes.
 * Totals and e-mail may change unnoticed. Lines count by their id, not by their
 * SKU: a SKU corrected on the product shows on every order that ever had it, and is no change of these orders.
 */
export const revisionOf = (wanted: WantedSalesOrder) => joined(partsOf(wanted));

export function partsOf(wanted: WantedSalesOrder): RevisionParts {
  const { lines, shipTo, contactName, serviceType, changeable } = wanted;
  const delivery = [Object.entries(shipTo).sort(), contactName, serviceType];
  // Left out where there is none: orders sent before such a setting was made keep the revision they were sent with.
  return {
    lines: linesRevision(lines),
    delivery: hashOf(changeable.length === 0 ? delivery : [...delivery, changeable]),
  };
}

export const linesRevision = (lines: { line: string | null; quantity: number }[]) =>
  hashOf(lines.map(({ line, quantity }) => `${line}:${quantity}`).sort());

export const joined = ({ lines, delivery }: RevisionParts) => `${lines}.${delivery}`;
export const allInDoubt = joined({ lines: inDoubt(), delivery: inDoubt() });

/** Of what was sent. One that is not known, or was kept in another form, is in doubt as a whole. */
export function partsSent(revision: string | null): RevisionParts {
  const [lines, delivery, ...more] = revision?.split('.') ?? [];
  return lines && delivery && more.length === 0
    ? { lines, delivery }
    : { lines: inDoubt(), delivery: inDoubt() };
}

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 20);
