// All journeys together: what keeps them, who may wake them, and how each is doing.

import type { LeaseLost, ShopFrozen } from '../domain/errors.ts';
import type { OrderId } from '../domain/ids.ts';
import type { JourneyRecord } from '../domain/records.ts';
import { createJourneyLoop, type LoopDeps } from './journeyLoop.ts';
import type { JourneyPlan } from './journeyPlan.ts';
import type { JourneyName } from './journeyPlans.ts';

interface Deps extends Omit<LoopDeps, 'keptBy' | 'store'> {
  store: LoopDeps['store'] & { journeys(): Promise<JourneyRecord[]> };
  gates: {
    shopUsable(): boolean;
    leaseHeld(): boolean;
    live(): boolean;
    /** why not, in words */
    words(): { shop: string; lease: string };
  };
  onStop: (failure: LeaseLost | ShopFrozen) => void;
}

export async function createJourneyRunner(plans: (JourneyPlan & { name: JourneyName })[], deps: Deps) {
  const { gates, store } = deps;
  const left = new Map((await store.journeys()).map((record) => [record.name, record]));
  const loops = new Map(
    plans.map((plan) => [
      plan.name,
      createJourneyLoop(plan, left.get(plan.name) ?? null, { ...deps, keptBy }),
    ]),
  );

  function keptBy({ needsLive }: JourneyPlan): string | null {
    if (!gates.shopUsable()) return gates.words().shop;
    if (!gates.leaseHeld()) return gates.words().lease;
    if (needsLive && !gates.live()) return 'Pickwave is not live: switch it on to begin.';
    return null;
  }
  const loop = (name: JourneyName) => {
    const found = loops.get(name);
    if (!found) throw new Error(`There is no journey ${name}`);
    return found;
  };

  return {
    keep: async (signal: AbortSignal) => {
      await Promise.all([...loops.values()].map((one) => one.keep(signal)));
    },
    hint: (name: JourneyName, ids?: OrderId[]) => loop(name).hint(ids),
    /** Gates have opened or closed. */
    recheck: () => {
      for (const one of loops.values()) one.recheck();
    },
    ask: (name: JourneyName) => loop(name).ask(),
    runNow: (name: JourneyName) => loop(name).runNow(),
    pause: (name: JourneyName, paused: boolean) => loop(name).pause(paused),
    view: (name: JourneyName) => loop(name).view(),
    views: () => plans.map(({ name }) => ({ ...loop(name).view(), name })),
  };
}
