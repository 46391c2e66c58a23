// The shop wants a sent order otherwise: the one write that brings Peoplevox nearer, or why none is made. Pure: it decides, amendOrders acts.

import { nextLineStep, notYetPicked } from '../../domain/amendment.ts';
import { isEmpty, type LineDifference, lineDifference } from '../../domain/lineDifference.ts';
import type { OrderChange } from '../../domain/ports.ts';
import { knownOf } from '../../domain/probe.ts';
import {
  type DeliveryCell,
  type FoundSalesOrder,
  isQuiet,
  pickingBegun,
  type WantedLine,
  type WantedSalesOrder,
} from '../../domain/salesOrder.ts';
import type { Settings } from '../../domain/settings.ts';
import { oddLines } from '../checkSent.ts';
import {
  changedParts,
  inDoubt,
  isInDoubt,
  joined,
  linesRevision,
  type Part,
  type Parts,
  partsOf,
  partsSent,
  unknown,
} from '../revision.ts';
import { type Amendment, atRest, firstLookMs, later, leftToPerson, tries, type Write } from './amendment.ts';
import type { Circumstances, Verdict } from './judge.ts';
import { changedAfterSent, differences, whereItStands, writtenLate } from './words.ts';

/** `found` is open in Peoplevox and not on our hold, or has left. */
export function judgeChanged(
  given: Amendment,
  wanted: WantedSalesOrder,
  found: FoundSalesOrder,
  about: Circumstances,
): Verdict {
  const { now, settings, parcels } = about;
  const { row: kept, ...turn } = given;
  const wants = partsOf(wanted);
  const sent = partsSent(kept.revisionSent, wants);
  // What the shop has not changed since it was sent is left as it is: a person at the warehouse may have changed it.
  const changed = changedParts(sent, wants);
  const between = differenceOf(changed, wanted, found, about);
  const free = !parcels && notYetPicked(found);
  const ask = settings.orders.changesAfterSending === 'ask';
  const quietOver = isQuietOver(given, between.cells, !free || ask);
  const cells = quietOver ? [] : between.cells;
  const { lines, details } = between;

  // On its way, and of another version than the shop wants now: it may come late and undo what is right already.
  const another =
    kept.step !== null &&
    !shows(turn.written, found, about) &&
    (Object.keys(sent) as Part[]).some(
      (part) =>
        isLines(part) === (kept.step !== 'header') &&
        isInDoubt(sent[part] ?? '') &&
        sent[part] !== inDoubt(wants[part] ?? ''),
    );
  const lateUntil = lateCommitUntil(kept, settings);
  if (another && free && now < lateUntil) return { kind: 'record', change: later({ row: kept }, lateUntil) };

  // Read back only when picking had begun: nobody can tell whether the picker saw the old version.
  const late = [...changed].filter(
    (part) => pickingBegun(found) && sent[part] === inDoubt(wants[part] ?? ''),
  );
  const differing = new Set<Part>([
    ...(isEmpty(lineDifference(found.lines, wanted.lines)) || !changed.has('lines')
      ? []
      : ['lines' as const]),
    ...(details.length === 0 ? [] : ['lineDetails' as const]),
    ...cells.map(({ group }) => group),
  ]);
  const seen: Parts = Object.fromEntries(
    (Object.entries(sent) as [Part, string][]).map(([part, version]) => [
      part,
      differing.has(part) || late.includes(part) ? version : (wants[part] ?? version),
    ]),
  );
  const isKnown = about.known.has('changed_after_sent');
  if (differing.size === 0 && late.length === 0) return settled(kept, wanted, changed.has('lines'));
  if (differing.size === 0) {
    const told = changedAfterSent(writtenLate(late), whereItStands(found, parcels, 'check'));
    return { kind: 'record', change: leftToPerson(given, told, { now, known: isKnown, sent: seen }) };
  }

  // The write before shows: what is still to be done is another one.
  const visible =
    another ||
    shows(turn.written, found, about) ||
    (kept.step === 'header' && cells.length === 0) ||
    (kept.step === 'lines' && lines.save.length === 0) ||
    (kept.step === 'remove' && lines.remove.length === 0);
  const row = visible ? { ...kept, step: null, attempts: 0 } : kept;
  const one = visible && quietOver ? { row } : { ...turn, row };
  const words = differences(found.lines, changed.has('lines') ? wanted.lines : null, { cells, details });
  const toPerson = (why = '', attempts?: number): Verdict => ({
    kind: 'record',
    change: leftToPerson(one, changedAfterSent(words, whereItStands(found, parcels, 'correct'), why), {
      now,
      known: isKnown,
      sent: seen,
      ...(attempts === undefined ? {} : { attempts }),
    }),
  });
  if (!free) return toPerson();
  if (ask) return toPerson('Correct it there.');
  if ([...differing].some((part) => sent[part] === unknown))
    return toPerson(
      'It is not known what of it was sent, so who changed it cannot be told. Correct it where it is wrong.',
    );
  if (one.refused !== undefined) return toPerson(`It answered: ${one.refused}`, tries);
  const waits = notShownYet(one, about);
  if (waits) return { kind: 'record', change: waits };
  if (row.attempts >= tries)
    return toPerson('It was told and still shows the old version. Correct it there.', tries);
  if (differing.has('lines') && changedByPerson(found, sent.lines ?? unknown))
    return toPerson('Its lines are other than they were sent: somebody changed them in Peoplevox too.');
  const attempts = row.attempts + 1;
  const writing = (write: Write): Verdict => ({ kind: 'write', write, attempts, sent: seen });
  if (cells.length > 0) return writing({ kind: 'delivery', wanted, cells });

  const missing = lines.save.filter(({ sku }) => about.unknownItems.includes(sku));
  if (missing.length > 0)
    return toPerson(`Peoplevox has no item code ${missing.map(({ sku }) => sku).join(', ')}.`);
  const step = nextLineStep(lines, found.lines, knownOf(settings.peoplevox, about.findings).lineKey);
  if (step.kind === 'risky')
    return toPerson(
      `Pickwave does not change the line of ${step.skus.join(', ')} by itself here. Correct it there.`,
    );
  return writing({ ...step, wanted });
}

