// Orders whose time is watched: read page by page and column by column, because it is done every minute and over all that are open.

import { sql } from 'kysely';
import type { AttentionCode } from '../domain/attention.ts';
import { type OrderId, orderId, salesOrderNumber } from '../domain/ids.ts';
import type { LedgerOrder, WatchedOrder } from '../domain/ports.ts';
import { toldOf } from './attention.ts';
import { inList } from './orders.ts';
import { date, orderFrom, time } from './rows.ts';
import { type Executor, shopId } from './tables.ts';

/** Of a list the next ones by id: each by its own index, which an `or` over both lists would not use. */
const nextOf = (db: Executor, list: 'open' | 'attention', after: number, limit: number) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('shop_order')
        .select('order_id')
        .where('shop_id', '=', shopId)
        .where(inList(list))
        .where('order_id', '>', after as OrderId)
        .orderBy('order_id')
        .limit(limit)
        .as(list),
    )
    .select('order_id');

export const ordersToWatch = async (
  db: Executor,
  after: OrderId | null,
  limit: number,
): Promise<WatchedOrder[]> => {
  const next = nextOf(db, 'open', after ?? 0, limit).union(nextOf(db, 'attention', after ?? 0, limit));
  const rows = await db
    .selectFrom('shop_order')
    .select(['order_id', 'number', 'shop_status', 'transfer', 'unknown_since', 'warehouse', 'stage_since'])
    .select(['warehouse_read_at', 'due_at', 'sent_at', 'allocated_at', 'promised_at', 'open_attention'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', next)
    .orderBy('order_id')
    .limit(limit)
    .execute();
  const open = await openOf(
    db,
    rows.map((row) => row.order_id),
  );
  return rows.map((row) => ({
    orderId: orderId(row.order_id),
    number: row.number === null ? null : salesOrderNumber(row.number),
    shopStatus: row.shop_status,
    transfer: row.transfer,
    unknownSince: date(row.unknown_since),
    warehouse: row.warehouse,
    stageSince: date(row.stage_since),
    warehouseReadAt: date(row.warehouse_read_at),
    dueAt: date(row.due_at),
    sentAt: date(row.sent_at),
    allocatedAt: date(row.allocated_at),
    promisedAt: date(row.promised_at),
    open: open.get(row.order_id) ?? [],
  }));
};

/** What a person dismissed is told too: it is not told again. */
async function openOf(db: Executor, ids: number[]): Promise<Map<number, WatchedOrder['open']>> {
  const open = new Map<number, WatchedOrder['open']>();
  if (ids.length === 0) return open;
  const rows = await toldOf(db, ids.map(orderId)).select(['order_id', 'code', 'reason']).execute();
  for (const { order_id, code, reason } of rows) {
    if (order_id === null) continue;
    open.set(order_id, [...(open.get(order_id) ?? []), { code: code as AttentionCode, reason }]);
  }
  return open;
}

export const ordersWithOpen = async (
  db: Executor,
  code: AttentionCode,
  { openedSince, after }: { openedSince?: Date; after?: OrderId },
  limit: number,
): Promise<LedgerOrder[]> => {
  let such = db
    .selectFrom('attention')
    .select(sql<number>`order_id`.as('order_id'))
    .where('shop_id', '=', shopId)
    .where('code', '=', code)
    .where('closed_at', 'is', null)
    .where('order_id', 'is not', null);
  if (openedSince) such = such.where('since', '>=', time(openedSince));
  let orders = db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', such);
  if (after) orders = orders.where('order_id', '>', after);
  const rows = await orders.orderBy('order_id').limit(limit).execute();
  return rows.map(orderFrom);
};
