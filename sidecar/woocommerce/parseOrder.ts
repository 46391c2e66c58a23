// WooCommerce's order becomes ours. Past this function nobody sees wc/v3's field names or doubts them.

import type { Static } from 'typebox';
import { orderId, salesOrderNumber } from '../domain/ids.ts';
import { type Minor, type Money, money } from '../domain/money.ts';
import type { Address, ShopOrder } from '../domain/order.ts';
import type { OrderEntry, WooAddress, WooOrder } from './contract.ts';
import { parseLines, parseMeta } from './parseLines.ts';
import { plain } from './plainText.ts';

/** Throws RangeError, in words, on an order that cannot be read; the caller shows it and goes on with the others. */
export function parseOrder({ order: woo, lines, pickwave }: OrderEntry): ShopOrder {
  const { currency } = woo;
  return {
    id: orderId(woo.id),
    number: woo.number,
    status: woo.status.replace(/^wc-/, ''),
    createdAt: gmt(woo.date_created_gmt),
    modifiedAt: gmt(woo.date_modified_gmt),
    paidAt: woo.date_paid_gmt === null ? null : gmt(woo.date_paid_gmt),
    total: money(woo.total, currency),
    refundedTotal: refunded(woo.refunds, currency),
    shippingTotal: money(woo.shipping_total, currency),
    taxTotal: money(woo.total_tax, currency),
    discountTotal: money(woo.discount_total, currency),
    paymentMethod: woo.payment_method,
    transactionId: woo.transaction_id,
    email: woo.billing.email?.trim() ?? '',
    shipTo: parseAddress(hasAddress(woo.shipping) ? woo.shipping : woo.billing, woo.billing.phone),
    invoiceTo: parseAddress(woo.billing, woo.billing.phone),
    shippingMethods: woo.shipping_lines.map((shipping) => ({
      methodId: shipping.method_id,
      instanceId: shipping.instance_id ?? '',
      title: plain(shipping.method_title),
    })),
    lines: parseLines(woo.line_items, lines),
    customerNote: plain(woo.customer_note),
    createdVia: woo.created_via,
    customerId: woo.customer_id === 0 ? null : woo.customer_id,
    paymentTitle: plain(woo.payment_method_title),
    coupons: woo.coupon_lines.map(({ code }) => plain(code)),
    meta: parseMeta(woo.meta_data),
    remembered: {
      number: pickwave.number === null ? null : salesOrderNumber(pickwave.number),
      sentAt: pickwave.sent_at === null ? null : gmt(pickwave.sent_at),
      reflectedAt: pickwave.reflected_at === null ? null : gmt(pickwave.reflected_at),
      attention: pickwave.attention !== null,
      despatches: pickwave.despatches.map(({ despatch, tracking_number, lines }) => ({
        despatch,
        trackingNumber: tracking_number,
        lines: lines.map(({ key, item_id, quantity }) => ({ key, itemId: item_id, quantity })),
      })),
    },
  };
}

/** wc/v3 gives each refund as a negative amount. */
const refunded = (refunds: WooOrder['refunds'], currency: string): Money => {
  const amounts = refunds.map((refund) => Math.abs(money(refund.total, currency).minor));
  return { minor: amounts.reduce((sum, amount) => sum + amount, 0) as Minor, currency };
};

// Without a separate delivery address WooCommerce leaves all of `shipping` empty.
const hasAddress = (address: Static<typeof WooAddress>) =>
  `${address.address_1}${address.city}${address.postcode}`.trim() !== '';

const parseAddress = (address: Static<typeof WooAddress>, phone: string | undefined): Address => ({
  name: plain(`${address.first_name} ${address.last_name}`),
  company: plain(address.company),
  line1: plain(address.address_1),
  line2: plain(address.address_2),
  city: plain(address.city),
  region: plain(address.state),
  postcode: plain(address.postcode),
  country: address.country.trim().toUpperCase(),
  phone: plain(address.phone || phone || ''),
});

/** wc/v3's `…_gmt` times come without a zone: `2026-11-23T09:14:02`. */
export function gmt(text: string): Date {
  const time = new Date(/[Zz]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(time.getTime())) throw new RangeError(`"${text}" is not a time`);
  return time;
}