const isLines = (part: Part) => part === 'lines' || part === 'lineDetails';

interface Between {
  /** what is to be saved and taken away, lines with other details among it */
  lines: LineDifference;
  /** lines that have the right quantity and other details */
  details: WantedLine[];
  cells: DeliveryCell[];
}

function differenceOf(
  changed: ReadonlySet<Part>,
  wanted: WantedSalesOrder,
  found: FoundSalesOrder,
  { deliveryDifference, lineDetailDifference }: Circumstances,
): Between {
  const { save, remove } = changed.has('lines')
    ? lineDifference(found.lines, wanted.lines)
    : { save: [], remove: [] };
  const details = (changed.has('lineDetails') ? lineDetailDifference(wanted.lines, found.lines) : []).filter(
    ({ sku }) => !save.some((line) => line.sku === sku),
  );
  const cells = deliveryDifference(wanted, found).filter(({ group }) => changed.has(group));
  return { lines: { save: [...save, ...details], remove }, details, cells };
}

/** Only papers and mails are otherwise, and they do not go: nobody is troubled with them. */
const isQuietOver = ({ row, refused }: Amendment, cells: DeliveryCell[], mayNotWrite: boolean) =>
  cells.every(({ group }) => isQuiet(group)) &&
  (mayNotWrite || (row.step === 'header' && (refused !== undefined || row.attempts >= tries)));

/** Peoplevox has what the shop wants. */
function settled(
  { orderId, step, revisionSent }: Amendment['row'],
  wanted: WantedSalesOrder,
  linesRead: boolean,
): Verdict {
  // also what is wanted: it may have been noted under settings that were others then, and would be looked at for ever
  const revision = joined(partsOf(wanted));
  return {
    kind: 'record',
    change: {
      orderId,
      onlyFrom: 'complete',
      set: {
        ...atRest,
        attempts: 0,
        alone: false,
        nextAttemptAt: null,
        revisionWanted: revision,
        revisionSent: revision,
        ...(step === null ? {} : { checkedAt: null }),
      },
      close: ['changed_after_sent', 'cancelled_after_sent', ...(linesRead ? oddLines : [])],
      ...(revisionSent === revision
        ? {}
        : {
            journal: `${wanted.number} has in Peoplevox what the shop wants now${step === null ? '' : ': the change was carried over and read back'}.`,
          }),
    },
  };
}

function shows(written: Write | undefined, found: FoundSalesOrder, about: Circumstances): boolean {
  if (!written || written.kind === 'cancel') return false;
  if (written.kind === 'delivery') {
    const differing = about.deliveryDifference(written.wanted, found).map(({ column }) => column);
    return !written.cells.some(({ column }) => differing.includes(column));
  }
  const { lines } = written.wanted;
  const { save, remove } = lineDifference(found.lines, lines);
  if (written.kind === 'remove') return remove.length === 0;
  const details = about.lineDetailDifference(lines, found.lines);
  return save.length === 0 && !written.lines.some(({ sku }) => details.some((line) => line.sku === sku));
}

export const lateCommitUntil = ({ stepAt }: Pick<Amendment['row'], 'stepAt'>, { orders }: Settings) =>
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
  if (sent === unknown || isInDoubt(sent) || lines.some(({ line }) => line === null)) return false;
  return linesRevision(lines) !== sent;
}
