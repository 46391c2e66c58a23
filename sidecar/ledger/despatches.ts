// Despatches as they were handed to the shop, and what the shop answered.

import type { SalesOrderNumber } from '../domain/ids.ts';
import type { RecordedDespatch } from '../domain/ports.ts';
import * as journal from './journal.ts';
import { despatchFrom, time } from './rows.ts';
import { type Executor, shopId, type Tx } from './tables.ts';
import { addTrackingTerm } from './terms.ts';

/** Those the shop has given its final word on. */
export const recordedDespatches = async (db: Executor, numbers: readonly SalesOrderNumber[]) => {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('despatch')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('number', 'in', numbers)
    .where('outcome', '<>', 'waiting')
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

export const waitingForTracking = async (db: Executor) => {
  const rows = await db
    .selectFrom('despatch')
    .select('number')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('outcome', '=', 'waiting')
    .execute();
  return rows.map((row) => row.number as SalesOrderNumber);
};

/** What was recorded stays recorded: `already` from the shop, or waiting anew, takes nothing back. */
export async function noteDespatch(tx: Tx, who: string, news: RecordedDespatch, now: Date): Promise<void> {
  const known = await tx
    .selectFrom('despatch')
    .select(['outcome', 'told', 'keys', 'why'])
    .where('shop_id', '=', shopId)
    .where('despatch', '=', news.despatch)
    .where('order_id', '=', news.orderId)
    .executeTakeFirst();
  const keepsOutcome = known?.outcome === 'recorded' && news.outcome !== 'recorded';
  const outcome = keepsOutcome ? known.outcome : news.outcome;
  const keys = [...new Set([...(known ? (JSON.parse(known.keys) as string[]) : []), ...news.keys])];
  const facts = {
    number: news.number,
    carrier: news.carrier,
    tracking_number: news.trackingNumber,
    despatched_at: time(news.despatchedAt),
    outcome,
    why: keepsOutcome ? known.why : news.why,
    told: keepsOutcome ? known.told : news.told,
    keys: JSON.stringify(keys),
    lines: JSON.stringify(news.lines),
    noted_at: time(now),
  };
  await tx
    .insertInto('despatch')
    .values({ shop_id: shopId, despatch: news.despatch, order_id: news.orderId, ...facts })
    .onConflict((same) => same.columns(['shop_id', 'despatch', 'order_id']).doUpdateSet(facts))
    .execute();
  await addTrackingTerm(tx, news.orderId, news.trackingNumber);

  const newKeys = known === undefined || keys.length > (JSON.parse(known.keys) as string[]).length;
  if (known?.outcome !== outcome || newKeys)
    await journal.write(tx, { orderId: news.orderId, who, what: inWords(news) }, now);
}

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
