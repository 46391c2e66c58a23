// The two stand-ins with a catalogue of their own, at the pace of a real Peoplevox, on a clock that jumps: what each benchmark starts from.

import type { Settings } from '../domain/settings.ts';
import { type Bench, type SidecarOptions, startBench } from '../journeys/testing/bench.ts';
import type { FaultSpec } from '../simulator/peoplevox/faults.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { oddShippingMethod, refusedSku, skuOf, unknownSkus } from './madeUpOrders.ts';

/** What a call takes. No live tenant was measured: half a second and 3 ms a row are on the slow side of what other clients report. */
export const pace = { callMs: 500, rowMs: 3 };
/** Enough that no order waits for stock. */
const plenty = 100_000;

/** What both sell and stock; the shop sells besides what Peoplevox does not know. `scarce`: SKUs of which there are `few`. */
export function catalogue(skus: number, scarce: readonly string[] = [], few = plenty) {
  const known = [...Array.from({ length: skus }, (_, place) => skuOf(place)), refusedSku];
  const stockOf = (sku: string) => (scarce.includes(sku) ? few : plenty);
  return {
    products: [...known, ...unknownSkus].map((sku) => ({ sku, price: '12.50', stock: stockOf(sku) })),
    items: known.map((code) => ({ code, stock: stockOf(code) })),
  };
}

/** Each order has a service type, as in most shops: orders without that column would travel in a save of their own. */
export const serviceTypes = { '*': 'Royal Mail 48', [oddShippingMethod]: 'Courier bike' };

/** An item that Peoplevox shows and yet does not take. */
export const refusal: FaultSpec = {
  kind: 'refuse row',
  template: 'Sales order items',
  item: refusedSku,
  times: 0,
  text: `Item type '${refusedSku}' is discontinued`,
};

export interface Size {
  skus: number;
  toggles?: Partial<Toggles>;
  settings?: (all: Settings) => void;
  sidecar?: SidecarOptions;
}

export async function startWarehouse({ skus, toggles, settings, sidecar }: Size): Promise<Bench> {
  const { products, items } = catalogue(skus);
  const bench = await startBench({
    products,
    peoplevox: { toggles: { ...pace, ...toggles }, seed: { items } },
    settings(all) {
      all.orders.serviceTypes = { ...serviceTypes };
      settings?.(all);
    },
    ...(sidecar ? { sidecar } : {}),
  });
  bench.peoplevox.faults.add(refusal);
  return bench;
}
