// What has become of the sales orders we sent: read, kept, and told to the shop where its stock arithmetic depends on it (design.md sections 5 and 7).

import { chunks } from '../domain/chunks.ts';
import type { SalesOrderNumber } from '../domain/ids.ts';
import { followedNumbers } from '../domain/otherNumbers.ts';
import type { LedgerOrder, OrderChange, OtherNumber, ShopMark } from '../domain/ports.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { markFor, rememberTold } from './following/marks.ts';
import { missing, seen } from './following/seen.ts';
import { withFormer } from './following/together.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'signal' | 'hint'>;

const keysACall = 100;
const atMost = 500;

export async function followOrders(deps: Deps): Promise<string> {
  const open = await deps.ledger.ordersToFollow(atMost);
  let changed = 0;
  for (const page of chunks(open, keysACall)) {
    if (deps.signal.aborted) break;
    changed += await followPage(page, deps);
  }
  return open.length === 0
    ? 'No sales order is open.'
    : `Sales orders read: ${open.length}, moved: ${changed}.`;
}

async function followPage(
  page: LedgerOrder[],
  { ledger, shop, warehouse, clock, hint }: Deps,
): Promise<number> {
  const others = await ledger.otherNumbers(page.map((row) => row.orderId));
  const numbers = [
    ...new Set([...page.flatMap((row) => row.number ?? []), ...others.map((one) => one.number)]),
  ];
  const installation = await ledger.installation();
  const askedAt = clock.now();
  const found = await askWithCanary({ ledger, warehouse }, (canary) => warehouse.headers(numbers, canary));
  const now = clock.now();
  const changes: OrderChange[] = [];
  const marks: ShopMark[] = [];
  for (const { row, others, followed } of await asTheyAreNow(page, new Set(numbers), ledger)) {
    const absent = followed.find((number) => !found.has(number));
    const [first, ...more] = followed.flatMap((number) => found.get(number) ?? []);
    const change = withFormer(
      absent === undefined && first
        ? seen(row, [first, ...more], installation, now)
        : missing(row, absent ?? null, now),
      row,
      others,
      found,
    );
    // meanwhile a person may have linked it or sent it again, and a despatch of it may have been recorded
    changes.push({ ...change, onlyFrom: 'complete', onlyUnder: row, onlyAt: row.warehouse });
    const mark = markFor(row, change, { askedAt, now });
    if (mark) marks.push(mark);
  }
  // The shop first: told twice is harmless, told never would keep stock back for ever.
  const answers = marks.length > 0 ? await shop.mark(marks) : [];
  // Older: somebody has told the shop of it since it was asked about. Nothing is kept of this reading, so that the next one tells what it finds.
  const overtaken = new Set(answers.flatMap((one) => (one.outcome === 'older' ? [one.orderId] : [])));
  const dropped = await ledger.record(
    'followOrders',
    changes.filter(({ orderId }) => !overtaken.has(orderId)),
  );
  await rememberTold(marks, { overtaken, dropped }, changes, ledger);
  const kept = changes.filter(({ orderId }) => !overtaken.has(orderId) && !dropped.has(orderId));
  const moved = kept.filter((change) => change.journal !== undefined);
  if (kept.some((change) => change.set?.transfer === 'unknown')) hint('sendOrders');
  if (marks.length > 0) hint('updateStock');
  if (moved.length > 0) hint('watchLate'); // what was late may be no longer
  return moved.length;
}

interface Followed {
  row: LedgerOrder;
  others: OtherNumber[];
  /** the sales orders that it goes by, all of them asked about */
  followed: SalesOrderNumber[];
}

/**
 * As the ledger has them after Peoplevox was asked: this question waits for those of new orders, and meanwhile one of them may have been cancelled in the shop, and there.
 * By what was known before, that would look like somebody else's doing, and the shop would keep its units promised.
 */
async function asTheyAreNow(
  page: LedgerOrder[],
  asked: ReadonlySet<SalesOrderNumber>,
  ledger: Deps['ledger'],
): Promise<Followed[]> {
  const stood = new Map(page.map((row) => [row.orderId, row.warehouse]));
  const rows = (await ledger.orders([...stood.keys()])).filter(
    (row) => row.transfer === 'complete' && row.number !== null && row.warehouse === stood.get(row.orderId), // else a despatch told more of it than this reading
  );
  const others = await ledger.otherNumbers(rows.map((row) => row.orderId));
  return rows
    .map((row) => ({ row, others, followed: followedNumbers(row, others) }))
    .filter(({ followed }) => followed.every((number) => asked.has(number)));
}
