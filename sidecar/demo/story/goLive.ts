// Act 1: a shop that has sold before, and the moment from which orders count.

import { until } from '../until.ts';
import { beforeGoLive } from './orders.ts';
import type { Stage } from './stage.ts';

/** Gives the moment from which orders count. */
export async function goLive({ world, cast, say }: Stage): Promise<Date> {
  const { shop, sidecar, screen } = world;
  await cast.placeAll(beforeGoLive);
  await sidecar.start();
  await screen.goLive();
  const { from } = (await shop.state()).live;
  if (from === null) throw new Error('The shop does not know since when Pickwave is live.');
  // The shop keeps payments by the whole second: what is paid in the second of going live may be either.
  await until('the next second', () => Math.floor(Date.now() / 1000) > Math.floor(Date.parse(from) / 1000));
  say('Pickwave is live. Orders paid before stay where they are.');
  return new Date(from);
}
