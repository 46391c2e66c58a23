// A whole day: customers order, staff change their minds, the warehouse picks and despatches, and every journey runs on its own schedule.

import { chanceFrom } from '../chance.ts';
import { madeUpOrders, skuOf } from '../madeUpOrders.ts';
import { arrivals } from './arrivals.ts';
import { type Spender, spenderOf, spenders } from './callsByJourney.ts';
import { workTheDay } from './crew.ts';
import { type DayOrder, ordersAt } from './customers.ts';
import { faultsOfDay } from './judgeDay.ts';
import { Timeline } from './timeline.ts';
import { startWorld, type World } from './world.ts';

export interface Day {
  orders: DayOrder[];
  despatches: number;
  calls: number;
  byJourney: Record<Spender, number>;
  busiestHour: { hour: number; calls: number };
  maxCalls15s: number;
  /** from the order placed to the order pickable, seconds; the slowest of half of them, of 95 in 100, of all */
  seconds: { half: number; most: number; all: number };
  /** what is not as promised */
  faults: string[];
}
export interface DayOptions {
  orders: number;
  skus: number;
  seed: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const midnight = Date.parse('2026-11-24T00:00:00Z'); // a Tuesday
const nextMidnight = midnight + 24 * hourMs;
/** The first minutes before it: log-in, go-live, the first whole stock report. */
const warmUp = '2026-11-23T23:40:00Z';
/** The last order of the day; what comes after it is the settling, which is judged and not counted. */
const settleMs = 45 * minuteMs;
const scarceSkus = 5;
/** One in so many is picked in each of the 72 rounds of a shift, so that what came in the night is gone by noon. */
const handsShare = 60;

export async function liveADay({ orders: count, skus, seed }: DayOptions): Promise<Day> {
  const soldOut = Array.from({ length: scarceSkus }, (_, place) => skuOf(place));
  const world = await startWorld(warmUp, skus, soldOut);
  try {
    const { clock, shop, peoplevox } = world;
    const now = () => clock.now();
    await world.goLive();
    await clock.wait(midnight - now().getTime());

    const timeline = new Timeline(clock);
    const chance = chanceFrom(seed);
    const orders: DayOrder[] = [];
    const made = madeUpOrders(seed, count, skus);
    const street = {
      shop,
      timeline,
      chance,
      now,
      closesAt: nextMidnight - 2 * hourMs,
      trigger: world.trigger,
    };
    for (const [place, moment] of arrivals(chance, count).entries()) {
      const order = made[place];
      if (order) ordersAt(midnight + moment, order, orders, street);
    }
    workTheDay(midnight, {
      peoplevox,
      timeline,
      chance,
      now,
      orders,
      soldOut,
      hands: Math.ceil(count / handsShare),
    });
    troubles(world, timeline);
    await timeline.runUntil(nextMidnight + settleMs);
    await untilAnswered(world);
    const letGo = clock.hold();
    try {
      return await accountOf(orders, world);
    } finally {
      letGo();
    }
  } finally {
    await world.stop();
  }
}

/** A call that is under way stands in the books already and not yet in the log. */
async function untilAnswered({ clock, peoplevox, lanes }: World): Promise<void> {
  for (let tries = 0; tries < 100 && peoplevox.books.calls().length !== lanes.length; tries += 1)
    await clock.wait(100);
}

/** A day without a lost answer, an ended session and an update of the sidecar would be no day. */
function troubles({ peoplevox, restart }: World, timeline: Timeline): void {
  for (const hour of [9.5, 13.2, 20.7])
    timeline.add(midnight + hour * hourMs, () => {
      peoplevox.faults.add({ kind: 'lost answer', work: 'done', operation: 'SaveData' });
    });
  timeline.add(midnight + 16 * hourMs, () => peoplevox.expireSessions());
  timeline.add(midnight + 12.1 * hourMs, restart, { takesTime: true });
}

async function accountOf(orders: DayOrder[], { shop, peoplevox, lanes, sidecar }: World): Promise<Day> {
  const pickable = new Map(
    peoplevox.books
      .orderNumbers()
      .map((number) => [number, peoplevox.books.order(number).pickable[0]?.from ?? null]),
  );
  const all = peoplevox.books.calls();
  if (all.length !== lanes.length)
    throw new Error(`Peoplevox saw ${all.length} calls, the sidecar's log tells of ${lanes.length}.`);
  const byJourney = Object.fromEntries(spenders.map((one) => [one, 0])) as Record<Spender, number>;
  const byHour = Array.from({ length: 24 }, () => 0);
  let calls = 0;
  for (const [place, call] of all.entries()) {
    const hour = Math.floor((call.startedAt.getTime() - midnight) / hourMs);
    if (hour < 0 || hour >= 24) continue;
    calls += 1;
    byHour[hour] = (byHour[hour] ?? 0) + 1;
    byJourney[spenderOf(call, lanes[place] ?? '', (number) => pickable.get(number) ?? null)] += 1;
  }
  const busiest = Math.max(...byHour);
  return {
    orders,
    despatches: peoplevox.despatches().length,
    calls,
    byJourney,
    busiestHour: { hour: byHour.indexOf(busiest), calls: busiest },
    maxCalls15s: peoplevox.books.mostCallsIn(15_001),
    seconds: waits(orders, pickable),
    faults: await faultsOfDay(orders, { shop, peoplevox, ledger: sidecar().ledger }),
  };
}

function waits(orders: DayOrder[], pickable: Map<string, Date | null>): Day['seconds'] {
  const seconds = orders
    .filter(({ flaw }) => flaw === null)
    .flatMap(({ id, placedAt }) => {
      const at = pickable.get(String(id));
      return at ? [(at.getTime() - placedAt.getTime()) / 1000] : [];
    })
    .sort((one, other) => one - other);
  const share = (part: number) => seconds[Math.ceil(seconds.length * part) - 1] ?? 0;
  return { half: share(0.5), most: share(0.95), all: share(1) };
}
