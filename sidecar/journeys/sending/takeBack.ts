// The shop does not want it any more. While it stands on our hold it is cancelled in Peoplevox; one that was released is handed to amendOrders (mission row O10).

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { OrderChange, SaveOutcome, SaveOutcomes } from '../../domain/ports.ts';
import { isOpen, pickingBegun } from '../../domain/salesOrder.ts';
import { cancelMethod } from '../amending/cancelling.ts';
import { nextAttemptAt } from '../backoff.ts';
import { askWithCanary } from '../canary.ts';
import { nothingWanted } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import { type Withdrawn, whileOnItsWay } from './candidate.ts';
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
  await ledger.record('sendOrders', changes.map(whileOnItsWay));
  await cancel(toCancel, deps);
}

async function cancel(toCancel: Withdrawn[], deps: SendDeps): Promise<void> {
  if (toCancel.length === 0) return;
  const { ledger, warehouse, clock, settings } = deps;
  const begun = clock.now();
  const by = (one: Withdrawn) => cancelMethod(one.row, settings(), begun);
  const [toDelete, others] = [
    toCancel.filter((one) => by(one) === 'deleting'),
    toCancel.filter((one) => by(one) === 'status'),
  ];
  // Counted before the call: one that is never carried out is a person's, whatever becomes of its answers.
  await ledger.record(
    'sendOrders',
    toCancel.map(({ row }) => ({ orderId: row.orderId, set: { attempts: row.attempts + 1 } })),
  );
  const outcomes: SaveOutcomes = new Map([
    ...(await warehouse.cancel(others.map((one) => one.number))),
    ...(await warehouse.remove(toDelete.map((one) => one.number))),
  ]);
  // When Peoplevox lets an order be cancelled is not known (peoplevox-api.md 5.2): what it shows afterwards counts.
  const numbers = toCancel.map((one) => one.number);
  const shown = await askWithCanary(deps, (canary) => warehouse.find(numbers, canary));
  const changes: OrderChange[] = [];
  const over: Withdrawn[] = [];
  for (const one of toCancel) {
    const now = shown.get(one.number);
    if (!now) over.push({ ...one, deletedAt: begun });
    else if (!isOpen(now)) over.push(one);
    else if (!now.loading || pickingBegun(now)) changes.push(handOver({ ...one, found: now }));
    else changes.push(stillOpen({ ...one, found: now }, outcomes.get(one.number), clock.now()));
  }
  await end(over, deps);
  await ledger.record('sendOrders', changes.map(whileOnItsWay));
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
  await ledger.record('sendOrders', over.map(ended).map(whileOnItsWay));
}

const ended = ({ row, why, ending, number, found, deletedAt }: Withdrawn): OrderChange => ({
  orderId: row.orderId,
  set: {
    transfer: ending,
    nextAttemptAt: null,
    unknownSince: null,
    step: null,
    stepAt: null,
    byHand: false,
    attempts: 0,
    resendAs: null,
    // looked for once more, when whatever was late has come (checkSent)
    ...(deletedAt ? { warehouse: 'gone', stepAt: deletedAt, checkedAt: null } : {}),
  },
  close: 'all',
  journal: found ? `${why} ${number} is ${deletedAt ? 'deleted' : 'cancelled'} in Peoplevox.` : why,
});

/** It is in the pickers' hands: whether it may still be cancelled is for amendOrders to find out. */
const handOver = ({ row, why, number, found }: Withdrawn): OrderChange => ({
  orderId: row.orderId,
  set: {
    transfer: 'complete',
    step: null,
    nextAttemptAt: null,
    unknownSince: null,
    attempts: 0,
    askedInVain: 0,
    sentAt: row.sentAt ?? row.stepAt,
    revisionWanted: nothingWanted,
  },
  journal: `${why} ${number} is ${found?.statusWord ?? 'open'} in Peoplevox.`,
});

/** Peoplevox did not carry it out: asked a few times, then a person's. finishHeld looks whether it is done since. */
function stillOpen(
  { row, why, number, found }: Withdrawn,
  outcome: SaveOutcome | undefined,
  now: Date,
): OrderChange {
  const { orderId } = row;
  const attempts = row.attempts + 1;
  const answer = outcome && outcome.kind !== 'saved' ? outcome.words : '';
  if (attempts < tries && outcome?.kind !== 'refused')
    return {
      orderId,
      set: { transfer: 'unknown', attempts, nextAttemptAt: nextAttemptAt(now, attempts, orderId) },
      journal: `${why} ${number} is on hold in Peoplevox and not cancelled yet. It is asked again.`,
      ...(answer === '' ? {} : { detail: answer }),
    };
  const said = answer === '' ? 'and still shows it open' : `and answered: ${answer.replace(/\.$/, '')}`;
  const reason = `${why} ${number} is on hold in Peoplevox, which was asked to cancel it ${said}. Nobody picks it; cancel it there.`;
  return {
    orderId,
    set: { transfer: 'waiting', attempts, nextAttemptAt: null, byHand: false },
    open: [{ code: 'cancelled_after_sent', reason, detail: differenceInWords(found?.lines ?? [], []) }],
    journal: reason,
  };
}
const tries = 3;
