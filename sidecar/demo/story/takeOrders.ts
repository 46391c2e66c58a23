// Act 2: customers buy, and what may go goes. Two orders cannot go, and say why.

import type { AttentionCode } from '../../domain/attention.ts';
import { unknownSku } from '../catalogue.ts';
import { badPostcode } from '../customers.ts';
import type { Wanted } from '../judge/wanted.ts';
import { mayGo } from '../judge/wanted.ts';
import { until } from '../until.ts';
import * as orders from './orders.ts';
import { note, type Stage, troubleInWords, untilReleased } from './stage.ts';

export interface Taken {
  ordinary: Wanted[];
  unpaid: Wanted[];
  toldTenTimes: Wanted;
  triggerBlocked: Wanted;
  notInPeoplevox: Wanted;
  badAddress: Wanted;
  twoParcels: Wanted;
}

export async function takeOrders(stage: Stage): Promise<Taken> {
  const { world, cast, say } = stage;
  const { shop } = world;
  await shop.toggles({ triggers: 'blocked' });
  const triggerBlocked = await cast.place(orders.triggerBlocked);
  await shop.toggles({ triggers: 'on' });

  const ordinary = await cast.placeAll(orders.ordinary);
  const unpaid = await cast.placeAll(orders.unpaid);
  await cast.placeAll([orders.giftCardOnly, orders.neverPaid]);
  const notInPeoplevox = await cast.place(orders.notInPeoplevox);
  const badAddress = await cast.place({ ...orders.badAddress, postcode: badPostcode });
  const twoParcels = await cast.place(orders.twoParcels);
  await shop.toggles({ triggerCopies: 10 });
  const toldTenTimes = await cast.place(orders.toldTenTimes);
  await shop.toggles({ triggerCopies: 1 });
  say(`${cast.wanted.length} orders are in the shop.`);

  const going = [...ordinary, twoParcels, toldTenTimes].filter(mayGo);
  await untilReleased(stage, going, 'the paid orders to be sent');
  say(`${going.length} went to Peoplevox.`);
  await excepted(stage, notInPeoplevox, 'unknown_sku', unknownSku);
  await excepted(stage, badAddress, 'bad_postcode', badPostcode);
  say('Two wait for a person, and say why.');
  return { ordinary, unpaid, toldTenTimes, triggerBlocked, notInPeoplevox, badAddress, twoParcels };
}

/** The order is on the screen with its reason, and Peoplevox has nothing of it. */
async function excepted(stage: Stage, { orderId, number }: Wanted, code: AttentionCode, names: string) {
  const { screen, pvx } = stage.world;
  const attention = await until(
    `order ${orderId} to be shown with its reason`,
    async () => {
      const shown = (await screen.orders('attention')).find((row) => row.orderId === orderId);
      return shown?.attention.find((one) => one.code === code);
    },
    { standing: () => troubleInWords(stage.world) },
  );
  note(stage, `Order ${orderId} was shown with its reason: “${attention.reason}”`, [
    ...(attention.reason.includes(names) ? [] : [`the reason does not name ${names}`]),
    ...(pvx.books.order(number).timesCreated === 0 ? [] : [`${number} was created all the same`]),
  ]);
}
