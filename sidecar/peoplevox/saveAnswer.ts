// What the answer to a save says of each sales order in it (peoplevox-api.md 2.5; design.md section 5, step
// 8). Pure.

import type { SalesOrderNumber } from '../domain/ids.ts';
import type { SaveOutcome } from '../domain/ports.ts';
import { words } from './client.ts';
import type { Cell } from './fitText.ts';
import type { IntegrationResponse } from './soap.ts';

/** The rows of one sales order, which always travel together. */
export interface OrderRows {
  number: SalesOrderNumber;
  rows: Cell[][];
}

export type Judged =
  | { kind: 'settled'; outcomes: Map<SalesOrderNumber, SaveOutcome> }
  /** nothing of this save was imported: it may be sent again in parts */
  | { kind: 'nothing_imported'; words: string };

export const rowsIn = (orders: OrderRows[]) => orders.reduce((sum, { rows }) => sum + rows.length, 0);
const all = (orders: OrderRows[], outcome: SaveOutcome): Judged => ({
  kind: 'settled',
  outcomes: new Map(orders.map(({ number }) => [number, outcome])),
});

/** The part of Detail about this order, where its lines name orders; else all of it. */
function wordsFor(number: string, detail: string): string {
  const named = detail
    .split(/\r?\n/)
    .filter((line) => new RegExp(`(^|[^\\w-])${escaped(number)}($|[^\\w-])`).test(line));
  return words(named.length > 0 ? named.join('\n') : detail);
}
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Whose status a reference is. What Reference holds on child templates is unknown: the order's number, an
 * item code or a line; the latter two tell an order only where no other order of the save has the same.
 */
function referenceReader(orders: OrderRows[]): (reference: string) => SalesOrderNumber | null {
  const owners = new Map<string, Set<SalesOrderNumber>>();
  const own = (reference: string, number: SalesOrderNumber) =>
    owners.set(reference, (owners.get(reference) ?? new Set()).add(number));
  for (const { number, rows } of orders) {
    for (const row of rows) {
      for (const { column, value } of row) {
        if (['SalesOrderNumber', 'ItemCode', 'Line'].includes(column) && value !== '') own(value, number);
      }
    }
  }
  return (reference) => {
    const [only, ...others] = owners.get(reference) ?? [];
    return only !== undefined && others.length === 0 ? only : null;
  };
}

/** Statuses sorted to their orders; null where one cannot be, or an order has none. */
function statusesByOrder(orders: OrderRows[], statuses: IntegrationResponse['statuses']) {
  const ownerOf = referenceReader(orders);
  const byOrder = new Map<SalesOrderNumber, boolean[]>(orders.map(({ number }) => [number, []]));
  for (const { reference, ok } of statuses) {
    const owner = ownerOf(reference);
    if (owner === null) return null;
    byOrder.get(owner)?.push(ok);
  }
  return byOrder;
}

/** ResponseId 0: all were saved, but for those whose status says Error. */
function judgeYes(orders: OrderRows[], { statuses, detail }: IntegrationResponse): Judged {
  if (statuses.every(({ ok }) => ok)) return all(orders, { kind: 'saved' });
  const byOrder = statusesByOrder(
    orders,
    statuses.filter(({ ok }) => !ok),
  );
  if (byOrder === null) {
    return all(orders, { kind: 'unsure', words: 'Peoplevox refused a row without saying of which order.' });
  }
  const outcome = (number: SalesOrderNumber): SaveOutcome =>
    byOrder.get(number)?.length ? { kind: 'refused', words: wordsFor(number, detail) } : { kind: 'saved' };
  return { kind: 'settled', outcomes: new Map(orders.map(({ number }) => [number, outcome(number)])) };
}

/**
 * ResponseId -1 though something was imported: by the statuses, where they are complete and agree with
 * TotalCount, which counts rows. An order of which a status is missing may have been the bad one.
 */
function judgePartial(orders: OrderRows[], imported: number, answer: IntegrationResponse): Judged {
  const unsure = all(orders, { kind: 'unsure', words: words(answer.detail) });
  const [only] = orders;
  // One order alone is not whole unless all its rows were taken.
  if (orders.length === 1 && only) {
    return imported < only.rows.length
      ? all(orders, { kind: 'refused', words: words(answer.detail) })
      : unsure;
  }
  const byOrder = statusesByOrder(orders, answer.statuses);
  if (byOrder === null) return unsure;
  const counted = (wanted: (one: OrderRows) => number) =>
    orders.every((one) => byOrder.get(one.number)?.length === wanted(one));
  const complete = counted(({ rows }) => rows.length) || counted(() => 1);
  const good = orders.filter(({ number }) => byOrder.get(number)?.every((ok) => ok));
  const perRow = answer.statuses.length === rowsIn(orders);
  const agreed = perRow
    ? answer.statuses.filter(({ ok }) => ok).length === imported
    : rowsIn(good) <= imported && imported < rowsIn(orders);
  if (!complete || !agreed || good.length === orders.length) return unsure;
  const outcome = (one: OrderRows): SaveOutcome =>
    good.includes(one) ? { kind: 'saved' } : { kind: 'refused', words: wordsFor(one.number, answer.detail) };
  return { kind: 'settled', outcomes: new Map(orders.map((one) => [one.number, outcome(one)])) };
}

export function judgeSave(orders: OrderRows[], answer: IntegrationResponse): Judged {
  if (answer.queued) {
    return all(orders, {
      kind: 'silent',
      words: 'Peoplevox put the save in a queue; it may not be done yet.',
    });
  }
  if (answer.responseId === 0) return judgeYes(orders, answer);
  if (answer.totalCount === null) return all(orders, { kind: 'unsure', words: words(answer.detail) });
  if (answer.totalCount > 0) return judgePartial(orders, answer.totalCount, answer);
  return { kind: 'nothing_imported', words: words(answer.detail) };
}
