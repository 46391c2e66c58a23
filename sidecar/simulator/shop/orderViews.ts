// An order with what Pickwave knows of it: the contract's OrderEntry, and more for tests.

import { orderJson } from './orderJson.ts';
import { lineProduct, reducedOf } from './orderStock.ts';
import type { OrderView } from './shop.ts';
import { iso, type Line, type Order, type Store, trackingOf } from './store.ts';
import { refundedUnits } from './totals.ts';

export type OrderEntry = Pick<OrderView, 'order' | 'lines' | 'pickwave'>;

export function orderEntry(store: Store, order: Order): OrderEntry {
  const memory = store.data.memory.get(order.id);
  return {
    order: orderJson(store, order),
    lines: order.lines.map((line) => ({
      item_id: line.id,
      needs_shipping: needsShipping(store, line),
      refunded: refundedUnits(order, line.id),
      reduced: reducedOf(line),
    })),
    pickwave: {
      number: memory?.number ?? null,
      sent_at: memory?.sentAt ?? null,
      reflected_at: memory?.reflectedAt ?? null,
      attention: memory?.attention ? { code: memory.attention.code, reason: memory.attention.reason } : null,
      despatches: (memory?.despatches ?? [])
        .map(({ despatch, trackingNumber, lines }) => ({
          despatch,
          tracking_number: trackingNumber,
          lines: lines
            .map(({ key, itemId, quantity }) => ({ key, item_id: itemId, quantity }))
            .sort((one, other) => (one.key < other.key ? -1 : 1)),
        }))
        .sort((one, other) =>
          one.despatch === other.despatch
            ? compare(one.tracking_number, other.tracking_number)
            : compare(one.despatch, other.despatch),
        ),
    },
  };
}

const compare = (one: string, other: string) => (one < other ? -1 : 1);

/** A product that is gone still was something: it counts as a thing to ship, so that a person looks. */
export const needsShipping = (store: Store, line: Line): boolean => !lineProduct(store, line)?.virtual;

export function orderView(store: Store, order: Order): OrderView {
  return structuredClone({
    ...orderEntry(store, order),
    stock_reduced: order.stockReduced,
    tracking: trackingOf(order),
    notes: order.notes.map(({ at, text, forCustomer }) => ({ at: iso(at), text, for_customer: forCustomer })),
    trashed: order.status === 'trash',
  });
}
