// Act 4: the sidecar is killed while Peoplevox is at work on a save of its, and started again. The warehouse goes on meanwhile.

import type { Wanted } from '../judge/wanted.ts';
import { until } from '../until.ts';
import * as orders from './orders.ts';
import { type Stage, untilReleased } from './stage.ts';

export interface Killed {
  /** Those that were on their way. */
  orders: Wanted[];
  /** Paid while the sidecar was away; not waited for. */
  meanwhile: Wanted;
  /** The call it was killed during, by its number in the book of calls. */
  call: number;
}

/** `meanwhile` is done while the sidecar is away. */
export async function killAndStart(stage: Stage, meanwhile: () => Promise<void>): Promise<Killed> {
  const { world, cast, say } = stage;
  const { pvx, sidecar } = world;
  const lineSaves = () =>
    pvx.books
      .calls('SaveData')
      .filter((call) => call.template === 'Sales order items' && call.outcome === 'pending');
  // The next save of lines is done, and its answer kept back: in that moment the sidecar dies.
  pvx.faults.add({ kind: 'hang', work: 'done', operation: 'SaveData', template: 'Sales order items' });
  const placed = await cast.placeAll(orders.duringTheKill);
  const call = await until('Peoplevox to be at work on the lines', () => lineSaves()[0]);
  await sidecar.kill();
  pvx.faults.clear();
  say('The sidecar was killed while Peoplevox was at work for it.');

  const paidMeanwhile = await cast.place(orders.whileItIsAway);
  await meanwhile();
  await sidecar.start();
  await untilReleased(stage, placed, 'the interrupted orders to be finished');
  say('It was started again and finished what it had begun.');
  return { orders: placed, meanwhile: paidMeanwhile, call: call.seq };
}
