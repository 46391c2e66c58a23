// What the shop says of its orders becomes rows of the ledger. A trigger names the orders; the poll finds those whose trigger was lost (mission row O1).

import type { OrderId } from '../domain/ids.ts';
import type { ShopOrder } from '../domain/order.ts';
import { type PaymentWatch, paidMetaKeys, paymentCodes } from '../domain/paymentWatch.ts';
import { type PickingWork, pickingWork } from '../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange, OrderCursor, ShopNews, UnreadableOrder } from '../domain/ports.ts';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';
import type { Transfer } from '../domain/transfer.ts';
import { afterSent, cannotGoNow, stoppedInShop, unwantedAfterLeaving } from './afterSent.ts';
import type { JourneyDeps } from './deps.ts';
import { isSameWatch, paymentChange, paymentWatch } from './paymentNews.ts';
import { nothingWanted, revisionOf } from './revision.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'clock' | 'settings' | 'log' | 'signal' | 'hint'>;

const cursorName = 'noticeOrders';
const tableCursor = 'noticeOrders.sendTable';
const pageSize = 100;
/** An order's row may be committed later than the time it carries: each poll looks back this far. */
const overlapMs = 120_000;

/**
 * With ids: just those, as a trigger named them. Without: everything changed since the last poll, and what has to be looked at again because time went by.
 * Gives what it did, in words.
 */
export async function noticeOrders(deps: Deps, ids?: OrderId[]): Promise<string> {
  const liveFrom = await deps.ledger.liveFrom();
  if (liveFrom === null) return 'Not live: no order is taken over.';
  const noted = ids
    ? await noticeThese(ids, liveFrom, deps)
    : sum(await noticeChanged(liveFrom, deps), await lookAgain(liveFrom, deps));
  if (noted.due > 0 || noted.toAmend > 0) deps.hint('sendOrders');
  return noted.changed === 0
    ? 'No order has changed.'
    : `Orders read: ${noted.changed}, to send: ${noted.due}.`;
}

/** Up to which change the shop's orders have been read; null before the first poll. */
export async function noticedUntil(ledger: Pick<JourneyDeps['ledger'], 'cursor'>): Promise<Date | null> {
  const saved = await ledger.cursor(cursorName);
  return saved === null ? null : new Date((JSON.parse(saved) as OrderCursor).modified);
}

interface Noted {
  changed: number;
  due: number;
  /** sent, and wanted otherwise now */
  toAmend: number;
}

const nothingNoted: Noted = { changed: 0, due: 0, toAmend: 0 };

async function noticeThese(ids: OrderId[], liveFrom: Date, deps: Deps): Promise<Noted> {
  let total: Noted = nothingNoted;
  for (let start = 0; start < ids.length; start += pageSize) {
    const page = await deps.shop.orders(ids.slice(start, start + pageSize));
    total = sum(total, await notePage(page, liveFrom, deps));
  }
  return total;
}

async function noticeChanged(liveFrom: Date, deps: Deps): Promise<Noted> {
  const saved = await deps.ledger.cursor(cursorName);
  let cursor = lookBack(
    saved === null ? null : (JSON.parse(saved) as OrderCursor),
    liveFrom,
    deps.clock.now(),
  );
  let total: Noted = nothingNoted;
  for (;;) {
    const page = await deps.shop.ordersAfter(cursor, pageSize, paidMetaKeys(deps.settings()));
    const next = page.next ?? lastOf(page.orders) ?? cursor;
    total = sum(total, await notePage(page, liveFrom, deps, next));
    if (page.next === null || deps.signal.aborted) return total;
    if (total.due > 0) deps.hint('sendOrders'); // a long backlog starts moving with its first page
    cursor = page.next;
  }
}

/** Never from a time to come: an order dated ahead of our clock must not hide those after it. */
function lookBack(saved: OrderCursor | null, liveFrom: Date, now: Date): OrderCursor {
  const from = saved === null ? liveFrom.getTime() : new Date(saved.modified).getTime();
  return { modified: new Date(Math.min(from, now.getTime()) - overlapMs).toISOString(), id: 0 };
}

