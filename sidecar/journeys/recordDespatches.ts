// What has left the warehouse is written on the shop's orders, once (design.md section 8; mission rows D1 to D3).

import { createHash } from 'node:crypto';
import type { Attention } from '../domain/attention.ts';
import type { DespatchRow } from '../domain/despatch.ts';
import { allocateDespatches, type Parcel, trackingUrl } from '../domain/despatchLines.ts';
import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import type { ShopOrder } from '../domain/order.ts';
import { despatchedNumbers, isReplacement } from '../domain/otherNumbers.ts';
import type {
  DespatchResult,
  DespatchToRecord,
  LedgerOrder,
  OrderChange,
  OrderCursor,
  RecordedDespatch,
  ShopMark,
} from '../domain/ports.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal' | 'hint'>;

const cursorName = 'recordDespatches';
const longCursorName = 'recordDespatches.long';
const keysACall = 100;
const hourMs = 3_600_000;
/** Orders that have only just been placed are noticed by the next poll, and nothing of them has left yet. */
const recentMs = 10 * 60_000;
const dayMs = 24 * hourMs;

export async function recordDespatches(deps: Deps): Promise<string> {
  const { ledger, warehouse, clock } = deps;
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return 'Not live: no despatch is recorded.';
  const startedAt = clock.now();
  const read = await reachOf(liveFrom, startedAt, deps);

  const fresh = await warehouse.despatchesSince(read.since);
  // Whatever their age: what waits for its number, was refused or did not fit is asked for by its key until it is settled.
  const unsettled = new Set(await ledger.unsettledDespatches());
  const numbers = [...new Set([...fresh.map((row) => row.salesOrderNumber), ...unsettled])];
  let recorded = 0;
  for (let start = 0; start < numbers.length; start += keysACall) {
    if (deps.signal.aborted) return 'Stopped on the way; the rest is read again.'; // the cursor stays
    recorded += await recordFor(numbers.slice(start, start + keysACall), fresh, unsettled, deps);
  }
  if (read.orders === 'all noticed') {
    await ledger.saveCursor(cursorName, startedAt.toISOString());
    if (read.long) await ledger.saveCursor(longCursorName, startedAt.toISOString());
  }
  return recorded === 0 ? 'No new despatch.' : `${recorded} despatches recorded.`;
}

interface Reach {
  since: Date;
  /** the hourly read, for rows that came into the report late (design.md section 5) */
  long: boolean;
  /** until the ledger knows the orders, a despatch of one of them looks like a stranger's: then the cursor stays */
  orders: 'all noticed' | 'still being read';
}

async function reachOf(liveFrom: Date, now: Date, deps: Deps): Promise<Reach> {
  const { overlapMinutes, longOverlapHours } = deps.settings().despatch;
  const overlapMs = overlapMinutes * 60_000;
  const earliest = new Date(liveFrom.getTime() - overlapMs);
  const saved = await deps.ledger.cursor(cursorName);
  if (saved === null)
    return {
      since: earliest,
      long: true,
      orders: (await ordersAreNoticed(now, deps)) ? 'all noticed' : 'still being read',
    };

  const lastLong = await deps.ledger.cursor(longCursorName);
  const long = lastLong === null || now.getTime() - Date.parse(lastLong) >= hourMs;
  const short = Date.parse(saved) - overlapMs;
  const since = long ? Math.min(short, now.getTime() - longOverlapHours * hourMs) : short;
  return { since: new Date(Math.max(since, earliest.getTime())), long, orders: 'all noticed' };
}

/** Has noticeOrders walked once through the shop's orders? Asked of the shop: are there any after its cursor that the ledger lacks? Those of the last minutes do not count. */
async function ordersAreNoticed(now: Date, { ledger, shop }: Deps): Promise<boolean> {
  const saved = await ledger.cursor('noticeOrders');
  if (saved === null) return false;
  const page = await shop.ordersAfter(JSON.parse(saved) as OrderCursor, keysACall);
  if (page.next !== null) return false;
  const known = new Set((await ledger.orders(page.orders.map((one) => one.id))).map((row) => row.orderId));
  return page.orders.every((one) => known.has(one.id) || now.getTime() - one.modifiedAt.getTime() < recentMs);
}

