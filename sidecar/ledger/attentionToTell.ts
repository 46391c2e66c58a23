// Orders whose exceptions the shop has not been told of as they are now; the triggers of migration 6 put them here.

import { sql } from 'kysely';
import type { OrderId } from '../domain/ids.ts';
import type { AttentionToTell } from '../domain/ports.ts';
import { attentionOfOrders } from './attention.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

export async function attentionToTell(db: Executor, limit: number): Promise<AttentionToTell[]> {
  const rows = await db
    .selectFrom('attention_to_tell')
    .select(['order_id', 'version'])
    .where('shop_id', '=', shopId)
    .orderBy('order_id')
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.order_id as OrderId);
  const open = await attentionOfOrders(db, ids);
  return rows.map(({ order_id, version }) => ({
    orderId: order_id as OrderId,
    version,
    open: open.filter((one) => one.orderId === order_id).map(({ code, reason }) => ({ code, reason })),
  }));
}

/** Forgets what has not changed again since it was read. */
export async function attentionTold(
  tx: Tx,
  told: readonly Pick<AttentionToTell, 'orderId' | 'version'>[],
): Promise<void> {
  for (const { orderId, version } of told)
    await tx
      .deleteFrom('attention_to_tell')
      .where('shop_id', '=', shopId)
      .where('order_id', '=', orderId)
      .where('version', '=', version)
      .execute();
}

export async function tellAttentionAgain(tx: Tx, ids: readonly OrderId[]): Promise<void> {
  for (const id of ids)
    await tx
      .insertInto('attention_to_tell')
      .values({ shop_id: shopId, order_id: id, version: 1 })
      .onConflict((same) =>
        same.columns(['shop_id', 'order_id']).doUpdateSet({ version: sql`attention_to_tell.version + 1` }),
      )
      .execute();
}
