// What a journey may ask for. Each journey picks the two or three methods that it uses.

import type { Attention, AttentionCode } from './attention.ts';
import type { DespatchRow } from './despatch.ts';
import type { HeldSku } from './heldStock.ts';
import type { OrderId, SalesOrderNumber, Sku } from './ids.ts';
import type { LateFacts } from './lateness.ts';
import type { ShopOrder } from './order.ts';
import type { ReconcileMemory, Reconciliation } from './reconciliation.ts';
import type {
  DeliveryCell,
  FoundLine,
  FoundSalesOrder,
  SalesOrderHeader,
  WantedLine,
  WantedSalesOrder,
} from './salesOrder.ts';
import type { StockReport, StockRow } from './stock.ts';
import type { StockAccuracy } from './stockAccuracy.ts';
import type { ChangeReport, ChangeRow, ChangeSource } from './stockChanges.ts';
import type { LoadingStep, Transfer, WarehouseFact } from './transfer.ts';

export interface Clock {
  now(): Date;
  /** milliseconds that never go backwards */
  monotonic(): number;
  /** resolves after so many milliseconds, or rejects when the signal fires */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

// ---- Peoplevox -------------------------------------------------------------------------------------------------------------------

/** How one sales order of a save ended. A save never throws for what happened to rows; it throws only LoginRefused and Stopping. */
export type SaveOutcome =
  | { kind: 'saved' }
  /** Peoplevox said no to this one, in these words */
  | { kind: 'refused'; words: string }
  /** answered, but not told which rows were taken: read, then send alone */
  | { kind: 'unsure'; words: string }
  /** no answer: may or may not have been done */
  | { kind: 'silent'; words: string }
  /** certainly nothing was done: no connection, or an earlier part of the save failed and this was not tried */
  | { kind: 'not_sent'; words: string };
export type SaveOutcomes = Map<SalesOrderNumber, SaveOutcome>;

/** One call and no more, so that nothing is written long after it was read that it may be: what does not fit, or was refused together with others, is not_sent. */
export type Calls = 'one';

export interface FoundChangeReport {
  report: ChangeReport;
  /** of its rows, by Peoplevox's clock; null where it has none, or none with a time that can be read */
  newest: Date | null;
}
export interface ChangesAnswer {
  rows: ChangeRow[];
  whole: boolean;
}

export interface LinesOf<Line> {
  number: SalesOrderNumber;
  lines: Line[];
}

export interface OurSalesOrders {
  fingerprintPrefix: string;
  numberPrefix: string;
  since: Date;
  until: Date;
}

export interface Warehouse {
  /**
   * The sales orders of these numbers (at most 100) with their lines; absent ones are missing from the map. One call for the headers, one or more pages for
   * the lines of those found. With a canary, a number known to exist, an answer without it is no answer: NotTrusted. Throws NotConnected, Silent, NotTrusted, Refused, LoginRefused.
   */
  find(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<Map<SalesOrderNumber, FoundSalesOrder>>;
  /** The lines of these sales orders alone (at most 100): one entry a number, empty where none came. Throws as find does. */
  lines(numbers: SalesOrderNumber[]): Promise<Map<SalesOrderNumber, FoundLine[]>>;
  /** As find, without the lines and their call: for following many orders. */
  headers(
    numbers: SalesOrderNumber[],
    canary: SalesOrderNumber | null,
  ): Promise<Map<SalesOrderNumber, SalesOrderHeader>>;
  /** Headers, held three times over: OnHold, LOADING in our attribute, Action 1 (design.md section 5, step 4). */
  saveHeldHeaders(orders: WantedSalesOrder[]): Promise<SaveOutcomes>;
  /** Lines with Action 1. An order never straddles two calls. */
  saveLines(orders: LinesOf<WantedLine>[]): Promise<SaveOutcomes>;
  /** Takes lines away with Action 2. */
  removeLines(orders: LinesOf<FoundLine>[], calls?: Calls): Promise<SaveOutcomes>;
  /** Clears OnHold and LOADING with Action 0: the one write of ours that lets the pickers have it. One that stays on hold for a person keeps OnHold. */
  release(orders: Pick<WantedSalesOrder, 'number' | 'holdFor'>[]): Promise<SaveOutcomes>;
  /** Status Cancelled. */
  cancel(numbers: SalesOrderNumber[], calls?: Calls): Promise<SaveOutcomes>;
  /** Deletes the sales orders, with Action 2. */
  remove(numbers: SalesOrderNumber[], calls?: Calls): Promise<SaveOutcomes>;
  /**
   * What of the header Peoplevox has otherwise than wanted, as it was read: no call. Never OnHold, StopShip, Status or an attribute of ours, so these cells may be
   * written to a sales order that was released.
   */
  deliveryDifference(order: WantedSalesOrder, found: SalesOrderHeader): DeliveryCell[];
  /** The lines of which Peoplevox has an attribute otherwise than wanted, as they were read, with the `Line` that is there: no call. */
  lineDetailDifference(wanted: WantedLine[], found: FoundLine[]): WantedLine[];
  /** Writes just these cells of the header, with Action 0: the order is the pickers' already. */
  saveDelivery(
    orders: { number: SalesOrderNumber; cells: DeliveryCell[] }[],
    calls?: Calls,
  ): Promise<SaveOutcomes>;
  /** Lines of a released order, with Action 0: with Action 1 what is new on it might never be allocated. */
  saveReleasedLines(orders: LinesOf<WantedLine>[], calls?: Calls): Promise<SaveOutcomes>;
  /** All sales orders that carry our word LOADING, whoever's memory they are missing from. */
  findLoading(): Promise<SalesOrderHeader[]>;
  /**
   * The sales orders whose fingerprint or number begins so, created since then (by their created date, unless settings say that it cannot be searched): page
   * by page, whole by TotalCount. A Peoplevox that hides rows can still do so in step with its count, so absence from this answer proves nothing. An empty
   * `numberPrefix` is not asked for. Throws as find does.
   */
  ourSalesOrders(wanted: OurSalesOrders): Promise<SalesOrderHeader[]>;
  /** Any one sales order number that exists, to serve as the canary; null where the tenant has none. */
  anySalesOrderNumber(): Promise<SalesOrderNumber | null>;
  /** Which of these item codes exist. At most 100 a call. */
  knownItemCodes(codes: Sku[]): Promise<Set<Sku>>;
  /** The whole stock report, page by page, each page paced as a bulk read. */
  readStock(): Promise<StockReport>;
  /**
   * The rows of the stock report for these item codes, at every site; codes without a row are missing, and so are those that cannot be searched for. At most 100 a
   * call. Throws NotTrusted where the answer is not whole.
   */
  availableOf(codes: Sku[]): Promise<StockRow[]>;
  /**
   * Whether this report of changes is there and has the columns it needs, and how its time can be searched: up to six calls. `refused`: why it cannot be used,
   * in Peoplevox's words or ours. Throws NotConnected, Silent, LoginRefused.
   */
  findChangeReport(source: ChangeSource): Promise<FoundChangeReport | { refused: string }>;
  /**
   * Its rows since a moment of Peoplevox's clock, in the tenant's time zone; not `whole` where there are more than `most`, and then only some of them. Throws
   * Refused where the report is not there any more, NotTrusted where the answer is not whole, and what any call throws.
   */
  stockChanges(report: ChangeReport, since: Date, most: number): Promise<ChangesAnswer>;
  /** Despatch rows since a moment (by despatch date). */
  despatchesSince(since: Date): Promise<DespatchRow[]>;
  /** Despatch rows of these sales orders (at most 100). */
  despatchesOf(numbers: SalesOrderNumber[]): Promise<DespatchRow[]>;
  /** Column captions each template lacks of those we write; empty where all is well. */
  missingColumns(): Promise<{ template: string; column: string }[]>;
  /** Forgets the session and the refusal of the login, so that the next call logs in once more. */
  tryLoginAgain(): void;
}

// ---- the shop --------------------------------------------------------------------------------------------------------------------

export interface OrderCursor {
  modified: string;
  id: number;
}
export interface NumberOutcome {
  orderId: OrderId;
  number: SalesOrderNumber;
  outcome: 'frozen' | 'already' | 'taken' | 'unknown_order';
}
export interface ShopMark {
  orderId: OrderId;
  asOf: Date;
  sentAt: Date | null;
  reflectedAt: Date | null;
}
/** What staff see on the order in the shop; null: nothing of it needs a person. */
export interface ShopAttention {
  orderId: OrderId;
  asOf: Date;
  attention: { code: AttentionCode; words: string; reason: string; next: string } | null;
}
export interface MarkOutcome {
  orderId: OrderId;
  outcome: 'recorded' | 'older' | 'unknown_order';
}
export interface StockPass {
  pass: string;
  readAt: Date;
  reflectedBefore: Date;
  items: { sku: Sku; available: number }[];
}
export interface StockResult {
  sku: Sku;
  outcome: 'written' | 'unchanged' | 'unknown' | 'ambiguous' | 'not_managed' | 'refused_older' | 'deferred';
  productId: number | null;
  from: number | null;
  to: number | null;
  promised: number | null;
}
/** What the number of a SKU in the shop is made of. */
export interface StockWhy {
  sku: Sku;
  kind: 'found' | 'unknown' | 'ambiguous' | 'not_managed';
  productId: number | null;
  stock: number | null;
  promised: number | null;
  /** those whose units are promised, the newest first; at most 100 */
  orders: {
    orderId: OrderId;
    number: string;
    status: string;
    units: number;
    sentAt: Date | null;
    reflectedAt: Date | null;
  }[];
  /** the last reading that the shop used */
  reading: {
    available: number;
    promised: number;
    from: number;
    to: number;
    readAt: Date;
    writtenAt: Date;
  } | null;
}
export interface DespatchToRecord {
  despatch: string;
  orderId: OrderId;
  despatchedAt: Date;
  carrier: string;
  service: string;
  trackingNumber: string;
  trackingUrl: string;
  lines: { key: string; itemId: number; quantity: number }[];
  quiet: boolean;
}
export interface DespatchResult {
  despatch: string;
  orderId: OrderId;
  outcome: 'recorded' | 'already' | 'refused';
  why: string | null;
  orderStatus: string | null;
  complete: boolean;
  told: 'mailed' | 'mail_disabled' | 'no_address' | 'quiet' | 'already' | null;
}
/** An order whose JSON could not be understood: it is shown, the others go on (complaint 10). */
export interface UnreadableOrder {
  orderId: OrderId | null;
  why: string;
}

/** The plugin's routes (docs/link.md). Each may throw NotConnected, Silent, Refused, LeaseLost, ShopFrozen. The lease's epoch is added by the client. */
export interface Shop {
  /** Checkout drafts are left out, but for those that show a payment, where the order meta by which payment plugins tell it are named: at most 100. */
  ordersAfter(
    cursor: OrderCursor | null,
    limit: number,
    draftPaymentMeta?: string[],
  ): Promise<{
    orders: ShopOrder[];
    unreadable: UnreadableOrder[];
    next: OrderCursor | null;
    deleted: OrderId[];
  }>;
  /** `deleted`: those of them that left a tombstone. One that is in none of the three was not answered, which says nothing about it. */
  orders(ids: OrderId[]): Promise<{ orders: ShopOrder[]; unreadable: UnreadableOrder[]; deleted: OrderId[] }>;
  /** `replaces`: by a person's word the order goes under the new number from now on, where it goes under this one now. Twice is no more than once. */
  freezeNumbers(
    wanted: { orderId: OrderId; number: SalesOrderNumber; replaces?: SalesOrderNumber }[],
  ): Promise<NumberOutcome[]>;
  mark(marks: ShopMark[]): Promise<MarkOutcome[]>;
  /** At most 100 orders; touches nothing of what `mark` says. */
  tellAttention(told: ShopAttention[]): Promise<MarkOutcome[]>;
  applyStock(pass: StockPass): Promise<{ repeated: boolean; results: StockResult[] }>;
  /** Changes nothing. `reflectedBefore`: as a pass would have it. */
  whyStock(sku: Sku, reflectedBefore: Date): Promise<StockWhy>;
  recordDespatches(despatches: DespatchToRecord[]): Promise<DespatchResult[]>;
}

// ---- the ledger ------------------------------------------------------------------------------------------------------------------

/** One order as the ledger remembers it. No names, no addresses: personal data stays in the two systems. */
export interface LedgerOrder {
  orderId: OrderId;
  shopNumber: string;
  shopStatus: string;
  modifiedAt: Date;
  paidAt: Date | null;
  totalMinor: number;
  currency: string;
  lineCount: number;
  skus: Sku[];
  number: SalesOrderNumber | null;
  transfer: Transfer;
  /** the write begun last; null before the first, and where all that was written was seen */
  step: LoadingStep | null;
  /** when that write was begun, so that a late commit can be waited out */
  stepAt: Date | null;
  /** since when the outcome is unknown; null when it is not */
  unknownSince: Date | null;
  /** when asked without finding what was hoped for, how often */
  askedInVain: number;
  /** send it by itself next time, so that its refusal comes with its own words */
  alone: boolean;
  /** a person said send it, whatever the go-live moment or an earlier disappearance say */
  byHand: boolean;
  attempts: number;
  nextAttemptAt: Date | null;
  /** ever read in Peoplevox */
  seenInWarehouse: boolean;
  warehouse: WarehouseFact;
  warehouseWord: string;
  warehouseReadAt: Date | null;
  /** since when it is at the stage of this warehouse fact (transfer.ts, stageOf); kept by the ledger */
  stageSince: Date | null;
  /** the requested delivery date, where it is a promise: later than the day of the order */
  promisedAt: Date | null;
  /** what the shop wants picked: its hash, `nothing`, or null where that cannot be said now */
  revisionWanted: string | null;
  /** what was last written to Peoplevox and seen there: a hash for each part (revision.ts) */
  revisionSent: string | null;
  dueAt: Date | null;
  sentAt: Date | null;
  allocatedAt: Date | null;
  despatchedAt: Date | null;
  /** when its lines were read once more, long enough after the release */
  checkedAt: Date | null;
  /** since when it shows a payment in a status that does not fit one (domain/paymentWatch.ts) */
  stuckSince: Date | null;
  /** when the shop is asked for it again though nothing was heard of it, since time alone may change what is to be said */
  lookAgainAt: Date | null;
  /** when a person linked a sales order to it that Pickwave did not make, instead of its own or beside it; null: nobody did */
  linkedAt: Date | null;
  /** since when it is open in Peoplevox again after it was closed there, by a person who meant it; null: it is not */
  reopenedAt: Date | null;
  /** with transfer `dismissed`: how it was fulfilled otherwise, in a person's words; null: it was only set aside */
  fulfilledBy: string | null;
  /** the number it is to be sent under anew, by a person's word; null: that of `number` */
  resendAs: SalesOrderNumber | null;
}

/** A sales order number of an order beside the one it goes under. */
export interface OtherNumber {
  orderId: OrderId;
  number: SalesOrderNumber;
  /** `beside`: a part of the order, followed too. `former`: the order went under it before. */
  role: 'former' | 'beside';
  /** a person said so: that sales order is this order's; or it was to be sent again */
  why: 'linked' | 'resent';
  /** how Peoplevox had a former one when it was replaced; null for one beside */
  left: 'cancelled' | 'gone' | 'despatched' | null;
  /** of a former one: when it had been sent */
  sentAt: Date | null;
  since: Date;
}

/** The facts of an order that are the shop's. */
export type ShopNews = Pick<
  LedgerOrder,
  | 'orderId'
  | 'shopNumber'
  | 'shopStatus'
  | 'modifiedAt'
  | 'paidAt'
  | 'totalMinor'
  | 'currency'
  | 'lineCount'
  | 'skus'
  | 'number'
  | 'revisionWanted'
  | 'promisedAt'
  | 'stuckSince'
  | 'lookAgainAt'
>;

/** An open order as far as its time is concerned, with its open exceptions. */
export interface WatchedOrder extends LateFacts {
  orderId: OrderId;
  open: { code: AttentionCode; reason: string }[];
}

/** One change of one order, written with its journal row and its exceptions in one transaction. */
export interface OrderChange {
  orderId: OrderId;
  /** only if the order is still in (one of) this transfer; else the whole change is dropped: another journey or a person was faster */
  onlyFrom?: Transfer | readonly Transfer[];
  /** only if it still goes by this sales order, else dropped too: a person may have linked another one since it was read */
  onlyUnder?: Pick<LedgerOrder, 'number' | 'linkedAt'>;
  /** only if it is still known to be there in the warehouse, else dropped too: what another journey has found meanwhile is newer */
  onlyAt?: WarehouseFact;
  set?: Partial<Omit<LedgerOrder, 'orderId' | 'stageSince'>>;
  /** what happened, in words that a shopkeeper understands; absent: nothing worth telling */
  journal?: string;
  detail?: string;
  /** what a person dismissed is not opened again for the same reason, and then not told in the journal either */
  open?: Attention[];
  /** `all`: whatever sending may have opened; the payment is the shop's affair (domain/paymentWatch.ts) and is closed by its codes alone */
  close?: AttentionCode[] | 'all';
  /** other numbers of the order that come, or go by their number; a number that is there already is replaced */
  otherNumbers?: { add?: Omit<OtherNumber, 'orderId'>[]; remove?: SalesOrderNumber[] };
  /** closes these open exceptions for a person: they do not open again for the same reason */
  dismiss?: { codes: AttentionCode[]; note: string };
  /** opens dismissed exceptions again */
  bringBack?: AttentionCode[];
}

/** A SKU that is to be read by key, and when that was wanted last. */
export interface StockWish {
  sku: Sku;
  wantedAt: Date;
}

/** `version` counts the changes of the order's exceptions that the shop has not been told of. */
export interface AttentionToTell {
  orderId: OrderId;
  version: number;
  open: Attention[];
}

/** A parcel: a despatch of an order under one tracking number, or what of it has none yet. */
export interface RecordedDespatch {
  despatch: string;
  orderId: OrderId;
  number: SalesOrderNumber;
  keys: string[];
  carrier: string;
  trackingNumber: string;
  despatchedAt: Date;
  /** as the shop answered; `waiting` while there is no tracking number */
  outcome: 'waiting' | 'recorded' | 'already' | 'refused';
  why: string | null;
  told: DespatchResult['told'];
  lines: { itemId: number; sku: Sku; quantity: number }[];
}

export interface Ledger {
  installation(): Promise<string>;
  /** null before a person switched Pickwave live */
  liveFrom(): Promise<Date | null>;
  cursor(name: string): Promise<string | null>;
  /** `who` is a journey's name or a person's */
  saveCursor(name: string, value: string): Promise<void>;

