// Records of the ledger as the screen gets them. Pure.

import { attentionKinds, mayDismiss } from '../domain/attention.ts';
import type { Wait } from '../domain/lateness.ts';
import type { RecordedDespatch } from '../domain/ports.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type { AttentionRecord, ListedOrder, OrderHistory } from '../domain/records.ts';
import { may, moreFacts, orderActions, type Transfer } from '../domain/transfer.ts';
import type { JourneyState } from './deps.ts';
import type { OrderDetail, OrderRow } from './schemas/orders.ts';
import type { AttentionView, JourneyView } from './schemas/overview.ts';
import type { ReconciliationView } from './schemas/reconciliations.ts';

const time = (at: Date | null) => at?.toISOString() ?? null;

/** `transfer`: of its order, where it is one of an order and may be dismissed there. */
export function attentionView(record: AttentionRecord, transfer: Transfer | null = null): AttentionView {
  const { words, owner, next } = attentionKinds[record.code];
  const mayDismissIt = transfer !== null && mayDismiss(record.code, transfer);
  return { ...record, words, owner, next, since: record.since.toISOString(), mayDismiss: mayDismissIt };
}

export const orderRow = (order: ListedOrder): OrderRow => ({
  orderId: order.orderId,
  shopNumber: order.shopNumber,
  shopStatus: order.shopStatus,
  salesOrderNumber: order.number,
  transfer: order.transfer,
  warehouse: order.warehouse,
  warehouseWord: order.warehouseWord,
  paidAt: time(order.paidAt),
  dueAt: time(order.dueAt),
  sentAt: time(order.sentAt),
  allocatedAt: time(order.allocatedAt),
  despatchedAt: time(order.despatchedAt),
  stageSince: time(order.stageSince),
  nextAttemptAt: time(order.nextAttemptAt),
  changedAt: order.changedAt.toISOString(),
  totalMinor: order.totalMinor,
  currency: order.currency,
  lineCount: order.lineCount,
  linkedAt: time(order.linkedAt),
  fulfilledBy: order.fulfilledBy,
  resendAs: order.resendAs,
  attention: order.attention.map((record) => attentionView(record, order.transfer)),
  may: orderActions.filter((action) => may(action, order.transfer, order.warehouse, moreFacts(order))),
});

/** `wait`: what the order waits for, null where it waits for nothing. */
export const orderDetail = (history: OrderHistory, wait: Wait | null): OrderDetail => ({
  ...orderRow(history),
  late: wait && {
    code: wait.code,
    since: wait.since.toISOString(),
    lateAt: wait.lateAt.toISOString(),
    told: history.attention.some((one) => one.code === wait.code),
  },
  despatches: history.despatches.map(despatchView),
  otherNumbers: history.otherNumbers.map(({ orderId: _, since, sentAt, ...one }) => ({
    ...one,
    sentAt: time(sentAt),
    since: since.toISOString(),
  })),
  dismissed: history.dismissed.map(({ at, ...one }) => ({
    ...one,
    words: attentionKinds[one.code].words,
    at: at.toISOString(),
  })),
  journal: history.journal.map((row) => ({ ...row, at: row.at.toISOString() })),
});

const despatchView = (despatch: RecordedDespatch) => ({
  despatch: despatch.despatch,
  carrier: despatch.carrier,
  trackingNumber: despatch.trackingNumber,
  despatchedAt: despatch.despatchedAt.toISOString(),
  outcome: despatch.outcome,
  why: despatch.why,
  told: despatch.told,
  lines: despatch.lines.map(({ sku, quantity }) => ({ sku, quantity })),
});

/** Where nothing is wrong but something keeps it, that is what the screen says. */
export const journeyView = (journey: JourneyState): JourneyView => ({
  name: journey.name,
  state: journey.state,
  paused: journey.paused,
  lastStartedAt: time(journey.lastStartedAt),
  lastSuccessAt: time(journey.lastSuccessAt),
  nextRunAt: time(journey.nextRunAt),
  problem: journey.problem ?? journey.kept,
  failingSince: time(journey.failingSince),
  lastResult: journey.lastResult,
});

export const reconciliationView = (run: Reconciliation): ReconciliationView => ({
  ...run,
  startedAt: run.startedAt.toISOString(),
  endedAt: run.endedAt.toISOString(),
});
