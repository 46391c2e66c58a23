// Stock passes: how the last one left each SKU, and what each pass changed.

import { chunks } from '../domain/chunks.ts';
import { type Sku, sku } from '../domain/ids.ts';
import type { StockPass, StockResult } from '../domain/ports.ts';
import type { StockRecord } from '../domain/records.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

// Read by the shop and decided upon, whatever the answer; the other outcomes mean that nothing was looked at.
const lookedAt = (outcome: StockResult['outcome']) => outcome !== 'deferred' && outcome !== 'refused_older';
const rowsAtOnce = 500;

export const lastSellable = async (db: Executor): Promise<Map<Sku, number>> => {
  const rows = await db
    .selectFrom('stock_sku')
    .select(['sku', 'available'])
    .where('shop_id', '=', shopId)
    .execute();
  return new Map(rows.map((row) => [sku(row.sku), row.available]));
};

/** Noted with a later reading than this. */
export const readSince = async (db: Executor, moment: Date): Promise<Map<Sku, Date>> => {
  const rows = await db
    .selectFrom('stock_sku')
    .select(['sku', 'read_at'])
    .where('shop_id', '=', shopId)
    .where('read_at', '>', time(moment))
    .execute();
  return new Map(rows.map((row) => [sku(row.sku), new Date(row.read_at)]));
};

/** SKUs that the shop had units of until a pass noted since this moment, which said that nothing is available. */
export async function zerosSince(db: Executor, moment: Date): Promise<number> {
  const { fallen } = await db
    .selectFrom('stock_pass')
    .innerJoin('stock_change', (join) =>
      join
        .onRef('stock_change.shop_id', '=', 'stock_pass.shop_id')
        .onRef('stock_change.pass', '=', 'stock_pass.pass'),
    )
    .select((row) => row.fn.count<number>('stock_change.sku').distinct().as('fallen'))
    .where('stock_pass.shop_id', '=', shopId)
    .where('stock_pass.noted_at', '>=', time(moment))
    .where('stock_change.available', '=', 0)
    .where('stock_change.from', '>', 0)
    .executeTakeFirstOrThrow();
  return Number(fallen);
}

export const stockOf = async (db: Executor, one: Sku): Promise<StockRecord | null> => {
  const row = await db
    .selectFrom('stock_sku')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('sku', '=', one)
    .executeTakeFirst();
  return row
    ? { sku: one, available: row.available, readAt: new Date(row.read_at), outcome: row.outcome }
    : null;
};

/** Those of these SKUs that more than one product of the shop had when they were last looked at. */
export async function doubledSkus(db: Executor, codes: readonly Sku[]): Promise<Set<Sku>> {
  const doubled = new Set<Sku>();
  for (const part of chunks(codes, rowsAtOnce)) {
    const rows = await db
      .selectFrom('stock_sku')
      .select('sku')
      .where('shop_id', '=', shopId)
      .where('sku', 'in', part)
      .where('outcome', '=', 'ambiguous')
      .execute();
    for (const row of rows) doubled.add(sku(row.sku));
  }
  return doubled;
}

/** The same pass again is the same rows; an older reading never replaces a newer one. */
export async function notePass(tx: Tx, pass: StockPass, results: StockResult[], at: Date): Promise<void> {
  const available = new Map(pass.items.map((item) => [item.sku, item.available]));
  const written = results.filter((result) => result.outcome === 'written');
  await tx
    .insertInto('stock_pass')
    .values({
      shop_id: shopId,
      pass: pass.pass,
      read_at: time(pass.readAt),
      noted_at: time(at),
      items: pass.items.length,
      written: written.length,
    })
    .onConflict((same) => same.columns(['shop_id', 'pass']).doNothing())
    .execute();

  const seen = results.filter((result) => lookedAt(result.outcome) && available.has(result.sku));
  for (const part of chunks(seen, rowsAtOnce)) {
    const rows = part.map((result) => ({
      shop_id: shopId,
      sku: result.sku,
      available: available.get(result.sku) ?? 0,
      read_at: time(pass.readAt),
      outcome: result.outcome,
    }));
    await tx
      .insertInto('stock_sku')
      .values(rows)
      .onConflict((same) =>
        same
          .columns(['shop_id', 'sku'])
          .doUpdateSet((row) => ({
            available: row.ref('excluded.available'),
            read_at: row.ref('excluded.read_at'),
            outcome: row.ref('excluded.outcome'),
          }))
          .whereRef('stock_sku.read_at', '<', 'excluded.read_at'),
      )
      .execute();
  }
  for (const part of chunks(written, rowsAtOnce)) {
    const rows = part.map((result) => ({
      shop_id: shopId,
      pass: pass.pass,
      sku: result.sku,
      product_id: result.productId,
      available: available.get(result.sku) ?? 0,
      from: result.from,
      to: result.to,
      promised: result.promised,
    }));
    await tx
      .insertInto('stock_change')
      .values(rows)
      .onConflict((same) => same.columns(['shop_id', 'pass', 'sku']).doNothing())
      .execute();
  }
}
