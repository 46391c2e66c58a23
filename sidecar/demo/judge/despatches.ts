// Did what left the warehouse come to the order and the customer, once each? (design.md section 10, row 3)

import type { Mail, OrderView as ShopOrderView } from '../../simulator/shop/shop.ts';
import { type Check, check } from './check.ts';
import type { Evidence, SalesOrder } from './evidence.ts';
import { sameUnits } from './sentOrders.ts';
import type { Wanted } from './wanted.ts';

const mailsOfDespatches: readonly Mail['kind'][] = ['despatched_in_part', 'completed'];

export function judgeDespatches(wanted: Wanted[], evidence: Evidence): Check[] {
  const each = (look: (one: Wanted, there: SalesOrder | undefined, inShop: ShopOrderView) => string[]) =>
    wanted.flatMap((one) => {
      const inShop = evidence.shopOrders.find(({ order }) => order.id === one.orderId);
      if (!inShop) return [`order ${one.orderId} is not in the shop`];
      return look(one, evidence.salesOrders.get(one.number), inShop);
    });
  const all = [...evidence.salesOrders.values()].flatMap(({ despatches }) => despatches);
  return [
    check(
      `The units of all ${all.length} despatches are on the shop’s orders, none twice`,
      each((one, there, inShop) => sameDespatched(one, there, inShop, evidence)),
    ),
    check('Every tracking number is on its order, and no other', each(sameTracking)),
    check(
      'Each order has the status it ought to have: completed only when everything it ships has left',
      each((one, _there, { order }) =>
        order.status === one.status ? [] : [`order ${one.orderId} is ${order.status}, not ${one.status}`],
      ),
    ),
    check(
      'Each customer was told once of each despatch, with its tracking number',
      each((one, there) => toldOnce(one, there, evidence.mails)),
    ),
  ];
}

function sameDespatched(
  { orderId }: Wanted,
  there: SalesOrder | undefined,
  { order }: ShopOrderView,
  { shopBooks }: Evidence,
): string[] {
  const left: Record<string, number> = {};
  for (const line of there?.now?.lines ?? []) left[line.item] = (left[line.item] ?? 0) + line.despatched;
  const told: Record<string, number> = {};
  for (const entry of shopBooks.entries) {
    if (entry.kind !== 'despatch' || entry.order_id !== orderId) continue;
    for (const { item_id, quantity } of entry.lines) {
      const sku = order.line_items.find((line) => line.id === item_id)?.sku ?? `line ${item_id}`;
      told[sku] = (told[sku] ?? 0) + quantity;
    }
  }
  if (sameUnits(left, told)) return [];
  return [`order ${orderId}: ${sum(left)} units left the warehouse, ${sum(told)} are on the order`];
}

const sum = (units: Record<string, number>) => Object.values(units).reduce((one, other) => one + other, 0);

function sameTracking({ orderId }: Wanted, there: SalesOrder | undefined, { tracking }: ShopOrderView) {
  const sent = trackingNumbers(there);
  const shown = tracking.map((item) => item.tracking_number);
  return [
    ...sent.filter((one) => !shown.includes(one)).map((one) => `order ${orderId} lacks ${one}`),
    ...shown
      .filter((one, index) => !sent.includes(one) || shown.indexOf(one) !== index)
      .map((one) => `order ${orderId} has ${one}, which is not its own or is there twice`),
  ];
}

const trackingNumbers = (there: SalesOrder | undefined) =>
  (there?.despatches ?? []).flatMap(({ parcels }) =>
    parcels.map(({ tracking }) => tracking).filter((tracking) => tracking !== ''),
  );

function toldOnce({ orderId }: Wanted, there: SalesOrder | undefined, mails: Mail[]): string[] {
  const despatches = there?.despatches ?? [];
  const told = mails.filter((mail) => mail.order_id === orderId && mailsOfDespatches.includes(mail.kind));
  if (told.length !== despatches.length)
    return [`order ${orderId}: ${told.length} mails for ${despatches.length} despatches`];
  return despatches.flatMap(({ number, parcels }, index) =>
    parcels.every(({ tracking }) => told[index]?.body.includes(tracking))
      ? []
      : [`order ${orderId}: the mail of ${number} does not name its tracking number`],
  );
}
