// What the two stand-ins really have, as the panel shows it. Read from their books; the sidecar is not asked.

import type { Peoplevox } from '../../simulator/peoplevox/peoplevox.ts';
import type { OrderView, Shop } from '../../simulator/shop/shop.ts';
import { sellable } from '../catalogue.ts';
import type { World } from '../world.ts';
import type { Memory } from './memory.ts';

export interface OrderLook {
  id: number;
  customer: string;
  lines: string;
  shopStatus: string;
  /** Null: Peoplevox has nothing of it. */
  salesOrder: { number: string; status: string; held: boolean; units: string } | null;
  mails: string[];
  tracking: string[];
  may: {
    pay: boolean;
    cancel: boolean;
    correctPostcode: boolean;
    despatchPart: boolean;
    despatchRest: boolean;
  };
}

export interface StockLook {
  sku: string;
  name: string;
  inShop: number | null;
  /** Null: Peoplevox has no such item. */
  available: number | null;
  allocated: number;
}

export interface Look {
  orders: OrderLook[];
  stock: StockLook[];
  running: {
    sidecar: boolean;
    peoplevox: boolean;
    shop: boolean;
    triggers: boolean;
    password: boolean;
    /** Faults ordered and not yet met. */
    waitingFaults: number;
    calls: number;
    tooSoon: number;
  };
}

const shownOrders = 40;

/** `memory`: what the stand-ins themselves do not tell. */
export async function look({ shop, pvx, sidecar }: World, memory: Memory): Promise<Look> {
  const [orders, toggles, mails] = [await shop.orders(), await shop.toggles(), await shop.mails()];
  return {
    orders: orders
      .sort((one, other) => other.order.id - one.order.id)
      .slice(0, shownOrders)
      .map((one) =>
        orderLook(
          one,
          mails.filter((mail) => mail.order_id === one.order.id),
          pvx,
        ),
      ),
    stock: await stockLook(shop, pvx),
    running: {
      sidecar: sidecar.running,
      peoplevox: !memory.peoplevoxAway,
      shop: !toggles.refuseConnections,
      triggers: toggles.triggers === 'on',
      password: memory.rightPassword === null,
      waitingFaults: pvx.faults.list().length,
      calls: pvx.books.calls().length,
      tooSoon: pvx.books.violations().length,
    },
  };
}

interface Person {
  first_name?: string;
  last_name?: string;
  postcode?: string;
}

function orderLook(view: OrderView, mails: { subject: string }[], pvx: Peoplevox): OrderLook {
  const { order, tracking } = view;
  const shipping = order.shipping as Person;
  const there = pvx.order(view.pickwave.number ?? '') ?? null;
  const left = (there?.lines ?? []).reduce((sum, line) => sum + line.allocated, 0);
  const toDespatch = there !== null && !there.held && !there.cancelled && left > 0;
  const open = ['pending', 'on-hold', 'processing'].includes(order.status);
  return {
    id: order.id,
    customer: `${shipping.first_name ?? ''} ${shipping.last_name ?? ''}`.trim(),
    lines: order.line_items.map((line) => `${line.quantity} × ${line.sku ?? line.name}`).join(', '),
    shopStatus: order.status,
    salesOrder: there && {
      number: there.number,
      status: there.status,
      held: there.held,
      units: `${there.lines.reduce((sum, line) => sum + line.ordered, 0)} units`,
    },
    mails: mails.map((mail) => mail.subject),
    tracking: tracking.map((item) => item.tracking_number),
    may: {
      pay: ['pending', 'on-hold'].includes(order.status),
      cancel: open,
      correctPostcode: open && !there && !shipping.postcode?.includes(' '),
      despatchPart: toDespatch && left > 1,
      despatchRest: toDespatch,
    },
  };
}

async function stockLook(shop: Shop, pvx: Peoplevox): Promise<StockLook[]> {
  const products = await shop.products();
  return sellable
    .filter(({ stock }) => stock !== null)
    .map(({ sku, name }) => {
      const rows = pvx.stock(sku).filter((row) => row.site === 'PrimarySite');
      const sum = (count: 'available' | 'allocated') => rows.reduce((all, row) => all + row[count], 0);
      return {
        sku,
        name,
        inShop: products.find((product) => product.sku === sku)?.stock ?? null,
        available: rows.length > 0 ? sum('available') : null,
        allocated: sum('allocated'),
      };
    });
}
