// One kind of write to sales orders that were released. Never OnHold, StopShip or LOADING: a hold that is there is a person's (design.md section 5, step 6).

import type { LedgerOrder, OrderChange, SaveOutcomes } from '../../domain/ports.ts';
import type { LoadingStep } from '../../domain/transfer.ts';
import type { AmendDeps } from '../amendOrders.ts';
import { nextAttemptAt } from '../backoff.ts';
import { inDoubt, joined, partsOf, partsSent } from '../revision.ts';
import type { Amendment, Write } from './amendment.ts';
import { cancelMethod } from './cancelling.ts';

interface ToWrite {
  row: LedgerOrder;
  write: Write;
  attempts: number;
}

const steps = {
  cancel: 'header',
  delivery: 'header',
  save: 'lines',
  remove: 'remove',
} as const satisfies Record<Write['kind'], LoadingStep>;

/** Intent before the call, so that what a crash cuts off is asked about. Gives those that may have been written, to be read back. */
export async function write(kind: Write['kind'], all: ToWrite[], deps: AmendDeps): Promise<Amendment[]> {
  if (all.length === 0) return [];
  const { ledger, clock } = deps;
  const begun = all.map((one) => ({ ...one, set: begin(one, clock.now()) }));
  const dropped = await ledger.record(
    'sendOrders',
    begun.map(({ row, set }) => ({ orderId: row.orderId, onlyFrom: 'complete', set })),
  );
  const going = begun.filter(({ row }) => !dropped.has(row.orderId));
  if (going.length === 0) return [];
  const outcomes = await call(kind, going, deps);
  const written: Amendment[] = [];
  const changes: OrderChange[] = [];
  for (const { row, write: what, set } of going) {
    const outcome = row.number === null ? undefined : outcomes.get(row.number);
    const now = { ...row, ...set };
    switch (outcome?.kind) {
      case 'saved':
      case 'unsure':
        written.push({ row: now, written: what });
        break;
      case 'silent':
        written.push({ row: now, written: what });
        changes.push({
          orderId: row.orderId,
          journal: 'No answer came from Peoplevox. It is asked before anything is sent again.',
          detail: outcome.words,
        });
        break;
      case 'refused':
        written.push({ row: now, written: what, refused: outcome.words });
        break;
      default: // not_sent, or not named by the adapter at all
        changes.push(notSent(row, clock.now()));
    }
  }
  await ledger.record('sendOrders', changes);
  return written;
}

/** What is written is in doubt until it is read back, even where the shop changes its mind meanwhile. */
function begin({ row, write: what, attempts }: ToWrite, now: Date) {
  return {
    step: steps[what.kind],
    stepAt: now,
    unknownSince: null,
    attempts,
    nextAttemptAt: null,
    ...(what.kind === 'cancel' ? {} : { revisionSent: joined(onItsWay(row, what)) }),
  };
}

function onItsWay({ revisionSent }: LedgerOrder, { kind, wanted }: Exclude<Write, { kind: 'cancel' }>) {
  const part = kind === 'delivery' ? 'delivery' : 'lines';
  return { ...partsSent(revisionSent), [part]: inDoubt(partsOf(wanted)[part]) };
}

const notSent = ({ orderId, step, stepAt, revisionSent, attempts }: LedgerOrder, now: Date): OrderChange => ({
  orderId,
  onlyFrom: 'complete',
  set: { step, stepAt, revisionSent, attempts, nextAttemptAt: nextAttemptAt(now, 0, orderId) },
});

function call(
  kind: Write['kind'],
  going: ToWrite[],
  { warehouse, settings }: AmendDeps,
): Promise<SaveOutcomes> {
  const numbers = going.flatMap(({ row }) => row.number ?? []);
  const of = <One extends Write['kind'], Out>(
    wanted: One,
    give: (number: (typeof numbers)[number], what: Extract<Write, { kind: One }>) => Out,
  ) =>
    going.flatMap(({ row, write: what }) =>
      row.number !== null && what.kind === wanted
        ? [give(row.number, what as Extract<Write, { kind: One }>)]
        : [],
    );
  switch (kind) {
    case 'cancel':
      return warehouse[cancelMethod(settings())](numbers);
    case 'delivery':
      return warehouse.saveDelivery(of('delivery', (number, { cells }) => ({ number, cells })));
    case 'save':
      return warehouse.saveReleasedLines(of('save', (number, { lines }) => ({ number, lines })));
    case 'remove':
      return warehouse.removeLines(of('remove', (number, { lines }) => ({ number, lines })));
    default:
      return kind satisfies never;
  }
}
