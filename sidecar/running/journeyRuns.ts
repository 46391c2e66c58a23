// Each journey with what it is handed: the run's own signal, and the lane of Peoplevox calls it waits in.

import type { OrderId } from '../domain/ids.ts';
import type { Warehouse } from '../domain/ports.ts';
import { checkSent } from '../journeys/checkSent.ts';
import type { JourneyDeps } from '../journeys/deps.ts';
import { finishHeld } from '../journeys/finishHeld.ts';
import { followOrders } from '../journeys/followOrders.ts';
import { nameMissing } from '../journeys/nameMissing.ts';
import { noticeOrders } from '../journeys/noticeOrders.ts';
import { readStockChanges } from '../journeys/readStockChanges.ts';
import { reconcileOrders } from '../journeys/reconcileOrders.ts';
import { recordDespatches } from '../journeys/recordDespatches.ts';
import { sendOrders } from '../journeys/sendOrders.ts';
import { tellShop } from '../journeys/tellShop.ts';
import { updateStock } from '../journeys/updateStock.ts';
import { watchLate } from '../journeys/watchLate.ts';
import type { JourneyRuns } from './journeyPlans.ts';

/** `lanes`: the same warehouse, for journeys whose questions may wait for those of orders. */
export function journeyRuns(
  deps: Omit<JourneyDeps, 'signal'>,
  lanes: Record<'follow' | 'reconcile' | 'bulk', Warehouse>,
): JourneyRuns {
  const on = (signal: AbortSignal, warehouse = deps.warehouse): JourneyDeps => ({
    ...deps,
    warehouse,
    signal,
  });
  return {
    noticeOrders: (signal, ids: OrderId[] | null) => noticeOrders(on(signal), ids ?? undefined),
    sendOrders: (signal) => sendOrders(on(signal)),
    followOrders: async (signal) => {
      const follow = on(signal, lanes.follow);
      return `${await followOrders(follow)} ${await nameMissing(follow)}`.trim();
    },
    recordDespatches: (signal) => recordDespatches(on(signal)),
    reconcileOrders: (signal) => reconcileOrders(on(signal, lanes.reconcile)),
    updateStock: (signal) => updateStock(on(signal, lanes.bulk)),
    readStockChanges: (signal) => readStockChanges(on(signal, lanes.bulk)),
    tellShop: (signal) => tellShop(on(signal)),
    finishHeld: async (signal) => {
      const reconcile = on(signal, lanes.reconcile);
      return `${await finishHeld(reconcile)} ${await checkSent(reconcile)}`.trim();
    },
    watchLate: (signal) => watchLate(on(signal)),
  };
}
