// Does Peoplevox bear two calls at once? (peoplevox-api.md 1.5, "concurrent sessions / parallel requests": unknown.)
//
// Two reads that differ, so that an answer which is the other call's is seen; both go out at the same moment, each on a connection of its
// own. They are short, so that they may miss each other in Peoplevox: they are made a few times, and what goes wrong later all the
// same ends it (peoplevox/twoAtOnce.ts).

import type { Finding } from '../../domain/probe.ts';
import { couldNotTell, finding, type Probing, type Test } from './probing.ts';

const times = 3;

/** With the test order and its item, which are there. Throws what ProbeWarehouse.readTwo throws. */
export async function askParallel(probing: Probing, { number }: Test): Promise<Finding[]> {
  const { calls, item } = probing;
  for (let time = 1; time <= times; time += 1) {
    const wrong = await calls.readTwo(number, item, 'at_once');
    if (wrong === null) continue;
    const alone = await calls.readTwo(number, item, 'in_turn');
    return alone === null
      ? [finding(probing, 'parallel_calls', 'seen', 'not_borne', { why: wrong })]
      : couldNotTell(probing, ['parallel_calls'], `One after the other they went wrong, too: ${alone}`);
  }
  return [finding(probing, 'parallel_calls', 'seen', 'borne')];
}
