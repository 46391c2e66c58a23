import type {
  Actor,
  Books,
  CallEntry,
  EventEntry,
  HoldEntry,
  OrderMoment,
  PickableInterval,
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

/** The books as a test reads them: copies, so that nobody writes in them. */
export function readableBooks(journal: Journal, windowMs: () => number): Books {
  const copy = <Entry>(entries: Entry[]): Entry[] => structuredClone(entries);
  const order = (number: string) => {
    const history = journal.orders.get(number);
    const { timesCreated = 0, timesDeleted = 0, there = false, moments = [] } = history ?? {};
    return {
      number,
      timesCreated,
      timesDeleted,
      there,
      moments: copy(moments),
      pickable: intervals(moments),
    };
  };
  return {
    calls: (operation) => copy(journal.calls.filter((call) => !operation || call.operation === operation)),
    callCounts() {
      const counts: Record<string, number> = {};
      for (const { operation } of journal.calls) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    mostInFlight: () => journal.calls.reduce((most, call) => Math.max(most, call.inFlight), 0),
    mostCallsIn: (ms) => mostIn(journal.calls, ms ?? windowMs()),
    violations: () => copy(journal.violations),
    rows: (key) => copy(journal.rows.filter((row) => key === undefined || row.key === key)),
    holds: (number) => copy(journal.holds.filter((hold) => number === undefined || hold.order === number)),
    stock: (item) => copy(journal.stock.filter((entry) => item === undefined || entry.item === item)),
    events: () => copy(journal.events),
    orderNumbers: () => [...journal.orders.keys()],
    order,
    pickableOtherwise: (number, wanted) =>
      order(number).moments.filter((moment) => moment.pickable && !sameUnits(moment, wanted)),
    clear: () => journal.clear(),
  };
}

function intervals(moments: OrderMoment[]): PickableInterval[] {
  const found: PickableInterval[] = [];
  let open: PickableInterval | undefined;
  for (const moment of structuredClone(moments)) {
    if (moment.pickable && open) open.moments.push(moment);
    else if (moment.pickable) {
      open = { from: moment.at, until: null, moments: [moment] };
      found.push(open);
    } else if (open) {
      open.until = moment.at;
      open = undefined;
    }
  }
  return found;
}

function sameUnits(moment: OrderMoment, wanted: Record<string, number>): boolean {
  const units = new Map(Object.entries(wanted).map(([item, quantity]) => [item, -quantity]));
  for (const { item, quantity } of moment.lines) units.set(item, (units.get(item) ?? 0) + quantity);
  return [...units.values()].every((difference) => difference === 0);
}

function mostIn(calls: CallEntry[], windowMs: number): number {
  const starts = calls.map((call) => call.startedAt.getTime());
  let most = 0;
  let first = 0;
  starts.forEach((start, index) => {
    while ((starts[first] ?? start) <= start - windowMs) first++;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
