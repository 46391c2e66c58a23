// What needs a person: one table of kinds that the screen, the mails and the guides share (mission rows O5, E1, E2).

import type { Transfer } from './transfer.ts';

export const owners = ['warehouse', 'customer_service', 'merchandising', 'finance', 'site'] as const;
export type Owner = (typeof owners)[number];

interface Kind {
  words: string;
  owner: Owner;
  next: string;
}

/** `words` says what is wrong; `next` says what to do. The reason of one case goes beside them. */
export const attentionKinds = {
  // orders, before sending
  no_sku: {
    words: 'A line has no SKU',
    owner: 'merchandising',
    next: 'Give the product a SKU in the shop, then send again.',
  },
  unknown_sku: {
    words: 'SKU not in Peoplevox',
    owner: 'merchandising',
    next: 'Create the item in Peoplevox, or correct the SKU in the shop, then send again.',
  },
  doubled_sku: {
    words: 'Two products share one SKU',
    owner: 'merchandising',
    next: 'Give each product a SKU of its own in the shop. After the next stock reading, send again.',
  },
  unreadable_order: {
    words: 'The shop gives the order in a form that cannot be read',
    owner: 'site',
    next: 'Look for another plugin that changes orders in the REST API. Send again once that is put right.',
  },
  odd_quantity: {
    words: 'A quantity is not a whole number',
    owner: 'customer_service',
    next: 'Correct the quantity on the order, then send again.',
  },
  no_address: {
    words: 'The delivery address is not complete',
    owner: 'customer_service',
    next: 'Ask the customer, complete the address on the order, then send again.',
  },
  bad_postcode: {
    words: 'Postcode not valid',
    owner: 'customer_service',
    next: 'Ask the customer, correct the postcode on the order, then send again.',
  },
  no_number: {
    words: 'The order has no number to go under',
    owner: 'site',
    next: 'Let the plugin that numbers orders give it one, or choose another source of the number in Settings, then send again.',
  },
  number_too_long: {
    words: 'The sales order number would be too long',
    owner: 'site',
    next: 'Choose a shorter prefix in Settings, then send again.',
  },
  number_taken: {
    words: 'The sales order number belongs to another order',
    owner: 'site',
    next: 'Choose another prefix in Settings, then send again.',
  },
  bad_characters: {
    words: 'A SKU or number holds characters Peoplevox cannot search for',
    owner: 'merchandising',
    next: 'Take quotes and backslashes out of the SKU, then send again.',
  },
  // orders, their payment
  paid_but_stuck: {
    words: 'Paid, but the order does not say so',
    owner: 'customer_service',
    next: 'Look the payment up at the payment provider. Is the money there, set the order to Processing and it goes by itself; is it not to be sent, or gone from the shop, refund it there.',
  },
  authorisation_expiring: {
    words: 'The payment is authorised and not captured',
    owner: 'finance',
    next: 'Capture the payment before the authorisation runs out. If it cannot be captured any more, stop the order before it is despatched.',
  },
  // orders, while sending
  refused_by_peoplevox: {
    words: 'Peoplevox refused the order',
    owner: 'warehouse',
    next: 'Read what Peoplevox answered, put it right there or on the order, then send again.',
  },
  not_ours: {
    words: 'Peoplevox already has a sales order of this number that Pickwave did not make',
    owner: 'warehouse',
    next: 'Look at it in Peoplevox. Is it this order, link to that sales order; is it not, send it under a new number. Where many are so, choose another prefix in Settings for the orders to come.',
  },
  lines_lost: {
    words: 'Lines are missing after sending',
    owner: 'warehouse',
    next: 'The order is held in Peoplevox and is not picked. Send again; if lines stay away, ask Peoplevox support.',
  },
  differs: {
    words: 'Peoplevox has other lines than the shop',
    owner: 'warehouse',
    next: 'Compare both versions and correct the sales order in Peoplevox. If it is right as it is, dismiss this.',
  },
  gone: {
    words: 'The sales order was there and is gone',
    owner: 'warehouse',
    next: 'Find out who deleted it in Peoplevox. Was it moved or merged, link to that sales order; did it go another way, say by what it was fulfilled. Send again makes it anew.',
  },
  cancelled_in_peoplevox: {
    words: 'The sales order is cancelled in Peoplevox, the shop order is not',
    owner: 'customer_service',
    next: 'Is it to be sent, reopen the sales order in Peoplevox, or send it again under a new number. Was it merged, link to that sales order; did it go another way, say by what it was fulfilled. Is it not to be sent, cancel or refund the shop order.',
  },
  unknown_outcome: {
    words: 'Peoplevox did not answer, and asking has not settled it',
    owner: 'warehouse',
    next: 'Pickwave keeps asking. Look for the number in Peoplevox if it is urgent.',
  },
  // orders, after sending
  changed_after_sent: {
    words: 'The order was changed after it went to the warehouse',
    owner: 'customer_service',
    next: 'Compare both versions. Not picked yet: correct the sales order in Peoplevox. Being picked: tell the packing bench what to leave out or add.',
  },
  cancelled_after_sent: {
    words: 'The order was cancelled after it went to the warehouse',
    owner: 'customer_service',
    next: 'Not picked yet: cancel the sales order in Peoplevox. Being picked: stop the parcel at the packing bench.',
  },
  // sales orders that people at the warehouse changed
  split_in_peoplevox: {
    words: 'Lines were taken out of the sales order in Peoplevox',
    owner: 'warehouse',
    next: 'Find out where they went. Were they moved to another sales order, link to that sales order too, and both are followed. Else put them back in Peoplevox.',
  },
  merged_in_peoplevox: {
    words: 'The sales order has no lines any more in Peoplevox',
    owner: 'warehouse',
    next: 'Was it merged into another sales order, cancel the empty one in Peoplevox. Then link to the other; does that one belong to another order, say that it was fulfilled by it. Else put the lines back in Peoplevox.',
  },
  reopened_in_peoplevox: {
    words: 'A sales order was opened again in Peoplevox',
    owner: 'warehouse',
    next: 'Ask who opened it and why. If it is not to be picked, cancel it in Peoplevox before it is.',
  },
  former_reopened: {
    words: 'The order has a second sales order that is open in Peoplevox',
    owner: 'warehouse',
    next: 'Cancel one of the two in Peoplevox before both are picked; this closes by itself then.',
  },
  more_wanted: {
    words: 'The shop wants more than has left the warehouse',
    owner: 'customer_service',
    next: 'Send what is missing with a new order, or refund it; this closes by itself once it is refunded.',
  },
  replacement_despatched: {
    words: 'The replacement has left the warehouse',
    owner: 'customer_service',
    next: 'The shop counts these units as despatched already. Put the new tracking number on the order, tell the customer, then dismiss this.',
  },
  // sales orders without an order
  sales_order_unknown: {
    words: 'A sales order of ours is not in the shop',
    owner: 'warehouse',
    next: 'Find out whether the order was deleted in the shop. If nobody wants it, cancel the sales order in Peoplevox before it is picked.',
  },
  // orders, over their time (domain/lateness.ts)
  not_sent_in_time: {
    words: 'Paid and not sent in time',
    owner: 'site',
    next: 'Look on the overview at what keeps Pickwave from sending. It goes by itself once that is put right.',
  },
  not_allocated: {
    words: 'Peoplevox has not allocated the order in time',
    owner: 'warehouse',
    next: 'Look at the items named. Book stock in, or tell customer service when it comes.',
  },
  not_picked_in_time: {
    words: 'Allocated and not picked in time',
    owner: 'warehouse',
    next: 'See in Peoplevox whether it is in a pick wave, and have it picked.',
  },
  not_despatched_in_time: {
    words: 'Picked and not despatched in time',
    owner: 'warehouse',
    next: 'Find it at the packing bench, and despatch it in Peoplevox once it has left.',
  },
  held_too_long: {
    words: 'Held in Peoplevox by a person for too long',
    owner: 'warehouse',
    next: 'Ask who holds it and why. Release it in Peoplevox, or cancel the order.',
  },
  // despatches
  despatch_does_not_fit: {
    words: 'A despatch does not fit its order',
    owner: 'warehouse',
    next: 'Compare the despatch in Peoplevox with the order, and correct the order by hand.',
  },
  despatch_without_tracking: {
    words: 'A despatch has no tracking number',
    owner: 'warehouse',
    next: 'Print or enter the label in Peoplevox; the number is carried over by itself.',
  },
  // stock
  stock_held: {
    words: 'Stock was not written, to be safe',
    owner: 'merchandising',
    next: 'Look at the SKUs. If the warehouse is right, apply; if not, discard.',
  },
  stock_report_short: {
    words: 'Peoplevox gave a stock report that is not whole',
    owner: 'site',
    next: 'Nothing was written. It is read again by itself; if it lasts, ask Peoplevox support.',
  },
  stock_refused_older: {
    words: 'The shop keeps a later stock reading than the newest one',
    owner: 'site',
    next: "Set the clocks of shop and sidecar by a time server. The SKUs follow again once the time of the shop's last reading has passed.",
  },
  // running
  login_refused: {
    words: 'Peoplevox refuses the login',
    owner: 'site',
    next: 'Correct user name and password: in the sidecar\'s environment, then start it again; or in Peoplevox, then press "Try the login again". Until then it logs in once an hour.',
  },
  peoplevox_away: {
    words: 'Peoplevox does not answer',
    owner: 'site',
    next: 'Orders wait safely and go when Peoplevox is back. If it lasts, ask Peoplevox support.',
  },
  shop_away: {
    words: 'The shop does not answer the sidecar',
    owner: 'site',
    next: 'Look whether the shop is up and whether something between the two blocks requests to wp-json/pickwave.',
  },
  shop_is_copy: {
    words: 'This is a copy of the shop',
    owner: 'site',
    next: 'Nothing of a copy is sent. If the shop has moved here for good, pair it anew.',
  },
  lease_elsewhere: {
    words: 'Another sidecar is at work for this shop',
    owner: 'site',
    next: 'Stop one of the two. This one does nothing until the other is gone.',
  },
  template_column_missing: {
    words: 'A template in Peoplevox lacks a column',
    owner: 'site',
    next: 'Add the column to the template in Peoplevox (Integrations, Integration templates), or name its other caption in Settings.',
  },
  probe_left_over: {
    words: 'A test order of Pickwave may still be open in Peoplevox',
    owner: 'warehouse',
    next: 'Cancel it in Peoplevox and put back what was picked of it; or start the test again in Settings, which clears it away first.',
  },
  clock_off: {
    words: 'The clocks of shop and sidecar differ',
    owner: 'site',
    next: 'Set both by a time server.',
  },
} satisfies Record<string, Kind>;

