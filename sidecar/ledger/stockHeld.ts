// SKUs that a guard keeps from being written, until they read otherwise, were written, or a person decided.

import { chunks } from '../domain/chunks.ts';
import type { HeldDecision, HeldSku } from '../domain/heldStock.ts';
import { type Sku, sku } from '../domain/ids.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

const rowsAtOnce = 500;

const date = (at: string | null) => (at === null ? null : new Date(at));

export const heldStock = async (db: Executor): Promise<HeldSku[]> => {
  const rows = await db
    .selectFrom('stock_held')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('sku')
    .execute();
  return rows.map((row) => ({
    sku: sku(row.sku),
    before: row.available_before,
    available: row.available,
    since: new Date(row.since),
    readAt: new Date(row.read_at),
    decision: row.decision,
    decidedBy: row.decided_by,
    decidedAt: date(row.decided_at),
  }));
};

/** Held again changes the reading only: since when it waits, and what was said of it, stays. */
export async function keepHeldStock(
  tx: Tx,
  held: Pick<HeldSku, 'sku' | 'before' | 'available' | 'readAt'>[],
  over: Sku[],
  now: Date,
): Promise<void> {
  for (const some of chunks(over, rowsAtOnce))
    await tx.deleteFrom('stock_held').where('shop_id', '=', shopId).where('sku', 'in', some).execute();
  for (const some of chunks(held, rowsAtOnce))
    await tx
      .insertInto('stock_held')
      .values(
        some.map(({ sku: code, before, available, readAt }) => ({
          shop_id: shopId,
          sku: code,
          available_before: before,
          available,
          since: time(now),
          read_at: time(readAt),
          decision: null,
          decided_by: null,
          decided_at: null,
        })),
      )
      .onConflict((same) =>
        same.columns(['shop_id', 'sku']).doUpdateSet((row) => ({
          available: row.ref('excluded.available'),
          read_at: row.ref('excluded.read_at'),
        })),
      )
      .execute();
}

/** For the journal. */
export function decisionWords(skus: number, decision: HeldDecision | null): string {
  const some = `${skus} ${skus === 1 ? 'SKU' : 'SKUs'} that would fall to zero`;
  switch (decision) {
    case 'apply':
      return `${some}: to be written to the shop`;
    case 'discard':
      return `${some}: kept as they are in the shop`;
    case null:
      return `${some}: to be decided again`;
    default:
      return decision satisfies never;
  }
}

/** `decision` null takes back what was said. Gives those that it changed. */
export async function decideHeldStock(
  tx: Tx,
  codes: readonly Sku[],
  decision: HeldDecision | null,
  who: string,
  now: Date,
): Promise<Sku[]> {
  const changed: Sku[] = [];
  for (const code of codes) {
    const { numUpdatedRows } = await tx
      .updateTable('stock_held')
      .set({
        decision,
        decided_by: decision && who,
        decided_at: decision && time(now),
      })
      .where('shop_id', '=', shopId)
      .where('sku', '=', code)
      .where('decision', 'is not', decision)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) changed.push(code);
  }
  return changed;
}
