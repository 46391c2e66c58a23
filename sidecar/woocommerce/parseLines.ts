// An order's line items, and what other plugins wrote on them.

import type { Static } from 'typebox';
import { type Sku, sku } from '../domain/ids.ts';
import type { Meta, OrderLine, PartOf } from '../domain/order.ts';
import type { OrderEntry, WooLineItem } from './contract.ts';
import { plain } from './plainText.ts';

type Item = Static<typeof WooLineItem>;

/** Throws RangeError on a line that the plugin did not complete. */
export function parseLines(items: Item[], more: OrderEntry['lines']): OrderLine[] {
  const metaOf = new Map(items.map((item) => [item.id, parseMeta(item.meta_data)]));
  return items.map((item) => {
    const added = more.find((line) => line.item_id === item.id);
    if (!added) throw new RangeError(`Line ${item.id} came without what the plugin adds to it`);
    const meta = metaOf.get(item.id) ?? {};
    return {
      itemId: item.id,
      productId: item.product_id,
      variationId: item.variation_id,
      sku: skuOf(item.sku),
      name: plain(item.name),
      quantity: item.quantity,
      refunded: added.refunded,
      unitPrice: item.price,
      unitPriceWithTax: withTax(item),
      needsShipping: added.needs_shipping,
      partOf: partOf(item.id, meta, metaOf),
      meta,
    };
  });
}

// WooCommerce trims nothing: a SKU of blanks is none.
const skuOf = (text: string | null): Sku | null =>
  text === null || text.trim() === '' ? null : sku(text.trim());

// wc/v3 gives the price without tax only, after discounts: total ÷ quantity.
const withTax = ({ quantity, total, total_tax }: Item) =>
  quantity === 0 ? 0 : (Number(total) + Number(total_tax)) / quantity;

/** Texts, numbers and yes or no by key; what is a list or an object is nothing a column could take. The first of a key counts, as in WooCommerce. */
export function parseMeta(list: Item['meta_data']): Meta {
  const meta: Record<string, string> = {};
  for (const { key, value } of Object.values(list))
    if (['string', 'number', 'boolean'].includes(typeof value)) meta[key] ??= plain(String(value));
  return meta;
}

// Product Bundles and Composite Products of WooCommerce: the line of the bundle carries a key of its own, each line in it the key of
// its bundle, and whether it is shipped by itself. A bundle can lie in a composite.
const families = [
  { own: '_bundle_cart_key', parent: '_bundled_by', alone: '_bundled_item_needs_shipping' },
  { own: '_composite_cart_key', parent: '_composite_parent', alone: '_composite_item_needs_shipping' },
] as const;

function partOf(itemId: number, meta: Meta, metaOf: Map<number, Meta>): PartOf | null {
  for (const { own, parent, alone } of families) {
    const key = meta[parent];
    if (!key) continue;
    const bundle = [...metaOf].find(([id, other]) => id !== itemId && other[own] === key);
    if (!bundle) continue; // its bundle was taken off the order
    const flag = meta[alone];
    return { itemId: bundle[0], shipsAlone: flag === 'yes' ? true : flag === 'no' ? false : null };
  }
  return null;
}
