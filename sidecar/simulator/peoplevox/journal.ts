import type {
  Actor,
  CallEntry,
  EventEntry,
  HoldEntry,
  OrderMoment,
  RowEntry,
  StockEntry,
  ViolationEntry,
} from './books.ts';

type New<Entry> = Omit<Entry, 'seq' | 'at'>;

/** Who is at it: the call that a row came with, or a person. */
export interface Cause {
  by: Actor;
  call: number | null;
}
export const person: Cause = { by: 'person', call: null };

interface OrderHistory {
  timesCreated: number;
  timesDeleted: number;
  there: boolean;
  moments: OrderMoment[];
}

/** Writes the books, in one sequence. */
export class Journal {
  private seq = 0;
  private readonly now: () => number;
  readonly calls: CallEntry[] = [];
  readonly rows: RowEntry[] = [];
  readonly holds: HoldEntry[] = [];
  readonly stock: StockEntry[] = [];
  readonly violations: ViolationEntry[] = [];
  readonly events: EventEntry[] = [];
  readonly orders = new Map<string, OrderHistory>();

  constructor(now: () => number) {
    this.now = now;
  }

  private stamp() {
    return { seq: ++this.seq, at: new Date(this.now()) };
  }

  call(entry: Omit<CallEntry, 'seq' | 'startedAt' | 'endedAt'>): CallEntry {
    const { seq, at } = this.stamp();
    const call: CallEntry = { ...entry, seq, startedAt: at, endedAt: null };
    this.calls.push(call);
    return call;
  }
  row(entry: New<RowEntry>): void {
    this.rows.push({ ...this.stamp(), ...entry });
  }
  hold(entry: New<HoldEntry>): void {
    this.holds.push({ ...this.stamp(), ...entry });
  }
  stockChange(entry: New<StockEntry>): void {
    this.stock.push({ ...this.stamp(), ...entry });
  }
  violation(entry: New<ViolationEntry>): void {
    this.violations.push({ ...this.stamp(), ...entry });
  }
  event(entry: New<EventEntry>): EventEntry {
    const event: EventEntry = { ...this.stamp(), ...entry };
    this.events.push(event);
    return event;
  }

  created(number: string): void {
    const history = this.history(number);
    history.timesCreated++;
    history.there = true;
  }
  deleted(number: string): void {
    const history = this.history(number);
    history.timesDeleted++;
    history.there = false;
  }

  /** Notes how the order stands, unless that is how it stood before. */
  moment(number: string, state: New<OrderMoment>): void {
    const { moments } = this.history(number);
    const last = moments.at(-1);
    const { seq: _seq, at: _at, ...before } = last ?? {};
    if (last && JSON.stringify(before) === JSON.stringify(state)) return;
    moments.push({ ...this.stamp(), ...state });
  }

  private history(number: string): OrderHistory {
    const known = this.orders.get(number);
    if (known) return known;
    const fresh: OrderHistory = { timesCreated: 0, timesDeleted: 0, there: false, moments: [] };
    this.orders.set(number, fresh);
    return fresh;
  }

  /** Returns what takes back the stock and holds noted from now on. */
  checkpoint(): () => void {
    const [stock, holds] = [this.stock.length, this.holds.length];
    const orders = structuredClone(this.orders);
    return () => {
      this.stock.length = stock;
      this.holds.length = holds;
      this.orders.clear();
      for (const [number, history] of orders) this.orders.set(number, history);
    };
  }

  /** Forgets what happened; how the orders stand now remains. */
  clear(): void {
    for (const list of [this.calls, this.rows, this.holds, this.stock, this.violations, this.events]) {
      list.length = 0;
    }
    for (const [number, history] of this.orders) {
      if (history.there) history.moments = history.moments.slice(-1);
      else this.orders.delete(number);
    }
  }

  /** As if nothing had ever been there. */
  reset(): void {
    this.clear();
    this.orders.clear();
    this.seq = 0;
  }
}
