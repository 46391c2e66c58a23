// The shop wants nothing of a sent order any more: cancelled in Peoplevox while nobody picks it (mission row O10).

import { notYetPicked } from '../../domain/amendment.ts';
import type { LedgerOrder } from '../../domain/ports.ts';
import type { FoundSalesOrder } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { anyInDoubt } from '../revision.ts';
import { type Amendment, firstLookMs, later, leftToPerson, tries, type Write } from './amendment.ts';
import { lateCommitUntil } from './changed.ts';
import type { Circumstances, Verdict } from './judge.ts';
import { cancelledAfterSent, whereItStands } from './words.ts';

/** `found` is open in Peoplevox, or has left. A cancellation that was lost is simply asked for again: twice is no more than once. */
export function judgeCancelled(
  one: Amendment,
  found: FoundSalesOrder,
  { now, known, parcels, settings }: Circumstances,
): Verdict {
  const { row } = one;
  const toPerson = (place: string, why: string, attempts?: number): Verdict => ({
    kind: 'record',
    change: leftToPerson(one, cancelledAfterSent(place, why), {
      now,
      known: known.has('cancelled_after_sent'),
      sent: null,
      ...(attempts === undefined ? {} : { attempts }),
    }),
  });
  // Left long before this ledger knew of it: a return, and no news for the warehouse.
  if (found.status === 'despatched' && row.warehouse === 'none')
    return { kind: 'record', change: later(one, new Date(now.getTime() + firstLookMs)) };
  if (parcels || !notYetPicked(found)) return toPerson(whereItStands(found, parcels, 'stop'), '');
  if (settings.orders.cancelBy === 'ask')
    return toPerson(whereItStands(found, false, 'stop'), 'Cancel it there.');
  const place = whereItStands(found, false, 'stop');
  const by = cancelMethod(row, settings, now);
  // Its status was to tide over until it may be deleted: whatever was said to that, it is deleted then.
  if (settings.orders.cancelBy === 'delete' && by === 'status' && row.attempts > 0)
    return { kind: 'record', change: later(one, lateCommitUntil(row, settings)) };
  if (one.refused !== undefined)
    return toPerson(place, `It was asked to cancel it and answered: ${one.refused}`, tries);
  if (row.step !== null && row.stepAt !== null && row.attempts > 0) {
    const look = row.stepAt.getTime() + firstLookMs;
    if (now.getTime() < look) return { kind: 'record', change: later(one, new Date(look)) };
  }
  if (row.attempts >= tries)
    return toPerson(place, 'It was asked to cancel it and still shows it open. Cancel it there.', tries);
  return { kind: 'write', write: { kind: 'cancel', by }, attempts: row.attempts + 1, sent: null };
}

/**
 * By status, or by deleting where the settings say so; `ask` is for released orders, those on our hold are ours to take back. While a save of ours may still be on its way
 * it goes by status: a save that is committed after the deletion would make the sales order anew.
 */
export function cancelMethod(
  row: Pick<LedgerOrder, 'stepAt' | 'unknownSince' | 'revisionSent'>,
  settings: Settings,
  now: Date,
): Extract<Write, { kind: 'cancel' }>['by'] {
  if (settings.orders.cancelBy !== 'delete') return 'status';
  const doubtful = row.unknownSince !== null || anyInDoubt(row.revisionSent);
  return doubtful && now < lateCommitUntil(row, settings) ? 'status' : 'deleting';
}
