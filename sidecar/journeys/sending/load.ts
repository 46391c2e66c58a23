// Save held, read back, and compare with the shop once more (design.md section 5, steps 4 and 5; mission row O9).

import type { Attention } from '../../domain/attention.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import { differenceInWords, isEmpty, lineDifference } from '../../domain/lineDifference.ts';
import type { OrderChange, SaveOutcomes } from '../../domain/ports.ts';
import type { FoundLine, FoundSalesOrder } from '../../domain/salesOrder.ts';
import type { LoadingStep } from '../../domain/transfer.ts';
import { revisionOf } from '../revision.ts';
import type { SendDeps } from '../sendOrders.ts';
import { afterSave, begin, needsPerson, type ToLoad, type Withdrawn } from './candidate.ts';
import { decide } from './prepare.ts';

export interface Loaded {
  /** held in Peoplevox with just the lines the shop wants, as of now */
  whole: ToLoad[];
  /** not wanted any more since we began */
  withdrawn: Withdrawn[];
}

/** A save that said yes and does not show is looked for after this. */
const firstLookMs = 15_000;
/** A save of many parts that took longer is dated anew: since when a lost answer is waited for counts from its last call, not from its first. */
const longSaveMs = 15_000;
/** How often lines that do not show are waited for and written again before it is left to a person. */
const tries = 3;

/**
 * Saves batches held. Headers go batch by batch; the lines of all of them go together, so that they fill whole saves. Gives those that were saved; once the signal
 * has fired no further batch is begun.
 */
export async function saveHeld(batches: ToLoad[][], deps: SendDeps): Promise<ToLoad[]> {
  const withHeader: ToLoad[] = [];
  for (const batch of batches) {
    if (deps.signal.aborted) break;
    withHeader.push(...(await saveHeaders(batch, deps)));
  }
  return removeLines(await saveLines(withHeader, deps), deps);
}

/** Headers that are absent, or that were written for another version of the order. */
async function saveHeaders(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const fresh = ({ found, row, wanted }: ToLoad) =>
    found !== null && (row.revisionSent === revisionOf(wanted) || showsUnanswered(row, found, wanted, deps));
  const kept = all
    .filter(fresh)
    .map((one) => ({ ...one, row: { ...one.row, revisionSent: revisionOf(one.wanted) } }));
  const toSave = all.filter((one) => !fresh(one));
  const saved = await save('header', toSave, deps, (going) =>
    deps.warehouse.saveHeldHeaders(going.map((one) => one.wanted)),
  );
  return [...kept, ...saved];
}

/**
 * No sure answer came to the header, and it stands there as it was sent. Written again it would have no sure answer again where Peoplevox queues its saves
 * (`ImportingQueueId`, peoplevox-api.md 2.0), for ever.
 */
const showsUnanswered = (
  row: ToLoad['row'],
  found: FoundSalesOrder,
  wanted: ToLoad['wanted'],
  { warehouse }: SendDeps,
) =>
  row.revisionSent === null &&
  row.step === 'header' &&
  row.unknownSince !== null &&
  warehouse.deliveryDifference(wanted, found).length === 0;

const differenceOf = ({ found, wanted }: ToLoad) => lineDifference(found?.lines ?? [], wanted.lines);

async function saveLines(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const [toSave, others] = parted(all, (one) => differenceOf(one).save.length > 0);
  const saved = await save('lines', toSave, deps, (going) =>
    deps.warehouse.saveLines(
      going.map((one) => ({ number: one.wanted.number, lines: differenceOf(one).save })),
    ),
  );
  return [...others, ...saved];
}

async function removeLines(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const [toRemove, others] = parted(all, (one) => differenceOf(one).remove.length > 0);
  const removed = await save('remove', toRemove, deps, (going) =>
    deps.warehouse.removeLines(
      going.map((one) => ({ number: one.wanted.number, lines: differenceOf(one).remove })),
    ),
  );
  return [...others, ...removed];
}

const parted = <T>(all: T[], belongs: (one: T) => boolean): [T[], T[]] => [
  all.filter(belongs),
  all.filter((one) => !belongs(one)),
];

/** Intent before the call, outcome after it. Gives those that were saved; what became of the others has been written down. */
export async function save(
  step: LoadingStep,
  orders: ToLoad[],
  { ledger, clock }: SendDeps,
  call: (going: ToLoad[]) => Promise<SaveOutcomes>,
): Promise<ToLoad[]> {
  if (orders.length === 0) return [];
  const dropped = await ledger.record(
    'sendOrders',
    orders.map(({ row, wanted }) => {
      const intent = begin(row, step, clock.now());
      const revisionSent = step === 'header' ? revisionOf(wanted) : row.revisionSent;
      return { ...intent, set: { ...intent.set, revisionSent } };
    }),
  );
  const going = orders.filter((one) => !dropped.has(one.row.orderId));
  if (going.length === 0) return [];
  const begun = clock.monotonic();
  const outcomes = await call(going);
  const tookLong = clock.monotonic() - begun > longSaveMs;
  const changes: OrderChange[] = [];
  const saved: ToLoad[] = [];
  for (const one of going) {
    const outcome = outcomes.get(one.wanted.number);
    const change = afterSave({ ...one.row, step }, outcome, clock.now());
    if (outcome?.kind === 'refused' && step === 'lines' && one.found === null)
      saved.push({ ...one, refused: outcome.words }); // a header that is committed late refuses its lines: see readBack
    else if (change) changes.push(change);
    else {
      if (tookLong) changes.push({ orderId: one.row.orderId, set: { stepAt: clock.now() } });
      saved.push({
        ...one,
        row: {
          ...one.row,
          step,
          revisionSent: step === 'header' ? revisionOf(one.wanted) : one.row.revisionSent,
        },
      });
    }
  }
  await ledger.record('sendOrders', changes);
  return saved;
}

