// What people do to an order after it was placed.

import { sendMail } from './mails.ts';
import { minor, sum } from './money.ts';
import { changeStatus, recordRefund } from './orderStatus.ts';
import { adjustStock, lineProduct, reducingStatuses, restockRefunded } from './orderStock.ts';
import { makeLine } from './placeOrder.ts';
import { type OrderEdit, type RefundRequest, ShopRefused } from './shop.ts';
import { type Line, type Order, type Store, setMeta } from './store.ts';
import { refundedAmount, refundedUnits, totalsOf } from './totals.ts';

export function findOrder(store: Store, id: number): Order {
  const order = store.data.orders.get(id);
  if (!order) throw new ShopRefused('not_found', `The shop has no order ${id}.`);
  return order;
}

/** wc_create_refund: the refund, the restock, then partly refunded, or wholly and the status with it. */
export function refund(store: Store, order: Order, request: RefundRequest): void {
  const lines = (request.lines ?? []).map((wanted) => {
    const line = findLine(store, order, wanted);
    if (wanted.quantity > line.quantity - refundedUnits(order, line.id))
      throw new ShopRefused('invalid', `Line ${line.id} has fewer than ${wanted.quantity} left to refund.`);
    return { line, quantity: wanted.quantity };
  });
  const left = totalsOf(order).total - refundedAmount(order);
  const shareOf = (whole: number, { line, quantity }: { line: Line; quantity: number }) =>
    Math.round((whole * quantity) / line.quantity);
  const tax = sum(lines.map((one) => shareOf(one.line.totalTax, one)));
  const cost = sum(lines.map((one) => shareOf(one.line.total, one))) + tax;
  const amount =
    request.amount !== undefined
      ? minor(request.amount, store.data.settings)
      : lines.length > 0
        ? Math.min(cost, left)
        : left;
  if (amount < 0 || amount > left) throw new ShopRefused('invalid', 'Invalid refund amount.');

  recordRefund(
    store,
    order,
    amount,
    request.reason ?? '',
    tax,
    lines.map(({ line, quantity }) => ({ itemId: line.id, quantity })),
  );
  if (request.restock) for (const { line, quantity } of lines) restockRefunded(store, order, line, quantity);
  if (left - amount > 0) {
    sendMail(store, order, 'partly_refunded');
    return;
  }
  sendMail(store, order, 'refunded');
  changeStatus(store, order, 'refunded', { by: 'staff' });
}

function findLine(store: Store, order: Order, { item_id, sku }: { item_id?: number; sku?: string }): Line {
  const line = order.lines.find((one) =>
    item_id === undefined ? lineProduct(store, one)?.sku === sku : one.id === item_id,
  );
  if (!line) throw new ShopRefused('not_found', `Order ${order.id} has no line ${item_id ?? sku}.`);
  return line;
}

export function edit(store: Store, order: Order, change: OrderEdit): void {
  Object.assign(order.billing, change.billing);
  Object.assign(order.shipping, change.shipping);
  if (change.customerNote !== undefined) order.customerNote = change.customerNote;
  for (const [key, value] of Object.entries(change.meta ?? {})) setMeta(store, order.meta, key, value);
  for (const { item_id, meta } of change.lineMeta ?? []) {
    const line = findLine(store, order, { item_id });
    for (const [key, value] of Object.entries(meta)) setMeta(store, line.meta, key, value);
  }
  if (change.transactionId !== undefined) order.transactionId = change.transactionId;
  const adjusts = reducingStatuses.includes(order.status);
  for (const { item_id, quantity } of change.quantities ?? []) {
    const line = findLine(store, order, { item_id });
    if (quantity === 0) {
      adjustStock(store, order, line, 0);
      order.lines.splice(order.lines.indexOf(line), 1);
      continue;
    }
    scale(line, quantity);
    if (adjusts) adjustStock(store, order, line, quantity);
  }
  for (const seed of change.add ?? []) {
    const line = makeLine(store, seed);
    order.lines.push(line);
    if (adjusts) adjustStock(store, order, line, line.quantity);
  }
  store.touch(order);
  store.write({ kind: 'order', order_id: order.id, what: 'edited' });
}

function scale(line: Line, quantity: number): void {
  const by = quantity / line.quantity;
  line.quantity = quantity;
  line.subtotal = Math.round(line.subtotal * by);
  line.subtotalTax = Math.round(line.subtotalTax * by);
  line.total = Math.round(line.total * by);
  line.totalTax = Math.round(line.totalTax * by);
}

/** Into the bin: no hook of the status runs, stock stays as it is. */
export function trash(store: Store, order: Order): void {
  if (order.status === 'trash') return;
  order.statusBeforeTrash = order.status;
  order.status = 'trash';
  store.touch(order);
  bury(store, order);
  store.write({ kind: 'order', order_id: order.id, what: 'trashed' });
}

export function untrash(store: Store, order: Order): void {
  if (order.status !== 'trash') throw new ShopRefused('invalid', `Order ${order.id} is not in the bin.`);
  order.status = order.statusBeforeTrash ?? 'pending';
  order.statusBeforeTrash = null;
  store.touch(order);
  store.data.tombstones.delete(order.id);
  store.write({ kind: 'order', order_id: order.id, what: 'restored' });
}

/** No cursor shows it any more, so the plugin leaves a tombstone, and tells the sidecar that it is gone. */
function bury(store: Store, order: Order): void {
  store.data.tombstones.set(order.id, store.now());
  store.touched.set(order.id, 'deleted');
}

/** For ever. */
export function deleteOrder(store: Store, order: Order): void {
  store.data.orders.delete(order.id);
  bury(store, order);
  store.write({ kind: 'order', order_id: order.id, what: 'deleted' });
}
