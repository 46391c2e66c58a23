// shop/stock and shop/skus.

import type { Static } from 'typebox';
import type { SkusRequest, StockRequest, StockResult, stockOutcomes } from '../../../woocommerce/contract.ts';
import { managingProduct, moveStock, productsBySku } from '../catalogue.ts';
import { decimal } from '../money.ts';
import type { Product, Store } from '../store.ts';
import { refuseAhead, timeParam } from './answers.ts';
import { promisedUnits } from './promises.ts';

type Result = Omit<Static<typeof StockResult>, 'outcome'> & { outcome: (typeof stockOutcomes)[number] };
type Pass = Static<typeof StockRequest>;

/** target = available − promised, by the difference to what is there; the same pass again gives the stored answer. */
export function stockPass(store: Store, pass: Pass) {
  const readAt = timeParam(pass.read_at, 'read_at');
  const reflectedBefore = timeParam(pass.reflected_before, 'reflected_before');
  refuseAhead(store.now(), [readAt]);
  const stored = store.data.passes.get(pass.pass);
  if (stored) return { pass: pass.pass, repeated: true, results: stored };
  const deferred = ({ sku }: Pass['items'][number]): Result => ({ ...nothing(sku), outcome: 'deferred' });
  // Another request has the lock: nothing is stored, so the same pass may ask again.
  if (store.stockLocked) return { pass: pass.pass, repeated: false, results: pass.items.map(deferred) };
  const allowed = store.toggles.stockItemsPerPass ?? pass.items.length;
  const results = pass.items.map((item, index) =>
    index < allowed ? applyItem(store, pass.pass, item, { readAt, reflectedBefore }) : deferred(item),
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
  const found = findTarget(store, sku);
  if ('outcome' in found) return { ...nothing(sku), ...found };
  const { product, sharing } = found;
  const result = { ...nothing(sku), product_id: product.id };
  const from = product.stock;
  const last = store.data.stockReadAt.get(product.id);
  if (last !== undefined && times.readAt <= last) return { ...result, outcome: 'refused_older' };
  store.data.stockReadAt.set(product.id, times.readAt);

  const promised = promisedUnits(store, [product, ...sharing], times.reflectedBefore);
  const difference = available - promised - from;
  if (difference === 0) return { ...result, outcome: 'unchanged', from, to: from, promised };
  const to = moveStock(store, product, difference, { what: 'pass', pass, available, promised });
  return { ...result, outcome: 'written', from, to, promised };
}

interface Target {
  product: Product;
  /** Variations that sell from its stock. */
  sharing: Product[];
}

/** The one product whose stock a SKU stands for. A parent's stock counts only where a single item has a SKU for it. */
function findTarget(store: Store, sku: string): Target | Pick<Result, 'outcome' | 'product_id'> {
  const [product, another] = productsBySku(store, sku);
  if (!product) return { outcome: 'unknown', product_id: null };
  if (another) return { outcome: 'ambiguous', product_id: null };
  const managing = managingProduct(store, product);
  if (!managing) return { outcome: 'not_managed', product_id: product.id };
  const sharing = [...store.data.products.values()].filter(
    (one) => one.parentId === managing.id && !one.managesOwnStock && one.status !== 'trash',
  );
  const named = [managing, ...sharing].filter((one) => one.sku !== '');
  return named.length === 1
    ? { product: managing, sharing }
    : { outcome: 'not_managed', product_id: product.id };
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
      name: product.name.replaceAll('&amp;', '&'),
      status: product.status,
      manages_stock: product.managesOwnStock,
      stock: product.managesOwnStock ? product.stock : null,
      price: shownPrice(store, product),
    })),
    next: all.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** A variable product shows its cheapest variation's. */
function shownPrice(store: Store, product: Product): string | null {
  const prices = [product, ...store.data.products.values()]
    .filter((one) => one === product || one.parentId === product.id)
    .flatMap((one) => one.price ?? []);
  return prices.length > 0 ? decimal(Math.min(...prices), store.data.settings) : null;
}
