// An order as GET /wc/v3/orders/<id> gives it, key by key in WooCommerce's order: class-wc-rest-orders-v2-controller.php,
// get_formatted_item_data and get_order_item_data; compared with the real thing by the contract suite.

import { DateTime } from 'luxon';
import { decimal, sum } from './money.ts';
import { needsProcessing } from './orderStatus.ts';
import { lineProduct } from './orderStock.ts';
import type { OrderView } from './shop.ts';
import type { Charge, Line, Meta, Millis, Minor, Order, Store } from './store.ts';
import { refundedUnits, totalsOf } from './totals.ts';

const symbols: Record<string, string> = { GBP: '£', EUR: '€', USD: '$', JPY: '¥' };

export function orderJson(store: Store, order: Order): OrderView['order'] {
  const { settings } = store.data;
  const money = (amount: Minor) => decimal(amount, settings);
  const totals = totalsOf(order);
  const local = (at: Millis | null) =>
    at === null
      ? null
      : DateTime.fromMillis(at, { zone: settings.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  const gmt = (at: Millis | null) => (at === null ? null : new Date(at).toISOString().slice(0, 19));

  return {
    id: order.id,
    parent_id: 0,
    status: order.status,
    currency: settings.currency,
    version: '11.0.1',
    prices_include_tax: settings.pricesIncludeTax,
    date_created: local(order.created),
    date_modified: local(order.modified),
    discount_total: money(totals.discount),
    discount_tax: money(totals.discountTax),
    shipping_total: money(totals.shipping),
    shipping_tax: money(totals.shippingTax),
    cart_tax: money(totals.cartTax),
    total: money(totals.total),
    total_tax: money(totals.totalTax),
    customer_id: 0,
    order_key: order.key,
    billing: order.billing,
    shipping: order.shipping,
    payment_method: order.paymentMethod,
    payment_method_title: order.paymentTitle,
    transaction_id: order.transactionId,
    customer_ip_address: '',
    customer_user_agent: '',
    created_via: order.createdVia,
    customer_note: order.customerNote,
    date_completed: local(order.completed),
    date_paid: local(order.paid),
    cart_hash: '',
    number: String(order.id),
    meta_data: order.meta.map(({ id, key, value }) => ({ id, key, value })),
    line_items: order.lines.map((line) => lineJson(store, line)),
    tax_lines: taxLines(store, order),
    shipping_lines: order.shippingLines.map(({ methodId, instanceId, meta, ...charge }) => ({
      id: charge.id,
      method_title: charge.name,
      method_id: methodId,
      instance_id: instanceId,
      total: money(charge.total),
      total_tax: money(charge.totalTax),
      taxes: chargeTaxes(store, charge),
      tax_status: 'taxable',
      meta_data: meta.map(itemMeta),
    })),
    fee_lines: order.fees.map((charge) => ({
      id: charge.id,
      name: charge.name,
      tax_class: '',
      tax_status: 'taxable',
      amount: '',
      total: money(charge.total),
      total_tax: money(charge.totalTax),
      taxes: chargeTaxes(store, charge),
      meta_data: [],
    })),
    coupon_lines: order.coupons.map((coupon) => ({
      id: coupon.id,
      code: coupon.code,
      // Coupons are the one place where WooCommerce does not pad the decimals.
      discount: String(coupon.discount / 10 ** settings.decimals),
      discount_tax: String(coupon.discountTax / 10 ** settings.decimals),
      meta_data: couponMeta(store, coupon),
      discount_type: 'fixed_cart',
      nominal_amount: coupon.nominal / 10 ** settings.decimals,
      free_shipping: false,
    })),
    refunds: order.refunds.toReversed().map((refund) => ({
      id: refund.id,
      reason: refund.reason,
      total: `-${money(refund.amount)}`,
      total_tax: money(-refund.tax),
    })),
    payment_url: `${store.homeUrl}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.key}`,
    is_editable: ['pending', 'on-hold', 'auto-draft'].includes(order.status),
    needs_payment: ['pending', 'failed'].includes(order.status) && totals.total > 0,
    needs_processing: needsProcessing(store, order),
    date_created_gmt: gmt(order.created),
    date_modified_gmt: gmt(order.modified),
    date_completed_gmt: gmt(order.completed),
    date_paid_gmt: gmt(order.paid),
    currency_symbol: symbols[settings.currency] ?? settings.currency,
  };
}

function lineJson(store: Store, line: Line): OrderView['order']['line_items'][number] {
  const { settings } = store.data;
  const product = lineProduct(store, line);
  const money = (amount: Minor) => decimal(amount, settings);
  return {
    id: line.id,
    name: line.name,
    product_id: line.productId,
    variation_id: line.variationId,
    quantity: line.quantity,
    tax_class: '',
    subtotal: money(line.subtotal),
    subtotal_tax: money(line.subtotalTax),
    total: money(line.total),
    total_tax: money(line.totalTax),
    taxes:
      settings.taxRate > 0 ? [{ id: 1, total: money(line.totalTax), subtotal: money(line.subtotalTax) }] : [],
    meta_data: line.meta.map(itemMeta),
    sku: product?.sku ?? null,
    global_unique_id: product ? '' : null,
    price: line.quantity ? line.total / 10 ** settings.decimals / line.quantity : 0,
    // WooCommerce gives '' for a product without a picture and 0 for a variation without one.
    image: { id: line.variationId ? 0 : '', src: '' },
    parent_name: line.parentName,
  };
}

const itemMeta = ({ id, key, value, displayKey }: Meta) => ({
  id,
  key,
  value,
  display_key: displayKey ?? key,
  display_value: value,
});

function couponMeta(store: Store, coupon: Order['coupons'][number]) {
  const value = JSON.stringify([
    0,
    coupon.code,
    'fixed_cart',
    coupon.nominal / 10 ** store.data.settings.decimals,
  ]);
  return [itemMeta({ id: coupon.metaId, key: 'coupon_info', value })];
}

const chargeTaxes = (store: Store, charge: Charge) =>
  store.data.settings.taxRate > 0
    ? [{ id: 1, total: decimal(charge.totalTax, store.data.settings), subtotal: '' }]
    : [];

function taxLines(store: Store, order: Order) {
  const { settings } = store.data;
  if (settings.taxRate === 0) return [];
  const totals = totalsOf(order);
  return [
    {
      id: order.taxLineId,
      rate_code: 'GB-VAT-1',
      rate_id: 1,
      label: 'VAT',
      compound: false,
      tax_total: decimal(totals.cartTax, settings),
      shipping_tax_total: decimal(totals.shippingTax, settings),
      rate_percent: settings.taxRate,
      meta_data: [],
    },
  ];
}

/** Units of a line that a despatch may still be for, refunded ones taken off. */
export const unitsWanted = (order: Order, line: Line): number =>
  Math.max(0, line.quantity - refundedUnits(order, line.id));

/** Units despatched of a line, over all despatches the plugin recorded. */
export function unitsDespatched(store: Store, orderId: number, itemId: number): number {
  const despatches = store.data.memory.get(orderId)?.despatches ?? [];
  return sum(
    despatches.flatMap((one) => one.lines).map((line) => (line.itemId === itemId ? line.quantity : 0)),
  );
}
