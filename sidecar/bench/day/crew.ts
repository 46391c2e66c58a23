// The people at the warehouse: from seven to seven they pick what is allocated, oldest first, and despatch it 20 minutes later. Some parcels get their tracking
// number late, some orders leave in two parts, and a delivery comes in the afternoon for what had sold out.

import type { Peoplevox } from '../../simulator/peoplevox/peoplevox.ts';
import type { Chance } from '../chance.ts';
import { type DayOrder, pickedAfterMs } from './customers.ts';
import type { Timeline } from './timeline.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const roundMs = 10 * minuteMs;
const shift = { from: 7 * hourMs, until: 19 * hourMs };
const packingMs = 20 * minuteMs;
const lateMs = 30 * minuteMs;
const deliveryAt = 15 * hourMs;
const delivered = 500;

const inTwoParts = 0.03;
const trackedLate = 0.05;

export interface Crew {
  peoplevox: Peoplevox;
  timeline: Timeline;
  chance: Chance;
  now: () => Date;
  /** those placed so far, in the order in which they came */
  orders: readonly DayOrder[];
  /** what had sold out */
  soldOut: string[];
  /** orders picked in one round, at most */
  hands: number;
}

/** Puts the shift of the day that began at `midnight` (milliseconds since 1970) on the timeline. */
export function workTheDay(midnight: number, crew: Crew): void {
  const picked = new Set<DayOrder>();
  for (let at = shift.from; at < shift.until; at += roundMs)
    crew.timeline.add(midnight + at, () => pickRound(picked, crew));
  crew.timeline.add(midnight + deliveryAt, () => {
    for (const item of crew.soldOut) crew.peoplevox.floor.receive({ item, quantity: delivered });
  });
}

function pickRound(picked: Set<DayOrder>, crew: Crew): void {
  const { peoplevox, timeline, orders, hands, now } = crew;
  const at = now().getTime();
  const before = picked.size;
  for (const one of orders) {
    if (picked.size - before === hands || at - one.placedAt.getTime() < pickedAfterMs) break;
    if (picked.has(one) || !mayBePicked(one, peoplevox)) continue;
    peoplevox.floor.pick({ order: String(one.id) });
    picked.add(one);
    timeline.add(at + packingMs, () => despatch(one, crew));
  }
}

function mayBePicked({ id }: DayOrder, peoplevox: Peoplevox): boolean {
  const there = peoplevox.order(String(id));
  if (!there || there.held || there.cancelled || there.lines.length === 0) return false;
  return there.lines.every(({ allocated, ordered }) => allocated === ordered);
}

function despatch({ id }: DayOrder, { peoplevox, timeline, chance, now }: Crew): void {
  const order = String(id);
  const at = now().getTime();
  const later = (act: () => void) => timeline.add(at + lateMs, act);
  const [first, ...others] = peoplevox.order(order)?.lines ?? [];
  const tracking = (part: number) => `TRACK-${id}-${part}`;
  if (first && others.length > 0 && chance.next() < inTwoParts) {
    const lines = [{ item: first.item, quantity: first.ordered }];
    peoplevox.floor.despatch({ order, lines, tracking: tracking(1) });
    later(() => void peoplevox.floor.despatch({ order, tracking: tracking(2) }));
  } else if (chance.next() < trackedLate) {
    const despatched = peoplevox.floor.despatch({ order });
    later(() => peoplevox.floor.tracking({ despatch: despatched, tracking: tracking(1) }));
  } else peoplevox.floor.despatch({ order, tracking: tracking(1) });
}
