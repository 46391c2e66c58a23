// What an order can be searched by: each term a row, so that "is" and "begins with" are one range of an index.

import { type OrderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { ShopNews } from '../domain/ports.ts';
import { otherNumbers } from './otherNumbers.ts';
import { shopId, type Tx } from './tables.ts';

/** Order id and number, sales order numbers and SKUs: replaces what was there. */
export async function noteOrderTerms(
  tx: Tx,
  order: Pick<ShopNews, 'orderId' | 'shopNumber' | 'number' | 'skus'>,
): Promise<void> {
  const others = await otherNumbers(tx, [order.orderId]);
  await replaceTerms(tx, order.orderId, 'order', [
    String(order.orderId),
    order.shopNumber,
    order.number ?? '',
    ...others.map(({ number }) => number),
    ...order.skus,
  ]);
}

/** After its other numbers changed. */
export async function noteTermsOf(tx: Tx, id: OrderId): Promise<void> {
  const row = await tx
    .selectFrom('shop_order')
    .select(['shop_number', 'number', 'skus'])
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .executeTakeFirst();
  if (!row) return;
  const number = row.number === null ? null : salesOrderNumber(row.number);
  const skus = (JSON.parse(row.skus) as string[]).map(sku);
  await noteOrderTerms(tx, { orderId: id, shopNumber: row.shop_number, number, skus });
}

export async function addTrackingTerm(tx: Tx, id: OrderId, trackingNumber: string): Promise<void> {
  const [term] = termsOf([trackingNumber]);
  if (term === undefined) return;
  await tx
    .insertInto('order_term')
    .values({ shop_id: shopId, order_id: id, kind: 'tracking', term })
    .onConflict((same) => same.doNothing())
    .execute();
}

async function replaceTerms(tx: Tx, id: OrderId, kind: 'order', texts: string[]): Promise<void> {
  await tx
    .deleteFrom('order_term')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', id)
    .where('kind', '=', kind)
    .execute();
  const terms = termsOf(texts);
  if (terms.length === 0) return;
  await tx
    .insertInto('order_term')
    .values(terms.map((term) => ({ shop_id: shopId, order_id: id, kind, term })))
    .execute();
}

/** Lower case as SQLite does it: only a to z, so that the table's check agrees. */
export const searchable = (text: string) => text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const termsOf = (texts: string[]) => [...new Set(texts.map(searchable))].filter((term) => term !== '');
