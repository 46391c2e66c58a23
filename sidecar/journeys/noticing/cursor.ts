// How far the shop's orders have been read, and from where the next poll reads.

import type { ShopOrder } from '../../domain/order.ts';
import type { OrderCursor } from '../../domain/ports.ts';
import type { JourneyDeps } from '../deps.ts';

export const cursorName = 'noticeOrders';
/** An order's row may be committed later than the time it carries: each poll looks back this far. */
const overlapMs = 120_000;

export async function savedCursor(
  ledger: Pick<JourneyDeps['ledger'], 'cursor'>,
): Promise<OrderCursor | null> {
  const saved = await ledger.cursor(cursorName);
  return saved === null ? null : (JSON.parse(saved) as OrderCursor);
}

/** Never from a time to come: an order dated ahead of our clock must not hide those after it. */
export function lookBack(saved: OrderCursor | null, liveFrom: Date, now: Date): OrderCursor {
  const from = saved === null ? liveFrom.getTime() : new Date(saved.modified).getTime();
  return { modified: new Date(Math.min(from, now.getTime()) - overlapMs).toISOString(), id: 0 };
}

/** The last page names no next one; the poll after it begins where this page ended. */
export const lastOf = (orders: ShopOrder[]): OrderCursor | null => {
  const last = orders.at(-1);
  return last ? { modified: last.modifiedAt.toISOString(), id: last.id } : null;
};
