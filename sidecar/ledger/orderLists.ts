// Where is order 1042? Lists by keyset (the last order id seen), so that a page costs the same anywhere and nothing is shown twice or skipped.

import { sql } from 'kysely';
import type { OrderId } from '../domain/ids.ts';
import {
  type AttentionRecord,
  type ListedOrder,
  type OrderFigures,
  type OrderListName,
  orderLists,
} from '../domain/records.ts';
import { transfers } from '../domain/transfer.ts';
import { attentionOfOrders } from './attention.ts';
import { inList } from './orders.ts';
import { date, orderFrom, time } from './rows.ts';
import { type Executor, shopId } from './tables.ts';
import { searchable } from './terms.ts';

export interface OrderQuery {
  list: OrderListName;
  /** a whole term or its beginning; empty: everything */
  search: string;
  /** only orders with a smaller id: the last one of the page before */
  before: OrderId | null;
  limit: number;
}

/** The newest order first. An order id never changes, so pages hold still while orders change. */
export const listOrders = async (db: Executor, query: OrderQuery): Promise<ListedOrder[]> => {
  const { list, before, limit } = query;
  const search = searchable(query.search);
  let orders = db.selectFrom('shop_order').selectAll().where('shop_id', '=', shopId);
  if (list !== 'all') orders = orders.where(inList(list));
  if (before !== null) orders = orders.where('order_id', '<', before);
  if (search !== '') {
    const found = db
      .selectFrom('order_term')
      .select('order_id')
      .where('shop_id', '=', shopId)
      .where('term', '>=', search)
      .where('term', '<', `${search}\u{10FFFF}`);
    orders = orders.where('order_id', 'in', found);
  }
  const rows = await orders.orderBy('order_id', 'desc').limit(limit).execute();
  return withAttention(db, rows);
};

export const listedOrder = async (db: Executor, id: OrderId): Promise<ListedOrder | null> => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .execute();
  return (await withAttention(db, rows))[0] ?? null;
};

async function withAttention(
  db: Executor,
  rows: (Parameters<typeof orderFrom>[0] & { changed_at: string })[],
): Promise<ListedOrder[]> {
  const orders = rows.map((row) => ({ ...orderFrom(row), changedAt: new Date(row.changed_at) }));
  const attention = new Map<OrderId | null, AttentionRecord[]>();
  for (const one of await attentionOfOrders(
    db,
    orders.map((order) => order.orderId),
  ))
    attention.set(one.orderId, [...(attention.get(one.orderId) ?? []), one]);
  return orders.map((order) => ({ ...order, attention: attention.get(order.orderId) ?? [] }));
}

/** Counted by the schema's triggers, never by reading the orders. */
export async function keptCounts(db: Executor) {
  const rows = await db
    .selectFrom('counter')
    .select(['name', 'value'])
    .where('shop_id', '=', shopId)
    .execute();
  const values = new Map<string, number>(rows.map((row) => [row.name, row.value]));
  const of = <Word extends string>(words: readonly Word[], start: string) =>
    Object.fromEntries(words.map((word) => [word, values.get(`${start}${word}`) ?? 0])) as Record<
      Word,
      number
    >;
  return { counts: of(orderLists, ''), transfers: of(transfers, 'transfer:') };
}

export const figures = async (db: Executor, now: Date, dayStart: Date): Promise<OrderFigures> => {
  const dayAgo = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  const sent = await db
    .selectFrom('shop_order')
    .select(['sent_at', sql<string | null>`coalesce(paid_at, due_at)`.as('from_at')])
    .where('shop_id', '=', shopId)
    .where('sent_at', '>=', time(dayAgo < dayStart ? dayAgo : dayStart))
    .execute();
  const seconds = sent
    .filter((row) => row.from_at !== null && row.sent_at !== null && row.sent_at >= time(dayAgo))
    .map((row) => (Date.parse(row.sent_at ?? '') - Date.parse(row.from_at ?? '')) / 1000)
    .filter((one) => one >= 0)
    .sort((one, other) => one - other);
  const oldest = await db
    .selectFrom('shop_order')
    .select(sql<string | null>`min(due_at)`.as('at'))
    .where('shop_id', '=', shopId)
    .where(inList('waiting_to_send'))
    .executeTakeFirstOrThrow();
  return {
    ...(await keptCounts(db)),
    sentToday: sent.filter((row) => row.sent_at !== null && row.sent_at >= time(dayStart)).length,
    medianSeconds: rank(seconds, 0.5),
    p95Seconds: rank(seconds, 0.95),
    oldestWaitingSince: date(oldest.at),
  };
};

/** Nearest rank: a value that really occurred. */
const rank = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null;