async function recordFor(
  numbers: SalesOrderNumber[],
  fresh: DespatchRow[],
  unsettled: Set<SalesOrderNumber>,
  deps: Deps,
): Promise<number> {
  const { ledger, shop, warehouse } = deps;
  const rows = await ledger.ordersByNumber(numbers);
  if (rows.length === 0) return 0; // sales orders of others
  const others = await ledger.otherNumbers(rows.map((row) => row.orderId));
  const numbersOf = new Map(rows.map((row) => [row.orderId, despatchedNumbers(row, others)]));
  const under = (row: LedgerOrder) => numbersOf.get(row.orderId) ?? [];
  const known = await ledger.recordedDespatches(rows.flatMap(under));
  const news = rows.filter(
    (row) => under(row).some((number) => unsettled.has(number)) || hasNews(under(row), fresh, known),
  );
  if (news.length === 0) return 0;

  // All despatches of these orders, not only the recent ones, so that each is laid on the lines the same way every time.
  const asked = news.flatMap(under);
  const all: DespatchRow[] = [];
  for (let start = 0; start < asked.length; start += keysACall)
    all.push(...(await warehouse.despatchesOf(asked.slice(start, start + keysACall))));
  const { orders } = await shop.orders(news.map((row) => row.orderId));
  const plans = news.flatMap((row) => {
    const order = orders.find((one) => one.id === row.orderId);
    const mine = all.filter((one) => under(row).includes(one.salesOrderNumber));
    if (!order || row.number === null) return [];
    return isReplacement(row, others)
      ? [replacement(row, under(row), mine)]
      : [plan(row, under(row), order, mine, known, deps)];
  });
  await noteMisfits(plans, ledger);
  await ledger.noteDespatches(
    'recordDespatches',
    plans.flatMap((one) => one.waiting),
  );
  const told = await tellShop(
    plans.flatMap((one) => one.toRecord),
    rows,
    deps,
  );
  await settle(
    plans.filter(({ numbers: its }) => its.some((number) => unsettled.has(number))),
    told,
    ledger,
  );
  return told.filter((one) => one.outcome === 'recorded').length;
}

async function noteMisfits(plans: Plan[], ledger: Deps['ledger']): Promise<void> {
  const changes: OrderChange[] = [];
  for (const { orderId, misfit } of plans) {
    if (misfit === null) continue;
    const known = (await ledger.openAttention(orderId)).includes(misfit.code);
    const open = [misfit];
    // It is tried again in every run; the journal is told once.
    changes.push(known ? { orderId, open } : { orderId, open, journal: misfit.reason });
  }
  await ledger.record('recordDespatches', changes);
}

/** Where all despatches of an order fit and are on it, nothing is left to look at; those that are not are tried again. */
async function settle(plans: Plan[], told: RecordedDespatch[], ledger: Deps['ledger']): Promise<void> {
  const changes: OrderChange[] = [];
  for (const { orderId, misfit, waiting, toRecord } of plans) {
    if (misfit !== null) continue;
    const answered = told.filter((one) => one.orderId === orderId);
    const open = [...waiting, ...answered.filter((one) => one.outcome === 'refused')];
    await ledger.endUnsettled(orderId, open);
    if (open.length === 0 && answered.length === toRecord.length)
      changes.push({ orderId, close: ['despatch_does_not_fit'] });
  }
  await ledger.record('recordDespatches', changes);
}

/** Has the shop given its last word on this line, under this number? */
const settled = (
  known: RecordedDespatch[],
  parcel: Pick<RecordedDespatch, 'despatch' | 'trackingNumber'>,
  key: string,
) =>
  known.some(
    (one) =>
      (one.outcome === 'recorded' || one.outcome === 'already') &&
      one.despatch === parcel.despatch &&
      one.trackingNumber === parcel.trackingNumber &&
      one.keys.includes(key),
  );

