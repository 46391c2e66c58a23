// Is every paid order in Peoplevox, and is every sales order of ours one of the shop's? Asked of both, whatever the ledger remembers (design.md section 5, row
// reconcile; mission row O6). What is missing goes the normal way; what was there and is gone, or should not be there, is shown. Nothing is written to Peoplevox.

import { chunks } from '../domain/chunks.ts';
import { LeaseLost, NotTrusted, ShopFrozen, Stopping, SyncError } from '../domain/errors.ts';
import { fingerprintStart } from '../domain/fingerprint.ts';
import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import {
  type Depth,
  depthDue,
  type ReconcileMemory,
  type ReconciliationCounts,
  windowStart,
} from '../domain/reconciliation.ts';
import type { SalesOrderHeader } from '../domain/salesOrder.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { noticedUntil } from './noticeOrders.ts';
import { type Pair, pairsOfIds, pairsSince } from './reconciling/pairs.ts';
import { applyRemedies } from './reconciling/remedies.ts';
import { otherSide, type Stranger, strangersProblem } from './reconciling/strangers.ts';
import { afterAsking, type Verdict, type When, withoutAsking } from './reconciling/verdict.ts';

export type ReconcileDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'log' | 'signal' | 'hint'
>;

const minuteMs = 60_000;
const keysACall = 99; // the hundredth is the canary (peoplevox-api.md 4.1, "Many keys")
/** A night's pages that leave more than this to be asked by key are not believed. */
const mostKeys = 50 * keysACall;
/** So many that are not as they should be are looked at again each time. */
const mostUnsettled = 500;
/** Trigger and poll have their turn first (design.md section 10, promise 2). */
const noticeMs = 2 * minuteMs;

/** Compares over the longest stretch that is due. Gives what it found, in words. Throws what shop and warehouse throw; then nothing was concluded. */
export async function reconcileOrders(deps: ReconcileDeps): Promise<string> {
  const { ledger, clock, settings, signal } = deps;
  if ((await ledger.liveFrom()) === null) return 'Not live: nothing is compared.';
  const startedAt = clock.now();
  const before = await ledger.reconcileMemory();
  const depth = depthDue(startedAt, before, settings().reconcile);
  if (depth === 'nightly') await ledger.noteNightlyTried(startedAt);
  try {
    const compared = await compare(depth, startedAt, before, deps);
    if (compared === null || signal.aborted) return 'Stopped before the end: it is compared again.';
    const { counts, unsettled, strangers } = compared;
    const memory: ReconcileMemory = {
      hourlyAt: depth === 'recent' ? before.hourlyAt : startedAt,
      nightlyAt: depth === 'nightly' ? startedAt : before.nightlyAt,
      nightlyTriedAt: before.nightlyTriedAt,
      unsettled: unsettled.slice(0, mostUnsettled),
      strangers: strangers.map(({ number }) => number).slice(0, mostUnsettled),
    };
    const run = { ...counts, depth, startedAt, endedAt: clock.now(), problem: null };
    await ledger.noteReconciliation(run, memory);
    return words(depth, counts);
  } catch (failure) {
    const ofTheCheck = failure instanceof SyncError && !notItsOwn.some((kind) => failure instanceof kind);
    if (ofTheCheck) {
      const run = { ...none, depth, startedAt, endedAt: clock.now(), problem: failure.message };
      await ledger.noteReconciliation(run, null);
    }
    throw failure;
  }
}

const notItsOwn = [Stopping, LeaseLost, ShopFrozen];
const none: ReconciliationCounts = { checked: 0, found: 0, sentAgain: 0, waiting: 0, odd: 0 };

const words = (depth: Depth, { checked, found, sentAgain, waiting, odd }: ReconciliationCounts) =>
  `${stretch[depth]}: checked ${checked}, there ${found}, sent again ${sentAgain}, waiting ${waiting}, odd ${odd}.`;
const stretch: Record<Depth, string> = {
  recent: 'The last hours',
  hourly: 'The last day',
  nightly: 'The last weeks',
};

interface Compared {
  counts: ReconciliationCounts;
  unsettled: OrderId[];
  strangers: Stranger[];
}

