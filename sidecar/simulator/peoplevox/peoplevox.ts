import type { Books } from './books.ts';
import type { BaseClock, SimulatorClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Floor } from './floorActions.ts';
import type { Seed } from './seed.ts';
import type { Toggles } from './toggles.ts';

export interface PeoplevoxOptions {
  /** Port of the SOAP endpoint; 0 (default) takes a free one. */
  port?: number;
  /** Port of the control; 0 (default) takes a free one. */
  controlPort?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default demo1234. */
  clientId?: string;
  /** Default woo.connector. */
  username?: string;
  /** Default s3cret. */
  password?: string;
  /** Default: the system's clock. Everything (sessions, limiter, late commits, report lag, dates) goes by it. */
  clock?: BaseClock;
  /** What differs from the defaults in toggles.ts. */
  toggles?: Partial<Toggles>;
  /** Added to the starting seed: PrimarySite, SystemSite, three service types, four payment methods. */
  seed?: Seed;
}

export interface LineView {
  item: string;
  line: string;
  ordered: number;
  /** Allocated now: picked or not, not despatched. */
  allocated: number;
  /** Picked now, not despatched. */
  picked: number;
  despatched: number;
  /** All columns of Sales order items, by default name, as GetData shows them. */
  columns: Record<string, string>;
}

export interface OrderView {
  number: string;
  status: string;
  site: string;
  held: boolean;
  cancelled: boolean;
  /** False only while it was saved with nothing but Action 1. */
  mayAllocate: boolean;
  lines: LineView[];
  /** All columns of Sales orders, by default name, as GetData shows them. */
  columns: Record<string, string>;
}

export interface StockView {
  item: string;
  site: string;
  onHand: number;
  allocated: number;
  available: number;
}

export interface DespatchView {
  number: string;
  order: string;
  at: Date;
  parcels: { tracking: string; lines: { item: string; line: string; quantity: number }[] }[];
}

/** A simulated Peoplevox tenant, in this process. Its state is gone after stop(). */
export interface Peoplevox {
  /** The full SOAP endpoint, http://127.0.0.1:N/demo1234/resources/integrationservicev4.asmx */
  readonly url: string;
  /** Where the JSON control listens, http://127.0.0.1:M */
  readonly controlUrl: string;
  readonly credentials: { clientId: string; username: string; password: string };
  /** In force as soon as set. */
  readonly toggles: Toggles;
  readonly faults: Faults;
  readonly floor: Floor;
  readonly books: Books;
  readonly clock: SimulatorClock;

  seed(seed: Seed): void;
  /** As it is now, or undefined. */
  order(number: string): OrderView | undefined;
  orders(): OrderView[];
  /** Stock rows, of one item or all, SystemSite included. */
  stock(item?: string): StockView[];
  despatches(order?: string): DespatchView[];
  /** Saves not yet applied (toggle commit, faults late and queued commit). */
  pendingCommits(): number;
  /** Applies pending saves now, the first n or all. Returns how many. */
  commit(n?: number): number;
  /** Every session is dead from now on. */
  expireSessions(): void;
  /** Resolves when no call-back is on its way. */
  eventsSent(): Promise<void>;
  /** Nobody listens at the SOAP endpoint: connection refused, until comeBack(). Its state stays. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** As freshly started: stock, orders, sessions, subscriptions, toggles, faults, books, clock. */
  reset(): void;
  stop(): Promise<void>;
}
