// What an order's facts are called on the screen, since when they are so, and what comes next.

import { __, sprintf } from '@wordpress/i18n';
import type { LateCode } from '../sidecar/domain/lateness.ts';
import { may, type OrderAction, type Transfer, type WarehouseFact } from '../sidecar/domain/transfer.ts';
import type { OrderFilter, OrderRow } from '../sidecar/http/schemas/orders.ts';
import type { Tone } from './wording.ts';

type Facts = Pick<
  OrderRow,
  'transfer' | 'warehouse' | 'warehouseWord' | 'shopStatus' | 'paidAt' | 'dueAt' | 'attention'
> &
  Partial<Pick<OrderRow, 'fulfilledBy' | 'resendAs'>>;

/** The name of each filter of the list. */
export const filterWords = (): Record<OrderFilter, string> => ({
  all: __('All', 'pickwave'),
  open: __('Open', 'pickwave'),
  attention: __('Need attention', 'pickwave'),
  waiting_to_send: __('Waiting to be sent', 'pickwave'),
  in_peoplevox: __('In Peoplevox', 'pickwave'),
  despatched: __('Despatched', 'pickwave'),
});

/** What an empty list of that filter means. */
export const emptyWords = (): Record<OrderFilter, string> => ({
  all: __('No orders yet. The first one shows up here seconds after it is paid.', 'pickwave'),
  open: __('Nothing is open: every order is despatched, cancelled or set aside.', 'pickwave'),
  attention: __('Nothing needs you.', 'pickwave'),
  waiting_to_send: __('No order is waiting: everything that is paid has gone to Peoplevox.', 'pickwave'),
  in_peoplevox: __('No order is in Peoplevox and not yet despatched.', 'pickwave'),
  despatched: __('Nothing has been despatched yet.', 'pickwave'),
});

function warehouseWords(fact: WarehouseFact, raw: string): string {
  switch (fact) {
    case 'none':
      return __('Sent to Peoplevox', 'pickwave');
    case 'held_by_us':
      return __('In Peoplevox, held until it is complete', 'pickwave');
    case 'held_by_person':
      return __('On hold in Peoplevox, set by a person there', 'pickwave');
    case 'new':
      return __('In Peoplevox, not allocated yet', 'pickwave');
    case 'part_allocated':
      return __('Allocated in part', 'pickwave');
    case 'allocated':
      return __('Allocated', 'pickwave');
    case 'part_picked':
      return __('Picked in part', 'pickwave');
    case 'picked':
      return __('Picked', 'pickwave');
    case 'part_despatched':
      return __('Despatched in part', 'pickwave');
    case 'despatched':
      return __('Despatched', 'pickwave');
    case 'cancelled':
      return __('Cancelled in Peoplevox', 'pickwave');
    case 'gone':
      return __('Gone from Peoplevox', 'pickwave');
    case 'other':
      /* translators: %s: the status in Peoplevox's own word */
      return sprintf(__('In Peoplevox: %s', 'pickwave'), raw);
    default:
      return fact satisfies never;
  }
}

/** Cash on delivery goes over without a payment, so a missing one does not say that it is waited for. */
const isHeldBack = ({ paidAt, dueAt, attention }: Pick<OrderRow, 'paidAt' | 'dueAt' | 'attention'>) =>
  paidAt !== null || dueAt !== null || attention.length > 0;

/** In these statuses the shop itself says that no payment is known; a paid date that an order has all the same is an exception's affair. */
const unpaidStatuses = ['pending', 'failed', 'cancelled', 'checkout-draft'];

/** Why an order waits, by its status in the shop: it is the status that goes or waits (the send table in Settings). */
function waitingWords({ shopStatus, paidAt, dueAt, attention }: Facts): string {
  switch (shopStatus) {
    case 'pending':
      return __('Pending payment', 'pickwave');
    case 'failed':
      return __('The payment failed', 'pickwave');
    case 'checkout-draft':
      return __('Still in the checkout', 'pickwave');
    case 'on-hold':
      return paidAt === null && !isHeldBack({ paidAt, dueAt, attention })
        ? __('On hold: waiting for the payment, such as a bank transfer', 'pickwave')
        : __('On hold in the shop, not sent', 'pickwave');
    default:
      return isHeldBack({ paidAt, dueAt, attention })
        ? __('Held back, not sent', 'pickwave')
        : /* translators: %s: an order status of the shop */
          sprintf(__('Waiting: orders that are "%s" do not go', 'pickwave'), shopStatus);
  }
}

