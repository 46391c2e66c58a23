// What to do about one sent order that the shop wants otherwise, from what both systems show now. Pure: it decides, amendOrders acts.

import { nextLineStep, notYetPicked } from '../../domain/amendment.ts';
import type { AttentionCode } from '../../domain/attention.ts';
import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import type { Sku } from '../../domain/ids.ts';
import { isEmpty, lineDifference } from '../../domain/lineDifference.ts';
import type { OrderChange, Warehouse } from '../../domain/ports.ts';
import { type Finding, knownOf } from '../../domain/probe.ts';
import { type FoundSalesOrder, pickingBegun, type WantedSalesOrder } from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { inDoubt, isInDoubt, linesRevision, partsOf, partsSent } from '../revision.ts';
import {
  type Amendment,
  atRest,
  firstLookMs,
  later,
  leftToPerson,
  lookAgainMs,
  tries,
  type Wish,
  type Write,
} from './amendment.ts';
import { judgeCancelled } from './cancelling.ts';
import { changedAfterSent, differences, whereItStands } from './words.ts';

export type Verdict =
  /** settled, waiting, or left to a person */
  | { kind: 'record'; change: OrderChange }
  /** neither system wants it any more */
  | { kind: 'cancelled'; gone: boolean }
  /** `attempts`: the how manieth of the same write it is */
  | { kind: 'write'; write: Write; attempts: number };

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

function judgeChanged(
  { row: kept, ...turn }: Amendment,
  wanted: WantedSalesOrder,
  found: FoundSalesOrder,
  about: Circumstances,
): Verdict {
  const { now, settings, parcels } = about;
  const sent = partsSent(kept.revisionSent);
  const wants = partsOf(wanted);
  // What the shop has not changed since it was sent is left as it is: a person at the warehouse may have changed it.
  const difference =
    sent.lines === wants.lines ? { save: [], remove: [] } : lineDifference(found.lines, wanted.lines);
  const cells = sent.delivery === wants.delivery ? [] : about.deliveryDifference(wanted, found);
  const lines = isEmpty(difference) ? wants.lines : sent.lines;
  const delivery = cells.length === 0 ? wants.delivery : sent.delivery;
  // On its way, and of another version than the shop wants now: it may come late and undo what is right already.
  const another =
    kept.step !== null &&
    !shows(turn.written, found, about) &&
    sent[kept.step === 'header' ? 'delivery' : 'lines'] !==
      inDoubt(wants[kept.step === 'header' ? 'delivery' : 'lines']);
  const free = !parcels && notYetPicked(found);
  const lateUntil = lateCommitUntil(kept, settings);
  if (another && free && now < lateUntil) return { kind: 'record', change: later({ row: kept }, lateUntil) };
  if (isEmpty(difference) && cells.length === 0) return settled(kept, wanted, sent.lines !== wants.lines);

  // The write before shows: what is still to be done is another one.
  const visible =
    another ||
    shows(turn.written, found, about) ||
    (kept.step === 'header' && cells.length === 0) ||
    (kept.step === 'lines' && difference.save.length === 0) ||
    (kept.step === 'remove' && difference.remove.length === 0);
  const row = visible ? { ...kept, step: null, attempts: 0 } : kept;
  const one = { ...turn, row };
  const words = differences(found.lines, isEmpty(difference) ? null : wanted.lines, cells);
  const toPerson = (why = '', attempts?: number): Verdict => ({
    kind: 'record',
    change: leftToPerson(one, changedAfterSent(words, whereItStands(found, parcels, 'correct'), why), {
      now,
      known: about.known.has('changed_after_sent'),
      sent: { lines, delivery },
      ...(attempts === undefined ? {} : { attempts }),
    }),
  });
  if (!free) return toPerson();
  if (settings.orders.changesAfterSending === 'ask') return toPerson('Correct it there.');
  if (one.refused !== undefined) return toPerson(`It answered: ${one.refused}`, tries);
  const waits = notShownYet(one, about);
  if (waits) return { kind: 'record', change: waits };
  if (row.attempts >= tries)
    return toPerson('It was told and still shows the old version. Correct it there.', tries);
  if (!isEmpty(difference) && changedByPerson(found, sent.lines))
    return toPerson('Its lines are other than they were sent: somebody changed them in Peoplevox too.');
  const attempts = row.attempts + 1;
  if (cells.length > 0) return { kind: 'write', write: { kind: 'delivery', wanted, cells }, attempts };

  const missing = difference.save.filter(({ sku }) => about.unknownItems.includes(sku));
  if (missing.length > 0)
    return toPerson(`Peoplevox has no item code ${missing.map(({ sku }) => sku).join(', ')}.`);
  const step = nextLineStep(difference, found.lines, knownOf(settings.peoplevox, about.findings).lineKey);
  if (step.kind === 'risky')
    return toPerson(
      `Pickwave does not change the quantity of ${step.skus.join(', ')} by itself here. Correct it there.`,
    );
  return { kind: 'write', write: { ...step, wanted }, attempts };
}

