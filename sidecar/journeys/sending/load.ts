// Save held, read back, and compare with the shop once more (design.md section 5, steps 4 and 5; mission row O9).

import type { SalesOrderNumber } from '../../domain/ids.ts';
import { differenceInWords, isEmpty, lineDifference } from '../../domain/lineDifference.ts';
import type { OrderChange, SaveOutcomes } from '../../domain/ports.ts';
import type { FoundSalesOrder } from '../../domain/salesOrder.ts';
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

/** How often missing lines are written before a person is asked. */
const tries = 2;

export async function load(toLoad: ToLoad[], deps: SendDeps): Promise<Loaded> {
  let rest = await saveHeaders(toLoad, deps);
  const loaded: Loaded = { whole: [], withdrawn: [] };
  for (let round = 1; rest.length > 0; round += 1) {
    rest = await saveLines(rest, deps);
    rest = await removeLines(rest, deps);
    const compared = await readBack(rest, round === tries, deps);
    loaded.whole.push(...compared.whole);
    loaded.withdrawn.push(...compared.withdrawn);
    rest = compared.again;
  }
  return loaded;
}

/** Headers that are absent, or that were written for another version of the order. */
async function saveHeaders(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const fresh = (one: ToLoad) => one.found !== null && one.row.revisionSent === revisionOf(one.wanted);
  const kept = all.filter(fresh);
  const toSave = all.filter((one) => !fresh(one));
  const saved = await save('header', toSave, deps, () =>
    deps.warehouse.saveHeldHeaders(toSave.map((one) => one.wanted)),
  );
  return [...kept, ...saved];
}

async function saveLines(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const work = all.map((one) => ({
    one,
    lines: lineDifference(one.found?.lines ?? [], one.wanted.lines).save,
  }));
  const toSave = work.filter(({ lines }) => lines.length > 0);
  const rows = toSave.map(({ one, lines }) => ({ number: one.wanted.number, lines }));
  const saved = await save(
    'lines',
    toSave.map(({ one }) => one),
    deps,
    () => deps.warehouse.saveLines(rows),
  );
  return [...work.filter(({ lines }) => lines.length === 0).map(({ one }) => one), ...saved];
}

async function removeLines(all: ToLoad[], deps: SendDeps): Promise<ToLoad[]> {
  const work = all.map((one) => ({
    one,
    lines: lineDifference(one.found?.lines ?? [], one.wanted.lines).remove,
  }));
  const toRemove = work.filter(({ lines }) => lines.length > 0);
  const rows = toRemove.map(({ one, lines }) => ({ number: one.wanted.number, lines }));
  const removed = await save(
    'remove',
    toRemove.map(({ one }) => one),
    deps,
    () => deps.warehouse.removeLines(rows),
  );
  return [...work.filter(({ lines }) => lines.length === 0).map(({ one }) => one), ...removed];
}

/** Intent before the call, outcome after it. Gives those that were saved; what became of the others has been written down. */
export async function save(
  step: LoadingStep,
  orders: ToLoad[],
  { ledger, clock }: SendDeps,
  call: () => Promise<SaveOutcomes>,
): Promise<ToLoad[]> {
  if (orders.length === 0) return [];
  await ledger.record(
    'sendOrders',
    orders.map(({ row, wanted }) => {
      const intent = begin(row, step, clock.now());
      return step === 'header'
        ? { ...intent, set: { ...intent.set, revisionSent: revisionOf(wanted) } }
        : intent;
    }),
  );
  const outcomes = await call();
  const changes: OrderChange[] = [];
  const saved: ToLoad[] = [];
  for (const one of orders) {
    const change = afterSave(one.row, outcomes.get(one.wanted.number), clock.now());
    if (change) changes.push(change);
    else
      saved.push({
        ...one,
        row: {
          ...one.row,
          step,
          revisionSent: step === 'header' ? revisionOf(one.wanted) : one.row.revisionSent,
        },
      });
  }
  await ledger.record('sendOrders', changes);
  return saved;
}

/** Peoplevox and the shop, both asked again now. */
async function readBack(all: ToLoad[], last: boolean, deps: SendDeps): Promise<Loaded & { again: ToLoad[] }> {
  const compared: Loaded & { again: ToLoad[] } = { whole: [], withdrawn: [], again: [] };
  if (all.length === 0) return compared;
  const { ledger, warehouse, clock } = deps;
  const found = await warehouse.find(
    all.map((one) => one.wanted.number),
    null, // a missing one is believed missing: it only makes us ask again
  );
  const now = clock.now();
  const fresh = await decide(
    all.map((one) => one.row),
    deps,
  );
  const wantedNow = new Map(fresh.candidates.map((one) => [one.row.orderId, one.wanted]));
  compared.withdrawn = fresh.withdrawn.map((one) => ({ ...one, found: foundFor(one.number, found) }));

  const changes: OrderChange[] = [];
  for (const one of all) {
    const wanted = wantedNow.get(one.row.orderId);
    const there = foundFor(one.wanted.number, found);
    if (!wanted) continue; // withdrawn, or written down by decide
    if (revisionOf(wanted) !== revisionOf(one.wanted)) changes.push(changedMeanwhile(one));
    else if (!there) changes.push(notVisible(one, now));
    else {
      const row = { ...one.row, seenInWarehouse: true };
      const difference = lineDifference(there.lines, one.wanted.lines);
      changes.push({ orderId: row.orderId, set: { seenInWarehouse: true, warehouseReadAt: now } });
      if (isEmpty(difference)) compared.whole.push({ ...one, row, found: there });
      else if (!last) compared.again.push({ ...one, row, found: there });
      else changes.push(linesLost(one, there));
    }
  }
  await ledger.record('sendOrders', changes);
  return compared;
}

const foundFor = (number: SalesOrderNumber, found: Map<SalesOrderNumber, FoundSalesOrder>) =>
  found.get(number) ?? null;

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
    nextAttemptAt: new Date(now.getTime() + 15_000),
  },
  journal: 'Peoplevox took the order but does not show it yet. It is asked again.',
});

function linesLost({ row, wanted }: ToLoad, found: FoundSalesOrder): OrderChange {
  const reason = differenceInWords(found.lines, wanted.lines);
  return needsPerson(
    row,
    [{ code: 'lines_lost', reason }],
    `After sending: ${reason}. The order stays held.`,
  );
}
