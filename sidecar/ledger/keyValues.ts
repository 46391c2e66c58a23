// Cursors of the journeys, and the settings that a person changed.

import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

export const cursor = async (db: Executor, name: string): Promise<string | null> => {
  const row = await db
    .selectFrom('cursor')
    .select('value')
    .where('shop_id', '=', shopId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
};

export const saveCursor = (tx: Tx, name: string, value: string, now: Date) => {
  const row = { value, saved_at: time(now) };
  return tx
    .insertInto('cursor')
    .values({ shop_id: shopId, name, ...row })
    .onConflict((same) => same.columns(['shop_id', 'name']).doUpdateSet(row))
    .execute();
};

export const savedSettings = async (db: Executor): Promise<Map<string, unknown>> => {
  const rows = await db
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('shop_id', '=', shopId)
    .execute();
  return new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
};

export const saveSetting = (tx: Tx, key: string, value: unknown, now: Date) => {
  const row = { value: JSON.stringify(value), saved_at: time(now) };
  return tx
    .insertInto('setting')
    .values({ shop_id: shopId, key, ...row })
    .onConflict((same) => same.columns(['shop_id', 'key']).doUpdateSet(row))
    .execute();
};
