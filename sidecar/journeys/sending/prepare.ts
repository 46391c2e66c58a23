// Fetch fresh from the shop, decide, know the SKUs, freeze the numbers (design.md section 5, steps 1 and 2). What fails becomes an exception; the others go on.

import type { OrderId, SalesOrderNumber, Sku } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { pickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import { nextAttemptAt } from '../backoff.ts';
import type { SendDeps } from '../sendOrders.ts';
import { type Candidate, needsPerson, type Withdrawn, whileOnItsWay } from './candidate.ts';
import { withFormersClosed } from './formers.ts';
import type { NotThere } from './notThere.ts';

export interface Prepared {
  candidates: Candidate[];
  withdrawn: Withdrawn[];
}

const keysACall = 100; // peoplevox-api.md 4.1, "Many keys"

/** `notThere`: what this run has asked for in vain. */
export async function prepare(batch: LedgerOrder[], notThere: NotThere, deps: SendDeps): Promise<Prepared> {
  const { candidates, withdrawn } = await decide(batch, deps);
  const known = await withKnownItems(candidates, notThere, deps);
  const alone = await withFormersClosed(known, deps);
  return { candidates: await withNumbers(alone, deps), withdrawn };
}

/** Fetches the orders now and says what is to become of each; what is neither a candidate nor withdrawn has been written down. */
export async function decide(
  batch: LedgerOrder[],
  { ledger, shop, settings, clock }: SendDeps,
): Promise<Prepared> {
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return { candidates: [], withdrawn: [] };
  const installation = await ledger.installation();
  const fetched = await shop.orders(batch.map((row) => row.orderId));
  const orders = new Map<OrderId, ShopOrder>(fetched.orders.map((order) => [order.id, order]));
  const unreadable = new Map(fetched.unreadable.map((one) => [one.orderId, one.why]));
  const deleted = new Set(fetched.deleted);

  const candidates: Candidate[] = [];
  const withdrawn: Withdrawn[] = [];
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
      if (why !== undefined) changes.push(unreadableOrder(row, why));
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
        changes.push(needsPerson(row, work.attention, work.attention.map((one) => one.reason).join(' ')));
        break;
      case 'nothing_to_pick':
        withdraw(row, number, work.why, 'nothing_to_pick', sentAt);
        break;
      case 'withdrawn':
        withdraw(row, number, work.why, 'cancelled', sentAt);
        break;
      case 'not_due':
        changes.push({
          orderId: row.orderId,
          set: { transfer: 'waiting', nextAttemptAt: null },
          journal: work.why,
        });
        break;
      case 'before_go_live':
        changes.push({ orderId: row.orderId, set: { transfer: 'before_go_live', nextAttemptAt: null } });
        break;
      default:
        work satisfies never;
    }
  }
  await ledger.record('sendOrders', changes.map(whileOnItsWay));
  return { candidates, withdrawn };
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

const unreadableOrder = (row: LedgerOrder, why: string) =>
  needsPerson(
    row,
    [{ code: 'unreadable_order', reason: why }],
    'The shop gave the order in a form that cannot be read.',
  );

/** Item codes that the ledger has not seen are asked for; what Peoplevox does not know is not sent, nor what may be either of two products (mission row P3). */
async function withKnownItems(
  candidates: Candidate[],
  notThere: NotThere,
  deps: SendDeps,
): Promise<Candidate[]> {
  const { ledger } = deps;
  const codesOf = (some: Candidate[]) => some.flatMap((one) => one.wanted.lines.map((line) => line.sku));
  const all = [...new Set(codesOf(candidates))];
  // A person who sends an order again may have created the item just now.
  const byHand = new Set(codesOf(candidates.filter((one) => one.row.byHand)));
  const mayAsk = (code: Sku) => byHand.has(code) || !notThere.has(code);
  const known = await knownCodes(all, deps, { mayAsk, wasAbsent: (code) => notThere.everWas(code) });
  notThere.note(all.filter((code) => !known.has(code) && mayAsk(code)));
  const doubled = await ledger.doubledSkus(all);
  const changes = candidates.flatMap(({ row, wanted }) => {
    const codes = wanted.lines.map((line) => line.sku);
    const missing = codes.filter((code) => !known.has(code));
    if (missing.length > 0) return [unknownSku(row, missing)];
    // What Peoplevox may already have is not left half-way for it.
    const twice = row.step === null ? codes.filter((code) => doubled.has(code)) : [];
    return twice.length === 0 ? [] : [doubledSku(row, twice)];
  });
  await ledger.record('sendOrders', changes);
  const refused = new Set(changes.map((change) => change.orderId));
  return candidates.filter((one) => !refused.has(one.row.orderId));
}

interface Asking {
  /** default: any */
  mayAsk?: (code: Sku) => boolean;
  /** Peoplevox has said once that it lacks it; default: none */
  wasAbsent?: (code: Sku) => boolean;
}

/** Those of the item codes that Peoplevox has; it is asked for what the ledger has not seen and `mayAsk` lets it be asked for. */
export async function knownCodes(
  codes: Sku[],
  { ledger, warehouse, clock }: Pick<SendDeps, 'ledger' | 'warehouse' | 'clock'>,
  { mayAsk = () => true, wasAbsent = () => false }: Asking = {},
): Promise<Set<Sku>> {
  const all = [...new Set(codes)];
  const known = await ledger.knownItems(all);
  const asked = all.filter((code) => !known.has(code) && mayAsk(code));
  for (let start = 0; start < asked.length; start += keysACall) {
    const part = asked.slice(start, start + keysACall);
    const found = await warehouse.knownItemCodes(part);
    // A person is called for what is not there, and nothing tells a short answer from a whole one: believed when it is said twice.
    const lacking = part.filter((code) => !found.has(code) && !wasAbsent(code));
    if (lacking.length > 0) for (const code of await warehouse.knownItemCodes(lacking)) found.add(code);
    await ledger.noteItems(found, clock.now());
    for (const code of found) known.add(code);
  }
  return known;
}

function unknownSku(row: LedgerOrder, missing: Sku[]): OrderChange {
  const [first] = missing;
  const reason =
    missing.length === 1
      ? `${first} is sold in the shop, but Peoplevox has no such item code.`
      : `${missing.join(', ')} are sold in the shop, but Peoplevox has no such item codes.`;
  return needsPerson(row, [{ code: 'unknown_sku', reason }], reason);
}

function doubledSku(row: LedgerOrder, twice: Sku[]): OrderChange {
  const reason = `${twice.join(', ')}: more than one product of the shop has this SKU.`;
  return needsPerson(row, [{ code: 'doubled_sku', reason }], reason);
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
