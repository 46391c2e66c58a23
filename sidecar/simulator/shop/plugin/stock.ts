// shop/stock and shop/skus.

import type { Static } from 'typebox';
import type { SkusRequest, StockRequest, StockResult, stockOutcomes } from '../../../woocommerce/contract.ts';
import { managingProduct, moveStock, productsBySku } from '../catalogue.ts';
import { decimal, sum } from '../money.ts';
import { unitsWanted } from '../orderJson.ts';
import { lineProduct } from '../orderStock.ts';
import type { Order, Product, Store } from '../store.ts';
import { timeParam } from './answers.ts';

type Result = Omit<Static<typeof StockResult>, 'outcome'> & { outcome: (typeof stockOutcomes)[number] };
type Pass = Static<typeof StockRequest>;
const committingStatuses = ['processing', 'on-hold', 'completed'];

/** target = available − promised, by the difference to what is there; the same pass again gives the stored answer. */
export function stockPass(store: Store, pass: Pass) {
  const readAt = timeParam(pass.read_at, 'read_at');
  const reflectedBefore = timeParam(pass.reflected_before, 'reflected_before');
  const stored = store.data.passes.get(pass.pass);
  if (stored) return { pass: pass.pass, repeated: true, results: stored };
  // Who cannot have the lock within the 10 seconds defers everything; so does what is left when they are up.
  const allowed = store.stockLocked ? 0 : (store.toggles.stockItemsPerPass ?? pass.items.length);
  const results = pass.items.map((item, index) =>
    index < allowed
      ? applyItem(store, pass.pass, item, { readAt, reflectedBefore })
      : { ...nothing(item.sku), outcome: 'deferred' as const },
  );
  store.data.passes.set(pass.pass, results);
  return { pass: pass.pass, repeated: false, results };
}

const nothing = (sku: string) => ({ sku, product_id: null, from: null, to: null, promised: null });

function applyItem(
  store: Store,
  pass: string,
  { sku, available }: Pass['items'][number],
  times: { readAt: number; reflectedBefore: number },
): Result {
  const [product, another] = productsBySku(store, sku);
  if (!product) return { ...nothing(sku), outcome: 'unknown' };
  if (another) return { ...nothing(sku), outcome: 'ambiguous' };
  const found = { ...nothing(sku), product_id: product.id };
  if (!product.managesOwnStock) return { ...found, outcome: 'not_managed' };
  const from = product.stock;
  const last = store.data.stockReadAt.get(product.id);
  if (last !== undefined && times.readAt <= last) return { ...found, outcome: 'refused_older' };
  store.data.stockReadAt.set(product.id, times.readAt);

  const promised = promisedUnits(store, product, times.reflectedBefore);
  const difference = available - promised - from;
  if (difference === 0) return { ...found, outcome: 'unchanged', from, to: from, promised };
  const to = moveStock(store, product, difference, { what: 'pass', pass, available, promised });
  return { ...found, outcome: 'written', from, to, promised };
}

/** Committed demand on this product's stock that `available` does not yet reflect. */
export function promisedUnits(store: Store, managing: Product, reflectedBefore: number): number {
  const counts = (order: Order) => {
    const reflectedAt = store.data.memory.get(order.id)?.reflectedAt;
    const reflected = reflectedAt ? Date.parse(reflectedAt) < reflectedBefore : false;
    return committingStatuses.includes(order.status) && !reflected;
  };
  const takes = (product: Product | null) => product !== null && managingProduct(store, product) === managing;
  return sum(
    [...store.data.orders.values()]
      .filter(counts)
      .flatMap((order) =>
        order.lines.filter((line) => takes(lineProduct(store, line))).map((line) => unitsWanted(order, line)),
      ),
  );
}

export function skusPage(store: Store, { after, limit }: Static<typeof SkusRequest>) {
  const all = [...store.data.products.values()]
    .filter((product) => product.id > after && product.status !== 'trash')
    .sort((one, other) => one.id - other.id);
  const page = all.slice(0, limit);
  return {
    skus: page.map((product) => ({
      id: product.id,
      parent_id: product.parentId,
      type: product.type,
      sku: product.sku,
      name: product.name,
      status: product.status,
      manages_stock: product.managesOwnStock,
      stock: product.managesOwnStock ? product.stock : null,
      price: product.price === null ? null : decimal(product.price, store.data.settings),
    })),
    next: all.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}
