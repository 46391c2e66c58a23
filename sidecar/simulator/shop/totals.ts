// What an order comes to: lines, fees, shipping, discount and one tax rate for all of them.

import { netAndTax, sum, taxOn } from './money.ts';
import type { Charge, Minor, Order, ShopSettings, Store } from './store.ts';

export interface Totals {
  discount: Minor;
  discountTax: Minor;
  shipping: Minor;
  shippingTax: Minor;
  cartTax: Minor;
  totalTax: Minor;
  total: Minor;
}

export function totalsOf(order: Order): Totals {
  const lines = order.lines;
  const net = sum(lines.map((line) => line.total)) + sum(order.fees.map((fee) => fee.total));
  const cartTax = sum(lines.map((line) => line.totalTax)) + sum(order.fees.map((fee) => fee.totalTax));
  const shipping = sum(order.shippingLines.map((line) => line.total));
  const shippingTax = sum(order.shippingLines.map((line) => line.totalTax));
  return {
    discount: sum(lines.map((line) => line.subtotal - line.total)),
    discountTax: sum(lines.map((line) => line.subtotalTax - line.totalTax)),
    shipping,
    shippingTax,
    cartTax,
    totalTax: cartTax + shippingTax,
    total: net + cartTax + shipping + shippingTax,
  };
}

export const refundedAmount = (order: Order): Minor => sum(order.refunds.map((refund) => refund.amount));

/** Units refunded of a line, over all refunds. */
export const refundedUnits = (order: Order, itemId: number): number =>
  sum(
    order.refunds
      .flatMap((refund) => refund.lines)
      .map((line) => (line.itemId === itemId ? line.quantity : 0)),
  );

/** Unit price in the shop's terms → the four amounts of a line. */
export function lineAmounts(unitPrice: Minor, quantity: number, settings: ShopSettings) {
  const { net, tax } = netAndTax(unitPrice * quantity, settings);
  return { subtotal: net, subtotalTax: tax, total: net, totalTax: tax };
}

/** Shipping and fees are given net, as in WooCommerce's settings. */
export const charge = (store: Store, name: string, total: Minor): Charge => ({
  id: store.newItemId(),
  name,
  total,
  totalTax: taxOn(total, store.data.settings.taxRate),
});

/** A fixed amount off the cart, shared among the lines by what they cost, pennies to the last. */
export function applyCoupon(store: Store, order: Order, code: string, amount: Minor): void {
  const gross = (line: Order['lines'][number]) =>
    line.subtotal + (store.data.settings.pricesIncludeTax ? line.subtotalTax : 0);
  const whole = sum(order.lines.map(gross));
  const off = Math.min(amount, whole);
  let left = off;
  order.lines.forEach((line, index) => {
    const last = index === order.lines.length - 1;
    const share = last ? left : Math.min(left, Math.floor((off * gross(line)) / whole));
    left -= share;
    const { net, tax } = netAndTax(share, store.data.settings);
    line.total = line.subtotal - net;
    line.totalTax = Math.max(0, line.subtotalTax - tax);
  });
  order.coupons.push({
    id: store.newItemId(),
    metaId: store.newMetaId(),
    code: code.toLowerCase(),
    nominal: amount,
    discount: sum(order.lines.map((line) => line.subtotal - line.total)),
    discountTax: sum(order.lines.map((line) => line.subtotalTax - line.totalTax)),
  });
}