  order(id: OrderId): Promise<LedgerOrder | null>;
  orders(ids: OrderId[]): Promise<LedgerOrder[]>;
  /** Orders that go under these numbers, or have one of them beside their own. */
  ordersByNumber(numbers: SalesOrderNumber[]): Promise<LedgerOrder[]>;
  /** The other numbers of these orders, the oldest first. */
  otherNumbers(ids: OrderId[]): Promise<OtherNumber[]>;
  /** The order that has, or once had, this number, whatever the case of its letters. */
  holderOf(number: SalesOrderNumber): Promise<OrderId | null>;
  /**
   * What the shop says of orders, in one transaction with the changes that follow from it and the cursor, so that no crash loses a page.
   * New orders are inserted in transfer `waiting` with nothing known of the warehouse; of orders already there only these facts are written, never what other journeys
   * keep, and a null number does not erase one. News is written in the order in which it was read: one journey reads, never twice at a time, while modified times may go back
   * (a shop on several machines, a clock that was set).
   */
  noteOrders(
    news: ShopNews[],
    changes: OrderChange[],
    cursor?: { name: string; value: string },
  ): Promise<void>;
  /** Orders whose `lookAgainAt` has come, the longest ago first. */
  ordersToLookAt(now: Date, limit: number): Promise<LedgerOrder[]>;
  /** All that wait come to be looked at again: what goes has been settled anew. */
  lookAtWaiting(now: Date): Promise<void>;
  /** Orders in due, loading or unknown whose next attempt has come, oldest due first. */
  ordersToSend(now: Date, limit: number): Promise<LedgerOrder[]>;
  /** When the next of them comes due, null where none waits. */
  nextSendAt(): Promise<Date | null>;
  /**
   * Orders in transfer `complete` whose warehouse fact is not despatched, cancelled or gone, or that need a person because it is: the least recently
   * read first.
   */
  ordersToFollow(limit: number): Promise<LedgerOrder[]>;
  /**
   * Orders in transfer `complete`, open in Peoplevox, that the shop wants otherwise than they were sent or with a write on its way, whose next attempt has come:
   * the newest change first.
   */
  ordersToAmend(now: Date, limit: number): Promise<LedgerOrder[]>;
  /**
   * Orders released, or written to last, before a moment and not read again since, neither cancelled nor gone, the oldest first; then open ones whose lines were read
   * last before another moment (null: none).
   */
  ordersToCheck(sentBefore: Date, checkedBefore: Date | null, limit: number): Promise<LedgerOrder[]>;
  /** Orders that nobody wants, whose sales order was deleted by us before a moment and not looked for since. */
  ordersDeleted(before: Date, limit: number): Promise<LedgerOrder[]>;
  /** All changes, their journal and exceptions, in one transaction. Gives the orders whose change was dropped (`onlyFrom`, `onlyUnder`, `onlyAt`). */
  record(who: string, changes: OrderChange[]): Promise<Set<OrderId>>;
  openAttention(id: OrderId): Promise<AttentionCode[]>;
  /** Orders that are open or have an open exception, those after `after` by order id: page by page, for watching their time. */
  ordersToWatch(after: OrderId | null, limit: number): Promise<WatchedOrder[]>;
  /** Orders with an open exception of this kind, opened at or after a moment where one is given, by order id after `after`. */
  ordersWithOpen(
    code: AttentionCode,
    which: { openedSince?: Date; after?: OrderId },
    limit: number,
  ): Promise<LedgerOrder[]>;
  /** Waiting, though their release was begun: Peoplevox may have released them after all. */
  waitingAtRelease(limit: number): Promise<LedgerOrder[]>;
  /** Orders whose exceptions changed since the shop was told of them, with those that are open now, the oldest first. */
  attentionToTell(limit: number): Promise<AttentionToTell[]>;
  /** The shop knows; what changed again since it was read stays to be told. */
  attentionTold(told: Pick<AttentionToTell, 'orderId' | 'version'>[]): Promise<void>;
  /** Orders of which the shop may show what is not so any more. They need not be in the ledger yet. */
  tellAttentionAgain(ids: OrderId[]): Promise<void>;

