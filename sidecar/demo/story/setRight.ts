// Act 3: sending is paused. Stock comes in, an order is cancelled, what was wrong is set right; then sending goes on, and an answer is lost.

import { missingItem } from '../catalogue.ts';
import type { Wanted } from '../judge/wanted.ts';
import { until } from '../until.ts';
import * as orders from './orders.ts';
import { type Stage, untilReleased } from './stage.ts';
import { stockFollows } from './stockFollows.ts';
import type { Taken } from './takeOrders.ts';

/** Gives the order whose answer was lost. */
export async function setRight(stage: Stage, taken: Taken, liveFrom: Date): Promise<Wanted> {
  const { world, cast, say } = stage;
  const { shop, pvx, screen } = world;
  await screen.pause('sendOrders');
  await until('sending to rest', async () => (await screen.journey('sendOrders')).state !== 'running');
  const cancelled = await cast.place(orders.cancelledInTime);
  await untilWaiting(stage, [cancelled]);
  await shop.setStatus(cancelled.orderId, 'cancelled');

  pvx.floor.receive({ item: 'SCARF-RED-M', quantity: 25 });
  pvx.floor.writeOff({ item: 'TIN-SMALL', quantity: 2, reason: 'Damaged' });
  await stockFollows(
    stage,
    liveFrom,
    'While orders waited, stock that changed in Peoplevox became the shop’s',
  );
  say('Stock changed in Peoplevox, and in the shop.');

  pvx.seed({ items: [missingItem] });
  await screen.sendAgain(taken.notInPeoplevox.orderId);
  const { postcode } = taken.badAddress.deliverTo;
  await shop.edit(taken.badAddress.orderId, { billing: { postcode }, shipping: { postcode } });
  for (const one of taken.unpaid) await cast.pay(one);
  const answerLost = await cast.place(orders.answerLost);
  pvx.faults.add({
    kind: 'lost answer',
    work: 'done',
    operation: 'SaveData',
    template: 'Sales order items',
    order: answerLost.number,
  });
  const going = [taken.notInPeoplevox, taken.badAddress, ...taken.unpaid, answerLost];
  await untilWaiting(stage, going);
  await screen.resume('sendOrders');
  await untilReleased(stage, going, 'the corrected and the newly paid orders to be sent');
  say(`${going.length} more went, although the answer to their save was lost.`);
  return answerLost;
}

async function untilWaiting({ world: { screen } }: Stage, wanted: Wanted[]): Promise<void> {
  await until('the sidecar to know of the orders', async () => {
    const rows = await screen.orders('waiting_to_send');
    return wanted.every((one) => rows.some((row) => row.orderId === one.orderId));
  });
}
