// The orders that a benchmark sends: 1 to 20 lines each, 2.5 on average, and two in a hundred with something wrong. Pure: the same seed, the same orders.

import type { OrderSeed } from '../simulator/shop/shop.ts';
import { type Chance, chanceFrom } from './chance.ts';

/** What is wrong with an order; null: nothing. */
export type Flaw =
  /** the shop sells what Peoplevox does not know */
  | 'unknown SKU'
  | 'bad postcode'
  /** a service type that the tenant does not have */
  | 'header refused'
  /** an item that Peoplevox shows and yet does not take */
  | 'line refused';

export interface MadeUpOrder {
  seed: OrderSeed;
  flaw: Flaw | null;
  /** units by SKU */
  units: Record<string, number>;
}

/** Item codes that only flawed orders have. */
export const unknownSkus = ['NEW-JUMPER', 'NEW-GLOVES', 'SAMPLE-BAG'];
export const refusedSku = 'DISCONTINUED-LAMP';
/** The shipping method whose service type the tenant does not have (settings of the benchmark). */
export const oddShippingMethod = 'courier_bike';

const flawedShare = 0.02;
// Mistakes in the shop are the usual ones; Peoplevox's own refusals are the rest, and cost the most calls.
const flaws: Flaw[] = [
  ...Array<Flaw>(4).fill('unknown SKU'),
  ...Array<Flaw>(4).fill('bad postcode'),
  'header refused',
  'line refused',
];
const mostLines = 20;
/** The chance of no further line, which makes 2.5 lines on average. */
const lastLine = 0.4;

export const skuOf = (place: number) => `SKU-${String(place + 1).padStart(5, '0')}`;

/** So many orders over so many SKUs. Of the flawed ones, each kind comes in turn, so that few orders have all kinds too. */
export function madeUpOrders(seed: number, count: number, skuCount: number): MadeUpOrder[] {
  const chance = chanceFrom(seed);
  const flawed = Math.round(count * flawedShare);
  const places = chance.shuffled(Array.from({ length: count }, (_, place) => place)).slice(0, flawed);
  const flawAt = new Map(places.map((place, turn) => [place, flaws[(turn * 3) % flaws.length] ?? null]));
  return Array.from({ length: count }, (_, place) => madeUp(flawAt.get(place) ?? null, chance, skuCount));
}

function madeUp(flaw: Flaw | null, chance: Chance, skuCount: number): MadeUpOrder {
  const units = new Map<string, number>();
  const wanted = lineCount(chance);
  while (units.size < Math.min(wanted, skuCount)) {
    const sku = skuOf(chance.below(skuCount));
    if (!units.has(sku)) units.set(sku, quantity(chance));
  }
  const odd = chance.below(unknownSkus.length);
  if (flaw === 'unknown SKU') swapFirst(units, unknownSkus[odd] ?? '');
  if (flaw === 'line refused') swapFirst(units, refusedSku);
  const lines = [...units].map(([sku, count]) => ({ sku, quantity: count }));
  return {
    flaw,
    units: Object.fromEntries(units),
    seed: {
      lines,
      // The shop's stock is not what is measured: orders come in as from a marketplace, without the check of the checkout.
      createdVia: 'rest-api',
      ...(flaw === 'bad postcode' ? { shipping: { postcode: 'SW1A' } } : {}),
      ...(flaw === 'header refused'
        ? { shippingMethod: { id: oddShippingMethod, title: 'Courier bike' } }
        : {}),
    },
  };
}

function swapFirst(units: Map<string, number>, sku: string): void {
  const [first] = units.keys();
  if (first !== undefined) units.delete(first);
  units.set(sku, 1);
}

function lineCount(chance: Chance): number {
  let lines = 1;
  while (lines < mostLines && chance.next() >= lastLine) lines += 1;
  return lines;
}

function quantity(chance: Chance): number {
  const roll = chance.next();
  return roll < 0.8 ? 1 : roll < 0.95 ? 2 : 3;
}
