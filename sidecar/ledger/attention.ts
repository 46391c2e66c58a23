// Open exceptions, of an order or (order null) of the whole. A closed one stays as history.

import type { Attention, AttentionCode } from '../domain/attention.ts';
import { type OrderId, orderId } from '../domain/ids.ts';
import type { AttentionRecord, DismissedRecord } from '../domain/records.ts';
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

/** Of an order: open, or dismissed by a person while their cause stands. */
export const toldCodes = async (db: Executor, id: OrderId): Promise<AttentionCode[]> => {
  const rows = await toldOf(db, [id]).select('code').orderBy('id').execute();
  return rows.map((row) => row.code as AttentionCode);
};

export const toldOf = (db: Executor, ids: readonly OrderId[]) =>
  db
    .selectFrom('attention')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .where((is) => is.or([is('closed_at', 'is', null), is('dismissed', '=', 1)]));

const dismissedOf = (db: Executor, id: OrderId) =>
  db
    .selectFrom('attention')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .where('dismissed', '=', 1);

/**
 * Opening an open one changes only what it says. One that a person dismissed stays so for the same reason, word for word; another reason is another case. Returns
 * how it stood before.
 */
export async function open(
  tx: Tx,
  id: OrderId | null,
  one: Attention,
  now: Date,
): Promise<'open' | 'closed' | 'dismissed'> {
  const words = { reason: one.reason, detail: one.detail ?? null };
  const known = await openOf(tx, id)
    .select(['id', 'reason', 'detail'])
    .where('code', '=', one.code)
    .executeTakeFirst();
  if (!known) {
    if (id !== null && (await isDismissed(tx, id, one))) return 'dismissed';
    const row = { shop_id: shopId, order_id: id, code: one.code, since: time(now), closed_at: null };
    await tx
      .insertInto('attention')
      .values({ ...row, ...words })
      .execute();
    return 'closed';
  }
  // a fault that lasts is told every few seconds: what is the same is not written again
  if (known.reason !== words.reason || known.detail !== words.detail)
    await tx.updateTable('attention').set(words).where('id', '=', known.id).execute();
  return 'open';
}

async function isDismissed(tx: Tx, id: OrderId, { code, reason }: Attention): Promise<boolean> {
  const before = await dismissedOf(tx, id)
    .select(['id', 'reason'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (!before) return false;
  if (before.reason === reason) return true;
  await forgetDismissal(tx, [before.id]);
  return false;
}

const forgetDismissal = (tx: Tx, ids: readonly number[]) =>
  tx.updateTable('attention').set({ dismissed: 0 }).where('id', 'in', ids).execute();

/** A person has seen them and wants to hear no more of them. */
export async function dismiss(
  tx: Tx,
  id: OrderId,
  codes: readonly AttentionCode[],
  { by, note }: { by: string; note: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('attention')
    .set({ closed_at: time(now), dismissed: 1, dismissed_by: by, dismissed_note: note })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .where('code', 'in', codes)
    .where('closed_at', 'is', null)
    .execute();
}

/** Open again, since when they were open before. */
export async function bringBack(tx: Tx, id: OrderId, codes: readonly AttentionCode[]): Promise<void> {
  const rows = await dismissedOf(tx, id).selectAll().where('code', 'in', codes).execute();
  if (rows.length === 0) return;
  await forgetDismissal(
    tx,
    rows.map((row) => row.id),
  );
  for (const { code, reason, detail, since } of rows)
    await tx
      .insertInto('attention')
      .values({ shop_id: shopId, order_id: id, code, reason, detail, since, closed_at: null })
      .execute();
}

/** What people set aside of an order, the newest first. */
export const dismissedAttention = async (db: Executor, id: OrderId): Promise<DismissedRecord[]> => {
  const rows = await dismissedOf(db, id).selectAll().orderBy('closed_at', 'desc').execute();
  return rows.map((row) => ({
    code: row.code as AttentionCode,
    reason: row.reason,
    at: new Date(row.closed_at ?? row.since),
    by: row.dismissed_by ?? '',
    note: row.dismissed_note ?? '',
  }));
};

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
  // its cause is gone: should it come again, it is shown again
  if (id !== null)
    await tx
      .updateTable('attention')
      .set({ dismissed: 0 })
      .where('shop_id', '=', shopId)
      .where('order_id', '=', id)
      .where('code', 'in', codes)
      .where('dismissed', '=', 1)
      .execute();
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
