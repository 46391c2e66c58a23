// What each comparison of shop and Peoplevox gave, and what it leaves to the next.

import type { Selectable } from 'kysely';
import { orderId, salesOrderNumber } from '../domain/ids.ts';
import type { ReconcileMemory, Reconciliation } from '../domain/reconciliation.ts';
import { cursor, saveCursor } from './keyValues.ts';
import { time, timeOrNull } from './rows.ts';
import { type Executor, type ReconciliationTable, shopId, type Tx } from './tables.ts';

export const note = (tx: Tx, run: Omit<Reconciliation, 'id'>) => {
  const { depth, checked, found, sentAgain, waiting, odd, problem } = run;
  const row = {
    depth,
    ended_at: time(run.endedAt),
    checked,
    found,
    sent_again: sentAgain,
    waiting,
    odd,
    problem,
  };
  return tx
    .insertInto('reconciliation')
    .values({ shop_id: shopId, started_at: time(run.startedAt), ...row })
    .onConflict((same) => same.columns(['shop_id', 'started_at']).doUpdateSet(row))
    .execute();
};

/** The newest first. */
export const reconciliations = async (db: Executor, limit: number): Promise<Reconciliation[]> => {
  const rows = await db
    .selectFrom('reconciliation')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(runFrom);
};

/** The last one that came to its end. */
export const lastWhole = async (db: Executor): Promise<Reconciliation | null> => {
  const row = await db
    .selectFrom('reconciliation')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('problem', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? runFrom(row) : null;
};

const runFrom = (row: Selectable<ReconciliationTable>): Reconciliation => ({
  id: row.id,
  depth: row.depth,
  startedAt: new Date(row.started_at),
  endedAt: new Date(row.ended_at),
  checked: row.checked,
  found: row.found,
  sentAgain: row.sent_again,
  waiting: row.waiting,
  odd: row.odd,
  problem: row.problem,
});

const memoryCursor = 'reconcileOrders';
const triedCursor = 'reconcileOrders.nightlyTried';

/** As cursors keep it: times as texts. */
interface Kept {
  hourlyAt: string | null;
  nightlyAt: string | null;
  unsettled: number[];
  strangers: string[];
}
const dateOrNull = (text: string | null) => (text === null ? null : new Date(text));

export async function memory(db: Executor): Promise<ReconcileMemory> {
  const saved = await cursor(db, memoryCursor);
  const kept: Kept = saved
    ? (JSON.parse(saved) as Kept)
    : { hourlyAt: null, nightlyAt: null, unsettled: [], strangers: [] };
  return {
    hourlyAt: dateOrNull(kept.hourlyAt),
    nightlyAt: dateOrNull(kept.nightlyAt),
    nightlyTriedAt: dateOrNull(await cursor(db, triedCursor)),
    unsettled: kept.unsettled.map(orderId),
    strangers: kept.strangers.map(salesOrderNumber),
  };
}

export const noteTried = (tx: Tx, at: Date, now: Date) => saveCursor(tx, triedCursor, time(at), now);

export function keepMemory(tx: Tx, of: ReconcileMemory, now: Date) {
  const kept: Kept = {
    hourlyAt: timeOrNull(of.hourlyAt),
    nightlyAt: timeOrNull(of.nightlyAt),
    unsettled: of.unsettled,
    strangers: of.strangers,
  };
  return saveCursor(tx, memoryCursor, JSON.stringify(kept), now);
}