/** What only informs. What an order waits for is no such thing: the order would wait for ever, and nobody would know. */
const informs: readonly string[] = [
  'paid_but_stuck',
  'authorisation_expiring',
  'differs',
  'changed_after_sent',
  'cancelled_after_sent',
  'split_in_peoplevox',
  'merged_in_peoplevox',
  'reopened_in_peoplevox',
  'former_reopened',
  'more_wanted',
  'replacement_despatched',
  'not_allocated',
  'not_picked_in_time',
  'not_despatched_in_time',
  'held_too_long',
  'despatch_without_tracking',
] satisfies (keyof typeof attentionKinds)[];
const ofPayment: readonly string[] = ['paid_but_stuck', 'authorisation_expiring'];
/** May a person say "I have seen it" of this exception of an order? */
export const mayDismiss = (code: AttentionCode, transfer: Transfer) =>
  informs.includes(code) &&
  (transfer !== 'waiting' || ofPayment.includes(code)) &&
  // before it is complete, this is what it waits for
  (transfer === 'complete' || code !== 'former_reopened');

export type AttentionCode = keyof typeof attentionKinds;
export const attentionCodes = Object.keys(attentionKinds) as AttentionCode[];

/** One case of a kind: the reason in words, and what support would want to see. */
export interface Attention {
  code: AttentionCode;
  reason: string;
  /** for support, folded away; no personal data */
  detail?: string;
}
