// What the ledger throws away in time, a bounded number of rows in one transaction, so that no order waits for it.

import { time } from './rows.ts';
import { shopId, type Tx } from './tables.ts';

const dayMs = 86_400_000;
/** So long a pass can be undone (design.md section 7). */
const passesKeptMs = 7 * dayMs;
/** So long it can be told what happened. */
const historyKeptMs = 2 * 365 * dayMs;
const reconciliationsKeptMs = 30 * dayMs;
/** A pass has at most 1,000 changes. */
const passesAtOnce = 20;
const rowsAtOnce = 1_000;

/** Gives how many rows it deleted; 0 where nothing is left to do. */
export async function tidy(tx: Tx, now: Date): Promise<number> {
  const before = (keptMs: number) => time(new Date(now.getTime() - keptMs));
  const passes = await forgetPasses(tx, before(passesKeptMs));
  const closed = await tx
    .deleteFrom('attention')
    .where('id', 'in', (oldest) =>
      oldest
        .selectFrom('attention')
        .select('id')
        .where('shop_id', '=', shopId)
        .where('closed_at', '<', before(historyKeptMs))
        .limit(rowsAtOnce),
    )
    .executeTakeFirstOrThrow();
  // written in the order of time, so the oldest are the first ones, and no index by time is needed
  const told = await tx
    .deleteFrom('journal')
    .where('id', 'in', (oldest) =>
      oldest.selectFrom('journal').select('id').where('shop_id', '=', shopId).orderBy('id').limit(rowsAtOnce),
    )
    .where('at', '<', before(historyKeptMs))
    .executeTakeFirstOrThrow();
  const nonces = await tx
    .deleteFrom('nonce')
    .where('shop_id', '=', shopId)
    .where('expires_at', '<=', time(now))
    .executeTakeFirstOrThrow();
  const compared = await tx
    .deleteFrom('reconciliation')
    .where('id', 'in', (oldest) =>
      oldest
        .selectFrom('reconciliation')
        .select('id')
        .where('shop_id', '=', shopId)
        .where('ended_at', '<', before(reconciliationsKeptMs))
        .orderBy('ended_at')
        .limit(rowsAtOnce),
    )
    .executeTakeFirstOrThrow();
  const days = await tx
    .deleteFrom('stock_day')
    .where('shop_id', '=', shopId)
    .where('day', '<', before(historyKeptMs).slice(0, 10))
    .executeTakeFirstOrThrow();
  return [passes, closed, told, nonces, compared, days].reduce(
    (sum, { numDeletedRows }) => sum + Number(numDeletedRows),
    0,
  );
}

async function forgetPasses(tx: Tx, notedBefore: string): Promise<{ numDeletedRows: bigint }> {
  const old = await tx
    .selectFrom('stock_pass')
    .select('pass')
    .where('shop_id', '=', shopId)
    .where('noted_at', '<', notedBefore)
    .orderBy('noted_at')
    .limit(passesAtOnce)
    .execute();
  if (old.length === 0) return { numDeletedRows: 0n };
  const ofThese = (table: 'stock_change' | 'stock_pass') =>
    tx
      .deleteFrom(table)
      .where('shop_id', '=', shopId)
      .where(
        'pass',
        'in',
        old.map(({ pass }) => pass),
      )
      .executeTakeFirstOrThrow();
  const changes = await ofThese('stock_change');
  const passes = await ofThese('stock_pass');
  return { numDeletedRows: changes.numDeletedRows + passes.numDeletedRows };
}
