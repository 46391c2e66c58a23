// Who did what, when and why. Rows are only ever added.

import type { OrderId } from '../domain/ids.ts';
import type { JournalRecord } from '../domain/records.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

export interface JournalEntry {
  orderId: OrderId | null;
  who: string;
  what: string;
  detail?: string | undefined;
}

export const write = (tx: Tx, entry: JournalEntry, now: Date) =>
  tx
    .insertInto('journal')
    .values({
      shop_id: shopId,
      order_id: entry.orderId,
      at: time(now),
      who: entry.who,
      what: entry.what,
      detail: entry.detail ?? null,
    })
    .execute();

/** The newest first; `id` null: what concerns no order. */
export const journalOf = async (
  db: Executor,
  id: OrderId | null,
  limit: number,
): Promise<JournalRecord[]> => {
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', id === null ? 'is' : '=', id)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, at, who, what, detail }) => ({ id, at: new Date(at), who, what, detail }));
};
