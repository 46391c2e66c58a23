// shop/stock and shop/skus.

import type { Static } from 'typebox';
import type {
  SkusRequest,
  StockRequest,
  StockResult,
  StockWhy,
  StockWhyRequest,
  stockOutcomes,
} from '../../../woocommerce/contract.ts';
import { managingProduct, moveStock } from '../catalogue.ts';
import { decimal, sum } from '../money.ts';
import { iso, type Product, type Store } from '../store.ts';
import { refuseAhead, timeParam } from './answers.ts';
import { promisedByProduct, promisedTo } from './promises.ts';

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
  const shelves = shelvesOf(store, reflectedBefore);
  const results = pass.items.map((item, index) =>
    index < allowed ? applyItem(store, pass.pass, item, readAt, shelves) : deferred(item),
  );
  store.data.passes.set(pass.pass, results);
  return { pass: pass.pass, repeated: false, results };
}

/** What a pass looks up for each of its items, gathered once. */
interface Shelves {
  bySku: Map<string, Product[]>;
  /** products that sell from the stock of this parent */
  sharing: Map<number, Product[]>;
  /** units by product */
  promised: Map<number, number>;
}

function shelvesOf(store: Store, reflectedBefore: number): Shelves {
  const there = [...store.data.products.values()].filter(({ status }) => status !== 'trash');
  return {
    bySku: grouped(there, ({ sku }) => sku),
    sharing: grouped(
      there.filter((product) => !product.managesOwnStock),
      ({ parentId }) => parentId,
    ),
    promised: promisedByProduct(store, reflectedBefore),
  };
}

function grouped<Key>(products: Product[], keyOf: (product: Product) => Key): Map<Key, Product[]> {
  const groups = new Map<Key, Product[]>();
  for (const product of products) {
    const group = groups.get(keyOf(product));
    if (group) group.push(product);
    else groups.set(keyOf(product), [product]);
  }
  return groups;
}

const nothing = (sku: string) => ({ sku, product_id: null, from: null, to: null, promised: null });

function applyItem(
  store: Store,
  pass: string,
  { sku, available }: Pass['items'][number],
  readAt: number,
  shelves: Shelves,
): Result {
  const found = findTarget(store, sku, shelves);
  if ('outcome' in found) return { ...nothing(sku), ...found };
  const { product, sharing } = found;
  const result = { ...nothing(sku), product_id: product.id };
  const from = product.stock;
  const last = store.data.readings.get(product.id);
  if (last && readAt <= last.readAt) return { ...result, outcome: 'refused_older' };

  const promised = sum([product, ...sharing].map(({ id }) => shelves.promised.get(id) ?? 0));
  const difference = available - promised - from;
  const reading = { available, promised, from, to: from + difference, readAt, writtenAt: store.now() };
  store.data.readings.set(product.id, reading);
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
function findTarget(
  store: Store,
  sku: string,
  shelves: Shelves,
): Target | Pick<Result, 'outcome' | 'product_id'> {
  const [product, another] = shelves.bySku.get(sku) ?? [];
  if (!product) return { outcome: 'unknown', product_id: null };
  if (another) return { outcome: 'ambiguous', product_id: null };
  const managing = managingProduct(store, product);
  if (!managing) return { outcome: 'not_managed', product_id: product.id };
  const sharing = shelves.sharing.get(managing.id) ?? [];
  const named = [managing, ...sharing].filter((one) => one.sku !== '');
  return named.length === 1
    ? { product: managing, sharing }
    : { outcome: 'not_managed', product_id: product.id };
}

/** shop/stock/why: what the number of a SKU is made of. */
export function stockWhy(store: Store, { sku, reflected_before }: Static<typeof StockWhyRequest>): StockWhy {
  const reflectedBefore = timeParam(reflected_before, 'reflected_before');
  const found = findTarget(store, sku, shelvesOf(store, reflectedBefore));
  const nothing = { sku, product_id: null, stock: null, promised: null, orders: [], reading: null };
  if ('outcome' in found)
    return { ...nothing, product_id: found.product_id, kind: found.outcome as StockWhy['kind'] };
  const { product, sharing } = found;
  const promises = promisedTo(
    store,
    [product, ...sharing].map(({ id }) => id),
    reflectedBefore,
  );
  const reading = store.data.readings.get(product.id);
  return {
    sku,
    kind: 'found',
    product_id: product.id,
    stock: product.stock,
    promised: sum(promises.map(({ units }) => units)),
    orders: promises.slice(0, 100).map(({ order, units }) => {
      const { sentAt, reflectedAt } = store.data.memory.get(order.id) ?? {};
      return {
        order_id: order.id,
        number: String(order.id),
        status: order.status,
        units,
        sent_at: sentAt ?? null,
        reflected_at: reflectedAt ?? null,
      };
    }),
    reading: reading
      ? {
          available: reading.available,
          promised: reading.promised,
          from: reading.from,
          to: reading.to,
          read_at: iso(reading.readAt),
          written_at: iso(reading.writtenAt),
        }
      : null,
  };
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
