// Sales order numbers of an order beside the one it goes under: linked ones, and those it went under before.

import { sql } from 'kysely';
import { type OrderId, orderId, type SalesOrderNumber, salesOrderNumber } from '../domain/ids.ts';
import type { OrderChange, OtherNumber } from '../domain/ports.ts';
import { date, time, timeOrNull } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';

export const otherNumbers = async (db: Executor, ids: readonly OrderId[]): Promise<OtherNumber[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('other_number')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .orderBy('since')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    orderId: orderId(row.order_id),
    number: salesOrderNumber(row.number),
    role: row.role,
    why: row.why,
    left: row.left,
    sentAt: date(row.sent_at),
    since: new Date(row.since),
  }));
};

/** Peoplevox may not tell upper from lower case. Reads all orders where nobody has it: for a person's question, not for a journey. */
export const holderOf = async (db: Executor, number: SalesOrderNumber): Promise<OrderId | null> => {
  const same = (column: string) => sql<boolean>`lower(${sql.ref(column)}) = lower(${number})`;
  const row = await db
    .selectFrom('shop_order')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where((is) => is.or([same('number'), same('resend_as')]))
    .unionAll((from) =>
      from.selectFrom('other_number').select('order_id').where('shop_id', '=', shopId).where(same('number')),
    )
    .limit(1)
    .executeTakeFirst();
  return row ? orderId(row.order_id) : null;
};

export async function changeOtherNumbers(
  tx: Tx,
  id: OrderId,
  { add = [], remove = [] }: NonNullable<OrderChange['otherNumbers']>,
): Promise<void> {
  for (const number of [...remove, ...add.map((one) => one.number)])
    await tx
      .deleteFrom('other_number')
      .where('shop_id', '=', shopId)
      .where('order_id', '=', id)
      .where('number', '=', number)
      .execute();
  for (const { number, role, why, left, sentAt, since } of add)
    await tx
      .insertInto('other_number')
      .values({
        shop_id: shopId,
        order_id: id,
        number,
        role,
        why,
        left,
        sent_at: timeOrNull(sentAt),
        since: time(since),
      })
      .execute();
}
