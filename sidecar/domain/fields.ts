// What a shop may put into an attribute of a sales order or of its lines: fields of the order by name, or `meta:` and a key.

import type { Meta, OrderLine, ShopOrder } from './order.ts';

export const orderFields = [
  'order_id',
  'order_number',
  'currency',
  'customer_note',
  'customer_id',
  'company',
  'phone',
  'created_via',
  'payment_method',
  'shipping_method',
  'coupons',
] as const;
export const lineFields = ['name', 'product_id', 'variation_id'] as const;
type OrderField = (typeof orderFields)[number];
type LineField = (typeof lineFields)[number];

/** The value of a meta key; '' where there is none. */
export const metaValue = (meta: Meta, key: string): string =>
  Object.hasOwn(meta, key) ? (meta[key] ?? '') : '';

const metaKey = (field: string) => (field.startsWith('meta:') ? field.slice('meta:'.length).trim() : null);
const idOr = (id: number | null) => (id ? String(id) : '');

/** '' where the order has nothing of the kind. */
export function orderField(field: string, order: ShopOrder): string {
  const key = metaKey(field);
  if (key !== null) return metaValue(order.meta, key);
  const values: Record<OrderField, string> = {
    order_id: String(order.id),
    order_number: order.number,
    currency: order.total.currency,
    customer_note: order.customerNote,
    customer_id: idOr(order.customerId),
    company: order.shipTo.company || order.invoiceTo.company,
    phone: order.shipTo.phone || order.invoiceTo.phone,
    created_via: order.createdVia,
    payment_method: order.paymentTitle || order.paymentMethod,
    shipping_method: order.shippingMethods.map(({ title }) => title).join(', '),
    coupons: order.coupons.join(', '),
  };
  return values[field as OrderField] ?? '';
}

/** '' where the line has nothing of the kind. */
export function lineField(field: string, line: OrderLine): string {
  const key = metaKey(field);
  if (key !== null) return metaValue(line.meta, key);
  const values: Record<LineField, string> = {
    name: line.name,
    product_id: idOr(line.productId),
    variation_id: idOr(line.variationId),
  };
  return values[field as LineField] ?? '';
}
