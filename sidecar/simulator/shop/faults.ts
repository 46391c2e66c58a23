// Which request meets which fault: those ordered for the next requests first, then what is switched on for all.

import type { Fault, FaultOrder, Toggles } from './shop.ts';

export class Faults {
  #orders: Required<Omit<FaultOrder, 'route'>>[] & { route?: string }[] = [];

  order({ route, fault, times = 1, after = 0 }: FaultOrder): void {
    this.#orders.push({ ...(route === undefined ? {} : { route }), fault, times, after });
  }

  clear(): void {
    this.#orders = [];
  }

  /** The fault for a request to `route` (`shop/orders`), used up by it; null for none. */
  next(route: string | null, toggles: Toggles): Fault | null {
    for (const one of this.#orders) {
      if (one.times === 0 || (one.route !== undefined && one.route !== route)) continue;
      if (one.after > 0) {
        one.after -= 1;
        continue;
      }
      one.times -= 1;
      return one.fault;
    }
    if (toggles.hang) return { kind: 'hang' };
    if (toggles.failWith !== null) return { kind: 'status', status: toggles.failWith };
    if (toggles.loseAnswers) return { kind: 'lose_answer' };
    if (toggles.stripHeaders) return { kind: 'strip_headers' };
    return toggles.slowMs > 0 ? { kind: 'slow', ms: toggles.slowMs } : null;
  }
}
