// What to do about one sent order that the shop wants otherwise, from what both systems show now. Pure: it decides, amendOrders acts.

import type { AttentionCode } from '../../domain/attention.ts';
import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import type { Sku } from '../../domain/ids.ts';
import type { OrderChange, Warehouse } from '../../domain/ports.ts';
import type { Finding } from '../../domain/probe.ts';
import { type FoundSalesOrder, pickingBegun } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Parts } from '../revision.ts';
import { type Amendment, later, leftToPerson, lookAgainMs, type Wish, type Write } from './amendment.ts';
import { judgeCancelled } from './cancelling.ts';
import { judgeChanged } from './changed.ts';
import { changedAfterSent, whereItStands } from './words.ts';

export type Verdict =
  /** settled, waiting, or left to a person */
  | { kind: 'record'; change: OrderChange }
  /** neither system wants it any more */
  | { kind: 'cancelled'; gone: boolean }
  /** `attempts`: the how manieth of the same write it is; `sent`: what was seen to be there already, null where that is not the question */
  | { kind: 'write'; write: Write; attempts: number; sent: Parts | null };

export interface Circumstances {
  now: Date;
  settings: Settings;
  installation: string;
  /** exceptions of the order that are open */
  known: ReadonlySet<AttentionCode>;
  /** a despatch of it is known */
  parcels: boolean;
  /** what was found out about the tenant; a setting wins over it */
  findings: readonly Finding[];
  /** of what the shop wants, the item codes that Peoplevox has not */
  unknownItems: Sku[];
  deliveryDifference: Warehouse['deliveryDifference'];
  lineDetailDifference: Warehouse['lineDetailDifference'];
}

/** `found`: read just now with a canary; null: not there. */
export function judge(
  one: Amendment,
  wish: Wish,
  found: FoundSalesOrder | null,
  about: Circumstances,
): Verdict {
  const { row } = one;
  const { now, installation } = about;
  // Absent, not ours any more, cancelled by a person, on our hold again: followOrders sees each of them and says so.
  const others: Verdict = {
    kind: 'record',
    change: later(one, new Date(now.getTime() + lookAgainMs)),
  };
  const unwanted = wish.kind === 'nothing';
  if (found === null) return unwanted && row.step !== null ? { kind: 'cancelled', gone: true } : others;
  // opened again by a person: it is not cancelled again behind their back
  if (unwanted && row.reopenedAt !== null && found.status !== 'cancelled') return others;
  if (orderOfFingerprint(found.fingerprint, installation) !== row.orderId) return others;
  if (found.status === 'cancelled') return unwanted ? { kind: 'cancelled', gone: false } : others;
  if (found.loading && !pickingBegun(found)) return others;
  // What left in part may look like new again (peoplevox-api.md 5.1): what is known to have left counts.
  const parcels = about.parcels || row.warehouse === 'part_despatched';
  if (wish.kind === 'nothing') return judgeCancelled(one, found, { ...about, parcels });
  if (wish.kind === 'cannot_go') {
    const reason = `The change cannot be carried over: ${wish.reasons.join(' ')}`;
    const attention = changedAfterSent(reason.replace(/\.$/, ''), whereItStands(found, parcels, 'stop'));
    const isKnown = about.known.has('changed_after_sent');
    return { kind: 'record', change: leftToPerson(one, attention, { now, known: isKnown, sent: null }) };
  }
  if (wish.kind === 'unknown') return others;
  return judgeChanged(one, wish.wanted, found, { ...about, parcels });
}
