// What the shop wants of an order beyond what has left with it: only that would have to be sent still.

import type { Sku } from './ids.ts';
import { type FoundLine, unitsOf } from './salesOrder.ts';

/** As the shop has it now: `sku` null where the product has none, `name` as on the order. */
export interface WantedUnits {
  sku: Sku | null;
  name: string;
  quantity: number;
}

/**
 * `MUG: the shop wants 3, Peoplevox has 0; "Gift card" (no SKU): the shop wants 1`; empty where nothing more is wanted. A line without a SKU may be one that left
 * under the code that its product had then: it counts where it cannot be any of those.
 */
export function wantedMoreInWords(wanted: readonly WantedUnits[], left: readonly FoundLine[]): string {
  const skus = new Set(wanted.flatMap(({ sku }) => sku ?? []));
  const words = [...skus].flatMap((sku) => {
    const [wants, has] = [unitsOf(wanted, sku), unitsOf(left, sku)];
    return wants > has ? [`${sku}: the shop wants ${wants}, Peoplevox has ${has}`] : [];
  });
  const nameless = wanted.filter(({ sku }) => sku === null);
  const unclaimed = left.reduce((sum, { sku, quantity }) => sum + (skus.has(sku) ? 0 : quantity), 0);
  if (unitsOf(nameless, null) > unclaimed)
    words.push(...nameless.map(({ name, quantity }) => `"${name}" (no SKU): the shop wants ${quantity}`));
  return words.join('; ');
}
