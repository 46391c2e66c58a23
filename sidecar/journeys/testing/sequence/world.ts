// A shop, a warehouse and a sidecar to which any sequence of acts may happen; after each, what must always hold is judged by Peoplevox's books.

import { FloorRefusal } from '../../../simulator/peoplevox/floorActions.ts';
import { ShopRefused } from '../../../simulator/shop/shop.ts';
import { startBench } from '../bench.ts';
import { brokenPace, brokenPromises, type Version } from '../judge.ts';
import { type BenchSidecar, passTime, round, tried } from '../passTime.ts';
import { mortal } from '../points.ts';
import { isRight, type Standing, shopWants, standingOf } from '../standing.ts';
import type { Act, Tenant } from './acts.ts';
import { atTheWarehouse, inTheShop } from './doers.ts';

const lineKeys = { item: 'item', 'item+line': 'item_line', 'always insert': 'insert' } as const;

interface Sidecar {
  running: BenchSidecar;
  process: ReturnType<typeof mortal>;
}

export async function startWorld(tenant: Tenant) {
  const first = mortal();
  const bench = await startBench({
    peoplevox: { toggles: tenant },
    settings: (all) => {
      // as the tenant probe would have found it
      all.peoplevox.lineKey = lineKeys[tenant.lineKey];
    },
    sidecar: { onPoint: first.at },
  });
  const { shop, peoplevox, clock } = bench;
  let sidecar: Sidecar = { running: bench, process: first };
  const orders: number[] = [];
  const versions = new Map<number, Version[]>();
  let crashes = 0;

  /** Its process is killed: memory is gone, the ledger is not. */
  async function restart() {
    crashes += 1;
    const process = mortal();
    const running = await bench.startSidecar('bench', { ledger: sidecar.running.bare, onPoint: process.at });
    sidecar = { running, process };
    await tried(() => running.keepLease());
    await tried(() => running.interrupted());
  }
  async function run(journeys: (running: BenchSidecar) => Promise<unknown>) {
    const { running, process } = sidecar;
    await process.live(journeys(running));
    if (process.dead()) await restart();
  }

  async function noteVersions() {
    for (const id of orders) {
      const units = shopWants(await shop.order(id)) ?? {};
      const known = versions.get(id) ?? [];
      if (JSON.stringify(known.at(-1)?.units) === JSON.stringify(units)) continue;
      versions.set(id, [...known, { from: clock.now(), units }]);
    }
  }

  async function apply(act: Act): Promise<void> {
    switch (act.act) {
      case 'events':
        return run(async (running) => {
          const ids = act.orders.flatMap((one) => orders[one % orders.length] ?? []);
          await tried(() => running.keepLease());
          for (const id of ids)
            for (let time = 0; time < act.times; time += 1) await tried(() => running.notice([id]));
          await tried(() => running.send());
        });
      case 'poll':
        return run((running) => round(running, 1));
      case 'wait':
        return run((running) => passTime(bench, running, act.minutes));
      case 'crash':
        sidecar.process.dieAt(act.point);
        return;
      case 'Peoplevox falters':
        peoplevox.faults.add(act.fault);
        return;
      case 'the shop falters':
        return shop.fault({ fault: act.fault, after: act.after });
      case 'place':
      case 'pay':
      case 'pay after all':
      case 'cancel':
      case 'cancel and repay':
      case 'refund all':
      case 'refund':
      case 'change address':
      case 'change quantity':
      case 'add line':
        return inTheShop(act, orders, shop);
      default:
        atTheWarehouse(act, orders, peoplevox);
    }
  }

  return {
    bench,
    crashes: () => crashes,
    /** Gives what must never be and was, in words. */
    async happens(act: Act): Promise<string[]> {
      clock.advance(1000);
      await possible(() => apply(act));
      await noteVersions();
      return broken();
    },
    /** Faults are over and time goes by until both systems agree, three hours at most. Gives how each order stands. */
    async comesToRest(): Promise<Standing[]> {
      peoplevox.faults.clear();
      await shop.clearFaults();
      await run((running) => passTime(bench, running, 16));
      peoplevox.floor.allocate({});
      for (let minutes = 0; ; minutes += 2) {
        await run((running) => passTime(bench, running, 2));
        const standings = await standing();
        if (minutes > 180 || standings.every(isRight)) return standings;
      }
    },
    broken,
  };

  function broken(): string[] {
    return [
      ...orders.flatMap((id) => brokenPromises(peoplevox, String(id), versions.get(id) ?? [])),
      ...brokenPace(peoplevox),
    ];
  }
  async function standing(): Promise<Standing[]> {
    const options = {
      ledger: sidecar.running.bare,
      quantitiesByPerson: tenant.lineKey === 'always insert',
    };
    return Promise.all(orders.map((id) => standingOf(bench, id, options)));
  }
}

/** What people cannot do does not happen. */
async function possible(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (failure) {
    if (!(failure instanceof ShopRefused) && !(failure instanceof FloorRefusal)) throw failure;
  }
}
