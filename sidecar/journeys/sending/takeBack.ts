// The shop does not want it any more. While it stands on our hold it is cancelled in Peoplevox; once released it is a person's (mission row O10).

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { OrderChange } from '../../domain/ports.ts';
import { isOpen, pickingBegun } from '../../domain/salesOrder.ts';
import type { SendDeps } from '../sendOrders.ts';
import { afterSave, type Withdrawn } from './candidate.ts';
import { stillUnknown } from './unknown.ts';

export async function takeBack(withdrawn: Withdrawn[], deps: SendDeps): Promise<void> {
  if (withdrawn.length === 0) return;
  const { ledger, clock, settings } = deps;
  const installation = await ledger.installation();
  const changes: OrderChange[] = [];
  const toCancel: Withdrawn[] = [];
  for (const one of withdrawn) {
    const { row, found } = one;
    const ours = found !== null && orderOfFingerprint(found.fingerprint, installation) === row.orderId;
    if (!ours) changes.push(stillUnknown(row, clock.now(), settings().orders) ?? ended(one));
    else if (!isOpen(found)) changes.push(ended(one));
    else if (found.loading && !pickingBegun(found)) toCancel.push(one);
    else changes.push(tooLate(one));
  }
  await ledger.record('sendOrders', changes);
  await cancel(toCancel, deps);
}

async function cancel(toCancel: Withdrawn[], { ledger, warehouse, clock }: SendDeps): Promise<void> {
  if (toCancel.length === 0) return;
  const numbers = toCancel.map((one) => one.number);
  const outcomes = await warehouse.cancel(numbers);
  // When Peoplevox lets an order be cancelled is not known (peoplevox-api.md 5.2): what it shows afterwards counts.
  const shown = await warehouse.find(numbers, null);
  const changes = toCancel.map((one): OrderChange => {
    const now = shown.get(one.number);
    if (!now || !isOpen(now)) return ended(one);
    const failed = afterSave(one.row, outcomes.get(one.number), clock.now());
    return failed ?? tooLate(one);
  });
  await ledger.record('sendOrders', changes);
}

const ended = ({ row, why, ending, number, found }: Withdrawn): OrderChange => ({
  orderId: row.orderId,
  set: { transfer: ending, nextAttemptAt: null, unknownSince: null, step: null, stepAt: null, byHand: false },
  close: 'all',
  journal: found ? `${why} ${number} is cancelled in Peoplevox.` : why,
});

function tooLate({ row, why, number, found }: Withdrawn): OrderChange {
  const has = found ? differenceInWords(found.lines, []) : '';
  const reason = `${why} ${number} is ${found?.statusWord ?? 'still open'} in Peoplevox.`;
  return {
    orderId: row.orderId,
    set: { transfer: 'complete', nextAttemptAt: null, unknownSince: null, sentAt: row.sentAt ?? row.stepAt },
    open: [{ code: 'cancelled_after_sent', reason, detail: has }],
    journal: reason,
  };
}
