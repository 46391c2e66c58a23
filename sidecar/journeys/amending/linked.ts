// What the shop changes of an order that goes by a sales order of others: nothing of it is written to Peoplevox, a person is told both versions.

import { differenceInWords } from '../../domain/lineDifference.ts';
import { type FoundSalesOrder, isOpen, isQuiet } from '../../domain/salesOrder.ts';
import { changedParts, joined, partsOf, partsSent } from '../revision.ts';
import { type Amendment, later, leftToPerson, lookAgainMs, type Wish } from './amendment.ts';
import type { Circumstances, Verdict } from './judge.ts';
import { cancelledAfterSent, changedAfterSent, differences, whereItStands } from './words.ts';

/** `found`: all that it goes by, as they were read just now. */
export function judgeLinked(
  one: Amendment,
  wish: Wish,
  found: FoundSalesOrder[],
  { now, known, parcels, deliveryDifference }: Circumstances,
): Verdict {
  const { row } = one;
  const others: Verdict = { kind: 'record', change: later(one, new Date(now.getTime() + lookAgainMs)) };
  const first = found.find(isOpen) ?? found[0];
  if (!first || wish.kind === 'unknown') return others; // absent: followOrders says so
  const place = whereItStands(first, parcels, wish.kind === 'nothing' ? 'stop' : 'correct');
  const alone = leftAlone(found);
  if (wish.kind === 'nothing') {
    if (found.every(({ status }) => status === 'cancelled')) return { kind: 'cancelled', gone: false };
    const attention = cancelledAfterSent(place, isOpen(first) ? `${alone} ${toCancel(found)}` : '');
    const isKnown = known.has('cancelled_after_sent');
    return { kind: 'record', change: leftToPerson(one, attention, { now, known: isKnown, sent: null }) };
  }
  const isKnown = known.has('changed_after_sent');
  if (wish.kind === 'cannot_go') {
    const attention = changedAfterSent(wish.reasons.join(' ').replace(/\.$/, ''), place, alone);
    return { kind: 'record', change: leftToPerson(one, attention, { now, known: isKnown, sent: null }) };
  }
  const { wanted } = wish;
  const wants = partsOf(wanted);
  const changed = changedParts(partsSent(row.revisionSent, wants), wants);
  const lines = found.flatMap((order) => (order.status === 'cancelled' ? [] : order.lines));
  const sameLines = differenceInWords(lines, wanted.lines) === '';
  // nobody is troubled with what only stands on papers and mails
  const cells = found
    .filter(isOpen)
    .flatMap((order) => deliveryDifference(wanted, order))
    .filter(({ group }) => changed.has(group) && !isQuiet(group));
  const revision = joined(wants);
  if (sameLines && cells.length === 0)
    return {
      kind: 'record',
      change: {
        orderId: row.orderId,
        onlyFrom: 'complete',
        set: { nextAttemptAt: null, attempts: 0, revisionWanted: revision, revisionSent: revision },
        close: ['changed_after_sent', 'cancelled_after_sent'],
      },
    };
  const words = differences(lines, sameLines ? null : wanted.lines, { cells, details: [] });
  const attention = changedAfterSent(words, place, `${alone} Correct it there.`);
  return { kind: 'record', change: leftToPerson(one, attention, { now, known: isKnown, sent: null }) };
}

const leftAlone = ([, second]: FoundSalesOrder[]) =>
  second
    ? 'The order goes by several sales orders, so Pickwave writes to none of them.'
    : 'Pickwave did not make this sales order and writes nothing to it.';

function toCancel(found: FoundSalesOrder[]): string {
  const open = found.filter(isOpen).map(({ number }) => number);
  return open.length === 1 ? 'Cancel it there.' : `Cancel ${open.join(' and ')} there.`;
}