/** The last page names no next one; the poll after it begins where this page ended. */
const lastOf = (orders: ShopOrder[]): OrderCursor | null => {
  const last = orders.at(-1);
  return last ? { modified: last.modifiedAt.toISOString(), id: last.id } : null;
};

/** A payment that stays stuck and an authorisation that runs out make no news: the shop is asked for these orders when their time has come. */
async function lookAgain(liveFrom: Date, deps: Deps): Promise<Noted> {
  const { ledger, shop, clock, settings, signal } = deps;
  const { sendStatuses, sendTable } = settings().orders;
  const table = JSON.stringify([sendStatuses, sendTable]);
  const before = await ledger.cursor(tableCursor);
  if (before !== null && before !== table) await ledger.lookAtWaiting(clock.now());
  if (before !== table) await ledger.saveCursor(tableCursor, table);
  let total: Noted = nothingNoted;
  while (!signal.aborted) {
    const rows = await ledger.ordersToLookAt(clock.now(), pageSize);
    if (rows.length === 0) break;
    const ids = rows.map((row) => row.orderId);
    const page = await shop.orders(ids);
    total = sum(total, await notePage(page, liveFrom, deps));
    const told = new Set(page.orders.map((one) => one.id));
    const silent = ids.filter((id) => !told.has(id));
    if (silent.length === 0) continue;
    // Neither told of nor readable: asked for again later, so that it does not keep the others from their turn.
    const later = new Date(clock.now().getTime() + unansweredMs);
    const changes = silent.map((orderId) => ({
      orderId,
      set: { lookAgainAt: page.deleted.includes(orderId) ? null : later },
    }));
    await ledger.noteOrders([], changes);
  }
  return total;
}
const unansweredMs = 3_600_000;

interface Page {
  orders: ShopOrder[];
  unreadable: UnreadableOrder[];
  deleted: OrderId[];
}

async function notePage(page: Page, liveFrom: Date, deps: Deps, cursor?: OrderCursor): Promise<Noted> {
  const { ledger, clock, settings, log } = deps;
  const ids = [...page.orders.map((one) => one.id), ...page.deleted];
  const known = new Map((await ledger.orders(ids)).map((row) => [row.orderId, row]));
  const installation = await ledger.installation();
  const news: ShopNews[] = [];
  const changes: OrderChange[] = [];

  for (const order of page.orders) {
    const before = known.get(order.id) ?? null;
    const byHand = before?.byHand ?? false;
    const work = pickingWork(order, { settings: settings(), installation, liveFrom, byHand });
    const watch = paymentWatch(order, before, { settings: settings(), liveFrom, now: clock.now() });
    const facts = shopNews(order, work, before, watch);
    const same = before !== null && sameNews(before, facts);
    const sameWatch = before !== null && isSameWatch(before, watch);
    if (same && sameWatch) continue;
    news.push(facts);
    if (!same) changes.push(...transferChange(order, before, work, clock.now()));
    if (!same && before) changes.push(...afterSent(before, facts));
    if (!same && before?.warehouse === 'despatched')
      changes.push(...unwantedAfterLeaving(before, facts, await ledger.openAttention(order.id)));
    if (!same && before && work.kind === 'needs_person') changes.push(...cannotGoNow(before, work.attention));
    if (!same && before && work.kind === 'not_due' && stopping.includes(order.status))
      changes.push(...stoppedInShop(before, order.status));
    changes.push(...paymentChange(order.id, watch, !sameWatch));
    if (before?.shopStatus === unreadableStatus)
      changes.push({ orderId: order.id, close: ['unreadable_order'] });
  }
  for (const id of page.deleted) {
    const before = known.get(id);
    if (before) changes.push(...deletedInShop(before));
  }
  for (const { orderId, why } of page.unreadable) {
    log.warn({ orderId, why }, 'an order of the shop cannot be read');
    if (orderId === null) continue;
    if (!(await ledger.order(orderId))) news.push(unreadableNews(orderId));
    changes.push({ orderId, open: [{ code: 'unreadable_order', reason: why }] });
  }

  // A mark in the shop that this ledger knows nothing of came from a ledger that was lost: what is open now is told anew.
  const stale = page.orders.filter((one) => one.remembered.attention && !known.has(one.id));
  if (stale.length > 0) await ledger.tellAttentionAgain(stale.map((one) => one.id));
  await ledger.noteOrders(news, changes, cursor && { name: cursorName, value: JSON.stringify(cursor) });
  return {
    changed: news.length,
    due: changes.filter((change) => change.set?.transfer === 'due').length,
    toAmend: changes.filter(
      ({ orderId, set }) => known.get(orderId)?.transfer === 'complete' && set?.attempts === 0,
    ).length,
  };
}

