// The two stand-ins with a catalogue of their own, at the pace of a real Peoplevox, on a clock that jumps: what each benchmark starts from.

import type { Settings } from '../domain/settings.ts';
import { type Bench, type SidecarOptions, startBench } from '../journeys/testing/bench.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { oddShippingMethod, refusedSku, skuOf, unknownSkus } from './madeUpOrders.ts';

/** What a call takes. No live tenant was measured: half a second and 3 ms a row are on the slow side of what other clients report. */
const pace = { callMs: 500, rowMs: 3 };
/** Twice the default: the lines of a batch are read back in one page. Up to 1,000 are known to work (peoplevox-api.md 10, question 8). */
export const rowsAPage = 500;
/** Enough that no order waits for stock. */
const plenty = 100_000;

export interface Size {
  skus: number;
  toggles?: Partial<Toggles>;
  settings?: (all: Settings) => void;
  sidecar?: SidecarOptions;
}

export async function startWarehouse({ skus, toggles, settings, sidecar }: Size): Promise<Bench> {
  const known = [...Array.from({ length: skus }, (_, place) => skuOf(place)), refusedSku];
  const bench = await startBench({
    products: [...known, ...unknownSkus].map((sku) => ({ sku, price: '12.50', stock: plenty })),
    peoplevox: {
      toggles: { ...pace, ...toggles },
      seed: { items: known.map((code) => ({ code, stock: plenty })) },
    },
    settings(all) {
      // Each order has a service type, as in most shops: orders without that column would travel in a save of their own.
      all.orders.serviceTypes = { '*': 'Royal Mail 48', [oddShippingMethod]: 'Courier bike' };
      all.peoplevox.pageSize = rowsAPage;
      settings?.(all);
    },
    ...(sidecar ? { sidecar } : {}),
  });
  bench.peoplevox.faults.add({
    kind: 'refuse row',
    template: 'Sales order items',
    item: refusedSku,
    times: 0,
    text: `Item type '${refusedSku}' is discontinued`,
  });
  return bench;
}
