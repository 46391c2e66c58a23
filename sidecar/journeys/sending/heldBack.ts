// Kept from going by the shop, or for a person to put right. Where its release was begun nobody knows whether the pickers have it already: then Peoplevox is asked
// first, and it waits only where they have it not: on our hold, cancelled, not there, or not ours (mission rows O8 and O10).

import type { Attention } from '../../domain/attention.ts';
import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import type { LedgerOrder, OrderChange, ShopMark } from '../../domain/ports.ts';
import { type FoundSalesOrder, pickingBegun } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { changeCannotGo } from '../afterSent.ts';
import { allUnknown } from '../revision.ts';
import { needsPerson, sentMark, withThePickers } from './candidate.ts';
import { stillUnknown } from './unknown.ts';

export interface HeldBack {
  row: LedgerOrder;
  /** the shop remembers that it was sent, or nobody can say */
  markedSent: boolean;
  /** what becomes of it where the pickers have it not */
  waits: OrderChange;
  /** what people are told where they have it; null: nothing, it may go on */
  told: Attention | null;
}
/** It went under this number, and perhaps it was released. */
export interface PerhapsReleased extends HeldBack {
  number: SalesOrderNumber;
}

export const leftToPerson = (row: LedgerOrder, markedSent: boolean, reasons: Attention[]): HeldBack => ({
  row,
  markedSent,
  waits: needsPerson(row, reasons, reasons.map((one) => one.reason).join(' ')),
  told: changeCannotGo(reasons),
});

/** Those to ask Peoplevox about first, and what becomes of the others at once. */
export function perhapsReleased(all: HeldBack[]): { ask: PerhapsReleased[]; changes: OrderChange[] } {
  const ask: PerhapsReleased[] = [];
  const changes: OrderChange[] = [];
  for (const one of all) {
    const { number, step } = one.row;
    if (step === 'release' && number !== null) ask.push({ ...one, number });
    else changes.push(one.waits);
  }
  return { ask, changes };
}

/** `found`: as Peoplevox has it now; null: not there. With what the shop has to remember, if anything. */
export function judgeHeldBack(
  { row, number, markedSent, waits, told }: PerhapsReleased,
  found: FoundSalesOrder | null,
  { now, settings, installation }: { now: Date; settings: Settings; installation: string },
): { change: OrderChange; mark: ShopMark | null } {
  const onOurHold = found?.loading && !pickingBegun(found);
  if (found === null || (onOurHold && found.status !== 'cancelled'))
    return {
      change: stillUnknown(row, now, settings.orders, found === null ? 'it' : 'the release') ?? waits,
      mark: null,
    };
  const ours = orderOfFingerprint(found.fingerprint, installation) === row.orderId;
  // what is wrong with it in Peoplevox is said when the shop wants it to go again
  if (!ours || found.status === 'cancelled') return { change: waits, mark: null };
  const change: OrderChange = {
    orderId: row.orderId,
    set: { ...withThePickers(row, found, now), revisionSent: row.revisionSent ?? allUnknown },
    ...(told ? { open: [told] } : {}),
    close: 'all', // what was wrong before it was complete
    journal: told?.reason ?? `${number} was released.`,
  };
  return { change, mark: markedSent ? null : sentMark(row.orderId, now) };
}
