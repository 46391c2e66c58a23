// The accuracy of stock, a row a day.

import { sql } from 'kysely';
import type { StockAccuracy, StockDay } from '../domain/stockAccuracy.ts';
import { time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

/** The same reading again, or an older one, is not counted twice. */
export async function noteAccuracy(tx: Tx, day: string, of: StockAccuracy): Promise<void> {
  const { checked, off, offUnits } = of;
  const last = {
    last_read_at: time(of.readAt),
    last_checked: checked,
    last_off: off,
    last_off_units: offUnits,
  };
  await tx
    .insertInto('stock_day')
    .values({ shop_id: shopId, day, readings: 1, checked, off, off_units: offUnits, ...last })
    .onConflict((same) =>
      same
        .columns(['shop_id', 'day'])
        .doUpdateSet({
          readings: sql`stock_day.readings + 1`,
          checked: sql`stock_day.checked + ${checked}`,
          off: sql`stock_day.off + ${off}`,
          off_units: sql`stock_day.off_units + ${offUnits}`,
          ...last,
        })
        .whereRef('stock_day.last_read_at', '<', 'excluded.last_read_at'),
    )
    .execute();
}

/** The newest first. */
export async function stockDays(db: Executor, limit: number): Promise<StockDay[]> {
  const rows = await db
    .selectFrom('stock_day')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('day', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    day: row.day,
    readings: row.readings,
    checked: row.checked,
    off: row.off,
    offUnits: row.off_units,
    last: {
      readAt: new Date(row.last_read_at),
      checked: row.last_checked,
      off: row.last_off,
      offUnits: row.last_off_units,
    },
  }));
}
