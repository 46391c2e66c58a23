// Between the ledger's rows and what the domain talks about.

import type { Insertable, Selectable, Updateable } from 'kysely';
import { orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { LedgerOrder, RecordedDespatch, ShopNews } from '../domain/ports.ts';
import { type DespatchTable, type ShopOrderTable, shopId } from './tables.ts';

export const time = (date: Date) => date.toISOString();
export const timeOrNull = (date: Date | null) => date?.toISOString() ?? null;
export const date = (text: string | null) => (text === null ? null : new Date(text));
export const flag = (yes: boolean) => (yes ? 1 : 0);

export const orderFrom = (row: Selectable<ShopOrderTable>): LedgerOrder => ({
  orderId: orderId(row.order_id),
  shopNumber: row.shop_number,
  shopStatus: row.shop_status,
  modifiedAt: new Date(row.modified_at),
  paidAt: date(row.paid_at),
  totalMinor: row.total_minor,
  currency: row.currency,
  lineCount: row.line_count,
  skus: (JSON.parse(row.skus) as string[]).map(sku),
  number: row.number === null ? null : salesOrderNumber(row.number),
  transfer: row.transfer,
  step: row.step,
  stepAt: date(row.step_at),
  unknownSince: date(row.unknown_since),
  askedInVain: row.asked_in_vain,
  alone: row.alone === 1,
  byHand: row.by_hand === 1,
  attempts: row.attempts,
  nextAttemptAt: date(row.next_attempt_at),
  seenInWarehouse: row.seen_in_warehouse === 1,
  warehouse: row.warehouse,
  warehouseWord: row.warehouse_word,
  warehouseReadAt: date(row.warehouse_read_at),
  stageSince: date(row.stage_since),
  promisedAt: date(row.promised_at),
  revisionWanted: row.revision_wanted,
  revisionSent: row.revision_sent,
  dueAt: date(row.due_at),
  sentAt: date(row.sent_at),
  allocatedAt: date(row.allocated_at),
  despatchedAt: date(row.despatched_at),
  checkedAt: date(row.checked_at),
  stuckSince: date(row.stuck_since),
  lookAgainAt: date(row.look_again_at),
  linkedAt: date(row.linked_at),
  reopenedAt: date(row.reopened_at),
  fulfilledBy: row.fulfilled_by,
  resendAs: row.resend_as === null ? null : salesOrderNumber(row.resend_as),
});

/** All but the order itself and what the ledger keeps by itself. */
export type Settable = Omit<LedgerOrder, 'orderId' | 'stageSince'>;

// One line per column, so that a change and a whole row are written by the same table.
const columns: {
  [Field in keyof Settable]: (value: LedgerOrder[Field]) => Updateable<ShopOrderTable>;
} = {
  shopNumber: (value) => ({ shop_number: value }),
  shopStatus: (value) => ({ shop_status: value }),
  modifiedAt: (value) => ({ modified_at: time(value) }),
  paidAt: (value) => ({ paid_at: timeOrNull(value) }),
  totalMinor: (value) => ({ total_minor: value }),
  currency: (value) => ({ currency: value }),
  lineCount: (value) => ({ line_count: value }),
  skus: (value) => ({ skus: JSON.stringify(value) }),
  number: (value) => ({ number: value }),
  transfer: (value) => ({ transfer: value }),
  step: (value) => ({ step: value }),
  stepAt: (value) => ({ step_at: timeOrNull(value) }),
  unknownSince: (value) => ({ unknown_since: timeOrNull(value) }),
  askedInVain: (value) => ({ asked_in_vain: value }),
  alone: (value) => ({ alone: flag(value) }),
  byHand: (value) => ({ by_hand: flag(value) }),
  attempts: (value) => ({ attempts: value }),
  nextAttemptAt: (value) => ({ next_attempt_at: timeOrNull(value) }),
  seenInWarehouse: (value) => ({ seen_in_warehouse: flag(value) }),
  warehouse: (value) => ({ warehouse: value }),
  warehouseWord: (value) => ({ warehouse_word: value }),
  warehouseReadAt: (value) => ({ warehouse_read_at: timeOrNull(value) }),
  promisedAt: (value) => ({ promised_at: timeOrNull(value) }),
  revisionWanted: (value) => ({ revision_wanted: value }),
  revisionSent: (value) => ({ revision_sent: value }),
  dueAt: (value) => ({ due_at: timeOrNull(value) }),
  sentAt: (value) => ({ sent_at: timeOrNull(value) }),
  allocatedAt: (value) => ({ allocated_at: timeOrNull(value) }),
  despatchedAt: (value) => ({ despatched_at: timeOrNull(value) }),
  checkedAt: (value) => ({ checked_at: timeOrNull(value) }),
  stuckSince: (value) => ({ stuck_since: timeOrNull(value) }),
  lookAgainAt: (value) => ({ look_again_at: timeOrNull(value) }),
  linkedAt: (value) => ({ linked_at: timeOrNull(value) }),
  reopenedAt: (value) => ({ reopened_at: timeOrNull(value) }),
  fulfilledBy: (value) => ({ fulfilled_by: value }),
  resendAs: (value) => ({ resend_as: value }),
};
type Field = keyof typeof columns;

/** Only the fields that are there. */
export function changesFrom(set: Partial<Settable>): Updateable<ShopOrderTable> {
  const changes: Updateable<ShopOrderTable> = {};
  for (const field of Object.keys(columns) as Field[]) {
    if (set[field] !== undefined)
      Object.assign(changes, (columns[field] as (value: unknown) => object)(set[field]));
  }
  return changes;
}

/** An order that was not known before: it waits, and nothing is known of the warehouse. */
export const newRow = (news: ShopNews, now: Date): Insertable<ShopOrderTable> => ({
  ...(changesFrom(news) as Insertable<ShopOrderTable>),
  shop_id: shopId,
  order_id: news.orderId,
  transfer: 'waiting',
  warehouse: 'none',
  changed_at: time(now),
});

export const despatchFrom = (row: Selectable<DespatchTable>): RecordedDespatch => ({
  despatch: row.despatch,
  orderId: orderId(row.order_id),
  number: salesOrderNumber(row.number),
  keys: JSON.parse(row.keys),
  carrier: row.carrier,
  trackingNumber: row.tracking_number,
  despatchedAt: new Date(row.despatched_at),
  outcome: row.outcome,
  why: row.why,
  told: row.told,
  lines: JSON.parse(row.lines),
});
