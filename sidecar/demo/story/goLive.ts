// Act 1: a shop that has sold before, and the moment from which orders count.

import { switchLive } from '../world.ts';
import { beforeGoLive } from './orders.ts';
import type { Stage } from './stage.ts';

/** Gives the moment from which orders count. */
export async function goLive({ world, cast, say }: Stage): Promise<Date> {
  await cast.placeAll(beforeGoLive);
  await world.sidecar.start();
  const from = await switchLive(world);
  say('Pickwave is live. Orders paid before stay where they are.');
  return from;
}