const shopNews = (
  order: ShopOrder,
  work: PickingWork,
  before: LedgerOrder | null,
  watch: PaymentWatch,
): ShopNews => ({
  orderId: order.id,
  shopNumber: order.number,
  shopStatus: order.status,
  modifiedAt: order.modifiedAt,
  paidAt: order.paidAt,
  totalMinor: order.total.minor,
  currency: order.total.currency,
  lineCount: order.lines.length,
  skus: [...new Set(order.lines.flatMap((line) => (line.sku === null ? [] : [line.sku])))],
  number: order.remembered.number,
  revisionWanted: revisionWanted(work),
  promisedAt: work.kind === 'sendable' ? promise(order, work.wanted) : (before?.promisedAt ?? null),
  stuckSince: watch.stuckSince,
  lookAgainAt: watch.lookAgainAt,
});

/** A requested delivery date that is not later than the order itself is only a column that was filled in. */
const promise = (order: ShopOrder, { requestedDeliveryAt }: WantedSalesOrder) =>
  requestedDeliveryAt > order.createdAt ? requestedDeliveryAt : null;

function revisionWanted(work: PickingWork): string | null {
  if (work.kind === 'sendable') return revisionOf(work.wanted);
  return work.kind === 'withdrawn' || work.kind === 'nothing_to_pick' ? nothingWanted : null;
}

/** All that is known of an order that cannot be read: that it is there. Whatever is read later replaces it. */
const unreadableNews = (id: OrderId): ShopNews => ({
  orderId: id,
  shopNumber: String(id),
  shopStatus: unreadableStatus,
  modifiedAt: new Date(0),
  paidAt: null,
  totalMinor: 0,
  currency: '',
  lineCount: 0,
  skus: [],
  number: null,
  revisionWanted: null,
  promisedAt: null,
  stuckSince: null,
  lookAgainAt: null,
});
/** A fraud check or a payment taken back puts a sent order here. Other statuses that do not go, such as a shop's own "packed", say nothing of the kind. */
const stopping = ['on-hold', 'pending'];
const unreadableStatus = 'unreadable';

const sameNews = (before: LedgerOrder, facts: ShopNews) =>
  before.modifiedAt.getTime() === facts.modifiedAt.getTime() &&
  before.shopStatus === facts.shopStatus &&
  before.revisionWanted === facts.revisionWanted;

