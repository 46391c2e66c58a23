// When an order takes stock and gives it back: wc-stock-functions.php and wc_maybe_adjust_line_item_product_stock.

import { managingProduct, moveStock } from './catalogue.ts';
import type { StockMover } from './shop.ts';
import { deleteMeta, type Line, metaOf, type Order, type Product, type Store, setMeta } from './store.ts';

export const reducingStatuses = ['processing', 'completed', 'on-hold'];
export const restoringStatuses = ['cancelled', 'pending', 'failed'];
const reducedKey = '_reduced_stock';
const restockedKey = '_restock_refunded_items';

/** The variation, or the product; null once it is deleted. */
export const lineProduct = (store: Store, line: Line): Product | null =>
  store.data.products.get(line.variationId || line.productId) ?? null;

/** Units that WooCommerce says it took off stock for this line. */
export const reducedOf = (line: Line): number => Number(metaOf(line.meta, reducedKey) ?? 0);
const restockedOf = (line: Line): number => Number(metaOf(line.meta, restockedKey) ?? 0);

function managingOf(store: Store, line: Line): Product | null {
  const product = lineProduct(store, line);
  return product && managingProduct(store, product);
}

/** wc_maybe_reduce_stock_levels: once, until it is restored. Takes the whole quantity, refunded units too. */
export function reduceStock(store: Store, order: Order): void {
  if (order.stockReduced) return;
  const changes: string[] = [];
  for (const line of order.lines) {
    const managing = managingOf(store, line);
    if (!managing || reducedOf(line) > 0) continue;
    const to = moveStock(store, managing, -line.quantity, { what: 'order', order_id: order.id });
    setMeta(store, line.meta, reducedKey, String(line.quantity));
    changes.push(`${line.name} (${to + line.quantity}&rarr;${to})`);
  }
  if (changes.length > 0) addNote(store, order, `Stock levels reduced: ${changes.join(', ')}`);
  order.stockReduced = true;
}

/** wc_maybe_increase_stock_levels. */
export function restoreStock(store: Store, order: Order): void {
  if (!order.stockReduced) return;
  const changes: string[] = [];
  for (const line of order.lines) {
    const managing = managingOf(store, line);
    const reduced = reducedOf(line);
    if (!managing || reduced === 0) continue;
    const to = moveStock(store, managing, reduced, { what: 'restored', order_id: order.id });
    deleteMeta(line.meta, reducedKey);
    changes.push(`${line.name} (${to - reduced}&rarr;${to})`);
  }
  if (changes.length > 0) addNote(store, order, `Stock levels increased: ${changes.join(', ')}`);
  order.stockReduced = false;
}

/** wc_restock_refunded_items. */
export function restockRefunded(store: Store, order: Order, line: Line, quantity: number): void {
  const managing = managingOf(store, line);
  const reduced = reducedOf(line);
  if (!managing || reduced === 0 || quantity === 0) return;
  const to = moveStock(store, managing, quantity, { what: 'restock', order_id: order.id });
  setMeta(store, line.meta, reducedKey, String(reduced - quantity));
  setMeta(store, line.meta, restockedKey, String(restockedOf(line) + quantity));
  addNote(
    store,
    order,
    `Item #${managing.id} stock increased from ${to - quantity} to ${to}.`.replaceAll('\n', ' '),
  );
}

/** After a line's quantity was changed; 0 when the line is about to go. */
export function adjustStock(store: Store, order: Order, line: Line, quantity: number): void {
  const managing = managingOf(store, line);
  if (!managing) return;
  const reduced = reducedOf(line);
  const taken = quantity === 0 ? -reduced : quantity - restockedOf(line) - reduced;
  if (taken === 0) return;
  const mover: StockMover = { what: 'edit', order_id: order.id };
  const to = moveStock(store, managing, -taken, mover);
  setMeta(store, line.meta, reducedKey, String(quantity - restockedOf(line)));
  if (quantity > 0) order.stockReduced = true;
  addNote(store, order, `Adjusted stock: ${line.name} (${to + taken}&rarr;${to})`);
}

/** What other customers' unpaid orders hold back of a product's stock (ReserveStock). */
export function heldStock(store: Store, managing: Product): number {
  let held = 0;
  for (const order of store.data.orders.values()) {
    if (order.status !== 'pending' || (order.holdsStockUntil ?? 0) <= store.now()) continue;
    for (const line of order.lines) if (managingOf(store, line) === managing) held += line.quantity;
  }
  return held;
}

/** Notes do not change the order's modified time. */
export function addNote(store: Store, order: Order, text: string, forCustomer = false): void {
  order.notes.push({ at: store.second(), text, forCustomer });
  store.write({ kind: 'note', order_id: order.id, text, for_customer: forCustomer });
}
