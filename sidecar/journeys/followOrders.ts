// What has become of the sales orders we sent: read, kept, and told to the shop where its stock arithmetic depends on it (design.md sections 5 and 7).

import { chunks } from '../domain/chunks.ts';
import { orderOfFingerprint } from '../domain/fingerprint.ts';
import type { SalesOrderNumber } from '../domain/ids.ts';
import { followedNumbers } from '../domain/otherNumbers.ts';
import type { LedgerOrder, OrderChange, OtherNumber, ShopMark } from '../domain/ports.ts';
import { isOpen, type SalesOrderHeader } from '../domain/salesOrder.ts';
import type { WarehouseFact } from '../domain/transfer.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { together, withFormer } from './following.ts';
import { nothingWanted } from './revision.ts';

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

const allocatedOrLater: readonly WarehouseFact[] = [
  'allocated',
  'part_picked',
  'picked',
  'part_despatched',
  'despatched',
];

/** `headers`: of all sales orders that it goes by, its own first. */
function seen(
  row: LedgerOrder,
  headers: [SalesOrderHeader, ...SalesOrderHeader[]],
  installation: string,
  now: Date,
): OrderChange {
  const { orderId } = row;
  const { header, fact } = together(headers, !withdrawnInShop(row));
  const [own] = headers;
  if (row.linkedAt === null && orderOfFingerprint(own.fingerprint, installation) !== orderId)
    return {
      orderId,
      set: { warehouse: 'other', warehouseWord: header.statusWord, warehouseReadAt: now, askedInVain: 0 },
      open: [
        {
          code: 'not_ours',
          reason: `${header.number} does not carry Pickwave's mark of this order any more.`,
        },
      ],
    };
  const warehouse = afterPart(row.warehouse, fact);
  const moved = warehouse !== row.warehouse || header.statusWord !== row.warehouseWord;
  const allocated =
    allocatedOrLater.includes(fact) ||
    (warehouse === 'held_by_person' && row.allocatedAt !== null && header.status !== 'new');
  const change: OrderChange = {
    orderId,
    set: {
      warehouse,
      warehouseWord: header.statusWord,
      warehouseReadAt: now,
      seenInWarehouse: true,
      askedInVain: 0,
      allocatedAt: allocated ? (row.allocatedAt ?? now) : null,
      ...(closed(warehouse) ? { reopenedAt: null } : {}),
      ...(warehouse === 'despatched' ? { despatchedAt: row.despatchedAt ?? now } : {}),
      // whole, or with lines taken out of it? They are read once more
      ...(warehouse === 'despatched' && row.warehouse !== 'despatched' ? { checkedAt: null } : {}),
    },
    close: [
      'gone',
      ...(warehouse === 'cancelled' ? [] : (['cancelled_in_peoplevox'] as const)),
      ...(closed(warehouse) ? (['reopened_in_peoplevox'] as const) : []),
    ],
  };
  if (moved)
    change.journal =
      lost.includes(row.warehouse) && isOpen(header)
        ? `${header.number} was opened again in Peoplevox: ${words(warehouse, header.statusWord)}.`
        : `Peoplevox: ${words(warehouse, header.statusWord)}.`;
  if (warehouse === 'held_by_us')
    return {
      ...change,
      // Released, or so we thought, and yet on our hold: the release is late, or what was late put it back. Sending waits for the one and mends the other.
      set: {
        ...change.set,
        transfer: 'unknown',
        step: 'release',
        unknownSince: row.sentAt,
        nextAttemptAt: null,
      },
      journal: 'The sales order is on our own hold again. It is looked at and released.',
    };
  if (warehouse === 'cancelled' && !withdrawnInShop(row)) {
    const open = headers.filter(isOpen).map((one) => `${one.number} is ${one.statusWord}`);
    const beside = open.length === 0 ? '' : ` ${open.join(', ')}.`;
    const reason = `${header.number} is cancelled in Peoplevox, the shop order is ${row.shopStatus}.${beside}`;
    return { ...change, open: [{ code: 'cancelled_in_peoplevox', reason }] };
  }
  // Neither wants it any more. Should the shop want it after all, it is looked at as any order is.
  if (warehouse === 'cancelled') return { ...change, set: { ...change.set, ...ended }, close: 'all' };
  return change;
}

const closed = (warehouse: WarehouseFact) => warehouse === 'cancelled' || warehouse === 'despatched';

/** Peoplevox has no status for an order that left in part (peoplevox-api.md 5.1): what was despatched stays known until the rest is. */
const afterPart = (before: WarehouseFact, fact: WarehouseFact): WarehouseFact =>
  before === 'part_despatched' && inProgress.includes(fact) ? before : fact;
const inProgress: readonly WarehouseFact[] = ['new', 'part_allocated', 'allocated', 'part_picked', 'picked'];

const ended = { transfer: 'cancelled', step: null, stepAt: null, unknownSince: null } as const;

/** Then nobody misses its sales order. */
const withdrawnInShop = ({ shopStatus, revisionWanted }: LedgerOrder) =>
  revisionWanted === nothingWanted ||
  ['cancelled', 'refunded', 'failed', 'trash', 'deleted'].includes(shopStatus);

/** Absent once may be a slow Peoplevox; absent twice with the canary there is gone. */
function missing(row: LedgerOrder, number: SalesOrderNumber | null, now: Date): OrderChange {
  const { orderId } = row;
  if (row.askedInVain === 0) return { orderId, set: { askedInVain: 1, warehouseReadAt: now } };
  if (row.warehouse === 'gone')
    return { orderId, set: { warehouseReadAt: now }, close: withdrawnInShop(row) ? ['gone'] : [] };
  const reason = `${number ?? row.number} was in Peoplevox and is not there any more.`;
  return {
    orderId,
    set: {
      warehouse: 'gone',
      warehouseWord: '',
      warehouseReadAt: now,
      allocatedAt: null,
      ...(withdrawnInShop(row) ? ended : {}),
    },
    open: withdrawnInShop(row) ? [] : [{ code: 'gone', reason }],
    journal: reason,
  };
}

/**
 * The stock Peoplevox calls available is less by this order only while it is allocated (peoplevox-api.md section 6). Where neither of the two
 * wants it any more, it will not be less: the shop, which keeps units promised that were sent and then cancelled, may let go of them.
 */
function markFor(
  row: LedgerOrder,
  { set }: OrderChange,
  { askedAt, now }: { askedAt: Date; now: Date },
): ShopMark | null {
  const settled = withdrawnInShop(row) && lost.includes(set?.warehouse ?? row.warehouse);
  const reflectedAt = settled ? now : set?.allocatedAt;
  if (reflectedAt === undefined) return null;
  if (!settled && reflectedAt?.getTime() === row.allocatedAt?.getTime()) return null;
  // of before it was asked about: what others told the shop meanwhile is newer
  return { orderId: row.orderId, asOf: askedAt, sentAt: row.sentAt ?? now, reflectedAt };
}
const lost: readonly WarehouseFact[] = ['cancelled', 'gone'];

const words = (fact: WarehouseFact, word: string) =>
  fact === 'held_by_person' ? `held by a person (${word})` : word || fact;
