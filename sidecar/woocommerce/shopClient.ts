// The plugin's routes (docs/link.md) as the port Shop, and the few more that running needs.

import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { LeaseLost } from '../domain/errors.ts';
import { type OrderId, orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { ShopOrder } from '../domain/order.ts';
import type { OrderCursor, Shop, UnreadableOrder } from '../domain/ports.ts';
import {
  AttentionAnswer,
  DespatchesAnswer,
  LeaseAnswer,
  LiveAnswer,
  MarksAnswer,
  NumbersAnswer,
  OrderEntry,
  OrdersAnswer,
  ShopStatus,
  StockAnswer,
  StockWhy,
} from './contract.ts';
import { parseOrder } from './parseOrder.ts';
import { createShopRequest, type ShopRequestDeps } from './shopRequest.ts';

export interface ShopClientDeps extends ShopRequestDeps {
  /** the current lease's epoch; null without a lease: then nothing is written */
  epoch: () => number | null;
}
export type ShopClient = ReturnType<typeof createShopClient>;

// Orders are checked one by one below, so that one that cannot be read does not hold up its page (complaint 10).
const LooseOrders = Type.Object({ ...OrdersAnswer.properties, orders: Type.Array(Type.Unknown()) });

export function createShopClient(deps: ShopClientDeps) {
  const { ask, close } = createShopRequest(deps);
  const epoch = () => {
    const held = deps.epoch();
    if (held === null) throw new LeaseLost('This sidecar does not hold the lease of the shop');
    return held;
  };

  const shop: Shop = {
    async ordersAfter(cursor: OrderCursor | null, limit: number, draftPaymentMeta?: string[]) {
      const body = {
        ...(cursor ? { cursor } : {}),
        limit,
        ...(draftPaymentMeta ? { draft_payment_meta: draftPaymentMeta } : {}),
      };
      const answer = await ask('orders', body, LooseOrders);
      return {
        ...readable(answer.orders),
        next: answer.next,
        deleted: answer.tombstones.map((one) => orderId(one.order_id)),
      };
    },
    async orders(ids: OrderId[]) {
      if (ids.length === 0) return { orders: [], unreadable: [], deleted: [] };
      const answer = await ask('orders', { ids, limit: Math.min(100, Math.max(1, ids.length)) }, LooseOrders);
      const deleted = answer.tombstones.map((one) => orderId(one.order_id)).filter((id) => ids.includes(id));
      return { ...readable(answer.orders), deleted };
    },
    async freezeNumbers(wanted) {
      const numbers = wanted.map(({ orderId: order_id, number, replaces }) =>
        replaces === undefined ? { order_id, number } : { order_id, number, replaces },
      );
      const answer = await ask('orders/numbers', { epoch: epoch(), numbers }, NumbersAnswer);
      return answer.numbers.map((one) => ({
        orderId: orderId(one.order_id),
        number: salesOrderNumber(one.number),
        outcome: one.outcome,
      }));
    },
    async mark(marks) {
      const body = marks.map((mark) => ({
        order_id: mark.orderId,
        as_of: mark.asOf.toISOString(),
        sent_at: mark.sentAt?.toISOString() ?? null,
        reflected_at: mark.reflectedAt?.toISOString() ?? null,
      }));
      const answer = await ask('orders/marks', { epoch: epoch(), marks: body }, MarksAnswer);
      return answer.marks.map((one) => ({ orderId: orderId(one.order_id), outcome: one.outcome }));
    },
    async tellAttention(told) {
      const orders = told.map((one) => ({
        order_id: one.orderId,
        as_of: one.asOf.toISOString(),
        attention: one.attention,
      }));
      const answer = await ask('orders/attention', { epoch: epoch(), orders }, AttentionAnswer);
      return answer.orders.map((one) => ({ orderId: orderId(one.order_id), outcome: one.outcome }));
    },
    async applyStock(pass) {
      const body = {
        epoch: epoch(),
        pass: pass.pass,
        read_at: pass.readAt.toISOString(),
        reflected_before: pass.reflectedBefore.toISOString(),
        items: pass.items,
      };
      const answer = await ask('stock', body, StockAnswer);
      return {
        repeated: answer.repeated,
        results: answer.results.map(({ product_id, ...result }) => ({
          ...result,
          sku: sku(result.sku),
          productId: product_id,
        })),
      };
    },
    async whyStock(code, reflectedBefore) {
      const answer = await ask(
        'stock/why',
        { sku: code, reflected_before: reflectedBefore.toISOString() },
        StockWhy,
      );
      return {
        sku: sku(answer.sku),
        kind: answer.kind,
        productId: answer.product_id,
        stock: answer.stock,
        promised: answer.promised,
        orders: answer.orders.map((one) => ({
          orderId: orderId(one.order_id),
          number: one.number,
          status: one.status,
          units: one.units,
          sentAt: date(one.sent_at),
          reflectedAt: date(one.reflected_at),
        })),
        reading: answer.reading && {
          available: answer.reading.available,
          promised: answer.reading.promised,
          from: answer.reading.from,
          to: answer.reading.to,
          readAt: new Date(answer.reading.read_at),
          writtenAt: new Date(answer.reading.written_at),
        },
      };
    },
    async recordDespatches(despatches) {
      const body = despatches.map((one) => ({
        despatch: one.despatch,
        order_id: one.orderId,
        despatched_at: one.despatchedAt.toISOString(),
        carrier: one.carrier,
        service: one.service,
        tracking_number: one.trackingNumber,
        tracking_url: one.trackingUrl,
        lines: one.lines.map((line) => ({ key: line.key, item_id: line.itemId, quantity: line.quantity })),
        quiet: one.quiet,
      }));
      const answer = await ask('despatches', { epoch: epoch(), despatches: body }, DespatchesAnswer);
      return answer.results.map(({ order_id, order_status, ...result }) => ({
        ...result,
        orderId: orderId(order_id),
        orderStatus: order_status,
      }));
    },
  };

  return {
    ...shop,
    /** Versions, clock, addresses, lease and live switch; answers also for a copy. */
    status: () => ask('status', {}, ShopStatus),
    /** Takes, keeps or gives back the lease. `expires_at` is by the shop's clock. */
    lease: (seconds: number, release = false) =>
      ask('lease', { holder: deps.holder, seconds, ...(release ? { release } : {}) }, LeaseAnswer),
    /** Tells the shop that Pickwave is live (or not), and from which moment orders count. */
    setLive: async (on: boolean, from: Date) =>
      ask('live', { epoch: epoch(), on, from: from.toISOString() }, LiveAnswer),
    close,
  };
}

const date = (at: string | null) => (at === null ? null : new Date(at));

function readable(entries: unknown[]): { orders: ShopOrder[]; unreadable: UnreadableOrder[] } {
  const orders: ShopOrder[] = [];
  const unreadable: UnreadableOrder[] = [];
  for (const entry of entries) {
    try {
      if (!Value.Check(OrderEntry, entry)) throw new RangeError(mismatch(entry));
      orders.push(parseOrder(entry));
    } catch (failure) {
      unreadable.push({ orderId: idOf(entry), why: (failure as Error).message });
    }
  }
  return { orders, unreadable };
}

function mismatch(entry: unknown): string {
  const [first] = Value.Errors(OrderEntry, entry);
  return first ? `${first.instancePath || 'the order'} ${first.message}` : 'it has an unknown shape';
}

function idOf(entry: unknown): OrderId | null {
  const id = (entry as { order?: { id?: unknown } } | null)?.order?.id;
  return typeof id === 'number' ? orderId(id) : null;
}
