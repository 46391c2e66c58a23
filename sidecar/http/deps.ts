// What the routes are handed. Each is the smallest part of the running sidecar that they need; main.ts joins them.

import type { HeldDecision, HeldSku } from '../domain/heldStock.ts';
import type { OrderId, Sku } from '../domain/ids.ts';
import type { Clock, LedgerOrder, OrderChange } from '../domain/ports.ts';
import type { ProbeBook, ProbeRequest } from '../domain/probe.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import type {
  AttentionRecord,
  ListedOrder,
  LiveSwitch,
  OrderFigures,
  OrderHistory,
  OrderListName,
  Pairing,
} from '../domain/records.ts';
import type { Settings } from '../domain/settings.ts';
import type { StockDay } from '../domain/stockAccuracy.ts';
import type { ByHandLook, OrderRows } from './schemas/orders.ts';
import type { JourneyName } from './schemas/overview.ts';
import type { SettingView } from './schemas/settings.ts';
import type { StockWhyView } from './schemas/stock.ts';

export interface HttpLedger {
  listOrders(query: {
    list: OrderListName;
    search: string;
    before: OrderId | null;
    limit: number;
  }): Promise<ListedOrder[]>;
  orderHistory(id: OrderId): Promise<OrderHistory | null>;
  order(id: OrderId): Promise<LedgerOrder | null>;
  listCounts(): Promise<Record<OrderListName, number>>;
  figures(dayStart: Date): Promise<OrderFigures>;
  openProblems(limit: number): Promise<AttentionRecord[]>;
  /** the newest first */
  reconciliations(limit: number): Promise<Reconciliation[]>;
  /** the last one that came to its end */
  lastReconciliation(): Promise<Reconciliation | null>;
  /** the newest first */
  stockDays(limit: number): Promise<StockDay[]>;
  /** by SKU */
  heldStock(): Promise<HeldSku[]>;
  /** null takes back what was said. Gives those that it changed. */
  decideHeldStock(who: string, codes: Sku[], decision: HeldDecision | null): Promise<Sku[]>;
  record(who: string, changes: OrderChange[]): Promise<unknown>;
  seenNonce(nonce: string, expiresAt: Date): Promise<boolean>;
  ping(): Promise<void>;
}

export interface JourneyState {
  name: JourneyName;
  state: 'going' | 'idle' | 'waiting' | 'failing' | 'running';
  paused: boolean;
  lastStartedAt: Date | null;
  lastSuccessAt: Date | null;
  nextRunAt: Date | null;
  problem: string | null;
  failingSince: Date | null;
  lastResult: string | null;
  /** why it waits, in words */
  kept: string | null;
}

export interface PairRequest {
  code: string;
  secret: string;
  installationId: string;
  shopUrl: string;
  restUrl: string;
}
export type PairOutcome =
  | { kind: 'paired'; sidecarId: string }
  | { kind: 'wrong_code' | 'code_expired' | 'paired_elsewhere' | 'shop_unreachable'; message: string };

/** A readiness check: what was looked at, how it stands, and what to do. */
export interface CheckResult {
  name: string;
  outcome: 'pass' | 'warn' | 'fail';
  words: string;
}

/** What was done, or why it cannot be done; then nothing was. */
export type ByHandOutcome<More = object> = ({ kind: 'done' } & More) | { kind: 'no'; why: string };

/** What people say and do about one order's sales orders. Each asks both systems in that moment, and throws what they throw; then nothing was done. */
export interface ByHand {
  lookAtLink(id: OrderId, number: string): Promise<ByHandOutcome<{ look: ByHandLook<'link'> }>>;
  link(id: OrderId, number: string, who: string): Promise<ByHandOutcome>;
  unlink(id: OrderId, who: string): Promise<ByHandOutcome>;
  fulfilled(id: OrderId, by: string, who: string): Promise<ByHandOutcome>;
  takeUp(id: OrderId, who: string): Promise<ByHandOutcome>;
  lookAtResend(id: OrderId): Promise<ByHandOutcome<{ look: ByHandLook<'resend'> }>>;
  resend(id: OrderId, wanted: { number: string; lost: boolean }, who: string): Promise<ByHandOutcome>;
  undoResend(id: OrderId, who: string): Promise<ByHandOutcome>;
}

export interface HttpDeps {
  version: string;
  clock: Clock;
  log: { info(fields: object, words: string): void; error(fields: object, words: string): void };
  ledger: HttpLedger;
  pairing: {
    current(): Promise<Pairing>;
    pair(request: PairRequest): Promise<PairOutcome>;
    /** A one-time code, and until when it is good. */
    newCode(): Promise<{ code: string; until: Date }>;
  };
  live: {
    current(): LiveSwitch;
    /** Throws Refused. */
    switch(on: boolean, who: string): Promise<{ live: LiveSwitch; warnings: string[] }>;
  };
  lease: { view(): { held: boolean; words: string } };
  shop: {
    /** told of each request that the shop has signed */
    asked(): void;
    view(): { state: 'answering' | 'away' | 'copy' | 'not_paired'; words: string; lastAnswerAt: Date | null };
  };
  peoplevox: {
    host: string;
    view(): {
      state: 'answering' | 'not_asked_yet' | 'away' | 'login_refused';
      words: string;
      lastAnswerAt: Date | null;
    };
    usage(): Promise<{ inWindow: number; allowed: number; windowSeconds: number; today: number }>;
    tryLoginAgain(who: string): Promise<void>;
  };
  journeys: {
    views(): JourneyState[];
    hint(name: JourneyName, ids?: OrderId[]): void;
    /** Makes it run now. Gives why not, or null. */
    ask(name: JourneyName): string | null;
    /** Runs it and waits for the end. */
    runNow(name: JourneyName): Promise<{ ok: boolean; words: string }>;
    pause(name: JourneyName, paused: boolean, who: string): Promise<void>;
  };
  settings: {
    current(): Settings;
    all(): SettingView[];
    /** The words for each bad value, by key; all were changed where there is none. */
    change(who: string, changes: ReadonlyMap<string, unknown>): Promise<Record<string, string>>;
  };
  /** how stock is read */
  reading: {
    /** changes are read between two readings of the whole stock report */
    changesAreRead(): boolean;
  };
  /** the tenant probe */
  probe: {
    book(): ProbeBook;
    /** why no test can be started now, or null */
    kept(): string | null;
    /** Starts it in the background. Gives why not, or null. */
    start(request: ProbeRequest, who: string): string | null;
    /** the margin of the stock figure as it is set */
    marginSeconds(): number;
  };
  /** What would be sent of this order, asking the shop but never Peoplevox. Throws what the shop client throws. */
  orderRows(id: OrderId): Promise<OrderRows>;
  /** Why a SKU has its number. `askNow`: Peoplevox is asked too, by one call. Throws what shop and warehouse throw. */
  whyStock(sku: Sku, askNow: boolean): Promise<StockWhyView>;
  byHand: ByHand;
  /** Start of the shop's day. */
  dayStart(): Date;
  /** The secret part of the path that Peoplevox calls. */
  eventsPath: string;
  metrics: { text(): Promise<string>; contentType: string };
  checks(): Promise<CheckResult[]>;
}
