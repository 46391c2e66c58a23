// Calls to Peoplevox, each written down before it is made, so that a restart remembers how much of the window is used.

import { type Executor, shopId, type Tx } from './tables.ts';

const keptMs = 2 * 24 * 60 * 60 * 1000;

/** In the order they were recorded; `at` is milliseconds since 1970, `uptime` since the machine was started. */
export const recentCalls = (db: Executor, sinceMs: number) =>
  db
    .selectFrom('peoplevox_call')
    .select(['at', 'uptime'])
    .where('shop_id', '=', shopId)
    .where('at', '>=', sinceMs)
    .orderBy('id')
    .execute();

/** When the last call was begun, milliseconds since 1970; null where none is remembered. */
export async function lastCallAt(db: Executor): Promise<number | null> {
  const row = await db
    .selectFrom('peoplevox_call')
    .select('at')
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function recordCall(
  tx: Tx,
  call: { at: number; operation: string; lane: string; uptime: number },
): Promise<void> {
  await tx
    .deleteFrom('peoplevox_call')
    .where('shop_id', '=', shopId)
    .where('at', '<', call.at - keptMs)
    .execute();
  await tx
    .insertInto('peoplevox_call')
    .values({ shop_id: shopId, ...call })
    .execute();
}
