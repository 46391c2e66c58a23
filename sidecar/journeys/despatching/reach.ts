// How far back the despatches are read this time (design.md section 5), and whether the cursor may move on afterwards.

import { savedCursor } from '../noticing/cursor.ts';
import type { DespatchDeps } from '../recordDespatches.ts';

const cursorName = 'recordDespatches';
const longCursorName = 'recordDespatches.long';
const pageSize = 100;
const hourMs = 3_600_000;
/** Orders that have only just been placed are noticed by the next poll, and nothing of them has left yet. */
const recentMs = 10 * 60_000;

export interface Reach {
  since: Date;
  /** the hourly read, for rows that came into the report late (design.md section 5) */
  long: boolean;
  /** until the ledger knows the orders, a despatch of one of them looks like a stranger's: then the cursor stays */
  orders: 'all noticed' | 'still being read';
}

export async function reachOf(liveFrom: Date, now: Date, deps: DespatchDeps): Promise<Reach> {
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
async function ordersAreNoticed(now: Date, { ledger, shop }: DespatchDeps): Promise<boolean> {
  const saved = await savedCursor(ledger);
  if (saved === null) return false;
  const page = await shop.ordersAfter(saved, pageSize);
  if (page.next !== null) return false;
  const known = new Set((await ledger.orders(page.orders.map((one) => one.id))).map((row) => row.orderId));
  return page.orders.every((one) => known.has(one.id) || now.getTime() - one.modifiedAt.getTime() < recentMs);
}

/** All up to `startedAt` has been read. */
export async function saveReach(
  reach: Reach,
  startedAt: Date,
  ledger: DespatchDeps['ledger'],
): Promise<void> {
  if (reach.orders === 'still being read') return;
  await ledger.saveCursor(cursorName, startedAt.toISOString());
  if (reach.long) await ledger.saveCursor(longCursorName, startedAt.toISOString());
}
