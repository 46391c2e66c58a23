// One order's whole way, told to the end however often the sidecar is killed on it: paid, sent, despatched in part, stock changed, despatched whole.

import { setTimeout as pause } from 'node:timers/promises';
import type { SidecarProcess } from '../rig/sidecarProcess.ts';
import type { World } from './world.ts';

export interface Ending {
  /** how often the sidecar had to be started again */
  restarts: number;
  timesCreated: number;
  units: Record<string, number>;
  held: boolean | null;
  /** moments at which pickers could have had anything but the whole order */
  pickableOtherwise: number;
  status: string;
  tracking: string[];
  mails: string[];
  /** the shop's stock of the SKU that changed, less what it has to be */
  stockOff: number;
  violations: number;
}

const order = { SCARF: 2, HAT: 1 };

export const rightEnding = (restarts: number): Ending => ({
  restarts,
  timesCreated: 1,
  units: order,
  held: false,
  pickableOtherwise: 0,
  status: 'completed',
  tracking: ['T1', 'T2'],
  mails: ['processing', 'despatched_in_part', 'completed'],
  stockOff: 0,
  violations: 0,
});

/** `sidecar` runs; where it dies it is started again, without a point to die at. */
export async function tellStory(world: World, sidecar: SidecarProcess): Promise<Ending> {
  const { shop, peoplevox } = world;
  let alive = true;
  let restarts = 0;
  const watch = (one: SidecarProcess) => {
    alive = true;
    void one.ended.then(() => {
      alive = false;
    });
  };
  watch(sidecar);

  /** Until it is so; what makes it so is asked for again and again, as schedules would. */
  async function reach(what: string, isSo: () => Promise<boolean> | boolean, journeys: string[] = []) {
    for (let round = 0; round < 600; round += 1) {
      if (!alive) {
        watch(await world.start());
        restarts += 1;
      }
      if (await isSo()) return;
      if (round % 10 === 0) for (const journey of journeys) await world.run(journey).catch(() => null);
      await pause(50);
    }
    throw new Error(`It did not come to this: ${what}`);
  }

  await world.ask('live', 'POST', { on: true }).catch(() => null); // said again it changes nothing, but it is a write like the others
  const placed = await shop.placeOrder({
    lines: Object.entries(order).map(([sku, quantity]) => ({ sku, quantity })),
  });
  const id = placed.order.id;
  const number = String(id);
  await reach('released', () => peoplevox.books.order(number).pickable.length > 0);

  peoplevox.floor.despatch({
    order: number,
    lines: [{ item: 'SCARF', quantity: 2 }],
    tracking: 'T1',
    carrier: 'Royal Mail',
  });
  await reach('the part recorded', async () => (await shop.order(id)).tracking.length === 1, [
    'recordDespatches',
  ]);

  peoplevox.floor.receive({ item: 'MUG', quantity: 1 });
  const stockOff = async () => {
    const available =
      peoplevox.stock('MUG').find((row) => row.site === 'PrimarySite')?.available ?? Number.NaN;
    return ((await shop.product('MUG')).stock ?? Number.NaN) - available;
  };
  await reach('the stock written', async () => (await stockOff()) === 0, ['followOrders', 'updateStock']);

  peoplevox.floor.despatch({ order: number, tracking: 'T2', carrier: 'Royal Mail' });
  await reach('completed', async () => (await shop.order(id)).order.status === 'completed', [
    'recordDespatches',
  ]);
  const known = async () =>
    (await world.ask<{ warehouse: string; despatches: unknown[] }>(`orders/${id}`).catch(() => null)) ?? null;
  await reach('the ledger knows', async () => {
    const view = await known();
    return view?.warehouse === 'despatched' && view.despatches.length === 2;
  }, ['recordDespatches', 'followOrders']);
  // Once more of everything, in case something would be done twice.
  for (const journey of ['noticeOrders', 'sendOrders', 'recordDespatches', 'updateStock', 'finishHeld'])
    await world.run(journey).catch(() => null);
  await reach('quiet again', async () => (await stockOff()) === 0);

  const sold = peoplevox.order(number);
  return {
    restarts,
    timesCreated: peoplevox.books.order(number).timesCreated,
    units: Object.fromEntries((sold?.lines ?? []).map((line) => [line.item, line.ordered])),
    held: sold?.held ?? null,
    pickableOtherwise: peoplevox.books.pickableOtherwise(number, order).length,
    status: (await shop.order(id)).order.status,
    tracking: (await shop.order(id)).tracking.map((one) => one.tracking_number),
    mails: (await shop.mails()).filter((mail) => mail.order_id === id).map((mail) => mail.kind),
    stockOff: await stockOff(),
    violations: peoplevox.books.violations().length,
  };
}