/** Peoplevox and the shop, both asked again now, of a batch. Lines that are all there prove their header; only where some are not is it asked for too. */
export async function readBack(all: ToLoad[], deps: SendDeps): Promise<Loaded> {
  const loaded: Loaded = { whole: [], withdrawn: [] };
  if (all.length === 0) return loaded;
  const { ledger, warehouse, clock } = deps;
  const lines = await warehouse.lines(all.map((one) => one.wanted.number));
  const isWhole = ({ wanted }: ToLoad, there = lines.get(wanted.number)) =>
    isEmpty(lineDifference(there ?? [], wanted.lines));
  const now = clock.now();
  const rows = all.map((one) => one.row);
  const fresh = await decide(rows, deps);
  const wantedNow = new Map(fresh.candidates.map((one) => [one.row.orderId, one.wanted]));
  const doubtful = [
    ...all.filter((one) => wantedNow.has(one.row.orderId) && !isWhole(one)).map((one) => one.wanted.number),
    ...fresh.withdrawn.map((one) => one.number),
  ];
  const refused = new Set(all.filter((one) => one.refused).map((one) => one.wanted.number));
  const found =
    doubtful.length > 0 ? await lookAgain(doubtful, lines, refused, deps) : new Map<never, never>();
  loaded.withdrawn = fresh.withdrawn.map((one) => {
    const there = found.get(one.number) ?? null;
    return { ...one, found: there, row: there ? one.row : { ...one.row, unknownSince: now } };
  });

  const changes: OrderChange[] = [];
  for (const one of all) {
    const wanted = wantedNow.get(one.row.orderId);
    if (!wanted) continue; // withdrawn, or written down by decide; one whose release may have arrived is asked about in the next round
    const there = found.get(one.wanted.number);
    const whole = isWhole(one, there?.lines);
    if (whole || there)
      changes.push({ orderId: one.row.orderId, set: { seenInWarehouse: true, warehouseReadAt: now } });
    // Only where all that was sent shows may another version be written at once: else what is late would land on top of it.
    if (whole && revisionOf(wanted) !== revisionOf(one.wanted)) changes.push(changedMeanwhile(one));
    else if (whole)
      loaded.whole.push({
        ...one,
        row: { ...one.row, seenInWarehouse: true },
        wanted: { ...one.wanted, holdFor: wanted.holdFor },
      });
    else if (!there) changes.push(notVisible(one, now));
    else if (one.refused) changes.push(refusedEarly(one, one.refused));
    else changes.push(linesLost(one, there, now));
  }
  await ledger.record('sendOrders', changes);
  return loaded;
}

/** Lines that Peoplevox took may only be late, so they are read once more; those that it refused are not. */
async function lookAgain(
  numbers: SalesOrderNumber[],
  lines: Map<SalesOrderNumber, FoundLine[]>,
  refused: Set<SalesOrderNumber>,
  { warehouse }: SendDeps,
): Promise<Map<SalesOrderNumber, FoundSalesOrder>> {
  const headers = await warehouse.headers(numbers, null);
  const there = [...headers.keys()];
  const again = await warehouse.lines(there.filter((number) => !refused.has(number)));
  return new Map(
    [...headers].map(([number, header]) => [
      number,
      { ...header, lines: again.get(number) ?? lines.get(number) ?? [] },
    ]),
  );
}

const changedMeanwhile = ({ row }: ToLoad): OrderChange => ({
  orderId: row.orderId,
  set: { transfer: 'due', nextAttemptAt: null },
  journal: 'The order changed while it was sent. It stays held, and the difference is written.',
});

/** Saved, said Peoplevox, but it does not show it yet: as good as no answer. */
const notVisible = ({ row }: ToLoad, now: Date): OrderChange => ({
  orderId: row.orderId,
  set: {
    transfer: 'unknown',
    unknownSince: now,
    askedInVain: 0,
    nextAttemptAt: new Date(now.getTime() + firstLookMs),
  },
  journal: 'Peoplevox took the order but does not show it yet. It is asked again.',
});

/** Perhaps only because their header was not there yet when they came. Refused again, now that it shows, they go to a person (afterSave). */
const refusedEarly = ({ row }: ToLoad, words: string): OrderChange => ({
  orderId: row.orderId,
  set: { transfer: 'due', stepAt: null, nextAttemptAt: null },
  journal: 'Peoplevox refused the lines. Its header shows now, so they are written once more.',
  detail: `Peoplevox answered: ${words}`,
});

/**
 * It said yes, and yet the lines are not as they were sent. It is shown at once. They are not written again at once: a late commit would double them where
 * lines are always inserted, and that after the release.
 */
function linesLost({ row, wanted }: ToLoad, found: FoundSalesOrder, now: Date): OrderChange {
  const reason = differenceInWords(found.lines, wanted.lines) || 'a line is there twice';
  const open: Attention[] = [{ code: 'lines_lost', reason: `${reason}. The order stays held.` }];
  const journal = `After sending: ${reason}. The order stays held.`;
  if (row.attempts + 1 >= tries) return needsPerson(row, open, journal);
  return {
    orderId: row.orderId,
    set: {
      transfer: 'unknown',
      step: 'lines',
      unknownSince: now,
      askedInVain: 0,
      attempts: row.attempts + 1,
      nextAttemptAt: new Date(now.getTime() + firstLookMs),
    },
    open,
    journal,
  };
}