/** Cheap, before anything is asked: has a parcel more in it than the ledger knows, or another number? */
function hasNews(under: SalesOrderNumber[], fresh: DespatchRow[], known: RecordedDespatch[]): boolean {
  const units = new Map<string, number>();
  const add = (despatch: string, number: string, code: string, quantity: number) => {
    const name = [despatch, number, code].join('|');
    units.set(name, (units.get(name) ?? 0) + quantity);
  };
  for (const one of known)
    if (under.includes(one.number))
      for (const line of one.lines) add(one.despatch, one.trackingNumber, line.sku, -line.quantity);
  for (const one of fresh)
    if (under.includes(one.salesOrderNumber))
      add(one.despatchNumber, one.trackingNumber, one.sku, one.quantity ?? Number.POSITIVE_INFINITY);
  return [...units.values()].some((more) => more > 0);
}

interface Plan {
  orderId: OrderId;
  /** the sales orders it goes by */
  numbers: SalesOrderNumber[];
  /** why the despatches do not go on the order; null where they do */
  misfit: Attention | null;
  toRecord: PlannedDespatch[];
  waiting: RecordedDespatch[];
}
interface PlannedDespatch {
  news: DespatchToRecord;
  memory: Omit<RecordedDespatch, 'outcome' | 'why' | 'told'>;
}

/** What left before is lost, and the shop counts its units as despatched: it would refuse them a second time. */
function replacement({ orderId }: LedgerOrder, numbers: SalesOrderNumber[], rows: DespatchRow[]): Plan {
  const parcels = new Map(
    rows.map(({ despatchNumber, salesOrderNumber, carrier, trackingNumber }) => {
      const tracking =
        trackingNumber === '' ? 'no tracking number yet' : `${carrier} ${trackingNumber}`.trim();
      return [`${despatchNumber} ${trackingNumber}`, `${salesOrderNumber}: ${despatchNumber}, ${tracking}`];
    }),
  );
  const reason = `Sent again, and left: ${[...parcels.values()].sort().join('; ')}.`;
  const misfit = parcels.size === 0 ? null : ({ code: 'replacement_despatched', reason } as const);
  return { orderId, numbers, misfit, toRecord: [], waiting: [] };
}

function plan(
  row: LedgerOrder,
  numbers: SalesOrderNumber[],
  order: ShopOrder,
  rows: DespatchRow[],
  known: RecordedDespatch[],
  { clock, settings }: Deps,
): Plan {
  const { orderId } = row;
  const allocation = allocateDespatches(rows, order.lines, order.remembered.despatches, keyOf);
  if (allocation.kind === 'does_not_fit')
    return {
      orderId,
      numbers,
      misfit: { code: 'despatch_does_not_fit', reason: allocation.reason },
      toRecord: [],
      waiting: [],
    };
  const { withoutTracking, trackingUrls, mailMaxAgeDays } = settings().despatch;
  const toRecord: PlannedDespatch[] = [];
  const waiting: RecordedDespatch[] = [];
  for (const parcel of allocation.parcels) {
    const planned = plannedDespatch(row, parcel.row.salesOrderNumber, order, parcel, trackingUrls);
    if (planned.memory.keys.every((key) => settled(known, planned.memory, key))) continue;
    if (planned.news.trackingNumber === '' && withoutTracking === 'wait') {
      waiting.push({ ...planned.memory, outcome: 'waiting', why: 'no_tracking', told: null });
    } else {
      // Customers whose parcels came long ago are not told of them (mission row D6).
      planned.news.quiet =
        clock.now().getTime() - planned.news.despatchedAt.getTime() > mailMaxAgeDays * dayMs;
      toRecord.push(planned);
    }
  }
  return { orderId, numbers, misfit: null, toRecord, waiting };
}

