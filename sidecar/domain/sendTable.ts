// Which orders go, by status and payment method (mission row O3). What is no order yet, or not wanted any more, never goes, whatever the settings say.

import type { ShopOrder } from './order.ts';
import type { Settings } from './settings.ts';

type Asked = Pick<ShopOrder, 'status' | 'paymentMethod'>;
type Table = Pick<Settings['orders'], 'sendStatuses' | 'sendTable'>;

/** Not paid, no order yet, or withdrawn: without the `wc-` that WooCommerce keeps in its database. */
export const neverSent = [
  'pending',
  'failed',
  'checkout-draft',
  'auto-draft',
  'draft',
  'new',
  'cancelled',
  'refunded',
  'trash',
];

export const sendWords = ['send', 'wait'] as const;

/** Most special first: `on-hold:stripe`, then `on-hold`, then the list of statuses that go whatever the payment method. */
export function goes({ status, paymentMethod }: Asked, { sendStatuses, sendTable }: Table): boolean {
  if (neverSent.includes(status)) return false;
  const word = sendTable[`${status}:${paymentMethod}`] ?? sendTable[status];
  return word === undefined ? sendStatuses.includes(status) : word === 'send';
}

/** Why an order of this status waits, in words for staff; empty where its status goes. */
export function whyItWaits(order: Asked, table: Table): string {
  if (goes(order, table)) return '';
  const byMethod = `${order.status}:${order.paymentMethod}` in table.sendTable;
  return `The order is ${order.status}${byMethod ? `, and paid by ${order.paymentMethod} it waits` : ''}.`;
}

const wordsNever = `it is not paid, no order yet or not wanted any more. Orders never go while they are ${neverSent.join(', ')}`;

/** What is wrong with a status in one of the two settings; null where nothing is. */
function statusTrouble(status: string): string | null {
  if (status.startsWith('wc-')) return `write "${status.slice(3)}" without "wc-"`;
  if (!/^[a-z0-9_-]+$/.test(status))
    return `"${status}" is no order status: it is written as WooCommerce keeps it, in small letters, such as on-hold`;
  return null;
}

/** For a list of statuses that go. */
export function sendStatusesTrouble(statuses: string[]): string | null {
  for (const status of statuses) {
    const trouble = statusTrouble(status);
    if (trouble) return `${trouble}.`;
    if (neverSent.includes(status)) return `An order that is ${status} cannot go: ${wordsNever}.`;
  }
  return null;
}

/** For a table of "status" or "status:method" to send or wait. */
export function sendTableTrouble(table: Record<string, string>): string | null {
  for (const [key, word] of Object.entries(table)) {
    const [status = '', method, ...more] = key.split(':');
    const trouble = statusTrouble(status);
    if (trouble) return `${trouble}.`;
    if (method?.trim() === '' || more.length > 0)
      return `"${key}" has to be a status, such as on-hold, or a status and a payment method, such as on-hold:stripe.`;
    if (!(sendWords as readonly string[]).includes(word))
      return `"${key}" cannot be "${word}": it takes send or wait.`;
    if (word === 'send' && neverSent.includes(status))
      return `An order that is ${status} cannot go: ${wordsNever}.`;
  }
  return null;
}
