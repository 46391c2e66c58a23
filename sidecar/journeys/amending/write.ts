// One kind of write to sales orders that were released. Never OnHold, StopShip or LOADING: a hold that is there is a person's (design.md section 5, step 6).

import type { LedgerOrder, OrderChange, SaveOutcomes } from '../../domain/ports.ts';
import type { LoadingStep } from '../../domain/transfer.ts';
import type { AmendDeps } from '../amendOrders.ts';
import { nextAttemptAt } from '../backoff.ts';
import { inDoubt, joined, type Part, type Parts, partsOf } from '../revision.ts';
import type { Amendment, Write } from './amendment.ts';

export interface ToWrite {
  row: LedgerOrder;
  write: Write;
  attempts: number;
  sent: Parts | null;
}

const steps = {
  cancel: 'header',
  delivery: 'header',
  save: 'lines',
  remove: 'remove',
} as const satisfies Record<Write['kind'], LoadingStep>;

/**
 * Those that one call can write, the most urgent kind: what of the columns one row has, all have (peoplevox-api.md 3.1). One that was refused together with others goes
 * by itself, so that a refusal is its own.
 */
export function inOneCall(all: ToWrite[]): ToWrite[] {
  const [first] = urgency.flatMap((kind) => all.filter(({ write: what }) => what.kind === kind));
  if (!first) return [];
  if (first.row.alone) return [first];
  return all.filter(({ row, write: what }) => !row.alone && shapeOf(what) === shapeOf(first.write));
}
const urgency = ['cancel', 'delivery', 'save', 'remove'] as const satisfies Write['kind'][];

function shapeOf(write: Write): string {
  switch (write.kind) {
    case 'cancel':
      return write.by;
    case 'delivery':
      return write.cells.map(({ column }) => column).join();
    case 'save':
      return write.kind;
    case 'remove':
      return `${write.kind} ${write.lines.some(({ line }) => line !== null)}`;
    default:
      return write satisfies never;
  }
}

/** Intent before the call, so that what a crash cuts off is asked about. Gives those that may have been written, to be read back. `all`: of one call. */
export async function write(all: ToWrite[], deps: AmendDeps): Promise<Amendment[]> {
  if (all.length === 0) return [];
  const { ledger, clock } = deps;
  const begun = all.map((one) => ({ ...one, set: begin(one, clock.now()) }));
  const dropped = await ledger.record(
    'sendOrders',
    begun.map(({ row, set }) => ({ orderId: row.orderId, onlyFrom: 'complete', onlyUnder: row, set })),
  );
  const going = begun.filter(({ row }) => !dropped.has(row.orderId));
  if (going.length === 0) return [];
  const outcomes = await call(going, deps);
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
        changes.push(notSent(row, going.length > 1, clock.now()));
    }
  }
  await ledger.record('sendOrders', changes);
  return written;
}

/** What is written is in doubt until it is read back, even where the shop changes its mind meanwhile. */
function begin({ write: what, attempts, sent }: ToWrite, now: Date) {
  return {
    step: steps[what.kind],
    stepAt: now,
    unknownSince: null,
    attempts,
    nextAttemptAt: null,
    ...(what.kind === 'cancel' || sent === null
      ? {}
      : { revisionSent: joined({ ...sent, ...onItsWay(what) }) }),
  };
}

function onItsWay(what: Exclude<Write, { kind: 'cancel' }>): Parts {
  const wants = partsOf(what.wanted);
  const parts: Part[] =
    what.kind === 'delivery'
      ? what.cells.map(({ group }) => group)
      : what.kind === 'remove'
        ? ['lines']
        : ['lines', 'lineDetails'];
  return Object.fromEntries(
    parts.flatMap((part) => (wants[part] === undefined ? [] : [[part, inDoubt(wants[part])]])),
  );
}

const notSent = (
  { orderId, step, stepAt, revisionSent, attempts }: LedgerOrder,
  together: boolean,
  now: Date,
): OrderChange => ({
  orderId,
  onlyFrom: 'complete',
  set: {
    step,
    stepAt,
    revisionSent,
    attempts,
    nextAttemptAt: nextAttemptAt(now, 0, orderId),
    ...(together ? { alone: true } : {}),
  },
});

/** One call, so that it comes right after the reading that allowed it. */
function call(going: ToWrite[], { warehouse }: AmendDeps): Promise<SaveOutcomes> {
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
  const what = going[0]?.write;
  switch (what?.kind) {
    case 'cancel':
      return what.by === 'deleting' ? warehouse.remove(numbers, 'one') : warehouse.cancel(numbers, 'one');
    case 'delivery':
      return warehouse.saveDelivery(
        of('delivery', (number, { cells }) => ({ number, cells })),
        'one',
      );
    case 'save':
      return warehouse.saveReleasedLines(
        of('save', (number, { lines }) => ({ number, lines })),
        'one',
      );
    case 'remove':
      return warehouse.removeLines(
        of('remove', (number, { lines }) => ({ number, lines })),
        'one',
      );
    case undefined:
      return Promise.resolve(new Map());
    default:
      return what satisfies never;
  }
}
