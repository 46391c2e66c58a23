// Ten minutes after the release, each sales order is read once more: a save whose commit came late would show by now (design.md section 5, step 7; mission row O9).

import { differenceInWords, isEmpty, lineDifference } from '../domain/lineDifference.ts';
import { pickingWork } from '../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange } from '../domain/ports.ts';
import type { FoundLine } from '../domain/salesOrder.ts';
import type { JourneyDeps } from './deps.ts';
import { revisionOf } from './revision.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal'>;

const keysACall = 99;
const atMost = 495;

/** Those that differ are shown, and read again each time until they do not. */
export async function checkSent(deps: Deps): Promise<string> {
  const { ledger, clock, settings } = deps;
  const sentBefore = new Date(clock.now().getTime() - settings().orders.lateCommitSeconds * 1000);
  const rows = await ledger.ordersToCheck(sentBefore, atMost);
  let odd = 0;
  for (let start = 0; start < rows.length && !deps.signal.aborted; start += keysACall)
    odd += await checkPage(rows.slice(start, start + keysACall), deps);
  return rows.length === 0 ? '' : `Read again: ${rows.length}, different: ${odd}.`;
}

async function checkPage(
  rows: LedgerOrder[],
  { ledger, shop, warehouse, clock, settings }: Deps,
): Promise<number> {
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return 0;
  const installation = await ledger.installation();
  const { orders } = await shop.orders(rows.map((row) => row.orderId));
  const lines = await warehouse.lines(rows.flatMap((row) => row.number ?? []));
  const changes = rows.map((row): OrderChange => {
    const checked = { orderId: row.orderId, onlyFrom: 'complete', set: { checkedAt: clock.now() } } as const;
    const order = orders.find((one) => one.id === row.orderId);
    const work = order && pickingWork(order, { settings: settings(), installation, liveFrom, byHand: true });
    // Changed since it was sent: that is an exception of its own (afterSent.ts).
    if (work?.kind !== 'sendable' || revisionOf(work.wanted) !== row.revisionSent) return checked;
    const found = (row.number !== null && lines.get(row.number)) || [];
    if (isEmpty(lineDifference(found, work.wanted.lines))) return { ...checked, close: ['differs'] };
    return {
      orderId: row.orderId,
      onlyFrom: 'complete',
      open: [{ code: 'differs', reason: reasonOf(found, work.wanted.lines) }],
    };
  });
  await ledger.record('checkSent', changes);
  return changes.filter((change) => change.open !== undefined).length;
}

const reasonOf = (found: FoundLine[], wanted: Parameters<typeof differenceInWords>[1]) =>
  differenceInWords(found, wanted) || 'A line stands in Peoplevox twice.';
