// Orders: what the shop says of them, and which of them a journey has to take up.

import { sql } from 'kysely';
import type { AttentionCode } from '../domain/attention.ts';
import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import type { LedgerOrder, OrderChange, ShopNews } from '../domain/ports.ts';
import { stageOf } from '../domain/transfer.ts';
import { wantsAmending } from './migrations/0004_to_amend.ts';
import { deletedUnchecked } from './migrations/0007_deleted.ts';
import { changesFrom, newRow, orderFrom, type Settable, time, timeOrNull } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';
import { noteOrderTerms } from './terms.ts';

export const inList = (list: string) => sql<boolean>`${sql.ref(`shop_order.in_${list}`)} = 1`;

export const ordersById = async (db: Executor, ids: readonly OrderId[]) => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', ids)
    .orderBy('order_id')
    .execute();
  return rows.map(orderFrom);
};

export const ordersByNumber = async (db: Executor, numbers: readonly SalesOrderNumber[]) => {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where((is) =>
      is.or([
        is('number', 'in', numbers),
        is('order_id', 'in', (from) =>
          from
            .selectFrom('other_number')
            .select('order_id')
            .where('shop_id', '=', shopId)
            .where('role', '=', 'beside')
            .where('number', 'in', numbers),
        ),
      ]),
    )
    .execute();
  return rows.map(orderFrom);
};

