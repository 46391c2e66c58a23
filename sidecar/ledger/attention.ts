// Open exceptions, of an order or (order null) of the whole. A closed one stays as history.

import type { Attention, AttentionCode } from '../domain/attention.ts';
import { type OrderId, orderId } from '../domain/ids.ts';
import type { AttentionRecord } from '../domain/records.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

const openOf = (db: Executor, id: OrderId | null) =>
  db
    .selectFrom('attention')
    .where('shop_id', '=', shopId)
    .where('order_id', id === null ? 'is' : '=', id)
    .where('closed_at', 'is', null);

export const openCodes = async (db: Executor, id: OrderId | null): Promise<AttentionCode[]> => {
  const rows = await openOf(db, id).select('code').orderBy('id').execute();
  return rows.map((row) => row.code as AttentionCode);
};

/** Opening an open one changes only what it says. Returns whether it was closed before. */
export async function open(tx: Tx, id: OrderId | null, one: Attention, now: Date): Promise<boolean> {
  const words = { reason: one.reason, detail: one.detail ?? null };
  const known = await openOf(tx, id)
    .select(['id', 'reason', 'detail'])
    .where('code', '=', one.code)
    .executeTakeFirst();
  if (!known) {
    const row = { shop_id: shopId, order_id: id, code: one.code, since: time(now), closed_at: null };
    await tx
      .insertInto('attention')
      .values({ ...row, ...words })
      .execute();
    return true;
  }
  // a fault that lasts is told every few seconds: what is the same is not written again
  if (known.reason !== words.reason || known.detail !== words.detail)
    await tx.updateTable('attention').set(words).where('id', '=', known.id).execute();
  return false;
}

/** Returns how many were open. */
export async function close(tx: Tx, id: OrderId | null, codes: AttentionCode[], now: Date): Promise<number> {
  if (codes.length === 0) return 0;
  const closed = await tx
    .updateTable('attention')
    .set({ closed_at: time(now) })
    .where('shop_id', '=', shopId)
    .where('order_id', id === null ? 'is' : '=', id)
    .where('code', 'in', codes)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return Number(closed.numUpdatedRows);
}

const withShopNumber = (db: Executor) =>
  db
    .selectFrom('attention')
    .leftJoin('shop_order', (on) =>
      on
        .onRef('shop_order.shop_id', '=', 'attention.shop_id')
        .onRef('shop_order.order_id', '=', 'attention.order_id'),
    )
    .selectAll('attention')
    .select('shop_order.shop_number')
    .where('attention.shop_id', '=', shopId)
    .where('attention.closed_at', 'is', null);

export const attentionOfOrders = async (
  db: Executor,
  ids: readonly OrderId[],
): Promise<AttentionRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await withShopNumber(db)
    .where('attention.order_id', 'in', ids)
    .orderBy('attention.id')
    .execute();
  return rows.map(recordFrom);
};

/** Open problems of the whole first, then those of orders, the oldest first. */
export const openAttention = async (db: Executor, limit: number): Promise<AttentionRecord[]> => {
  const ofTheWhole = await withShopNumber(db)
    .where('attention.order_id', 'is', null)
    .orderBy('attention.id')
    .execute();
  const ofOrders = await withShopNumber(db)
    .where('attention.order_id', 'is not', null)
    .orderBy('attention.id')
    .limit(limit)
    .execute();
  return [...ofTheWhole, ...ofOrders].map(recordFrom);
};

const recordFrom = (row: {
  id: number;
  code: string;
  reason: string;
  detail: string | null;
  since: string;
  order_id: number | null;
  shop_number: string | null;
}): AttentionRecord => ({
  id: row.id,
  code: row.code as AttentionCode,
  reason: row.reason,
  detail: row.detail,
  since: new Date(row.since),
  orderId: row.order_id === null ? null : orderId(row.order_id),
  shopNumber: row.shop_number,
});
