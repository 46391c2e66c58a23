// SKUs that are to be read by key: each is there once, however often and by whomever it was wanted.

import { chunks } from '../domain/chunks.ts';
import { type Sku, sku } from '../domain/ids.ts';
import type { StockWish } from '../domain/ports.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

const rowsAtOnce = 500;

/** Wanted again: it is due at once, and what was read before this counts as too early. An older wish changes nothing. */
export async function wantStock(tx: Tx, codes: readonly Sku[], at: Date): Promise<void> {
  for (const part of chunks([...new Set(codes)], rowsAtOnce))
    await tx
      .insertInto('stock_to_read')
      .values(part.map((code) => ({ shop_id: shopId, sku: code, wanted_at: time(at), due_at: time(at) })))
      .onConflict((same) =>
        same
          .columns(['shop_id', 'sku'])
          .doUpdateSet((row) => ({
            wanted_at: row.ref('excluded.wanted_at'),
            due_at: row.ref('excluded.due_at'),
          }))
          .whereRef('stock_to_read.wanted_at', '<=', 'excluded.wanted_at'),
      )
      .execute();
}

/** The longest due first. */
export async function stockToRead(db: Executor, now: Date, limit: number): Promise<StockWish[]> {
  const rows = await db
    .selectFrom('stock_to_read')
    .select(['sku', 'wanted_at'])
    .where('shop_id', '=', shopId)
    .where('due_at', '<=', time(now))
    .orderBy('due_at')
    .orderBy('sku')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ sku: sku(row.sku), wantedAt: new Date(row.wanted_at) }));
}

export async function stockWaiting(db: Executor, now: Date): Promise<number> {
  const { waiting } = await db
    .selectFrom('stock_to_read')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .where('shop_id', '=', shopId)
    .where('due_at', '<=', time(now))
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

export async function noteStockRead(
  tx: Tx,
  read: readonly (StockWish & { againAt: Date | null })[],
): Promise<void> {
  for (const { sku: code, wantedAt, againAt } of read) {
    if (againAt === null)
      await tx
        .deleteFrom('stock_to_read')
        .where('shop_id', '=', shopId)
        .where('sku', '=', code)
        .where('wanted_at', '=', time(wantedAt))
        .execute();
    else
      await tx
        .updateTable('stock_to_read')
        .set({ due_at: time(againAt) })
        .where('shop_id', '=', shopId)
        .where('sku', '=', code)
        .where('wanted_at', '=', time(wantedAt))
        .execute();
  }
}