/** Null: stopped half-way. */
async function compare(
  depth: Depth,
  now: Date,
  before: ReconcileMemory,
  deps: ReconcileDeps,
): Promise<Compared | null> {
  const { ledger, settings, signal } = deps;
  const installation = await ledger.installation();
  const since = windowStart(depth, now, settings().reconcile);
  const when: When & { despatchedWords: Set<string> } = {
    now,
    freshMs: settings().reconcile.everyMinutes * minuteMs,
    lateMs: settings().orders.lateCommitSeconds * 1000,
    noticeMs,
    noticedUntil: await noticedUntil(ledger),
    deep: depth !== 'recent',
    despatchedWords: new Set<string>(),
  };
  // Peoplevox first: an order sent meanwhile is then asked for by its number, and not missed.
  const paged = depth === 'nightly' ? await pages(installation, since, now, deps) : null;
  for (const { status, statusWord } of paged?.values() ?? [])
    if (status === 'despatched') when.despatchedWords.add(statusWord);
  if (signal.aborted) return null;
  const pairs = await pairsSince(since, deps);
  const left = before.unsettled.filter((id) => !pairs.has(id));
  for (const [id, pair] of await pairsOfIds(left, deps)) pairs.set(id, pair);

  // The other way: what the pages show, and what was not ours to explain the last time.
  const again = before.strangers.filter((number) => !paged?.has(number));
  const askedAgain = await headersOf(again, deps);
  const known = new Set([...pairs.values()].flatMap(({ number }) => number ?? []));
  const other = await otherSide([...(paged?.values() ?? []), ...askedAgain.values()], known, deps);
  for (const [id, pair] of other.pairs) pairs.set(id, pair);

  const verdicts = await judge(pairs, paged, installation, when, deps);
  for (const [id, found] of other.formers)
    verdicts.set(id, { outcome: 'odd', remedies: ['former_back'], found });
  if (signal.aborted) return null;
  await applyRemedies(verdicts, when, deps);
  await showStrangers(other.strangers, deps);
  return {
    counts: count([...verdicts.values()], other.strangers.length),
    unsettled: [...verdicts].flatMap(([id, { outcome }]) => (isSettled(outcome) ? [] : [id])),
    strangers: other.strangers,
  };
}

const isSettled = (outcome: Verdict['outcome']) => outcome === 'found' || outcome === null;

/** Sales orders of ours by number, as the pages show them. */
async function pages(
  installation: string,
  since: Date,
  until: Date,
  { warehouse, settings }: ReconcileDeps,
): Promise<Map<SalesOrderNumber, SalesOrderHeader>> {
  const headers = await warehouse.ourSalesOrders({
    fingerprintPrefix: fingerprintStart(installation),
    numberPrefix: settings().orders.numberPrefix,
    since,
    until,
  });
  return new Map(headers.map((header) => [header.number, header]));
}

async function judge(
  pairs: Map<OrderId, Pair>,
  paged: Map<SalesOrderNumber, SalesOrderHeader> | null,
  installation: string,
  when: When,
  deps: ReconcileDeps,
): Promise<Map<OrderId, Verdict>> {
  const verdicts = new Map<OrderId, Verdict>();
  const toAsk: (Pair & { number: SalesOrderNumber })[] = [];
  for (const pair of pairs.values()) {
    const seen = pair.number === null ? undefined : paged?.get(pair.number);
    const openCodes =
      pair.row?.transfer === 'waiting' ? (await deps.ledger.openAttention(pair.orderId)).length : 0;
    const verdict = withoutAsking(pair, openCodes, when);
    // What a page shows costs nothing, and is newer than what the ledger was told.
    if (seen && (verdict === null || pair.row?.transfer === 'complete'))
      verdicts.set(pair.orderId, afterAsking(pair, seen, installation, when));
    else if (verdict !== null) verdicts.set(pair.orderId, verdict);
    else if (pair.number !== null) toAsk.push({ ...pair, number: pair.number });
  }
  if (paged !== null && toAsk.length > mostKeys)
    throw new NotTrusted(
      `Peoplevox's list of our sales orders lacks ${toAsk.length} of ${pairs.size}: too many to be believed.`,
    );
  const found = await headersOf(
    toAsk.map(({ number }) => number),
    deps,
  );
  if (deps.signal.aborted) return verdicts;
  for (const pair of toAsk)
    verdicts.set(pair.orderId, afterAsking(pair, found.get(pair.number) ?? null, installation, when));
  return verdicts;
}

/** By key, with a canary: an answer without it is no answer. */
async function headersOf(
  numbers: SalesOrderNumber[],
  deps: ReconcileDeps,
): Promise<Map<SalesOrderNumber, SalesOrderHeader>> {
  const found = new Map<SalesOrderNumber, SalesOrderHeader>();
  for (const part of chunks(numbers, keysACall)) {
    if (deps.signal.aborted) break;
    const answer = await askWithCanary(deps, (canary) => deps.warehouse.headers(part, canary));
    for (const [number, header] of answer) found.set(number, header);
  }
  return found;
}

/** Closes by itself: what was shown is asked for each time until it is cancelled, despatched or in the shop. */
async function showStrangers(strangers: Stranger[], { ledger, clock }: ReconcileDeps): Promise<void> {
  if (strangers.length > 0) await ledger.openProblem(strangersProblem(strangers), clock.now());
  else await ledger.closeProblem('sales_order_unknown', clock.now());
}

function count(verdicts: Verdict[], strangers: number): ReconciliationCounts {
  const of = (outcome: Verdict['outcome']) => verdicts.filter((one) => one.outcome === outcome).length;
  const counts = {
    found: of('found'),
    sentAgain: of('sentAgain'),
    waiting: of('waiting'),
    odd: of('odd') + strangers,
  };
  return { checked: counts.found + counts.sentAgain + counts.waiting + counts.odd, ...counts };
}
