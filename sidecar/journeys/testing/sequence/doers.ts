// Who does what: people in the shop and at the warehouse, as far as they could.

import type { Peoplevox } from '../../../simulator/peoplevox/peoplevox.ts';
import type { Shop } from '../../../simulator/shop/shop.ts';
import type { Act, WarehouseAct } from './acts.ts';

export type ShopAct = Exclude<Extract<Act, { act: 'place' } | { order: number }>, WarehouseAct>;

const mostOrders = 3;
let streets = 0;

/** `orders` gets the id of one that is placed. An order that is done or cancelled is not edited any more. */
export async function inTheShop(act: ShopAct, orders: number[], shop: Shop): Promise<void> {
  if (act.act === 'place') {
    if (orders.length >= mostOrders) return;
    const { order } = await shop.placeOrder({ lines: act.basket, paymentMethod: act.pays });
    orders.push(order.id);
    return;
  }
  const id = orders[act.order % orders.length] ?? 0;
  const { order, lines } = await shop.order(id);
  if (act.act === 'pay after all') {
    // one to be paid on delivery is completed by its payment, whether it went or not
    if (order.status === 'cancelled' && order.payment_method !== 'cod') await shop.pay(id);
    return;
  }
  if (!['processing', 'on-hold'].includes(order.status)) return;
  switch (act.act) {
    case 'pay':
      await shop.pay(id);
      return;
    case 'cancel':
      await shop.setStatus(id, 'cancelled');
      return;
    case 'cancel and repay':
      await shop.setStatus(id, 'cancelled');
      await shop.refund(id);
      return;
    case 'refund all':
      await shop.refund(id);
      return;
    case 'change address':
      streets += 1;
      await shop.edit(id, { shipping: { address_1: `${streets} Quay Street` } });
      return;
    case 'add line':
      await shop.edit(id, { add: [{ sku: act.sku, quantity: act.units }] });
      return;
    case 'refund':
    case 'change quantity': {
      const line = order.line_items[act.line % order.line_items.length];
      if (!line) return;
      const refunded = lines.find((one) => one.item_id === line.id)?.refunded ?? 0;
      if (act.act === 'refund')
        await shop.refund(id, { lines: [{ item_id: line.id, quantity: Math.max(1, act.units) }] });
      // Units that were refunded are not taken off the line once more.
      else if (refunded === 0)
        await shop.edit(id, { quantities: [{ item_id: line.id, quantity: act.units }] });
      return;
    }
  }
}

export function atTheWarehouse(act: WarehouseAct, orders: number[], peoplevox: Peoplevox): void {
  const { floor } = peoplevox;
  const order = String(orders[act.order % orders.length] ?? 0);
  const there = peoplevox.order(order);
  if (!there) return;
  const ours = there.columns.Attribute5 === 'LOADING';
  const first = there.lines.find((line) => line.allocated > 0);
  switch (act.act) {
    case 'allocate':
      // Whoever allocates by hand does not take orders that say LOADING.
      if (!ours) floor.allocate({ order });
      return;
    case 'pick':
      floor.pick({ order });
      return;
    case 'pick one': {
      const line = there.lines.find((one) => one.allocated > one.picked);
      if (line) floor.pick({ order, lines: [{ item: line.item, line: line.line, quantity: 1 }] });
      return;
    }
    case 'despatch one':
      if (first && !there.held)
        floor.despatch({
          order,
          lines: [{ item: first.item, line: first.line, quantity: 1 }],
          tracking: `T${order}`,
          carrier: 'Royal Mail',
        });
      return;
    case 'despatch':
      if (!there.held) floor.despatch({ order, tracking: `T${order}`, carrier: 'Royal Mail' });
      return;
    case 'hold':
      if (!there.held) floor.hold({ order, on: true });
      return;
    case 'let go':
      if (there.held && !ours) floor.hold({ order, on: false });
      return;
    case 'cancel there':
      floor.cancel({ order });
      return;
    default:
      act.act satisfies never;
  }
}
