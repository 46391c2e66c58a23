// What WooCommerce would mail to the customer, and when (includes/emails/, the *_notification hooks).

import type { Mail } from './shop.ts';
import { iso, type Order, type Store, trackingOf } from './store.ts';

const siteTitle = 'Shop';

/** The mail that goes with a change of status; null where WooCommerce sends none. */
export function mailFor(from: string, to: string): Mail['kind'] | null {
  if (to === 'completed') return 'completed';
  if (to === 'failed') return 'failed';
  if (to === 'processing' && ['pending', 'failed', 'cancelled', 'on-hold'].includes(from))
    return 'processing';
  if (to === 'on-hold' && ['pending', 'failed', 'cancelled'].includes(from)) return 'on_hold';
  return null;
}

const subjects: Record<Mail['kind'], (order: Order) => string> = {
  processing: () => `Your ${siteTitle} order has been received!`,
  on_hold: () => `Your order from ${siteTitle} is on hold`,
  completed: () => `Your order from ${siteTitle} is on its way!`,
  failed: () => `Your order at ${siteTitle} was unsuccessful`,
  partly_refunded: (order) => `Your ${siteTitle} order #${order.id} has been partially refunded`,
  refunded: (order) => `Your ${siteTitle} order #${order.id} has been refunded`,
  despatched: (order) => `Your ${siteTitle} order ${order.id} is on its way`,
  despatched_in_part: (order) => `Part of your ${siteTitle} order ${order.id} is on its way`,
};

export type Told = 'mailed' | 'mail_disabled' | 'no_address';

export function sendMail(store: Store, order: Order, kind: Mail['kind']): Told {
  if (!store.toggles.customerMails) return 'mail_disabled';
  const to = order.billing.email;
  if (to === '') return 'no_address';
  const lines = order.lines.map((line) => `${line.quantity} x ${line.name}`);
  const tracking = trackingOf(order).map((item) =>
    `${item.custom_tracking_provider || item.tracking_provider} ${item.tracking_number} ${item.custom_tracking_link}`.trim(),
  );
  store.data.mails.push({
    at: iso(store.now()),
    kind,
    order_id: order.id,
    to,
    subject: subjects[kind](order),
    body: [`Order #${order.id}`, ...lines, ...(tracking.length > 0 ? ['Tracking:', ...tracking] : [])].join(
      '\n',
    ),
  });
  store.write({ kind: 'mail', order_id: order.id, mail: kind, to });
  return 'mailed';
}
