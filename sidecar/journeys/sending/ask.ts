// Is it there? Peoplevox is asked before anything is created (design.md section 5, steps 3 and 7; mission rows O4 and O8).

import type { Attention } from '../../domain/attention.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import { differenceInWords, isEmpty, lineDifference } from '../../domain/lineDifference.ts';
import type { LedgerOrder, OrderChange, ShopMark } from '../../domain/ports.ts';
import { type FoundSalesOrder, pickingBegun } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { askWithCanary } from '../canary.ts';
import { allUnknown, revisionOf } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import {
  atRest,
  type Candidate,
  needsPerson,
  sentMark,
  type ToLoad,
  type Withdrawn,
  whileOnItsWay,
  withThePickers,
} from './candidate.ts';
import { judgeHeldBack } from './heldBack.ts';
import type { Prepared } from './prepare.ts';
import { stillUnknown } from './unknown.ts';

export interface Asked {
  toLoad: ToLoad[];
  withdrawn: Withdrawn[];
  /** found released: how many */
  alreadyComplete: number;
}

export async function ask({ candidates, withdrawn, heldBack }: Prepared, deps: SendDeps): Promise<Asked> {
  const { ledger, shop, warehouse, clock, settings } = deps;
  const numbers = [
    ...candidates.map((one) => one.wanted.number),
    ...[...withdrawn, ...heldBack].map((one) => one.number),
  ];
  if (numbers.length === 0) return { toLoad: [], withdrawn: [], alreadyComplete: 0 };
  const found = await askWithCanary(deps, (canary) => warehouse.find(numbers, canary));

  const toLoad: ToLoad[] = [];
  const changes: OrderChange[] = [];
  const marks: ShopMark[] = [];
  let alreadyComplete = 0;
  for (const candidate of candidates) {
    const verdict = judge(candidate, found.get(candidate.wanted.number) ?? null, deps);
    if (verdict.kind === 'load') toLoad.push({ ...candidate, found: verdict.found });
    else changes.push(verdict.change);
    if (verdict.kind === 'complete') alreadyComplete += 1;
    if (verdict.kind !== 'load' && verdict.mark) marks.push(verdict.mark);
  }
  const installation = await ledger.installation();
  for (const one of heldBack) {
    const about = { now: clock.now(), settings: settings(), installation };
    const { change, mark } = judgeHeldBack(one, found.get(one.number) ?? null, about);
    changes.push(change);
    if (mark) marks.push(mark);
  }
  for (const one of toLoad) {
    if (one.found === null || one.row.seenInWarehouse) continue;
    one.row = { ...one.row, seenInWarehouse: true };
    changes.push({
      orderId: one.row.orderId,
      set: { seenInWarehouse: true, warehouseReadAt: clock.now() },
    });
  }
  // before the ledger calls it done: told twice is harmless, told never would be forgotten
  if (marks.length > 0) await shop.mark(marks);
  await ledger.record('sendOrders', changes.map(whileOnItsWay));
  return {
    toLoad,
    withdrawn: withdrawn.map((one) => ({ ...one, found: found.get(one.number) ?? null })),
    alreadyComplete,
  };
}

type Verdict =
  | { kind: 'load'; found: FoundSalesOrder | null }
  /** `mark`: what the shop has to remember with it */
  | { kind: 'complete' | 'stop'; change: OrderChange; mark: ShopMark | null };

function judge(
  candidate: Candidate,
  found: FoundSalesOrder | null,
  { clock, settings, warehouse }: SendDeps,
): Verdict {
  const { row, wanted } = candidate;
  const now = clock.now();
  const stop = (change: OrderChange, mark: ShopMark | null = null): Verdict => ({
    kind: 'stop',
    change,
    mark,
  });

  if (found === null) {
    const waits = stillUnknown(row, now, settings().orders);
    const wasThere = candidate.markedSent || row.seenInWarehouse;
    // It was read back whole before it was released: it did not get lost on its way.
    const noLongerUnknown = row.step === 'release' && !waits;
    if (wasThere && (row.transfer !== 'unknown' || noLongerUnknown) && !row.byHand)
      return stop(...isGone(row, wanted.number, now, settings().orders));
    return waits ? stop(waits) : { kind: 'load', found };
  }
  if (found.fingerprint !== wanted.fingerprint)
    return stop(notThatOne(row, notOurs(found), 'Pickwave did not make this sales order.'));
  if (found.status === 'cancelled') {
    // Never released, so it was cancelled on our hold: by us for a shop order that was cancelled then and is paid after all, or by a person.
    const when = row.sentAt === null ? ', cancelled before it could be picked' : '';
    const reason = `${found.number} is cancelled in Peoplevox${when}; the shop order is not. It is not written over.`;
    return stop(notThatOne(row, { code: 'cancelled_in_peoplevox', reason }, reason));
  }
  const difference = lineDifference(found.lines, wanted.lines);
  // On our hold and yet being picked (a Peoplevox whose hold stops nothing): then it is the pickers', like a released one.
  if (found.loading && !pickingBegun(found)) {
    // What is right already needs no waiting, nor do lines that were never sent. Others may still arrive late, and writing them twice might double them.
    // On our hold, and we know nothing of it: whoever lost that memory may have lost an answer with it.
    const forgotten = row.step === null && !row.seenInWarehouse;
    // Whatever of ours comes after a release might lift a hold that a person has set by then, or put our own back.
    const mayBeReleased = row.step === 'release' || (forgotten && candidate.markedSent);
    if (row.step === 'header' || (isEmpty(difference) && !mayBeReleased)) return { kind: 'load', found };
    const since = forgotten && row.unknownSince === null ? { ...row, unknownSince: now } : row;
    const lacking = mayBeReleased ? 'the release' : 'all of its lines';
    const waits = stillUnknown(since, now, settings().orders, lacking);
    return waits ? stop(waits) : { kind: 'load', found };
  }
  const deliveredElsewhere = warehouse.deliveryDifference(wanted, found).length > 0;
  return {
    kind: 'complete',
    change: released(candidate, found, now, deliveredElsewhere),
    mark: candidate.markedSent ? null : sentMark(row.orderId, now), // released by a person, say
  };
}

