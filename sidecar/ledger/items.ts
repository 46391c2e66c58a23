// Item codes that Peoplevox was seen to have, so that it is not asked again for each order.

import { chunks } from '../domain/chunks.ts';
import { type Sku, sku } from '../domain/ids.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

const perQuery = 500;

export async function knownItems(db: Executor, codes: readonly Sku[]): Promise<Set<Sku>> {
  const known = new Set<Sku>();
  for (const some of chunks(codes, perQuery)) {
    const rows = await db
      .selectFrom('item')
      .select('sku')
      .where('shop_id', '=', shopId)
      .where('sku', 'in', some)
      .execute();
    for (const row of rows) known.add(sku(row.sku));
  }
  return known;
}

export async function noteItems(tx: Tx, codes: readonly Sku[], seenAt: Date): Promise<void> {
  for (const some of chunks(codes, perQuery)) {
    const rows = some.map((code) => ({ shop_id: shopId, sku: code, seen_at: time(seenAt) }));
    await tx
      .insertInto('item')
      .values(rows)
      .onConflict((same) =>
        same
          .columns(['shop_id', 'sku'])
          .doUpdateSet((row) => ({ seen_at: row.ref('excluded.seen_at') }))
          .whereRef('item.seen_at', '<', 'excluded.seen_at'),
      )
      .execute();
  }
}
