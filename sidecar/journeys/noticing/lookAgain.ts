// What has to be looked at again because time went by, or because what goes was set otherwise.

import type { NoticeDeps } from '../noticeOrders.ts';
import { type Noted, nothingNoted, sum } from './noted.ts';
import { notePage, pageSize } from './notePage.ts';

const tableCursor = 'noticeOrders.sendTable';

/** A payment that stays stuck and an authorisation that runs out make no news: the shop is asked for these orders when their time has come. */
export async function lookAgain(liveFrom: Date, deps: NoticeDeps): Promise<Noted> {
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