/** What becomes of the order by this news, where that is noticeOrders' to say. */
function transferChange(
  order: ShopOrder,
  before: LedgerOrder | null,
  work: PickingWork,
  now: Date,
): OrderChange[] {
  const orderId = order.id;
  const due = { transfer: 'due', dueAt: now, nextAttemptAt: null, attempts: 0, askedInVain: 0 } as const;
  const onlyFrom = before?.transfer ?? 'waiting';

  if (!before && order.remembered.sentAt) {
    const set = { transfer: 'complete', sentAt: order.remembered.sentAt } as const;
    return [
      {
        orderId,
        set,
        journal: 'The shop remembers that this order was sent. Peoplevox is asked how it stands.',
      },
    ];
  }
  // The others are decided by sendOrders and followOrders, by what Peoplevox has.
  if (before && !decidedHere.includes(before.transfer)) return [];
  switch (work.kind) {
    case 'sendable':
    case 'needs_person':
      return [
        {
          orderId,
          onlyFrom,
          set: due,
          journal: before ? 'The order changed and is looked at again.' : 'The order is due.',
        },
      ];
    case 'nothing_to_pick':
      if (before?.seenInWarehouse)
        return [{ orderId, onlyFrom, set: due, journal: 'Nothing of the order is wanted any more.' }];
      if (before?.transfer === 'nothing_to_pick') return [];
      return [
        {
          orderId,
          onlyFrom,
          set: { transfer: 'nothing_to_pick' },
          journal: work.why,
          close: 'all',
        },
      ];
    case 'before_go_live':
      if (before?.transfer === 'before_go_live') return [];
      return [
        {
          orderId,
          onlyFrom,
          set: { transfer: 'before_go_live' },
          journal: 'Paid before Pickwave went live: left where it is.',
        },
      ];
    case 'withdrawn':
      if (before?.transfer === 'cancelled' && !before.seenInWarehouse) return [];
      // A half-loaded order has to be taken back in Peoplevox, which is sendOrders' work; else its exceptions are settled.
      if (before?.seenInWarehouse) return [{ orderId, onlyFrom, set: due, journal: work.why }];
      return [{ orderId, onlyFrom, set: { transfer: 'cancelled' }, journal: work.why, close: 'all' }];
    case 'not_due':
      if (before && before.transfer !== 'waiting')
        return [{ orderId, onlyFrom, set: { transfer: 'waiting' }, journal: work.why }];
      return before ? [] : [{ orderId, journal: work.why }];
    default:
      return work satisfies never;
  }
}

// `cancelled` among them: a cancelled order may be paid after all.
const decidedHere: readonly Transfer[] = ['waiting', 'nothing_to_pick', 'before_go_live', 'cancelled'];

function deletedInShop(before: LedgerOrder): OrderChange[] {
  if (before.shopStatus === 'deleted') return [];
  const { orderId, transfer } = before;
  const payment: OrderChange = {
    orderId,
    set: { stuckSince: null, lookAgainAt: null },
    ...(isPaidDraft(before) ? keptShown(before) : { close: [...paymentCodes] }),
  };
  const set = { shopStatus: 'deleted', revisionWanted: nothingWanted };
  const change = { orderId, set, journal: 'The order was deleted in the shop.' };
  if (transfer === 'complete')
    return [payment, change, ...afterSent(before, { revisionWanted: nothingWanted })];
  // What may be in Peoplevox has to be taken back there, which is sendOrders' work.
  if (transfer === 'loading' || transfer === 'unknown' || transfer === 'due') return [payment, change];
  const next = before.seenInWarehouse ? ('due' as const) : ('cancelled' as const);
  return [payment, { ...change, onlyFrom: transfer, set: { ...change.set, transfer: next }, close: 'all' }];
}

/** WooCommerce deletes checkout drafts a day old by itself, which is nobody's word on the payment (woocommerce.md, DraftOrders). */
const isPaidDraft = ({ shopStatus, stuckSince }: LedgerOrder) =>
  shopStatus === 'checkout-draft' && stuckSince !== null;

/** Once it is shown, its reason names the payment and stays. */
const keptShown = ({ lookAgainAt }: LedgerOrder): Pick<OrderChange, 'open'> =>
  lookAgainAt === null
    ? {}
    : {
        open: [
          {
            code: 'paid_but_stuck',
            reason: 'The checkout draft was deleted in the shop, and yet it showed a payment.',
          },
        ],
      };

const sum = (one: Noted, other: Noted): Noted => ({
  changed: one.changed + other.changed,
  due: one.due + other.due,
  toAmend: one.toAmend + other.toAmend,
});
