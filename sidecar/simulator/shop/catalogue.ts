// Products and their stock, by WooCommerce's rules (wc-stock-functions.php).

import { decimal, minor } from './money.ts';
import type { ProductSeed, ProductStatus, ProductView, StockMover, VariationSeed } from './shop.ts';
import { ShopRefused } from './shop.ts';
import type { Product, Store } from './store.ts';

export function seedProducts(store: Store, seeds: readonly ProductSeed[]): ProductView[] {
  return seeds.flatMap((seed) => seedProduct(store, seed)).map((product) => viewProduct(store, product));
}

function seedProduct(store: Store, seed: ProductSeed): Product[] {
  const parent: Product = {
    id: store.newId(),
    parentId: 0,
    type: seed.variations ? 'variable' : 'simple',
    sku: seed.sku,
    name: encodeName(seed.name ?? seed.sku),
    status: seed.status ?? 'publish',
    price: seed.variations ? null : minor(seed.price ?? '10.00', store.data.settings),
    managesOwnStock: typeof seed.stock === 'number',
    stock: seed.stock ?? 0,
    backorders: seed.backorders ?? 'no',
    virtual: seed.virtual ?? false,
    downloadable: seed.downloadable ?? false,
    attributes: {},
  };
  const variations = (seed.variations ?? []).map((variation) =>
    makeVariation(store, parent, variation, seed),
  );
  for (const product of [parent, ...variations]) store.data.products.set(product.id, product);
  return [parent, ...variations];
}

function makeVariation(store: Store, parent: Product, seed: VariationSeed, ofParent: ProductSeed): Product {
  return {
    id: store.newId(),
    parentId: parent.id,
    type: 'variation',
    sku: seed.sku,
    name: `${parent.name} - ${Object.values(seed.attributes).join(', ')}`,
    status: seed.status ?? parent.status,
    price: minor(seed.price ?? ofParent.price ?? '10.00', store.data.settings),
    managesOwnStock: typeof seed.stock === 'number',
    stock: typeof seed.stock === 'number' ? seed.stock : 0,
    backorders: parent.backorders,
    virtual: seed.virtual ?? parent.virtual,
    downloadable: seed.downloadable ?? parent.downloadable,
    attributes: seed.attributes,
  };
}

// WooCommerce's own screens and REST store a bare ampersand as an entity, and order lines carry it on.
const encodeName = (name: string) => name.replace(/&(?!#?\w+;)/g, '&amp;');

export function viewProduct(store: Store, product: Product): ProductView {
  const managing = managingProduct(store, product);
  return {
    id: product.id,
    parent_id: product.parentId,
    type: product.type,
    sku: product.sku,
    name: product.name,
    status: product.status,
    price: product.price === null ? null : decimal(product.price, store.data.settings),
    manages_stock: managing === null ? false : managing === product ? true : 'parent',
    managed_by: managing?.id ?? null,
    stock: managing?.stock ?? null,
    stock_status:
      managing === null || managing.stock > 0
        ? 'instock'
        : managing.backorders === 'no'
          ? 'outofstock'
          : 'onbackorder',
    virtual: product.virtual,
  };
}

/** Whose stock counts: WC_Product::get_stock_managed_by_id. A variation without its own falls to its parent's. */
export function managingProduct(store: Store, product: Product): Product | null {
  if (product.managesOwnStock) return product;
  const parent = store.data.products.get(product.parentId);
  return parent?.managesOwnStock ? parent : null;
}

/** wc_update_product_stock with increase or decrease: atomic, whatever was read before. */
export function moveStock(store: Store, managing: Product, by: number, mover: StockMover): number {
  const from = managing.stock;
  managing.stock += by;
  store.write({
    kind: 'stock',
    product_id: managing.id,
    sku: managing.sku,
    from,
    to: managing.stock,
    by: mover,
  });
  if (by < 0 && managing.stock < 0) store.noteOversold(managing, mover);
  return managing.stock;
}

/** Those not in the bin, by id. Draft and private ones are there too, as for wc_get_product_id_by_sku. */
export function productsBySku(store: Store, sku: string): Product[] {
  return [...store.data.products.values()].filter(
    (product) => product.sku === sku && product.status !== 'trash',
  );
}

export function findProduct(store: Store, { id, sku }: { id?: number; sku?: string }): Product {
  const product = id === undefined ? productsBySku(store, sku ?? '')[0] : store.data.products.get(id);
  if (!product) throw new ShopRefused('not_found', `The shop has no product ${id ?? sku}.`);
  return product;
}

export interface ProductChange {
  sku?: string;
  name?: string;
  price?: string;
  stock?: number | 'parent' | null;
  status?: ProductStatus;
}

/** An edit by hand in wp-admin. */
export function editProduct(store: Store, id: number, change: ProductChange): ProductView {
  const product = findProduct(store, { id });
  if (change.sku !== undefined) product.sku = change.sku;
  if (change.name !== undefined) product.name = encodeName(change.name);
  if (change.price !== undefined) product.price = minor(change.price, store.data.settings);
  if (change.status !== undefined) product.status = change.status;
  if (change.stock !== undefined) {
    product.managesOwnStock = typeof change.stock === 'number';
    if (typeof change.stock === 'number')
      moveStock(store, product, change.stock - product.stock, { what: 'hand' });
  }
  return viewProduct(store, product);
}
