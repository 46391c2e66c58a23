// A page of the shop's answer, written into the ledger: each order's news, and what follows from it.

import type { OrderId } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { pickingWork } from '../../domain/pickingWork.ts';
import type { OrderChange, OrderCursor, ShopNews, UnreadableOrder } from '../../domain/ports.ts';
import { changedAfterLeaving, unwantedAfterLeaving } from '../afterLeaving.ts';
import { afterSent, cannotGoNow, stoppedInShop } from '../afterSent.ts';
import type { NoticeDeps } from '../noticeOrders.ts';
import { isSameWatch, paymentChange, paymentWatch } from '../paymentNews.ts';
import { cursorName } from './cursor.ts';
import { deletedInShop } from './deletedInShop.ts';
import type { Noted } from './noted.ts';
import { sameNews, shopNews, unreadableNews, unreadableStatus } from './shopNews.ts';
import { transferChange } from './transferChange.ts';

/** So many orders are asked of the shop, and written, at once. */
export const pageSize = 100;

interface Page {
  orders: ShopOrder[];
  unreadable: UnreadableOrder[];
  deleted: OrderId[];
}

export async function notePage(
  page: Page,
  liveFrom: Date,
  deps: NoticeDeps,
  cursor?: OrderCursor,
): Promise<Noted> {
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
      changes.push(
        ...unwantedAfterLeaving(before, facts, await ledger.openAttention(order.id)),
        ...changedAfterLeaving(before, facts, work.kind),
      );
    if (!same && before && work.kind === 'needs_person') changes.push(...cannotGoNow(before, work.attention));
    if (!same && before && work.kind === 'not_due') changes.push(...stoppedInShop(before, order.status));
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
