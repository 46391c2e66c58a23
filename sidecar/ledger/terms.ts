// What an order can be searched by: each term a row, so that "is" and "begins with" are one range of an index.

import type { OrderId } from '../domain/ids.ts';
import type { ShopNews } from '../domain/ports.ts';
import { shopId, type Tx } from './tables.ts';

/** Order id and number, sales order number and SKUs: replaces what was there. */
export const noteOrderTerms = (tx: Tx, order: Pick<ShopNews, 'orderId' | 'shopNumber' | 'number' | 'skus'>) =>
  replaceTerms(tx, order.orderId, 'order', [
    String(order.orderId),
    order.shopNumber,
    order.number ?? '',
    ...order.skus,
  ]);

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
