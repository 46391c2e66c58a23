// What a change of status sets off, in WooCommerce's order: saved, then the status hooks (stock), the note, the mail
// (WC_Order::status_transition).

import { mailFor, sendMail, type Told } from './mails.ts';
import {
  addNote,
  lineProduct,
  reduceStock,
  reducingStatuses,
  restoreStock,
  restoringStatuses,
} from './orderStock.ts';
import { ShopRefused } from './shop.ts';
import { checkoutDraft, draftStatuses, type Minor, type Order, type Store } from './store.ts';
import { refundedAmount, totalsOf } from './totals.ts';

export const orderStatuses = {
  pending: 'Pending payment',
  processing: 'Processing',
  'on-hold': 'On hold',
  completed: 'Completed',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Failed',
  'checkout-draft': 'Draft',
} as const;

const statusName = (status: string): string => orderStatuses[status as keyof typeof orderStatuses] ?? status;

export type Mover = 'customer' | 'staff' | 'pickwave';

/** Tells how the customer was told, where a mail goes with it; `quiet` keeps the mail back. */
export function changeStatus(
  store: Store,
  order: Order,
  to: string,
  { by, note = true, quiet = false }: { by: Mover; note?: boolean; quiet?: boolean },
): Told | null {
  if (!(to in orderStatuses)) throw new ShopRefused('invalid', `The shop has no order status "${to}".`);
  const from = order.status;
  if (from === to) return null;
  order.status = to;
  if (order.paid === null && isPaidStatus(store, order)) order.paid = store.second();
  if (to === 'completed') order.completed = store.second();
  store.touch(order);
  store.write({ kind: 'status', order_id: order.id, from, to, by });

  if (reducingStatuses.includes(to)) reduceStock(store, order);
  if (restoringStatuses.includes(to)) restoreStock(store, order);
  if (to !== 'pending' && to !== 'failed') order.holdsStockUntil = null;
  if (to === 'refunded') refundTheRest(store, order);

  if (note && !draftStatuses.includes(from))
    addNote(store, order, `Order status changed from ${statusName(from)} to ${statusName(to)}.`);
  const mail = draftStatuses.includes(from) ? null : mailFor(from, to);
  return mail && !quiet ? sendMail(store, order, mail) : null;
}

/** WC_Order::payment_complete, with the status that WooCommerce's own DraftOrders adds. From another status than these nothing happens. */
export function paymentComplete(store: Store, order: Order, transactionId: string): void {
  if (!['on-hold', 'pending', 'failed', 'cancelled', checkoutDraft].includes(order.status)) return;
  if (transactionId) order.transactionId = transactionId;
  order.paid ??= store.second();
  const via = order.transactionId
    ? `Payment via ${order.paymentTitle} (${order.transactionId}).`
    : 'Payment complete.';
  changeStatus(store, order, statusWhenPaid(store, order), { by: 'customer', note: false });
  addNote(store, order, via);
  reduceStock(store, order);
}

/** Everything downloadable needs nobody's hands; cash on delivery is paid when it is completed. */
function statusWhenPaid(store: Store, order: Order): 'processing' | 'completed' {
  return needsProcessing(store, order) && order.paymentMethod !== 'cod' ? 'processing' : 'completed';
}

export function needsProcessing(store: Store, order: Order): boolean {
  return order.lines.some((line) => {
    const product = lineProduct(store, line);
    return product !== null && !(product.virtual && product.downloadable);
  });
}

/** WC_Order::maybe_set_date_paid. */
function isPaidStatus(store: Store, order: Order): boolean {
  const whenPaid = statusWhenPaid(store, order);
  return order.status === whenPaid || (whenPaid === 'processing' && order.status === 'completed');
}

/** wc_order_fully_refunded: status first, then one refund of what is left, without lines. */
function refundTheRest(store: Store, order: Order): void {
  const left = totalsOf(order).total - refundedAmount(order);
  if (left <= 0) return;
  recordRefund(store, order, left, 'Order fully refunded.');
  addNote(
    store,
    order,
    'Order status set to refunded. To return funds to the customer you will need to issue a refund through your payment gateway.',
  );
}

export function recordRefund(
  store: Store,
  order: Order,
  amount: Minor,
  reason: string,
  tax: Minor = 0,
  lines: Order['refunds'][number]['lines'] = [],
): void {
  order.refunds.push({ id: store.newId(), reason, amount, tax, lines });
  store.touch(order);
  store.write({ kind: 'order', order_id: order.id, what: 'refunded' });
}