/** Absent once may be a short answer, and one look may have found it on our hold: that it is absent counts from two. Released before, it is looked at on by followOrders, and nobody misses it once it shows again. */
function isGone(
  row: LedgerOrder,
  number: SalesOrderNumber,
  now: Date,
  { askAgainSeconds }: Settings['orders'],
): [OrderChange, ShopMark | null] {
  const { orderId } = row;
  if (row.askedInVain < looksInVain)
    return [
      {
        orderId,
        set: { askedInVain: looksInVain, nextAttemptAt: new Date(now.getTime() + askAgainSeconds * 1000) },
        journal: `Peoplevox does not show ${number}, which it had. It is asked once more.`,
      },
      null,
    ];
  const change = notThatOne(row, gone(number), `${number} is not in Peoplevox any more.`);
  if (row.step !== 'release') return [change, null];
  const sentAt = row.sentAt ?? now;
  const sent = { ...atRest, transfer: 'complete', sentAt, allocatedAt: null } as const;
  return [
    { ...change, set: { ...sent, warehouse: 'gone', warehouseWord: '', warehouseReadAt: now } },
    // what it had set aside is available again, and the shop wants it still
    row.allocatedAt === null ? null : { orderId, asOf: now, sentAt, reflectedAt: null },
  ];
}
const looksInVain = 2;

/** Under its number there is nothing that could be gone on with: what was wrong with its lines, or refused, does not matter any more. */
const notThatOne = (row: LedgerOrder, attention: Attention, journal: string): OrderChange => ({
  ...needsPerson(row, [attention], journal),
  close: ['lines_lost', 'refused_by_peoplevox'],
});

/** It is in the pickers' hands: nothing of ours is written to it any more. */
function released(
  { row, wanted, markedSent }: Candidate,
  found: FoundSalesOrder,
  now: Date,
  deliveredElsewhere: boolean,
): OrderChange {
  const same = isEmpty(lineDifference(found.lines, wanted.lines));
  // Before our release it was read back whole: what differs now was changed in the shop since, which amendOrders carries over.
  const letGoByUs = row.step === 'release' && !pickingBegun(found);
  const wantedNow = revisionOf(wanted);
  const readBack = row.revisionSent ?? (same && !deliveredElsewhere ? wantedNow : allUnknown);
  const sentThen = letGoByUs ? readBack : same ? wantedNow : null;
  const set = { ...withThePickers(row, found, now), revisionSent: sentThen };
  const { orderId } = row;
  if (letGoByUs && sentThen !== wantedNow)
    return {
      orderId,
      set: { ...set, revisionWanted: wantedNow },
      journal: `${found.number} was released, and the order changed since.`,
    };
  if (same) {
    const journal = `${found.number} is complete in Peoplevox${markedSent ? '' : ', found by asking'}.`;
    return { orderId, set, close: 'all', journal };
  }
  const reason = differenceInWords(found.lines, wanted.lines);
  return {
    orderId,
    set,
    open: [{ code: 'differs', reason }],
    journal: `${found.number} has other lines than the order.`,
  };
}

const gone = (number: SalesOrderNumber) =>
  ({ code: 'gone', reason: `${number} was in Peoplevox and is not there any more.` }) as const;

const notOurs = (found: FoundSalesOrder) =>
  ({
    code: 'not_ours',
    reason: `${found.number} exists in Peoplevox (${found.statusWord}) without Pickwave's mark.`,
  }) as const;
