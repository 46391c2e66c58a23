// May this order go to the warehouse, and as what? Pure: time, settings and what is remembered are handed in (mission rows O2, O3, O5).

import { addressTrouble } from './address.ts';
import type { Attention } from './attention.ts';
import { type SalesOrderNumber, type Sku, salesOrderNumber } from './ids.ts';
import { type OrderLine, type ShopOrder, unitsWanted } from './order.ts';
import type { WantedLine, WantedSalesOrder } from './salesOrder.ts';
import type { Settings } from './settings.ts';

export type PickingWork =
  | { kind: 'sendable'; wanted: WantedSalesOrder }
  /** nothing on it has to be picked, and that is fine */
  | { kind: 'nothing_to_pick' }
  /** not paid, or in a status that does not go */
  | { kind: 'not_due'; why: string }
  /** cancelled, refunded, failed or deleted: whatever is in Peoplevox is not wanted any more */
  | { kind: 'withdrawn'; why: string }
  | { kind: 'before_go_live' }
  | { kind: 'needs_person'; attention: Attention[] };

export interface Circumstances {
  settings: Settings;
  installation: string;
  liveFrom: Date;
  /** a person said: send it, whenever it was paid */
  byHand: boolean;
}

const withdrawnStatuses = ['cancelled', 'refunded', 'failed', 'trash'];
// What is on its way or done still wants what it wanted: a later status does not change the picking work.
const laterStatuses = ['completed'];

/** The number an order gets unless one is frozen already (design.md section 5, step 1). */
export function numberFor(order: ShopOrder, { orders }: Settings): SalesOrderNumber {
  return salesOrderNumber(`${orders.numberPrefix}${orders.numberSource === 'id' ? order.id : order.number}`);
}

/** Which shop and order a sales order was made for; it goes into an attribute of ours. */
export const fingerprintOf = (installation: string, order: number) =>
  `${fingerprintStart(installation)}${order}`;

/** What the fingerprints of all orders of this installation begin with. */
export const fingerprintStart = (installation: string) => `pickwave:${installation}:`;

/** The order id in a fingerprint of this installation, or null: not ours. */
export function orderOfFingerprint(fingerprint: string | null, installation: string): number | null {
  const start = fingerprintStart(installation);
  if (!fingerprint?.startsWith(start)) return null;
  const id = Number(fingerprint.slice(start.length));
  return Number.isInteger(id) && id > 0 ? id : null;
}

export function pickingWork(order: ShopOrder, circumstances: Circumstances): PickingWork {
  const { settings, liveFrom, byHand } = circumstances;
  if (withdrawnStatuses.includes(order.status))
    return { kind: 'withdrawn', why: `The order is ${order.status}.` };
  const started = order.remembered.number !== null;
  const statuses = started
    ? [...settings.orders.sendStatuses, ...laterStatuses]
    : settings.orders.sendStatuses;
  if (!statuses.includes(order.status)) return { kind: 'not_due', why: `The order is ${order.status}.` };
  const paid = order.paidAt ?? order.createdAt;
  if (!byHand && !started && paid < liveFrom) return { kind: 'before_go_live' };

  const lines = order.lines.filter((line) => line.needsShipping && unitsWanted(line) > 0);
  if (lines.length === 0) return { kind: 'nothing_to_pick' };

  const number = order.remembered.number ?? numberFor(order, settings);
  const attention = [
    ...numberTrouble(number),
    ...lines.flatMap(lineTrouble),
    ...addressTrouble(order.shipTo),
  ];
  if (attention.length > 0) return { kind: 'needs_person', attention: oneOfEach(attention) };
  return { kind: 'sendable', wanted: wantedSalesOrder(order, number, lines, circumstances) };
}

function wantedSalesOrder(
  order: ShopOrder,
  number: SalesOrderNumber,
  lines: OrderLine[],
  { settings: { orders }, installation }: Circumstances,
): WantedSalesOrder {
  return {
    orderId: order.id,
    number,
    fingerprint: fingerprintOf(installation, order.id),
    customerReference: order.number,
    contactName: order.shipTo.name || order.shipTo.company,
    email: order.email,
    shipTo: order.shipTo,
    invoiceTo: order.invoiceTo,
    createdAt: order.createdAt,
    requestedDeliveryAt: new Date(order.createdAt.getTime() + orders.deliveryDays * 86_400_000),
    channel: orders.channel,
    site: orders.site,
    serviceType: serviceType(order, orders.serviceTypes),
    paymentMethod: orders.paymentMethods[order.paymentMethod] ?? orders.paymentMethods['*'] ?? '',
    shippingCost: order.shippingTotal,
    total: order.total,
    discount: order.discountTotal,
    tax: order.taxTotal,
    isPartialShipment: orders.partialShipment,
    lines: mergedLines(lines),
  };
}

/** Most special first: `flat_rate:3`, then `flat_rate`, then `*`. */
function serviceType({ shippingMethod }: ShopOrder, table: Record<string, string>): string {
  const fallback = table['*'] ?? '';
  if (!shippingMethod) return fallback;
  const { methodId, instanceId } = shippingMethod;
  return table[`${methodId}:${instanceId}`] ?? table[methodId] ?? fallback;
}

// One row per SKU: whether Peoplevox keeps two rows of one item apart is not known (peoplevox-api.md 5.2, "Line key").
function mergedLines(lines: OrderLine[]): WantedLine[] {
  const merged = new Map<Sku, WantedLine>();
  for (const line of lines) {
    if (line.sku === null) continue; // refused before
    const quantity = unitsWanted(line);
    const before = merged.get(line.sku);
    if (before) {
      const units = before.quantity + quantity;
      before.unitPrice = (before.unitPrice * before.quantity + line.unitPrice * quantity) / units;
      before.quantity = units;
    } else {
      merged.set(line.sku, { sku: line.sku, quantity, line: String(line.itemId), unitPrice: line.unitPrice });
    }
  }
  return [...merged.values()];
}

const longestNumber = 30; // peoplevox-api.md 3.3
const longestItemCode = 50; // peoplevox-api.md 3.5
// No way of escaping these in a search clause is known (peoplevox-api.md 4.1).
const unsearchable = /["\\\p{Cc}]/u;

function numberTrouble(number: SalesOrderNumber): Attention[] {
  if (number.length > longestNumber)
    return [
      {
        code: 'number_too_long',
        reason: `"${number}" has ${number.length} characters, ${longestNumber} fit.`,
      },
    ];
  if (unsearchable.test(number))
    return [{ code: 'bad_characters', reason: `The number "${number}" holds a quote or a backslash.` }];
  return [];
}

function lineTrouble(line: OrderLine): Attention[] {
  if (line.sku === null) return [{ code: 'no_sku', reason: `"${line.name}" has no SKU.` }];
  if (unsearchable.test(line.sku))
    return [{ code: 'bad_characters', reason: `The SKU ${line.sku} holds a quote or a backslash.` }];
  if (line.sku.length > longestItemCode)
    return [{ code: 'unknown_sku', reason: `${line.sku} has more than ${longestItemCode} characters.` }];
  const units = unitsWanted(line);
  if (!Number.isInteger(units))
    return [{ code: 'odd_quantity', reason: `${units} of ${line.sku} cannot be picked.` }];
  return [];
}

// One exception per kind, with all its reasons.
function oneOfEach(all: Attention[]): Attention[] {
  const byCode = new Map<string, Attention>();
  for (const one of all) {
    const before = byCode.get(one.code);
    byCode.set(one.code, before ? { ...before, reason: `${before.reason} ${one.reason}` } : one);
  }
  return [...byCode.values()];
}
