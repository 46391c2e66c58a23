// The ledger's tables as Kysely sees them; migrations/ makes them. Times are ISO 8601 texts in UTC with milliseconds, flags 0 or 1.

import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { HeldDecision } from '../domain/heldStock.ts';
import type { OtherNumber, StockResult } from '../domain/ports.ts';
import type { Depth } from '../domain/reconciliation.ts';
import type { OrderListName } from '../domain/records.ts';
import type { LoadingStep, Transfer, WarehouseFact } from '../domain/transfer.ts';

type Flag = 0 | 1;
type Computed<T> = ColumnType<T, never, never>;

interface ShopTable {
  shop_id: number;
  installation_id: string | null;
  url: string | null;
  rest_url: string | null;
  /** sealed, see sealing.ts */
  secret: string | null;
  secret_before: string | null;
  secret_before_until: string | null;
  paired_at: string | null;
  live: Flag;
  live_from: string | null;
  live_by: string | null;
  live_at: string | null;
}
interface PairingCodeTable {
  shop_id: number;
  hash: string;
  expires_at: string;
  tries_left: number;
}
interface CursorTable {
  shop_id: number;
  name: string;
  value: string;
  saved_at: string;
}
export interface ShopOrderTable {
  shop_id: number;
  order_id: number;
  shop_number: string;
  shop_status: string;
  modified_at: string;
  paid_at: string | null;
  total_minor: number;
  currency: string;
  line_count: number;
  /** a JSON list */
  skus: string;
  number: string | null;
  transfer: Transfer;
  step: LoadingStep | null;
  step_at: string | null;
  unknown_since: string | null;
  asked_in_vain: Generated<number>;
  alone: Generated<Flag>;
  by_hand: Generated<Flag>;
  attempts: Generated<number>;
  next_attempt_at: string | null;
  seen_in_warehouse: Generated<Flag>;
  warehouse: WarehouseFact;
  warehouse_word: Generated<string>;
  warehouse_read_at: string | null;
  /** kept by changeOrder */
  stage_since: string | null;
  promised_at: string | null;
  revision_wanted: string | null;
  revision_sent: string | null;
  due_at: string | null;
  sent_at: string | null;
  allocated_at: string | null;
  despatched_at: string | null;
  checked_at: string | null;
  stuck_since: string | null;
  look_again_at: string | null;
  linked_at: string | null;
  reopened_at: string | null;
  fulfilled_by: string | null;
  resend_as: string | null;
  changed_at: string;
  /** kept by triggers */
  open_attention: Computed<number>;
}
export interface OtherNumberTable {
  shop_id: number;
  number: string;
  order_id: number;
  role: OtherNumber['role'];
  why: OtherNumber['why'];
  left: OtherNumber['left'];
  sent_at: string | null;
  since: string;
}
interface OrderTermTable {
  shop_id: number;
  order_id: number;
  kind: 'order' | 'tracking';
  /** lower case */
  term: string;
}
interface CounterTable {
  shop_id: number;
  name: OrderListName | `transfer:${Transfer}`;
  value: number;
}
interface AttentionTable {
  id: Generated<number>;
  shop_id: number;
  order_id: number | null;
  code: string;
  reason: string;
  detail: string | null;
  since: string;
  closed_at: string | null;
  dismissed: Generated<Flag>;
  dismissed_by: string | null;
  dismissed_note: string | null;
}
interface AttentionToTellTable {
  shop_id: number;
  order_id: number;
  version: number;
}
interface JournalTable {
  id: Generated<number>;
  shop_id: number;
  order_id: number | null;
  at: string;
  who: string;
  what: string;
  detail: string | null;
}
interface ItemTable {
  shop_id: number;
  sku: string;
  seen_at: string;
}
export interface DespatchTable {
  shop_id: number;
  despatch: string;
  order_id: number;
  number: string;
  carrier: string;
  tracking_number: string;
  despatched_at: string;
  outcome: 'waiting' | 'recorded' | 'already' | 'refused';
  why: string | null;
  told: 'mailed' | 'mail_disabled' | 'no_address' | 'quiet' | 'already' | null;
  /** a JSON list of texts */
  keys: string;
  /** a JSON list of {itemId, sku, quantity} */
  lines: string;
  noted_at: string;
}
interface StockPassTable {
  shop_id: number;
  pass: string;
  read_at: string;
  noted_at: string;
  items: number;
  written: number;
}
interface StockSkuTable {
  shop_id: number;
  sku: string;
  available: number;
  read_at: string;
  outcome: StockResult['outcome'];
}
interface StockChangeTable {
  shop_id: number;
  pass: string;
  sku: string;
  product_id: number | null;
  available: number;
  from: number | null;
  to: number | null;
  promised: number | null;
}
interface JourneyTable {
  shop_id: number;
  name: string;
  paused: Flag;
  last_started_at: string | null;
  last_success_at: string | null;
  next_run_at: string | null;
  problem: string | null;
  failing_since: string | null;
  failures: number;
  last_result: string | null;
}
interface SettingTable {
  shop_id: number;
  key: string;
  /** JSON */
  value: string;
  saved_at: string;
}
export interface ReconciliationTable {
  id: Generated<number>;
  shop_id: number;
  depth: Depth;
  started_at: string;
  ended_at: string;
  checked: number;
  found: number;
  sent_again: number;
  waiting: number;
  odd: number;
  problem: string | null;
}
interface StockToReadTable {
  shop_id: number;
  sku: string;
  wanted_at: string;
  due_at: string;
}
interface StockHeldTable {
  shop_id: number;
  sku: string;
  available_before: number;
  available: number;
  since: string;
  read_at: string;
  decision: HeldDecision | null;
  decided_by: string | null;
  decided_at: string | null;
}
interface StockDayTable {
  shop_id: number;
  day: string;
  readings: number;
  checked: number;
  off: number;
  off_units: number;
  last_read_at: string;
  last_checked: number;
  last_off: number;
  last_off_units: number;
}
interface NonceTable {
  shop_id: number;
  nonce: string;
  expires_at: string;
}

interface PeoplevoxCallTable {
  id: Generated<number>;
  shop_id: number;
  /** milliseconds since 1970 */
  at: number;
  operation: string;
  lane: string;
  /** milliseconds since the machine was started */
  uptime: number;
}

export interface Tables {
  shop: ShopTable;
  pairing_code: PairingCodeTable;
  cursor: CursorTable;
  shop_order: ShopOrderTable;
  other_number: OtherNumberTable;
  order_term: OrderTermTable;
  counter: CounterTable;
  attention: AttentionTable;
  attention_to_tell: AttentionToTellTable;
  journal: JournalTable;
  item: ItemTable;
  despatch: DespatchTable;
  stock_pass: StockPassTable;
  stock_sku: StockSkuTable;
  stock_change: StockChangeTable;
  stock_held: StockHeldTable;
  stock_to_read: StockToReadTable;
  stock_day: StockDayTable;
  journey: JourneyTable;
  setting: SettingTable;
  reconciliation: ReconciliationTable;
  nonce: NonceTable;
  peoplevox_call: PeoplevoxCallTable;
}

/** For reading: the ledger itself or a transaction on it. */
export type Executor = Kysely<Tables>;
/** For writing: every write says that it needs a transaction. */
export type Tx = Transaction<Tables>;

/** One shop for now; every row carries its id all the same (design.md section 6). */
export const shopId = 1;
