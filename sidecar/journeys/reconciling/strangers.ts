// The other way: sales orders of ours that stand open in Peoplevox though the shop has no such order, or has it under another number (mission row O6).

import type { Attention } from '../../domain/attention.ts';
import { chunks } from '../../domain/chunks.ts';
import { orderOfFingerprint, testFingerprint } from '../../domain/fingerprint.ts';
import { type OrderId, orderId, type SalesOrderNumber } from '../../domain/ids.ts';
import { followedNumbers, sameNumber } from '../../domain/otherNumbers.ts';
import { isOpen, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import type { ReconcileDeps } from '../reconcileOrders.ts';
import { type Pair, pairsOfIds } from './pairs.ts';

export interface Stranger {
  number: SalesOrderNumber;
  why: string;
}
export interface OtherSide {
  strangers: Stranger[];
  /** orders of the shop that were found by their sales order */
  pairs: Map<OrderId, Pair>;
  /** orders that were sent under another number since, with the sales order that is open all the same */
  formers: Map<OrderId, SalesOrderHeader>;
}

/** `known`: numbers of orders that are compared already. */
export async function otherSide(
  headers: Iterable<SalesOrderHeader>,
  known: ReadonlySet<SalesOrderNumber>,
  deps: ReconcileDeps,
): Promise<OtherSide> {
  const installation = await deps.ledger.installation();
  const test = testFingerprint(installation);
  // a test order that is left open is told by the test itself (probe_left_over)
  const open = [...headers].filter(
    (header) => isOpen(header) && !known.has(header.number) && header.fingerprint !== test,
  );
  const marked = open.flatMap((header) => {
    const id = orderOfFingerprint(header.fingerprint, installation);
    return id === null ? [] : [{ number: header.number, id: orderId(id), header }];
  });
  const ids = [...new Set(marked.map((one) => one.id))];
  const compared = await pairsOfIds(ids, deps);
  const numbers = await numbersOf(ids, deps);
  const others = await deps.ledger.otherNumbers(ids);
  const rows = new Map((await deps.ledger.orders(ids)).map((row) => [row.orderId, row]));
  const pairs = new Map<OrderId, Pair>();
  const formers = new Map<OrderId, SalesOrderHeader>();
  const strangers: Stranger[] = [];
  for (const { number, id, header } of marked) {
    const role = others.find((one) => one.orderId === id && sameNumber(one.number, number))?.role;
    const row = rows.get(id);
    const pair = compared.get(id);
    const under = [pair?.number ?? null, ...(numbers.get(id) ?? [])];
    if (role === 'former') formers.set(id, header);
    else if (role === 'beside')
      continue; // followed with its order
    else if (row?.fulfilledBy != null)
      strangers.push({ number, why: `order ${id} was fulfilled by ${row.fulfilledBy}` });
    else if (!pair && !numbers.has(id)) strangers.push({ number, why: `the shop has no order ${id}` });
    else if (!under.some((one) => sameNumber(one, number)))
      strangers.push({ number, why: `order ${id} goes under another number` });
    else if (pair) pairs.set(id, pair);
  }
  const unmarked = open.filter((header) => orderOfFingerprint(header.fingerprint, installation) === null);
  strangers.push(...(await withoutMark(unmarked, deps)));
  return { strangers, pairs, formers };
}

/** The numbers under which shop and ledger have these orders; one that the shop does not have is missing. */
async function numbersOf(
  ids: OrderId[],
  { shop, ledger }: ReconcileDeps,
): Promise<Map<OrderId, (SalesOrderNumber | null)[]>> {
  const numbers = new Map<OrderId, (SalesOrderNumber | null)[]>();
  const ask = async (asked: OrderId[]) => {
    for (const some of chunks(asked, idsACall)) {
      const { orders, unreadable } = await shop.orders(some);
      for (const order of orders) numbers.set(order.id, [order.remembered.number]);
      for (const { orderId: id } of unreadable) if (id !== null) numbers.set(id, []);
    }
  };
  await ask(ids);
  // A shop that answers half says nothing about the rest: it is asked once more.
  await ask(ids.filter((id) => !numbers.has(id)));
  for (const { orderId: id, number } of await ledger.orders(ids)) numbers.get(id)?.push(number);
  return numbers;
}
const idsACall = 100;

/** Of our number range without our mark: somebody else's, unless the ledger goes by that number (linked by a person, say). */
async function withoutMark(headers: SalesOrderHeader[], { ledger }: ReconcileDeps): Promise<Stranger[]> {
  const rows = await ledger.ordersByNumber(headers.map((header) => header.number));
  const others = await ledger.otherNumbers(rows.map((row) => row.orderId));
  const linked = new Set(rows.flatMap((row) => followedNumbers(row, others)));
  return headers
    .filter((header) => !linked.has(header.number))
    .map(({ number }) => ({ number, why: 'our prefix, without our mark' }));
}

const named = 5;

export function strangersProblem(strangers: Stranger[]): Attention {
  const first = strangers.slice(0, named).map(({ number, why }) => `${number} (${why})`);
  const more = strangers.length - first.length;
  return {
    code: 'sales_order_unknown',
    reason: `Open in Peoplevox: ${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    detail: strangers.map(({ number, why }) => `${number}: ${why}`).join('\n'),
  };
}
