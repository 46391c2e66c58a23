import type { Books, CallEntry, OrderMoment, PickableInterval } from './books.ts';
import type { Journal } from './journal.ts';

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
