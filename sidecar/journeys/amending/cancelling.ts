// The shop wants nothing of a sent order any more: cancelled in Peoplevox while nobody picks it (mission row O10).

import { notYetPicked } from '../../domain/amendment.ts';
import type { FoundSalesOrder } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { type Amendment, firstLookMs, later, leftToPerson, tries } from './amendment.ts';
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
  if (one.refused !== undefined)
    return toPerson(place, `It was asked to cancel it and answered: ${one.refused}`, tries);
  if (row.step !== null && row.stepAt !== null) {
    const look = row.stepAt.getTime() + firstLookMs;
    if (now.getTime() < look) return { kind: 'record', change: later(one, new Date(look)) };
  }
  if (row.attempts >= tries)
    return toPerson(place, 'It was asked to cancel it and still shows it open. Cancel it there.', tries);
  return { kind: 'write', write: { kind: 'cancel' }, attempts: row.attempts + 1 };
}

/** By status or by deleting; `ask` is for released orders, those on our hold are ours to take back. */
export const cancelMethod = ({ orders }: Settings): 'cancel' | 'remove' =>
  orders.cancelBy === 'delete' ? 'remove' : 'cancel';
