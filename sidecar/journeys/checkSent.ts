// Ten minutes after the release, each sales order is read once more: a save whose commit came late would show by now (design.md section 5, step 7; mission row O9). So is
// each that we deleted: a late save would have made it anew. Open ones are read again every few hours, and when they have left: people at the warehouse split, merge and
// edit them (row O7).

import type { AttentionCode } from '../domain/attention.ts';
import { chunks } from '../domain/chunks.ts';
import { orderOfFingerprint } from '../domain/fingerprint.ts';
import { differenceInWords, isEmpty, lineDifference } from '../domain/lineDifference.ts';
import { followedNumbers } from '../domain/otherNumbers.ts';
import { pickingWork } from '../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange } from '../domain/ports.ts';
import { type FoundLine, isOpen, unitsOf, type WantedLine } from '../domain/salesOrder.ts';
import { missingAfterLeaving, wantedAfterLeaving } from './afterLeaving.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { revisionOf } from './revision.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal' | 'hint'>;

const keysACall = 99;
const atMost = 495;
const hourMs = 3_600_000;

/** Those that differ are shown, and read again each time until they do not. */
export async function checkSent(deps: Deps): Promise<string> {
  const { ledger, clock, settings } = deps;
  const now = clock.now().getTime();
  const { orders, follow } = settings();
  const sentBefore = new Date(now - orders.lateCommitSeconds * 1000);
  const checkedBefore = follow.linesHours === 0 ? null : new Date(now - follow.linesHours * hourMs);
  const rows = await ledger.ordersToCheck(sentBefore, checkedBefore, atMost);
  let odd = 0;
  for (const page of chunks(rows, keysACall)) {
    if (deps.signal.aborted) break;
    odd += await checkPage(page, deps);
  }
  const deleted = await ledger.ordersDeleted(sentBefore, keysACall);
  if (deleted.length > 0 && !deps.signal.aborted) odd += await checkDeleted(deleted, deps);
  const read = rows.length + deleted.length;
  return read === 0 ? '' : `Read again: ${read}, different: ${odd}.`;
}

/** One that has come back is taken back again where it carries our mark; without it, it is a person's. */
async function checkDeleted(rows: LedgerOrder[], deps: Deps): Promise<number> {
  const { ledger, warehouse, clock, hint } = deps;
  const installation = await ledger.installation();
  const numbers = rows.flatMap((row) => row.number ?? []);
  const found = await askWithCanary(deps, (canary) => warehouse.headers(numbers, canary));
  const changes: OrderChange[] = [];
  let back = 0;
  for (const row of rows) {
    const { orderId, number, transfer } = row;
    const header = number === null ? undefined : found.get(number);
    if (!header || !isOpen(header)) {
      changes.push({ orderId, onlyFrom: transfer, set: { checkedAt: clock.now() }, close: [code] });
      continue;
    }
    back += 1;
    const reason = `${number} was deleted in Peoplevox because the shop does not want it any more, and a save that came late made it again.`;
    if (orderOfFingerprint(header.fingerprint, installation) === orderId)
      changes.push({
        orderId,
        onlyFrom: transfer,
        set: { transfer: 'due', dueAt: clock.now(), attempts: 0, nextAttemptAt: null, stepAt: null },
        journal: `${reason} It is taken back again.`,
      });
    else if (!(await ledger.openAttention(orderId)).includes(code))
      changes.push({
        orderId,
        onlyFrom: transfer,
        open: [{ code, reason: `${reason} Cancel it there.` }],
        journal: reason,
      });
  }
  await ledger.record('checkSent', changes);
  if (changes.some(({ set }) => set?.transfer === 'due')) hint('sendOrders');
  return back;
}
const code = 'cancelled_after_sent';

async function checkPage(
  rows: LedgerOrder[],
  { ledger, shop, warehouse, clock, settings }: Deps,
): Promise<number> {
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return 0;
  const installation = await ledger.installation();
  const { orders } = await shop.orders(rows.map((row) => row.orderId));
  const others = await ledger.otherNumbers(rows.map((row) => row.orderId));
  const numbers = new Map(rows.map((row) => [row.orderId, followedNumbers(row, others)]));
  const lines = await warehouse.lines([...numbers.values()].flat());
  const changes: OrderChange[] = [];
  for (const row of rows) {
    const order = orders.find((one) => one.id === row.orderId);
    const work = order && pickingWork(order, { settings: settings(), installation, liveFrom, byHand: true });
    const checked = { orderId: row.orderId, onlyFrom: 'complete', set: { checkedAt: clock.now() } } as const;
    const under = numbers.get(row.orderId) ?? [];
    const found = under.map((number) => lines.get(number) ?? []);
    // Changed since it was sent: that is an exception of its own (afterSent.ts, afterLeaving.ts).
    if (work?.kind !== 'sendable' || revisionOf(work.wanted) !== row.revisionSent) {
      const wanted =
        work && row.warehouse === 'despatched' ? wantedAfterLeaving(order, work, settings()) : null;
      const known = wanted !== null && (await ledger.openAttention(row.orderId)).includes('more_wanted');
      const told = wanted === null ? {} : missingAfterLeaving(row, wanted, found.flat(), known);
      changes.push({ ...told, ...checked });
      continue;
    }
    if (isSame(found, work.wanted.lines)) {
      changes.push({ ...checked, close: [...oddLines, 'more_wanted'] });
      continue;
    }
    const code = kindOf(found.flat(), work.wanted.lines);
    const reason = reasonOf(found.flat(), work.wanted.lines);
    const known = (await ledger.openAttention(row.orderId)).includes(code);
    changes.push({
      orderId: row.orderId,
      onlyFrom: 'complete',
      // what has left does not change any more
      ...(row.warehouse === 'despatched' ? { set: checked.set } : {}),
      open: [{ code, reason }],
      close: oddLines.filter((other) => other !== code),
      ...(known ? {} : { journal: `${under.join(' and ')} in Peoplevox: ${reason}` }),
    });
  }
  await ledger.record('checkSent', changes);
  return changes.filter((change) => change.open !== undefined).length;
}

/** Each of them tells that the lines are not as they were sent; an order has one at a time. */
export const oddLines = [
  'differs',
  'split_in_peoplevox',
  'merged_in_peoplevox',
] as const satisfies AttentionCode[];

/** One item may stand on several sales orders, where the order goes by several. */
const isSame = (found: FoundLine[][], wanted: WantedLine[]) =>
  found.length === 1
    ? isEmpty(lineDifference(found.flat(), wanted))
    : differenceInWords(found.flat(), wanted) === '';

function kindOf(found: FoundLine[], wanted: WantedLine[]): (typeof oddLines)[number] {
  if (found.every(({ quantity }) => quantity === 0)) return 'merged_in_peoplevox';
  const less = wanted.some(({ sku, quantity }) => unitsOf(found, sku) < quantity);
  const more = found.some(({ sku }) => unitsOf(found, sku) > unitsOf(wanted, sku));
  return less && !more ? 'split_in_peoplevox' : 'differs';
}

const reasonOf = (found: FoundLine[], wanted: WantedLine[]) =>
  differenceInWords(found, wanted) || 'A line stands in Peoplevox twice.';
