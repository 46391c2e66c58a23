// What the shop says of an order, as the ledger keeps it.

import type { OrderId } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import type { PaymentWatch } from '../../domain/paymentWatch.ts';
import type { PickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder, ShopNews } from '../../domain/ports.ts';
import type { WantedSalesOrder } from '../../domain/salesOrder.ts';
import { nothingWanted, revisionOf } from '../revision.ts';

export const shopNews = (
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
export const unreadableNews = (id: OrderId): ShopNews => ({
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
export const unreadableStatus = 'unreadable';

export const sameNews = (before: LedgerOrder, facts: ShopNews) =>
  before.modifiedAt.getTime() === facts.modifiedAt.getTime() &&
  before.shopStatus === facts.shopStatus &&
  before.revisionWanted === facts.revisionWanted;
