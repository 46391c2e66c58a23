// The live switch. Before a person has switched it on nothing is sent, written or mailed (design.md section 9).

import { Refused } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import type { LiveSwitch } from '../domain/records.ts';
import type { ShopStatus } from './shopWatch.ts';

interface Deps {
  ledger: {
    liveSwitch(): Promise<LiveSwitch>;
    setLive(on: boolean, from: Date, who: string): Promise<LiveSwitch>;
  };
  shop: {
    status(): Promise<ShopStatus>;
    setLive(on: boolean, from: Date): Promise<unknown>;
  };
  lease: { held(): boolean };
  clock: Clock;
  onChange: (live: LiveSwitch) => void;
  /** A person switched it on. The shop told nobody of orders while it was off: they are asked for. */
  onSwitchedOn: () => void;
  log: { warn(fields: object, words: string): void };
}

export function createLive({ ledger, shop, lease, clock, onChange, onSwitchedOn, log }: Deps) {
  let current: LiveSwitch = { on: false, from: null, by: null };

  function take(live: LiveSwitch): LiveSwitch {
    current = live;
    onChange(live);
    return live;
  }

  /** The shop remembers it, so that an emptied ledger knows from when orders count. What cannot be told now is told later. */
  async function tellShop(): Promise<string | null> {
    if (current.from === null) return null;
    if (!lease.held()) return 'The shop will be told once this sidecar has its lease.';
    try {
      await shop.setLive(current.on, current.from);
      return null;
    } catch (failure) {
      log.warn({ reason: (failure as Error).message }, 'the shop could not be told of the live switch');
      return `The shop could not be told yet: ${(failure as Error).message}`;
    }
  }

  return {
    current: () => current,
    load: async () => take(await ledger.liveSwitch()),

    /**
     * Gives the switch as it is now, and what a person should know besides. The moment from which orders count is the one the shop remembers, else now.
     * Throws Refused where the shop cannot be reached or is a copy: what is not known cannot go live. Switching off always works.
     */
    async switch(on: boolean, who: string): Promise<{ live: LiveSwitch; warnings: string[] }> {
      let from = current.from ?? wholeSecond(clock.now());
      if (on) {
        const status = await shop.status().catch((cause: Error) => {
          throw new Refused(`Pickwave can only go live when it reaches the shop. ${cause.message}`, {
            cause,
          });
        });
        if (status.frozen)
          throw new Refused('This is a copy of the shop: it cannot go live. Pair it anew first.');
        from = status.live.from === null ? from : new Date(status.live.from);
      }
      const live = take(await ledger.setLive(on, from, who));
      const told = await tellShop();
      if (on) onSwitchedOn();
      return { live, warnings: told === null ? [] : [told] };
    },

    /** The shop's memory follows the ledger, but an emptied ledger, which nobody switched yet, changes nothing there. */
    async compare(status: ShopStatus): Promise<void> {
      if (current.from === null) return;
      const theirs = status.live.from === null ? null : new Date(status.live.from).getTime();
      if (status.live.on !== current.on || theirs === null || theirs > current.from.getTime())
        await tellShop();
    },
  };
}

/** WooCommerce keeps payment dates in whole seconds: an order paid in the second of going live counts. */
const wholeSecond = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000);