/** What makes an order go that waits for nobody's decision here. */
function waitingStep({ shopStatus, paidAt, dueAt, attention }: Omit<Facts, 'warehouseWord'>): string {
  if (unpaidStatuses.includes(shopStatus)) return __('Goes by itself when it is paid.', 'pickwave');
  if (shopStatus === 'on-hold')
    return __('Goes by itself when the payment is in and the shop sets it to Processing.', 'pickwave');
  return isHeldBack({ paidAt, dueAt, attention })
    ? ''
    : __('Goes by itself in a status that goes: see "Order statuses" in Settings.', 'pickwave');
}

export function factWords(facts: Facts): string {
  const { transfer, warehouse, warehouseWord, fulfilledBy, resendAs } = facts;
  switch (transfer) {
    case 'waiting':
      return waitingWords(facts);
    case 'due':
      return resendAs
        ? /* translators: %s: a sales order number */
          sprintf(__('To be sent again as %s', 'pickwave'), resendAs)
        : __('Waiting to be sent', 'pickwave');
    case 'nothing_to_pick':
      return __('Nothing to pick', 'pickwave');
    case 'loading':
      return __('Going over now', 'pickwave');
    case 'unknown':
      return __('Asking Peoplevox whether it arrived', 'pickwave');
    case 'complete':
      return warehouseWords(warehouse, warehouseWord);
    case 'cancelled':
      return __('Cancelled', 'pickwave');
    case 'before_go_live':
      return __('Paid before going live, stays where it is', 'pickwave');
    case 'dismissed':
      return fulfilledBy
        ? /* translators: %s: by what or whom, in a person's words */
          sprintf(__('Fulfilled by %s', 'pickwave'), fulfilledBy)
        : __('Set aside by a person', 'pickwave');
    default:
      return transfer satisfies never;
  }
}

function factTone({ transfer, warehouse }: Pick<OrderRow, 'transfer' | 'warehouse'>): Tone {
  if (transfer === 'unknown') return 'warning';
  if (transfer === 'due' || transfer === 'loading') return 'busy';
  if (transfer !== 'complete') return 'idle';
  if (warehouse === 'cancelled' || warehouse === 'gone' || warehouse === 'held_by_person') return 'warning';
  return 'good';
}

/** Since when the facts are so, as far as is known. */
function factSince(row: OrderRow): string {
  const { transfer, warehouse } = row;
  if (transfer === 'due' || transfer === 'loading') return row.dueAt ?? row.paidAt ?? row.changedAt;
  if (transfer !== 'complete') return row.changedAt;
  if (warehouse === 'despatched' || warehouse === 'part_despatched') return row.despatchedAt ?? row.changedAt;
  if (warehouse === 'allocated') return row.allocatedAt ?? row.changedAt;
  if (warehouse === 'none' || warehouse === 'new') return row.stageSince ?? row.sentAt ?? row.changedAt;
  return row.stageSince ?? row.changedAt;
}

/** What an order waits for, as the timeline says it before "since". */
export function waitWords(code: LateCode): string {
  switch (code) {
    case 'not_sent_in_time':
      return __('waiting to be sent', 'pickwave');
    case 'unknown_outcome':
      return __('waiting for an answer of Peoplevox', 'pickwave');
    case 'not_allocated':
      return __('waiting to be allocated', 'pickwave');
    case 'not_picked_in_time':
      return __('waiting to be picked', 'pickwave');
    case 'not_despatched_in_time':
      return __('waiting to be despatched', 'pickwave');
    case 'held_too_long':
      return __('waiting to be released', 'pickwave');
    default:
      return code satisfies never;
  }
}

export interface OrderState {
  tone: Tone;
  words: string;
  since: string;
}

/** The facts of an order in words; an open exception stands beside them and never replaces them. */
export const stateOf = (row: OrderRow): OrderState => ({
  tone: factTone(row),
  words: factWords(row),
  since: factSince(row),
});

