// Asks the shop for its orders, page by page: those that a trigger named, or everything that changed since the last poll.

import { chunks } from '../../domain/chunks.ts';
import type { OrderId } from '../../domain/ids.ts';
import { paidMetaKeys } from '../../domain/paymentWatch.ts';
import type { NoticeDeps } from '../noticeOrders.ts';
import { lastOf, lookBack, savedCursor } from './cursor.ts';
import { type Noted, nothingNoted, sum } from './noted.ts';
import { notePage, pageSize } from './notePage.ts';

export async function noticeThese(ids: OrderId[], liveFrom: Date, deps: NoticeDeps): Promise<Noted> {
  let total: Noted = nothingNoted;
  for (const some of chunks(ids, pageSize)) {
    const page = await deps.shop.orders(some);
    total = sum(total, await notePage(page, liveFrom, deps));
  }
  return total;
}

/** Finds the orders whose trigger was lost (mission row O1). */
export async function noticeChanged(liveFrom: Date, deps: NoticeDeps): Promise<Noted> {
  let cursor = lookBack(await savedCursor(deps.ledger), liveFrom, deps.clock.now());
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
