// Despatches as they were handed to the shop, and what the shop answered.

import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import type { RecordedDespatch } from '../domain/ports.ts';
import * as journal from './journal.ts';
import { despatchFrom, time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';
import { addTrackingTerm } from './terms.ts';

/** Parcels as they stand: waiting, refused, or recorded. */
export const recordedDespatches = async (db: Executor, numbers: readonly SalesOrderNumber[]) => {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('despatch')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('number', 'in', numbers)
    .orderBy('despatched_at')
    .execute();
  return rows.map(despatchFrom);
};

export const despatchesOfOrder = async (db: Executor, id: number) => {
  const rows = await db
    .selectFrom('despatch')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .orderBy('despatched_at')
    .orderBy('despatch')
    .execute();
  return rows.map(despatchFrom);
};

const unsettled: RecordedDespatch['outcome'][] = ['waiting', 'refused'];

/** Sales orders with a parcel that waits for its number or that the shop refused, or with a despatch that did not fit. */
export const unsettledDespatches = async (db: Executor) => {
  const parcels = db
    .selectFrom('despatch')
    .select('number')
    .where('shop_id', '=', shopId)
    .where('outcome', 'in', unsettled);
  const misfits = db
    .selectFrom('attention')
    .innerJoin('shop_order', (both) =>
      both
        .onRef('shop_order.shop_id', '=', 'attention.shop_id')
        .onRef('shop_order.order_id', '=', 'attention.order_id'),
    )
    .select((row) => row.ref('shop_order.number').$notNull().as('number'))
    .where('attention.shop_id', '=', shopId)
    .where('attention.code', '=', 'despatch_does_not_fit')
    .where('attention.closed_at', 'is', null)
    .where('shop_order.number', 'is not', null);
  // What left before it was linked may lie further back than any window: asked for until the shop has the order closed.
  const closed = ['completed', 'cancelled', 'refunded', 'failed', 'trash', 'deleted'];
  const linked = db
    .selectFrom('shop_order')
    .select((row) => row.ref('number').$notNull().as('number'))
    .where('shop_id', '=', shopId)
    .where('linked_at', 'is not', null)
    .where('transfer', '=', 'complete')
    .where('shop_status', 'not in', closed)
    .where('number', 'is not', null);
  const rows = await parcels.union(misfits).union(linked).execute();
  return rows.map((row) => row.number as SalesOrderNumber);
};

/** Parcels of an order that waited or were refused, and do so no longer: their lines stand under another number, or are gone from the report. */
export async function endUnsettled(tx: Tx, id: OrderId, still: readonly RecordedDespatch[]): Promise<void> {
  for (const one of await despatchesOfOrder(tx, id))
    if (unsettled.includes(one.outcome) && !still.some((other) => sameParcel(one, other)))
      await remove(tx, one);
}

/**
 * A parcel is a despatch, an order and a tracking number. What was recorded stays recorded: `already` from the shop, or waiting anew, takes nothing
 * back. A parcel whose lines have all come under another number of the same despatch is that parcel.
 */
export async function noteDespatch(tx: Tx, who: string, news: RecordedDespatch, now: Date): Promise<void> {
  const parcels = (await despatchesOfOrder(tx, news.orderId)).filter((one) => one.despatch === news.despatch);
  for (const one of parcels)
    if (
      news.outcome !== 'waiting' &&
      !sameParcel(one, news) &&
      one.keys.every((key) => news.keys.includes(key))
    )
      await remove(tx, one);

  const known = parcels.find((one) => sameParcel(one, news));
  const newKeys = news.keys.some((key) => !known?.keys.includes(key));
  const stands = known?.outcome === 'recorded' && (news.outcome === 'already' || !newKeys);
  const outcome = known && stands ? known.outcome : news.outcome;
  const facts = {
    number: news.number,
    carrier: news.carrier,
    despatched_at: time(news.despatchedAt),
    outcome,
    why: known && stands ? known.why : news.why,
    told: known?.outcome === 'recorded' ? (known.told ?? news.told) : news.told,
    keys: JSON.stringify([...new Set([...(known?.keys ?? []), ...news.keys])]),
    lines: JSON.stringify(news.lines),
    noted_at: time(now),
  };
  const parcel = {
    shop_id: shopId,
    despatch: news.despatch,
    order_id: news.orderId,
    tracking_number: news.trackingNumber,
  };
  await tx
    .insertInto('despatch')
    .values({ ...parcel, ...facts })
    .onConflict((same) =>
      same.columns(['shop_id', 'despatch', 'order_id', 'tracking_number']).doUpdateSet(facts),
    )
    .execute();
  await addTrackingTerm(tx, news.orderId, news.trackingNumber);

  if (known?.outcome !== outcome || newKeys)
    await journal.write(tx, { orderId: news.orderId, who, what: inWords(news) }, now);
}

const sameParcel = (one: RecordedDespatch, other: RecordedDespatch) =>
  one.despatch === other.despatch && one.trackingNumber === other.trackingNumber;

const remove = (tx: Tx, { orderId, despatch, trackingNumber }: RecordedDespatch) =>
  tx
    .deleteFrom('despatch')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('despatch', '=', despatch)
    .where('tracking_number', '=', trackingNumber)
    .execute();

function inWords({ despatch, outcome, why, carrier, trackingNumber, told }: RecordedDespatch): string {
  const what = [`Despatch ${despatch}`, carrier, trackingNumber].filter((word) => word !== '').join(', ');
  switch (outcome) {
    case 'waiting':
      return `${what}: waits for its tracking number`;
    case 'recorded':
      return `${what}: recorded on the order${told === 'mailed' ? ', the customer was told' : ''}`;
    case 'already':
      return `${what}: was on the order already`;
    case 'refused':
      return `${what}: refused by the shop${why ? ` (${why})` : ''}`;
    default:
      return outcome satisfies never;
  }
}
