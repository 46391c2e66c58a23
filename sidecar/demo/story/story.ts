// The story that `npm run demo -- --once` plays without anyone watching.

import { judgeCalls } from '../judge/calls.ts';
import type { Check } from '../judge/check.ts';
import { judgeDespatches } from '../judge/despatches.ts';
import type { Evidence } from '../judge/evidence.ts';
import { gather } from '../judge/evidence.ts';
import { judgeSentOrders } from '../judge/sentOrders.ts';
import { judgeStock } from '../judge/stock.ts';
import { judgeBlockedTrigger, judgeKill, judgeLostAnswer, judgeRepeatedEvent } from '../judge/troubles.ts';
import type { Wanted } from '../judge/wanted.ts';
import { startWorld, type World } from '../world.ts';
import { Cast, numberPrefix } from './cast.ts';
import { despatch, firstParcels } from './despatch.ts';
import { goLive } from './goLive.ts';
import { killAndStart } from './kill.ts';
import { setRight } from './setRight.ts';
import type { Stage } from './stage.ts';
import { untilReleased } from './stage.ts';
import { stockFollows } from './stockFollows.ts';
import { takeOrders } from './takeOrders.ts';

export interface Ending {
  wanted: Wanted[];
  evidence: Evidence;
  checks: Check[];
}

/** The Peoplevox of the story: as strict as the real one, but its window is one second long instead of fifteen. */
const windowSeconds = 1;
const toggles = { rateLimit: 15, rateWindowMs: windowSeconds * 1000 };
export const paceInWords =
  `This Peoplevox allows 15 calls in ${windowSeconds} s (the real one: in 15 s) and refuses those above, as the real one does.\n` +
  `The sidecar is told so: 12 calls in ${windowSeconds} s. What an order costs in calls is the same.`;

const settings = {
  'orders.numberPrefix': numberPrefix,
  'orders.pollSeconds': 5,
  'orders.batchGapSeconds': 0.25,
  'orders.lateCommitSeconds': 1,
  'orders.askAgainSeconds': 1,
  'orders.heldSearchSeconds': 30,
  'follow.everySeconds': 30,
  'despatch.everySeconds': 30,
  'stock.everySeconds': 30,
  'stock.changesFrom': 'none',
  'stock.marginSeconds': 0,
  'peoplevox.callsPerWindow': 12,
  'peoplevox.windowSeconds': windowSeconds,
};

const starts = 2;

/** Throws WaitedInVain where the story gets stuck. */
export async function playStory(say: (line: string) => void): Promise<Ending> {
  const world = await startWorld({ pairing: 'constants', toggles, settings });
  try {
    return await play(world, say);
  } finally {
    await world.end();
  }
}

async function play(world: World, say: (line: string) => void): Promise<Ending> {
  const cast = new Cast(world.shop);
  const stage: Stage = { world, cast, onTheWay: [], say };
  const liveFrom = await goLive(stage);
  const taken = await takeOrders(stage);
  const answerLost = await setRight(stage, taken, liveFrom);
  const killed = await killAndStart(stage, () => firstParcels(stage, taken));
  await despatch(stage, taken);
  const onlyPolled = [taken.triggerBlocked, killed.meanwhile];
  await untilReleased(stage, onlyPolled, 'the poll to find the orders whose trigger was not heard');
  await stockFollows(stage, liveFrom, 'At the end the shop’s stock is right once more');
  await world.shop.settled();

  const evidence = await gather(world, cast.wanted, liveFrom);
  const checks = [
    ...judgeSentOrders(cast.wanted, evidence),
    ...judgeDespatches(cast.wanted, evidence),
    ...judgeStock(evidence),
    ...judgeCalls(evidence, starts),
    judgeRepeatedEvent(taken.toldTenTimes, 10, evidence),
    judgeBlockedTrigger(taken.triggerBlocked, evidence),
    judgeLostAnswer(answerLost, evidence),
    judgeKill(killed.orders, killed.call, evidence),
    ...stage.onTheWay,
  ];
  return { wanted: cast.wanted, evidence, checks };
}