  /** A canary: the number of a sales order that was seen in Peoplevox last. */
  canary(): Promise<SalesOrderNumber | null>;
  knownItems(codes: Sku[]): Promise<Set<Sku>>;
  /** Those of these SKUs that the last stock pass found on more than one product of the shop. */
  doubledSkus(codes: Sku[]): Promise<Set<Sku>>;
  noteItems(codes: Iterable<Sku>, seenAt: Date): Promise<void>;

  /** The parcels of these sales orders as they stand: waiting, refused, recorded. */
  recordedDespatches(numbers: SalesOrderNumber[]): Promise<RecordedDespatch[]>;
  noteDespatches(who: string, despatches: RecordedDespatch[]): Promise<void>;
  /** Forgets parcels of this order that waited for a number or were refused, and are not among these any more. */
  endUnsettled(id: OrderId, still: RecordedDespatch[]): Promise<void>;
  /** Sales orders with a parcel that waits for its tracking number or was refused, or with a despatch that does not fit. */
  unsettledDespatches(): Promise<SalesOrderNumber[]>;

  /** What was sellable per SKU in the last pass that was written. */
  lastSellable(): Promise<Map<Sku, number>>;
  /** When SKUs were read by a reading that began after a moment, of those noted already. */
  stockReadSince(moment: Date): Promise<Map<Sku, Date>>;
  /** How many SKUs of the shop fell to nothing available since a moment, by what was written. */
  zerosSince(moment: Date): Promise<number>;
  /** SKUs to be read by key as soon as may be, each once however often it is wanted. */
  wantStock(codes: Sku[], at: Date): Promise<void>;
  /** What a report of changes named, with the cursor that says how far it was read, in one transaction. */
  noteStockChanges(codes: Sku[], at: Date, cursor: { name: string; value: string }): Promise<void>;
  /** Those whose turn has come, the longest wanted first. */
  stockToRead(now: Date, limit: number): Promise<StockWish[]>;
  /** How many have their turn now. */
  stockWaiting(now: Date): Promise<number>;
  /** They were read: done, or to be read once more at `againAt`. One that was wanted again meanwhile stays as it is. */
  noteStockRead(read: (StockWish & { againAt: Date | null })[]): Promise<void>;
  /** How right the shop's stock was at a reading; the same one again counts once. `day`: 2026-11-26 */
  noteAccuracy(day: string, of: StockAccuracy): Promise<void>;
  /** SKUs that a guard keeps from being written. */
  heldStock(): Promise<HeldSku[]>;
  /** Of this reading; those that are `over` are forgotten. What a person said of the others stays. */
  keepHeldStock(held: Pick<HeldSku, 'sku' | 'before' | 'available' | 'readAt'>[], over: Sku[]): Promise<void>;
  noteStockPass(pass: StockPass, results: StockResult[], at: Date): Promise<void>;

  reconcileMemory(): Promise<ReconcileMemory>;
  /** A nightly comparison begins. */
  noteNightlyTried(at: Date): Promise<void>;
  /** How a comparison ended, and what it leaves to the next (null: as it was), in one transaction. The same again changes nothing. */
  noteReconciliation(run: Omit<Reconciliation, 'id'>, memory: ReconcileMemory | null): Promise<void>;

  /** A problem of the whole (not of one order). Opening an open one changes only its reason. */
  openProblem(problem: Attention, at: Date): Promise<void>;
  closeProblem(code: AttentionCode, at: Date): Promise<void>;
  /** Open problems of the whole. */
  openProblemCodes(): Promise<AttentionCode[]>;
}
