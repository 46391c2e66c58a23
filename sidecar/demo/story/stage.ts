// What every act of the story needs: the world, the cast, the checks made on the way, and words for who is watching.

import type { OrderView as SalesOrderView } from '../../simulator/peoplevox/peoplevox.ts';
import { type Check, check } from '../judge/check.ts';
import type { Wanted } from '../judge/wanted.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';
import type { Cast } from './cast.ts';

export interface Stage {
  world: World;
  cast: Cast;
  /** Checks that can be made only while the story is going on. */
  onTheWay: Check[];
  /** One line for who is watching. */
  say: (line: string) => void;
}

/** Done as far as sending goes: let go, open to allocation. */
const isReleased = (order: SalesOrderView | undefined): boolean =>
  order !== undefined && !order.held && order.mayAllocate;

export async function untilReleased({ world }: Stage, orders: Wanted[], what: string): Promise<void> {
  const missing = () => orders.filter(({ number }) => !isReleased(world.pvx.order(number)));
  await until(what, () => missing().length === 0, {
    standing: async () => {
      const numbers = missing().map((one) => one.number);
      return `Not there, or still held: ${numbers.join(', ')}. ${await troubleInWords(world)}`;
    },
  });
}

/** What the screen would tell a person who wonders why nothing happens. */
export async function troubleInWords({ screen, sidecar }: World): Promise<string> {
  if (!sidecar.running) return `The sidecar is not running. It last wrote:\n${sidecar.logTail()}`;
  try {
    const { journeys, problems } = await screen.overview();
    const lines = [
      ...journeys.flatMap(({ name, problem }) => (problem ? [`${name}: ${problem}`] : [])),
      ...problems.map(({ words, reason }) => `${words}: ${reason}`),
    ];
    return lines.length > 0 ? `The screen says:\n${lines.join('\n')}` : 'The screen says that all is well.';
  } catch (failure) {
    return `The screen cannot be asked: ${(failure as Error).message}`;
  }
}

export const note = (stage: Stage, promise: string, wrong: string[]) =>
  void stage.onTheWay.push(check(promise, wrong));