/** What happens next when nobody does anything, or what somebody has to do. */
export function nextStep(
  row: Pick<OrderRow, 'transfer' | 'warehouse' | 'shopStatus' | 'attention' | 'paidAt' | 'dueAt'> &
    Partial<Pick<OrderRow, 'fulfilledBy'>>,
): string {
  const [first] = row.attention;
  if (first) return first.next;
  switch (row.transfer) {
    case 'waiting':
      return waitingStep(row);
    case 'due':
      return __('Goes by itself.', 'pickwave');
    case 'loading':
      return __('Is being read back before it may be picked.', 'pickwave');
    case 'unknown':
      return __('Goes again by itself once Peoplevox has said that it is not there.', 'pickwave');
    case 'before_go_live':
      return __('Send again sends it by hand.', 'pickwave');
    case 'dismissed':
      return row.fulfilledBy ? '' : __('Send again takes it up again.', 'pickwave');
    case 'complete':
      return row.warehouse === 'despatched' ? '' : __('The warehouse picks it.', 'pickwave');
    case 'nothing_to_pick':
    case 'cancelled':
      return '';
    default:
      return row.transfer satisfies never;
  }
}

/** Why a button is grey; null where the action is allowed. The server's word counts, the shared table explains it. */
export function whyNot(
  action: OrderAction,
  row: Pick<OrderRow, 'transfer' | 'warehouse' | 'may'>,
): string | null {
  if (row.may.includes(action)) return null;
  if (action === 'send_again' && row.transfer === 'dismissed')
    return __('It was fulfilled another way: “Take up again” is in the menu.', 'pickwave');
  if (may(action, row.transfer, row.warehouse))
    return __('Not at the moment: Pickwave is at work on it.', 'pickwave');
  if (action === 'send_again') return whyNotSend(row.transfer, row.warehouse);
  if (action === 'dismiss') return whyNotDismiss(row.transfer, row.warehouse);
  return __('Not from where the order is now.', 'pickwave');
}

function whyNotSend(transfer: Transfer, warehouse: WarehouseFact): string {
  if (transfer === 'complete' && warehouse === 'cancelled')
    return __(
      'Its sales order is cancelled in Peoplevox: “Send again under a new number” is in the menu.',
      'pickwave',
    );
  return transfer === 'cancelled'
    ? __('The order is cancelled.', 'pickwave')
    : __('It is in Peoplevox already, complete. Nothing is sent twice.', 'pickwave');
}

function whyNotDismiss(transfer: Transfer, warehouse: WarehouseFact): string {
  if (transfer === 'complete' && (warehouse === 'cancelled' || warehouse === 'gone'))
    return __('It was sent. If it went another way, say so: “Fulfilled another way”.', 'pickwave');
  switch (transfer) {
    case 'complete':
      return __('It is in Peoplevox already. Cancel it there if it is not to be shipped.', 'pickwave');
    case 'loading':
    case 'unknown':
      return __('It may be in Peoplevox already. Wait until that is settled.', 'pickwave');
    default:
      return __('It waits for nothing, so there is nothing to set aside.', 'pickwave');
  }
}

/** What the customer heard of a despatch. Null: nothing is known yet. */
export function toldWords(told: string | null): string | null {
  switch (told) {
    case null:
      return null;
    case 'mailed':
      return __('customer told', 'pickwave');
    case 'mail_disabled':
      return __('customer not told: the mail is switched off in WooCommerce', 'pickwave');
    case 'no_address':
      return __('customer not told: the order has no mail address', 'pickwave');
    case 'quiet':
      return __('customer not told: the despatch is too old for a mail', 'pickwave');
    case 'already':
      return __('customer told before', 'pickwave');
    default:
      return told;
  }
}

/** Why the shop did not take a despatch (docs/link.md, Despatch). */
export function refusalWords(why: string | null): string {
  switch (why) {
    case 'unknown_order':
      return __('the shop does not know the order', 'pickwave');
    case 'unknown_line':
      return __('a line is not on the order', 'pickwave');
    case 'more_than_ordered':
      return __('more was despatched than ordered', 'pickwave');
    case 'order_cancelled':
      return __('the order is cancelled', 'pickwave');
    case 'order_refunded':
      return __('the order is refunded', 'pickwave');
    case 'order_failed':
      return __('the payment failed', 'pickwave');
    case 'order_trashed':
      return __('the order is in the bin', 'pickwave');
    default:
      return why ?? '';
  }
}
