// What an order's payment asks for beside its way into Peoplevox: exceptions that open when nothing happened for too long (domain/paymentWatch.ts).

import type { OrderId } from '../domain/ids.ts';
import type { ShopOrder } from '../domain/order.ts';
import { type PaymentWatch, watchPayment } from '../domain/paymentWatch.ts';
import type { LedgerOrder, OrderChange } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';

const notWatched: PaymentWatch = { stuckSince: null, lookAgainAt: null, open: [], close: [] };

/** Nobody watches what a person set aside. */
export const paymentWatch = (
  order: ShopOrder,
  before: LedgerOrder | null,
  circumstances: { settings: Settings; liveFrom: Date; now: Date },
): PaymentWatch =>
  before?.transfer === 'dismissed'
    ? notWatched
    : watchPayment(order, { ...circumstances, stuckSince: before?.stuckSince ?? null });

export const isSameWatch = (before: LedgerOrder, { stuckSince, lookAgainAt }: PaymentWatch) =>
  before.stuckSince?.getTime() === stuckSince?.getTime() &&
  before.lookAgainAt?.getTime() === lookAgainAt?.getTime();

/** `tell`: it is news, and not only an edit of an order whose payment stands as it stood. */
export function paymentChange(orderId: OrderId, { open, close }: PaymentWatch, tell: boolean): OrderChange[] {
  if (open.length === 0 && close.length === 0) return [];
  const journal = open.map((one) => one.reason).join(' ');
  return [{ orderId, open, close, ...(tell && journal ? { journal } : {}) }];
}