function plannedDespatch(
  ledgerRow: LedgerOrder,
  number: SalesOrderNumber,
  order: ShopOrder,
  { row, lines }: Parcel,
  urls: Record<string, string>,
): PlannedDespatch {
  const { despatchNumber: despatch, carrier, service, trackingNumber } = row;
  const despatchedAt = row.despatchedAt ?? ledgerRow.sentAt ?? ledgerRow.modifiedAt;
  const orderId = order.id;
  return {
    news: {
      despatch,
      orderId,
      despatchedAt,
      carrier,
      service,
      trackingNumber,
      trackingUrl: trackingUrl(carrier, trackingNumber, order.shipTo.postcode, urls),
      lines: lines.map(({ key, itemId, quantity }) => ({ key, itemId, quantity })),
      quiet: false,
    },
    memory: {
      despatch,
      orderId,
      number,
      keys: lines.map((line) => line.key),
      carrier,
      trackingNumber,
      despatchedAt,
      lines: lines.map(({ itemId, quantity, sku }) => ({ itemId, quantity, sku })),
    },
  };
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** What the shop answered, parcel by parcel; one it left out is asked again next time. */
async function tellShop(
  planned: PlannedDespatch[],
  rows: LedgerOrder[],
  { ledger, shop, clock, hint }: Deps,
): Promise<RecordedDespatch[]> {
  if (planned.length === 0) return [];
  const changes: OrderChange[] = [];
  const memories: RecordedDespatch[] = [];
  const marks = new Map<OrderId, ShopMark>();
  for (let start = 0; start < planned.length; start += keysACall) {
    const page = planned.slice(start, start + keysACall);
    const answers = await shop.recordDespatches(page.map((one) => one.news));
    for (const [index, { news, memory }] of page.entries()) {
      const answer = answers[index];
      if (!answer || answer.despatch !== news.despatch || answer.orderId !== news.orderId) continue;
      memories.push({ ...memory, outcome: answer.outcome, why: answer.why, told: answer.told });
      const row = rows.find((one) => one.orderId === news.orderId);
      changes.push(despatchChange(news, answer, row, clock.now()));
      if (row && answer.complete && answer.outcome !== 'refused')
        marks.set(row.orderId, leftMark(row, clock.now()));
    }
  }
  // The shop first: told twice is harmless, told never would keep stock back for ever.
  if (marks.size > 0) {
    await shop.mark([...marks.values()]);
    hint('updateStock');
  }
  await ledger.noteDespatches('recordDespatches', memories);
  await ledger.record('recordDespatches', changes);
  return memories;
}

/**
 * What has left the warehouse is in Peoplevox's figures, whether or not the order was ever seen allocated; and nobody follows it any more
 * (design.md section 7).
 */
const leftMark = (row: LedgerOrder, now: Date): ShopMark => ({
  orderId: row.orderId,
  asOf: now,
  sentAt: row.sentAt ?? now,
  reflectedAt: row.allocatedAt ?? now,
});

function despatchChange(
  news: DespatchToRecord,
  answer: DespatchResult,
  row: LedgerOrder | undefined,
  now: Date,
): OrderChange {
  const { orderId, despatch, carrier, trackingNumber, lines } = news;
  if (answer.outcome === 'refused') {
    const reason = `${despatch}: the shop did not take it (${answer.why ?? 'no reason given'}).`;
    return { orderId, open: [{ code: 'despatch_does_not_fit', reason }] };
  }
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const journal = `Despatched: ${despatch}, ${units} units, ${carrier} ${trackingNumber}. ${toldInWords(answer.told)}${answer.complete ? ' The order is complete.' : ''}`;
  return {
    orderId,
    set: answer.complete
      ? {
          warehouse: 'despatched',
          allocatedAt: row?.allocatedAt ?? now,
          despatchedAt: row?.despatchedAt ?? now,
        }
      : row?.warehouse === 'despatched'
        ? {}
        : { warehouse: 'part_despatched' },
    // What was on the order already is no news, unless nobody can say whether the customer knows.
    ...(answer.outcome === 'recorded' || answer.told === null ? { journal } : {}),
  };
}

function toldInWords(told: DespatchResult['told']): string {
  switch (told) {
    case 'mailed':
      return 'The customer was told.';
    case 'already':
      return 'The customer had been told of it before.';
    case 'quiet':
      return 'It is old, so the customer was not told.';
    case 'no_address':
      return 'The order has no e-mail address, so the customer was not told.';
    case 'mail_disabled':
      return 'The mail is switched off in the shop, so the customer was not told.';
    case null:
      return 'It is not known whether the customer was told: look at the notes on the order.';
    default:
      return told satisfies never;
  }
}
