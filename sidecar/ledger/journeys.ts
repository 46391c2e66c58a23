// How each journey was left, so that the screen and a restart know.

import type { JourneyRecord } from '../domain/records.ts';
import { date, flag, timeOrNull } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

export const journeys = async (db: Executor): Promise<JourneyRecord[]> => {
  const rows = await db.selectFrom('journey').selectAll().where('shop_id', '=', shopId).execute();
  return rows.map((row) => ({
    name: row.name,
    paused: row.paused === 1,
    lastStartedAt: date(row.last_started_at),
    lastSuccessAt: date(row.last_success_at),
    nextRunAt: date(row.next_run_at),
    problem: row.problem,
    failingSince: date(row.failing_since),
    failures: row.failures,
    lastResult: row.last_result,
  }));
};

export const saveJourney = (tx: Tx, record: JourneyRecord) => {
  const row = {
    paused: flag(record.paused),
    last_started_at: timeOrNull(record.lastStartedAt),
    last_success_at: timeOrNull(record.lastSuccessAt),
    next_run_at: timeOrNull(record.nextRunAt),
    problem: record.problem,
    failing_since: timeOrNull(record.failingSince),
    failures: record.failures,
    last_result: record.lastResult,
  } as const;
  return tx
    .insertInto('journey')
    .values({ shop_id: shopId, name: record.name, ...row })
    .onConflict((same) => same.columns(['shop_id', 'name']).doUpdateSet(row))
    .execute();
};
