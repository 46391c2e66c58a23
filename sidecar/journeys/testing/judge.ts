// What must hold of every sales order at every moment, read from the simulated Peoplevox's books (design.md section 10, promises 1, 8 and 9).

import type { CallEntry, HoldEntry, OrderMoment, RowEntry } from '../../simulator/peoplevox/books.ts';
import type { OrderView, Peoplevox } from '../../simulator/peoplevox/peoplevox.ts';

export type Units = Record<string, number>;

/** What the shop wanted of an order from then on; no units: nothing. */
export interface Version {
  from: Date;
  units: Units;
}

/** Promises of one order that were broken, in words; empty is what a test wants. `versions`: in their order. */
export function brokenPromises(
  peoplevox: Pick<Peoplevox, 'books' | 'orders'>,
  number: string,
  versions: Version[],
): string[] {
  const { books } = peoplevox;
  const about: Evidence = {
    calls: new Map(books.calls().map((call) => [call.seq, call])),
    rows: books.rows(number),
    holds: books.holds(number),
    moments: books.order(number).moments,
    number,
  };
  return [
    ...oneNumberEver(peoplevox, number),
    ...pickableOnlyWhole(about, versions),
    ...noWriteWhilePicking(about),
    ...noHoldAfterRelease(about),
    ...noPersonsHoldLifted(about),
  ].map((words) => `${number}: ${words}`);
}

/** Of the calls as a whole: never sooner than Peoplevox allows. */
export const brokenPace = ({ books }: Pick<Peoplevox, 'books'>): string[] =>
  books.violations().map(({ operation, at }) => `${operation} came too soon at ${at.toISOString()}`);

interface Evidence {
  calls: Map<number, CallEntry>;
  /** of every template */
  rows: RowEntry[];
  holds: HoldEntry[];
  moments: OrderMoment[];
  number: string;
}

function oneNumberEver({ books, orders }: Pick<Peoplevox, 'books' | 'orders'>, number: string): string[] {
  const { timesCreated } = books.order(number);
  const mark = orders().find((one) => one.number === number)?.columns.Attribute4;
  const others = mark
    ? orders().filter((one) => one.columns.Attribute4 === mark && one.number !== number)
    : [];
  return [
    ...(timesCreated > 1 ? [`created ${timesCreated} times`] : []),
    ...others.map((other) => `${other.number} is of the same order`),
  ];
}

/** First let go with just what the shop wanted; later, while a change is carried over, no line may have a quantity that nobody ever asked for. */
function pickableOnlyWhole({ moments }: Evidence, versions: Version[]): string[] {
  const pickable = moments.filter((moment) => moment.pickable);
  return pickable.flatMap((moment, index) => {
    const has = unitsOf(moment.lines.map(({ item, quantity }) => ({ item, ordered: quantity })));
    const known = versions.filter(({ from }) => from <= moment.at);
    const fine =
      index === 0
        ? known.some(({ units }) => sameUnits(units, has))
        : Object.keys({ ...has, ...Object.assign({}, ...known.map(({ units }) => units)) }).every((item) =>
            known.some(({ units }) => (units[item] ?? 0) === (has[item] ?? 0)),
          );
    return fine ? [] : [`could be picked with ${inWords(has)} at ${moment.at.toISOString()}`];
  });
}

/** How long after the last look at the order a write may still go out. */
const sameTurnMs = 60_000;

/** Picking that begins between our look and our write could not be known of; what is written any later was. */
function noWriteWhilePicking({ rows, calls, number }: Evidence): string[] {
  const begun = rows.find(
    ({ by, after }) =>
      by === 'person' &&
      (after as OrderView | null)?.lines.some((line) => line.picked > 0 || line.despatched > 0),
  );
  if (!begun) return [];
  const looks = [...calls.values()].filter(
    ({ operation, template, searchClause, outcome }) =>
      operation === 'GetData' &&
      template === 'Sales orders' &&
      outcome === 'answered' &&
      searchClause.includes(`"${number}"`),
  );
  return ofOurs(rows, calls).flatMap(({ row, call }) => {
    if (call.seq < begun.seq) return [];
    const last = looks.filter((look) => look.seq < call.seq).at(-1);
    const unaware =
      last && last.seq < begun.seq && call.startedAt.getTime() - last.startedAt.getTime() <= sameTurnMs;
    return unaware
      ? []
      : [`${row.template} was written to while it was picked: ${JSON.stringify(row.columns)}`];
  });
}

function noHoldAfterRelease({ rows, calls }: Evidence): string[] {
  return ofOurs(rows, calls).flatMap(({ row, call }) => {
    if (!('OnHold' in row.columns) && !('StopShip' in row.columns)) return [];
    const before = rows.filter((one) => one.template === 'Sales orders' && one.seq < call.seq).at(-1)?.after;
    const columns = (before as Partial<OrderView> | undefined)?.columns ?? (before as Record<string, string>);
    const ours = !before || columns.Attribute5 === 'LOADING';
    return ours ? [] : [`OnHold or StopShip was written after the release: ${JSON.stringify(row.columns)}`];
  });
}

function noPersonsHoldLifted({ holds }: Evidence): string[] {
  return holds.flatMap((hold, index) => {
    const before = holds.slice(0, index).findLast((one) => one.column === hold.column);
    return !hold.on && hold.by === 'api' && before?.on && before.by === 'person'
      ? [`the hold of a person was lifted at ${hold.at.toISOString()}`]
      : [];
  });
}

const ofOurs = (rows: RowEntry[], calls: Map<number, CallEntry>) =>
  rows.flatMap((row) => {
    const call = row.call === null ? undefined : calls.get(row.call);
    return row.by === 'api' && call ? [{ row, call }] : [];
  });

export function unitsOf(lines: { item: string; ordered: number }[]): Units {
  const units: Units = {};
  for (const { item, ordered } of lines) units[item] = (units[item] ?? 0) + ordered;
  return units;
}

export const sameUnits = (one: Units, other: Units): boolean =>
  Object.keys({ ...one, ...other }).every((item) => (one[item] ?? 0) === (other[item] ?? 0));

const inWords = (units: Units) =>
  Object.entries(units)
    .map(([item, quantity]) => `${quantity} ${item}`)
    .join(', ') || 'no lines';