export const ordersToLookAt = async (db: Executor, now: Date, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('look_again_at', '<=', time(now))
    .orderBy('look_again_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

export const lookAtWaiting = (tx: Tx, now: Date) =>
  tx
    .updateTable('shop_order')
    .set({ look_again_at: time(now) })
    .where('shop_id', '=', shopId)
    .where('transfer', '=', 'waiting')
    .execute();

export const ordersToSend = async (db: Executor, now: Date, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(inList('waiting_to_send'))
    .where((is) => is.or([is('next_attempt_at', 'is', null), is('next_attempt_at', '<=', time(now))]))
    .orderBy('due_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

/** The newest first: the longer ago it was begun, the less likely is it to come. */
export const waitingAtRelease = async (db: Executor, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('transfer', '=', 'waiting')
    .where('step', '=', 'release')
    .where('number', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

/** An order without a next attempt is due since it became due. */
export const nextSendAt = async (db: Executor) => {
  const row = await db
    .selectFrom('shop_order')
    .select(sql<string | null>`min(coalesce(next_attempt_at, due_at, changed_at))`.as('at'))
    .where('shop_id', '=', shopId)
    .where(inList('waiting_to_send'))
    .executeTakeFirstOrThrow();
  return row.at === null ? null : new Date(row.at);
};

const lostCodes: AttentionCode[] = [
  'gone',
  'cancelled_in_peoplevox',
  'reopened_in_peoplevox',
  'former_reopened',
];

/** Complete, and closed or not in Peoplevox any more, and a person is told of it: looked at on, so that it closes by itself. */
const lostOrders = async (db: Executor, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('transfer', '=', 'complete')
    .where('warehouse', 'in', ['gone', 'cancelled', 'despatched'])
    .where('order_id', 'in', (is) =>
      is
        .selectFrom('attention')
        .select(sql<number>`order_id`.as('order_id'))
        .where('shop_id', '=', shopId)
        .where('closed_at', 'is', null)
        .where('code', 'in', lostCodes),
    )
    .orderBy('warehouse_read_at')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

export const ordersToFollow = async (db: Executor, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(inList('in_peoplevox'))
    .orderBy('warehouse_read_at', (order) => order.asc().nullsFirst())
    .orderBy('order_id')
    .limit(limit)
    .execute();
  const read = ({ warehouseReadAt }: LedgerOrder) => warehouseReadAt?.getTime() ?? 0;
  return [...rows.map(orderFrom), ...(await lostOrders(db, limit))]
    .sort((one, other) => read(one) - read(other))
    .slice(0, limit);
};

export const ordersToAmend = async (db: Executor, now: Date, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`in_in_peoplevox = 1 and number is not null and ${sql.raw(wantsAmending)}`)
    .where((is) => is.or([is('next_attempt_at', 'is', null), is('next_attempt_at', '<=', time(now))]))
    .orderBy('next_attempt_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

/** Open ones that were checked last before a moment, the longest ago first. */
const checkedLongAgo = async (db: Executor, before: Date, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(inList('in_peoplevox'))
    .where('checked_at', '<', time(before))
    .orderBy('checked_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

export const ordersDeleted = async (db: Executor, before: Date, limit: number) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`${sql.raw(deletedUnchecked)}`)
    .where('step_at', '<=', time(before))
    .orderBy('step_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map(orderFrom);
};

export const ordersToCheck = async (
  db: Executor,
  sentBefore: Date,
  checkedBefore: Date | null,
  limit: number,
) => {
  const rows = await db
    .selectFrom('shop_order')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('transfer', '=', 'complete')
    .where('checked_at', 'is', null)
    // after an amendment, step_at says when it was written
    .where(sql<boolean>`coalesce(step_at, sent_at) <= ${time(sentBefore)}`)
    .where('warehouse', 'not in', ['cancelled', 'gone'])
    .orderBy('sent_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  const first = rows.map(orderFrom);
  const left = limit - first.length;
  if (checkedBefore === null || left === 0) return first;
  return [...first, ...(await checkedLongAgo(db, checkedBefore, left))];
};

export const canary = async (db: Executor) => {
  const row = await db
    .selectFrom('shop_order')
    .select('number')
    .where('shop_id', '=', shopId)
    .where(sql<boolean>`seen_in_warehouse = 1 and number is not null and warehouse not in ('none', 'gone')`)
    .orderBy('warehouse_read_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.number ?? null) as SalesOrderNumber | null;
};

/** The same news twice is one row. A new order waits, with nothing known of the warehouse; of a known one only the shop's facts change. */
export async function noteOrder(tx: Tx, news: ShopNews, now: Date): Promise<void> {
  const [known] = await ordersById(tx, [news.orderId]);
  if (known) {
    const { orderId, number, ...facts } = news;
    await changeOrder(tx, orderId, number === null ? facts : { ...facts, number }, now);
  } else {
    await tx.insertInto('shop_order').values(newRow(news, now)).execute();
    await noteOrderTerms(tx, news);
  }
}

/** May it still be changed as its change asks: is it where it was, here and in the warehouse, and goes by the same sales order? */
export async function isStill(
  db: Executor,
  {
    orderId,
    onlyFrom,
    onlyUnder,
    onlyAt,
  }: Pick<OrderChange, 'orderId' | 'onlyFrom' | 'onlyUnder' | 'onlyAt'>,
): Promise<boolean> {
  if (onlyFrom === undefined && onlyUnder === undefined && onlyAt === undefined) return true;
  const row = await db
    .selectFrom('shop_order')
    .select(['transfer', 'number', 'linked_at', 'warehouse'])
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) return false;
  if (onlyFrom !== undefined && ![onlyFrom].flat().includes(row.transfer)) return false;
  if (onlyAt !== undefined && row.warehouse !== onlyAt) return false;
  return (
    onlyUnder === undefined ||
    (row.number === onlyUnder.number && row.linked_at === timeOrNull(onlyUnder.linkedAt))
  );
}

/** A read that finds an order at the stage where it was does not make its wait begin anew. */
function stageChange({ warehouse }: Partial<Settable>, now: Date) {
  if (warehouse === undefined) return {};
  const same = sql.join(stageOf(warehouse).map((fact) => sql.lit(fact)));
  return {
    stage_since: sql<string>`case when warehouse in (${same}) then coalesce(stage_since, ${time(now)}) else ${time(now)} end`,
  };
}

/** Throws where there is no such order. */
export async function changeOrder(tx: Tx, id: OrderId, set: Partial<Settable>, now: Date): Promise<void> {
  const changed = await tx
    .updateTable('shop_order')
    .set({ ...changesFrom(set), ...stageChange(set, now), changed_at: time(now) })
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw new Error(`The ledger has no order ${id}`);
  if (set.shopNumber !== undefined || set.number !== undefined || set.skus !== undefined)
    await noteOrderTerms(tx, orderFrom(changed));
}
