// What the ledger tells the screen, the runner and the command line, beside what the journeys ask for (ports.ts).

import type { AttentionCode } from './attention.ts';
import type { OrderId, Sku } from './ids.ts';
import type { LedgerOrder, OtherNumber, RecordedDespatch, StockResult } from './ports.ts';
import type { Transfer } from './transfer.ts';

/** An open exception: of an order, or (orderId null) of the whole. */
export interface AttentionRecord {
  id: number;
  code: AttentionCode;
  reason: string;
  detail: string | null;
  since: Date;
  orderId: OrderId | null;
  shopNumber: string | null;
}

/** An exception that a person dismissed, and whose cause stands as far as is known. */
export interface DismissedRecord {
  code: AttentionCode;
  reason: string;
  at: Date;
  by: string;
  note: string;
}

export interface JournalRecord {
  id: number;
  at: Date;
  who: string;
  what: string;
  detail: string | null;
}

/** A journey as it was left, so that the screen and a restart know. */
export interface JourneyRecord {
  name: string;
  paused: boolean;
  lastStartedAt: Date | null;
  lastSuccessAt: Date | null;
  nextRunAt: Date | null;
  problem: string | null;
  failingSince: Date | null;
  /** failures in a row */
  failures: number;
  lastResult: string | null;
}

/** The live switch. `from` is the moment from which orders count; it stays when Pickwave is switched off. */
export interface LiveSwitch {
  on: boolean;
  from: Date | null;
  by: string | null;
}

/** The shop this ledger belongs to. `secrets` is empty where it is not paired: the present one, then the one before. */
export interface Pairing {
  installationId: string | null;
  /** the shop's address, as a whole URL */
  shopUrl: string | null;
  restUrl: string | null;
  secrets: string[];
}

export interface ListedOrder extends LedgerOrder {
  changedAt: Date;
  attention: AttentionRecord[];
}

export interface OrderHistory extends ListedOrder {
  despatches: RecordedDespatch[];
  /** the oldest first */
  otherNumbers: OtherNumber[];
  /** newest first */
  dismissed: DismissedRecord[];
  /** newest first */
  journal: JournalRecord[];
}

/** Lists that the ledger keeps count of. */
export const orderLists = [
  'all',
  'open',
  'attention',
  'waiting_to_send',
  'in_peoplevox',
  'despatched',
] as const;
export type OrderListName = (typeof orderLists)[number];

export interface OrderFigures {
  counts: Record<OrderListName, number>;
  transfers: Record<Transfer, number>;
  sentToday: number;
  /** paid to released, of those released in the last 24 hours */
  medianSeconds: number | null;
  p95Seconds: number | null;
  /** since when the oldest order waits to be sent */
  oldestWaitingSince: Date | null;
}

/** A SKU as the last pass that looked at it left it. */
export interface StockRecord {
  sku: Sku;
  available: number;
  readAt: Date;
  outcome: StockResult['outcome'];
}
