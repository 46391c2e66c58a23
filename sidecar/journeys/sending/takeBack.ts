// The shop does not want it any more. While it stands on our hold it is cancelled in Peoplevox; one that was released is handed to amendOrders (mission row O10).

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { OrderChange } from '../../domain/ports.ts';
import { isOpen, pickingBegun } from '../../domain/salesOrder.ts';
import { cancelMethod } from '../amending/cancelling.ts';
import { askWithCanary } from '../canary.ts';
import { nothingWanted } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import { afterSave, type Withdrawn } from './candidate.ts';
import { stillUnknown } from './unknown.ts';

export async function takeBack(withdrawn: Withdrawn[], deps: SendDeps): Promise<void> {
  if (withdrawn.length === 0) return;
  const { ledger, clock, settings } = deps;
  const installation = await ledger.installation();
  const changes: OrderChange[] = [];
  const over: Withdrawn[] = [];
  const toCancel: Withdrawn[] = [];
  for (const one of withdrawn) {
    const { row, found } = one;
    const ours = found !== null && orderOfFingerprint(found.fingerprint, installation) === row.orderId;
    const waits = ours ? null : stillUnknown(row, clock.now(), settings().orders);
    if (waits) changes.push(waits);
    else if (!ours || !isOpen(found)) over.push(one);
    else if (found.loading && !pickingBegun(found)) toCancel.push(one);
    else changes.push(handOver(one));
  }
  await end(over, deps);
  await ledger.record('sendOrders', changes);
  await cancel(toCancel, deps);
}

async function cancel(toCancel: Withdrawn[], deps: SendDeps): Promise<void> {
  if (toCancel.length === 0) return;
  const { ledger, warehouse, clock, settings } = deps;
  const numbers = toCancel.map((one) => one.number);
  const outcomes = await warehouse[cancelMethod(settings())](numbers);
  // When Peoplevox lets an order be cancelled is not known (peoplevox-api.md 5.2): what it shows afterwards counts.
  const shown = await askWithCanary(deps, (canary) => warehouse.find(numbers, canary));
  const changes: OrderChange[] = [];
  const over: Withdrawn[] = [];
  for (const one of toCancel) {
    const now = shown.get(one.number);
    if (!now || !isOpen(now)) over.push(one);
    else changes.push(afterSave(one.row, outcomes.get(one.number), clock.now()) ?? stillOpen(one));
  }
  await end(over, deps);
  await ledger.record('sendOrders', changes);
}

/** Where the shop keeps its units promised because it was marked sent, it is told that they will not be picked: told first, since told twice is harmless. */
async function end(over: Withdrawn[], { ledger, shop, clock }: SendDeps): Promise<void> {
  const now = clock.now();
  const marked = over.filter((one) => one.sentAt !== null);
  if (marked.length > 0)
    await shop.mark(
      marked.map(({ row, sentAt }) => ({
        orderId: row.orderId,
        asOf: now,
        sentAt,
        reflectedAt: now,
        attention: null,
      })),
    );
  await ledger.record('sendOrders', over.map(ended));
}

const ended = ({ row, why, ending, number, found }: Withdrawn): OrderChange => ({
  orderId: row.orderId,
  set: { transfer: ending, nextAttemptAt: null, unknownSince: null, step: null, stepAt: null, byHand: false },
  close: 'all',
  journal: found ? `${why} ${number} is cancelled in Peoplevox.` : why,
});

const released = { transfer: 'complete', step: null, nextAttemptAt: null, unknownSince: null } as const;

/** It is in the pickers' hands: whether it may still be cancelled is for amendOrders to find out. */
const handOver = ({ row, why, number, found }: Withdrawn): OrderChange => ({
  orderId: row.orderId,
  set: {
    ...released,
    attempts: 0,
    askedInVain: 0,
    sentAt: row.sentAt ?? row.stepAt,
    revisionWanted: nothingWanted,
  },
  journal: `${why} ${number} is ${found?.statusWord ?? 'open'} in Peoplevox.`,
});

function stillOpen({ row, why, number, found }: Withdrawn): OrderChange {
  const has = found ? differenceInWords(found.lines, []) : '';
  const reason = `${why} ${number} is ${found?.statusWord ?? 'still open'} in Peoplevox.`;
  return {
    orderId: row.orderId,
    set: { ...released, sentAt: row.sentAt ?? row.stepAt },
    open: [{ code: 'cancelled_after_sent', reason, detail: has }],
    journal: reason,
  };
}
