// Which journeys there are and when each runs. The intervals are settings, read anew each time.

import type { OrderId } from '../domain/ids.ts';
import type { Settings } from '../domain/settings.ts';
import type { JourneyPlan } from './journeyPlan.ts';

export interface JourneyRuns {
  noticeOrders: (signal: AbortSignal, ids: OrderId[] | null) => Promise<string>;
  sendOrders: (signal: AbortSignal) => Promise<string>;
  followOrders: (signal: AbortSignal) => Promise<string>;
  recordDespatches: (signal: AbortSignal) => Promise<string>;
  updateStock: (signal: AbortSignal) => Promise<string>;
  readStockChanges: (signal: AbortSignal) => Promise<string>;
  finishHeld: (signal: AbortSignal) => Promise<string>;
  reconcileOrders: (signal: AbortSignal) => Promise<string>;
  watchLate: (signal: AbortSignal) => Promise<string>;
  tellShop: (signal: AbortSignal) => Promise<string>;
}
export type JourneyName = keyof JourneyRuns;

/** How often the ledger is asked for due orders where no hint came. */
const sendLookSeconds = 15;
/** The shortest time after which an order can be late is a minute. */
const lateLookSeconds = 60;
/** How often the ledger is asked for exceptions that the shop does not show yet; where there are none the shop is not called. */
const tellLookSeconds = 15;

export function journeyPlans(
  runs: JourneyRuns,
  settings: () => Settings,
  nextSendAt: () => Promise<Date | null>,
  changesAreRead: () => boolean,
): (JourneyPlan & { name: JourneyName })[] {
  return [
    {
      name: 'noticeOrders',
      everySeconds: () => settings().orders.pollSeconds,
      hintGapSeconds: () => 0,
      needsLive: false,
      run: runs.noticeOrders,
    },
    {
      name: 'sendOrders',
      everySeconds: () => sendLookSeconds,
      dueAt: nextSendAt,
      hintGapSeconds: () => 0,
      needsLive: true,
      run: runs.sendOrders,
    },
    {
      name: 'followOrders',
      everySeconds: () => settings().follow.everySeconds,
      hintGapSeconds: () => 10,
      needsLive: true,
      run: runs.followOrders,
    },
    {
      name: 'recordDespatches',
      everySeconds: () => settings().despatch.everySeconds,
      hintGapSeconds: () => 10,
      needsLive: true,
      run: runs.recordDespatches,
    },
    {
      name: 'updateStock',
      everySeconds: () =>
        changesAreRead() ? settings().stock.everySecondsWithChanges : settings().stock.everySeconds,
      // a full read is many calls, and events come for every change of every item: they make it no more than twice as frequent
      hintGapSeconds: () => settings().stock.everySeconds / 2,
      firstRestSeconds: () => Math.min(60, settings().stock.everySeconds),
      needsLive: true,
      run: runs.updateStock,
    },
    {
      name: 'readStockChanges',
      everySeconds: () => settings().stock.changesSeconds,
      hintGapSeconds: () => 10,
      needsLive: true,
      run: runs.readStockChanges,
    },
    {
      name: 'finishHeld',
      everySeconds: () => settings().orders.heldSearchSeconds,
      hintGapSeconds: () => 60,
      needsLive: true,
      run: runs.finishHeld,
    },
    {
      name: 'reconcileOrders',
      everySeconds: () => settings().reconcile.everyMinutes * 60,
      hintGapSeconds: () => 60,
      // a night is many calls; and a fault of Peoplevox's that lasts is told by the journeys that run each minute
      firstRestSeconds: () => 60,
      needsLive: true,
      run: runs.reconcileOrders,
    },
    {
      name: 'watchLate',
      everySeconds: () => lateLookSeconds,
      hintGapSeconds: () => 10,
      needsLive: true,
      run: runs.watchLate,
    },
    {
      name: 'tellShop',
      everySeconds: () => tellLookSeconds,
      hintGapSeconds: () => 0,
      needsLive: true,
      run: runs.tellShop,
    },
  ];
}
