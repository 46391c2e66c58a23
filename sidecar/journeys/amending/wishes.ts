// What the shop wants of sent orders, fetched now.

import type { OrderId } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { pickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder } from '../../domain/ports.ts';
import type { AmendDeps } from '../amendOrders.ts';
import type { Wish } from './amendment.ts';

/** An order that the shop did not answer, or not so that it can be read, is missing: nothing is said of it. */
export async function wishesOf(
  rows: LedgerOrder[],
  { ledger, shop, settings }: AmendDeps,
): Promise<Map<OrderId, Wish>> {
  const wishes = new Map<OrderId, Wish>();
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return wishes;
  const installation = await ledger.installation();
  const { orders, deleted } = await shop.orders(rows.map((row) => row.orderId));
  for (const id of deleted) wishes.set(id, { kind: 'nothing', why: 'The order was deleted in the shop.' });
  const wishOf = (order: ShopOrder): Wish => {
    // It was sent: the go-live moment asks nothing of it any more.
    const work = pickingWork(order, { settings: settings(), installation, liveFrom, byHand: true });
    switch (work.kind) {
      case 'sendable':
        return { kind: 'order', wanted: work.wanted };
      case 'withdrawn':
        return { kind: 'nothing', why: work.why };
      case 'nothing_to_pick':
        return { kind: 'nothing', why: 'Nothing on the order has to be picked.' };
      case 'needs_person':
        return { kind: 'cannot_go', reasons: work.attention.map(({ reason }) => reason) };
      case 'not_due':
      case 'before_go_live':
        return { kind: 'unknown' };
      default:
        return work satisfies never;
    }
  };
  for (const order of orders) wishes.set(order.id, wishOf(order));
  return wishes;
}
