// May this order go to the warehouse, and as what? Pure: time, settings and what is remembered are handed in (mission rows O2, O3, O5).

import { addressTrouble } from './address.ts';
import type { Attention } from './attention.ts';
import type { SalesOrderNumber } from './ids.ts';
import { type OrderLine, type ShopOrder, unitsWanted } from './order.ts';
import type { WantedSalesOrder } from './salesOrder.ts';
import { searchable } from './searchable.ts';
import { goes, whyItWaits } from './sendTable.ts';
import type { Settings } from './settings.ts';
import { linesToPick, numberFor, wantedSalesOrder } from './wantedSalesOrder.ts';

export type PickingWork =
  | { kind: 'sendable'; wanted: WantedSalesOrder }
  /** nothing on it has to be picked, and that is fine */
  | { kind: 'nothing_to_pick'; why: string }
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

/**
 * The moment that is held against go-live. Paid on delivery, the paid date is that of the completion (real orders of cash on delivery have none before), so that
 * an old order taken back from completed would look as if it had just been paid.
 */
export const countsFrom = (
  { paymentMethod, paidAt, createdAt }: Pick<ShopOrder, 'paymentMethod' | 'paidAt' | 'createdAt'>,
  { orders }: Settings,
): Date => (orders.payLaterMethods.includes(paymentMethod) ? createdAt : (paidAt ?? createdAt));

export function pickingWork(order: ShopOrder, circumstances: Circumstances): PickingWork {
  const { settings, liveFrom, byHand } = circumstances;
  if (withdrawnStatuses.includes(order.status))
    return { kind: 'withdrawn', why: `The order is ${order.status}.` };
  const started = order.remembered.number !== null;
  const later = started && laterStatuses.includes(order.status);
  if (!later && !goes(order, settings.orders))
    return { kind: 'not_due', why: whyItWaits(order, settings.orders) };
  if (!byHand && !started && countsFrom(order, settings) < liveFrom) return { kind: 'before_go_live' };

  const lines = linesToPick(order, settings);
  if (typeof lines === 'string')
    return wasSentAndIsWanted(order)
      ? { kind: 'needs_person', attention: [notSentNow(lines)] }
      : { kind: 'nothing_to_pick', why: lines };

  const number = order.remembered.number ?? numberFor(order, settings);
  const attention = [
    ...(number === null ? [noNumber(settings)] : numberTrouble(number)),
    ...lines.flatMap(lineTrouble),
    ...addressTrouble(order.shipTo),
  ];
  if (attention.length > 0 || number === null)
    return { kind: 'needs_person', attention: oneOfEach(attention) };
  return { kind: 'sendable', wanted: wantedSalesOrder(order, number, lines, circumstances) };
}

const longestNumber = 30; // peoplevox-api.md 3.3
const longestItemCode = 50; // peoplevox-api.md 3.5

/**
 * What has to be picked goes by the settings and the products of today. Where they alone would now keep an order out that was sent, nobody has cancelled it: a
 * changed setting must not take back a whole day's orders.
 */
const wasSentAndIsWanted = (order: ShopOrder) =>
  order.remembered.sentAt !== null && order.lines.some((line) => unitsWanted(line) > 0);

const notSentNow = (why: string): Attention => ({
  code: 'changed_after_sent',
  reason: `It was sent, and by the settings and products of today it would not be: ${why}`,
});

const noNumber = ({ orders }: Settings): Attention => ({
  code: 'no_number',
  reason: `The order has no "${orders.numberMeta}", which its sales order number is taken from.`,
});

function numberTrouble(number: SalesOrderNumber): Attention[] {
  if (number.length > longestNumber)
    return [
      {
        code: 'number_too_long',
        reason: `"${number}" has ${number.length} characters, ${longestNumber} fit.`,
      },
    ];
  if (!searchable(number))
    return [{ code: 'bad_characters', reason: `The number "${number}" holds a quote or a backslash.` }];
  return [];
}

function lineTrouble(line: OrderLine): Attention[] {
  if (line.sku === null) return [{ code: 'no_sku', reason: `"${line.name}" has no SKU.` }];
  if (!searchable(line.sku))
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