/** Peoplevox has what the shop wants. */
function settled(
  { orderId, step, revisionSent }: Amendment['row'],
  wanted: WantedSalesOrder,
  linesRead: boolean,
): Verdict {
  const wants = partsOf(wanted);
  const sent = partsSent(revisionSent);
  const changed = sent.lines !== wants.lines || sent.delivery !== wants.delivery;
  return {
    kind: 'record',
    change: {
      orderId,
      onlyFrom: 'complete',
      set: {
        ...atRest,
        attempts: 0,
        nextAttemptAt: null,
        // also what is wanted: it may have been noted under settings that were others then, and would be looked at for ever
        revisionWanted: `${wants.lines}.${wants.delivery}`,
        revisionSent: `${wants.lines}.${wants.delivery}`,
        ...(step === null ? {} : { checkedAt: null }),
      },
      close: ['changed_after_sent', 'cancelled_after_sent', ...(linesRead ? (['differs'] as const) : [])],
      ...(changed
        ? {
            journal: `${wanted.number} has in Peoplevox what the shop wants now${step === null ? '' : ': the change was carried over and read back'}.`,
          }
        : {}),
    },
  };
}

function shows(written: Write | undefined, found: FoundSalesOrder, about: Circumstances): boolean {
  if (!written || written.kind === 'cancel') return false;
  if (written.kind === 'delivery') return about.deliveryDifference(written.wanted, found).length === 0;
  const { save, remove } = lineDifference(found.lines, written.wanted.lines);
  return written.kind === 'save' ? save.length === 0 : remove.length === 0;
}

const lateCommitUntil = ({ stepAt }: Amendment['row'], { orders }: Settings) =>
  new Date((stepAt?.getTime() ?? 0) + orders.lateCommitSeconds * 1000);

/**
 * Written, and not there: waited for as for any lost answer, because where lines are always inserted a late commit would add them twice. A late commit is waited out,
 * then looked for twice (design.md section 5, step 7); in `unknownSince` stands the first of the two looks.
 */
function notShownYet(one: Amendment, { now, settings }: Circumstances): OrderChange | null {
  const { row } = one;
  if (row.step === null || row.stepAt === null) return null;
  const look = new Date(row.stepAt.getTime() + firstLookMs);
  if (now < look) return later(one, look);
  const lateUntil = lateCommitUntil(row, settings);
  if (now < lateUntil) {
    const first = row.nextAttemptAt?.getTime() === look.getTime();
    const journal =
      'Peoplevox does not show the change yet. It is asked again before anything is written again.';
    return { ...later(one, lateUntil), ...(first ? { journal } : {}) };
  }
  const asked = row.unknownSince ?? now;
  const again = new Date(asked.getTime() + settings.orders.askAgainSeconds * 1000);
  if (row.unknownSince !== null && now >= again) return null;
  return { orderId: row.orderId, onlyFrom: 'complete', set: { unknownSince: asked, nextAttemptAt: again } };
}

/** Only where every line came back with its `Line` can that be told. */
function changedByPerson({ lines }: FoundSalesOrder, sent: string): boolean {
  if (isInDoubt(sent) || lines.some(({ line }) => line === null)) return false;
  return linesRevision(lines) !== sent;
}
