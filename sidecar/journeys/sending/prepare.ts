// Fetch fresh from the shop, decide, know the SKUs, freeze the numbers (design.md section 5, steps 1 and 2). What fails becomes an exception; the others go on.

import type { Attention } from '../../domain/attention.ts';
import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { pickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import { goesOnThoughStopped } from '../afterSent.ts';
import { nextAttemptAt } from '../backoff.ts';
import type { SendDeps } from '../sendOrders.ts';
import { type Candidate, needsPerson, type Withdrawn, whileOnItsWay } from './candidate.ts';
import { withFormersClosed } from './formers.ts';
import { type HeldBack, leftToPerson, type PerhapsReleased, perhapsReleased } from './heldBack.ts';
import { withKnownItems } from './knownItems.ts';
import type { NotThere } from './notThere.ts';

export interface Prepared {
  candidates: Candidate[];
  withdrawn: Withdrawn[];
  /** to ask Peoplevox about before they are let wait; the others of their kind have been written down */
  heldBack: PerhapsReleased[];
}

/** `notThere`: what this run has asked for in vain. */
export async function prepare(batch: LedgerOrder[], notThere: NotThere, deps: SendDeps): Promise<Prepared> {
  const { candidates, withdrawn, heldBack } = await decide(batch, deps);
  const items = await withKnownItems(candidates, notThere, deps);
  const alone = await withFormersClosed(items.known, deps);
  return {
    candidates: await withNumbers(alone, deps),
    withdrawn,
    heldBack: [...heldBack, ...items.heldBack],
  };
}

/** Fetches the orders now and says what is to become of each; what is neither a candidate, nor withdrawn, nor to be asked about has been written down. */
export async function decide(
  batch: LedgerOrder[],
  { ledger, shop, settings, clock }: SendDeps,
): Promise<Prepared> {
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return { candidates: [], withdrawn: [], heldBack: [] };
  const installation = await ledger.installation();
  const fetched = await shop.orders(batch.map((row) => row.orderId));
  const orders = new Map<OrderId, ShopOrder>(fetched.orders.map((order) => [order.id, order]));
  const unreadable = new Map(fetched.unreadable.map((one) => [one.orderId, one.why]));
  const deleted = new Set(fetched.deleted);

  const candidates: Candidate[] = [];
  const withdrawn: Withdrawn[] = [];
  const heldBack: HeldBack[] = [];
  const changes: OrderChange[] = [];
  const withdraw = (
    row: LedgerOrder,
    number: SalesOrderNumber | null,
    why: string,
    ending: Withdrawn['ending'],
    sentAt: Date | null,
  ) => {
    if (number !== null) withdrawn.push({ row, number, why, ending, sentAt, found: null });
    else
      changes.push({
        orderId: row.orderId,
        set: { transfer: ending, nextAttemptAt: null },
        journal: why,
        close: 'all',
      });
  };

  for (const row of batch) {
    const order = orders.get(row.orderId);
    if (!order) {
      const why = unreadable.get(row.orderId);
      if (why !== undefined) heldBack.push(unreadableOrder(row, why));
      else if (deleted.has(row.orderId))
        withdraw(row, row.number, 'The order was deleted in the shop.', 'cancelled', null);
      else changes.push(notAnswered(row, clock.now()));
      continue;
    }
    const work = pickingWork(order, { settings: settings(), installation, liveFrom, byHand: row.byHand });
    const number = order.remembered.number ?? row.number;
    const { sentAt } = order.remembered;
    switch (work.kind) {
      case 'sendable':
        candidates.push(
          row.resendAs === null
            ? { row, wanted: work.wanted, markedSent: order.remembered.sentAt !== null }
            : // by a person's word, under a new number: what was sent before was under the old one
              { row, wanted: { ...work.wanted, number: row.resendAs }, markedSent: false },
        );
        break;
      case 'needs_person':
        heldBack.push(leftToPerson({ ...row, number }, sentAt !== null, work.attention));
        break;
      case 'nothing_to_pick':
        withdraw(row, number, work.why, 'nothing_to_pick', sentAt);
        break;
      case 'withdrawn':
        withdraw(row, number, work.why, 'cancelled', sentAt);
        break;
      case 'not_due':
        heldBack.push({
          row: { ...row, number },
          markedSent: sentAt !== null,
          waits: {
            orderId: row.orderId,
            set: { transfer: 'waiting', nextAttemptAt: null },
            journal: work.why,
          },
          told: goesOnThoughStopped(number, order.status),
        });
        break;
      case 'before_go_live':
        changes.push({ orderId: row.orderId, set: { transfer: 'before_go_live', nextAttemptAt: null } });
        break;
      default:
        work satisfies never;
    }
  }
  const { ask, changes: waiting } = perhapsReleased(heldBack);
  await ledger.record('sendOrders', [...changes, ...waiting].map(whileOnItsWay));
  return { candidates, withdrawn, heldBack: ask };
}

/** Neither the order nor its tombstone came: a shop that answers half says nothing about it. After a few times a person is asked. */
function notAnswered(row: LedgerOrder, now: Date): OrderChange {
  const { orderId, attempts } = row;
  const reason = 'The shop answers, but not with this order.';
  return {
    orderId,
    set: { attempts: attempts + 1, nextAttemptAt: nextAttemptAt(now, attempts, orderId) },
    journal: `${reason} It is asked for again.`,
    ...(attempts + 1 >= timesUnanswered ? { open: [{ code: 'unreadable_order' as const, reason }] } : {}),
  };
}
const timesUnanswered = 3;

function unreadableOrder(row: LedgerOrder, why: string): HeldBack {
  const open: Attention[] = [{ code: 'unreadable_order', reason: why }];
  return {
    row,
    markedSent: true,
    waits: needsPerson(row, open, 'The shop gave the order in a form that cannot be read.'),
    told: null, // noticeOrders tells of it, whatever becomes of the sales order
  };
}

/** Those that go under a new number are begun before the shop is told so: from then on it cannot be taken back any more. */
async function begunAnew(candidates: Candidate[], { ledger }: SendDeps): Promise<Candidate[]> {
  const anew = candidates.filter(({ row }) => row.resendAs !== null);
  if (anew.length === 0) return candidates;
  const dropped = await ledger.record(
    'sendOrders',
    anew.map(({ row }) => whileOnItsWay({ orderId: row.orderId, set: { transfer: 'loading' } })),
  );
  return candidates.filter(({ row }) => !dropped.has(row.orderId));
}

/** A number is frozen in the shop before the first save, so that a lost ledger cannot invent a second one. */
async function withNumbers(all: Candidate[], deps: SendDeps): Promise<Candidate[]> {
  const { ledger, shop, clock } = deps;
  const candidates = await begunAnew(all, deps);
  if (candidates.length === 0) return [];
  const answers = await shop.freezeNumbers(
    candidates.map(({ row, wanted }) => ({
      orderId: wanted.orderId,
      number: wanted.number,
      ...(row.resendAs !== null && row.number !== null ? { replaces: row.number } : {}),
    })),
  );
  const byOrder = new Map(answers.map((answer) => [answer.orderId, answer]));
  const changes: OrderChange[] = [];
  const ready: Candidate[] = [];
  const renumbered: OrderId[] = [];
  for (const candidate of candidates) {
    const { row, wanted } = candidate;
    const answer = byOrder.get(row.orderId);
    const replaced = row.resendAs !== null && answer?.number === row.resendAs;
    if (row.resendAs !== null && !replaced && answer?.outcome === 'already') {
      const reason = `The shop has it under ${answer.number}, and not under ${row.number}: it is not sent as ${row.resendAs}.`;
      changes.push(needsPerson(row, [{ code: 'number_taken', reason }], reason));
    } else if (answer?.outcome === 'frozen' || answer?.outcome === 'already') {
      // Frozen before under another prefix: that one it keeps.
      const set = { number: answer.number, ...(replaced ? { resendAs: null } : {}) };
      ready.push({
        ...candidate,
        row: { ...row, ...set },
        wanted: { ...wanted, number: answer.number },
      });
      if (replaced) renumbered.push(row.orderId);
      if (row.number !== answer.number || replaced)
        changes.push(whileOnItsWay({ orderId: row.orderId, set }));
    } else if (answer?.outcome === 'taken') {
      const reason = `${wanted.number} is the sales order number of another order.`;
      changes.push(needsPerson(row, [{ code: 'number_taken', reason }], reason));
    }
    // unknown_order: deleted in this very moment; the next round takes it back
  }
  // Under this number it was not sent yet: its units are promised until it is seen allocated.
  if (renumbered.length > 0)
    await shop.mark(
      renumbered.map((orderId) => ({ orderId, asOf: clock.now(), sentAt: null, reflectedAt: null })),
    );
  await ledger.record('sendOrders', changes);
  return ready;
}
