// Every paid order is compared with Peoplevox again and again, each time over a longer stretch (design.md section 5; mission row O6). Which stretch is due, and
// what a comparison gave. Pure.

import type { OrderId, SalesOrderNumber } from './ids.ts';
import type { Settings } from './settings.ts';

export const depths = ['recent', 'hourly', 'nightly'] as const;
/** How far back a comparison looks; the settings say how many hours or days each is. */
export type Depth = (typeof depths)[number];

/** How many orders came out which way. `checked` is the sum of the others. */
export interface ReconciliationCounts {
  checked: number;
  /** as they should be in Peoplevox */
  found: number;
  /** missing there by all we know, and sent the normal way */
  sentAgain: number;
  /** on their way, or held back by an exception that is open */
  waiting: number;
  /** need a person: gone, cancelled on one side only, not ours, or not in the shop */
  odd: number;
}

/** One comparison, as it is kept. */
export interface Reconciliation extends ReconciliationCounts {
  id: number;
  depth: Depth;
  startedAt: Date;
  endedAt: Date;
  /** why it came to no end, in words; then the counts are 0 */
  problem: string | null;
}

/** What one comparison leaves to the next. */
export interface ReconcileMemory {
  hourlyAt: Date | null;
  nightlyAt: Date | null;
  /** when a nightly one was begun, whatever became of it */
  nightlyTriedAt: Date | null;
  /** orders that were not as they should be: looked at each time until they are */
  unsettled: OrderId[];
  /** sales orders of ours that the shop does not know: likewise */
  strangers: SalesOrderNumber[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The deepest comparison that is due. A restart catches up what was missed and repeats nothing. A nightly one that failed is tried again an hour later, so that
 * the shorter ones go on meanwhile. A time to come in the memory (a clock that was set back) counts as never.
 */
export function depthDue(now: Date, memory: ReconcileMemory, settings: Settings['reconcile']): Depth {
  const past = (at: Date | null) => (at === null || at > now ? Number.NEGATIVE_INFINITY : at.getTime());
  const due = past(memory.nightlyAt) < nightlyMoment(now, settings.nightlyAt).getTime();
  if (due && past(memory.nightlyTriedAt) <= now.getTime() - hourMs) return 'nightly';
  // Half a step early rather than a whole step late: runs are never exactly an hour apart.
  const early = (settings.everyMinutes * minuteMs) / 2;
  return past(memory.hourlyAt) <= now.getTime() - hourMs + early ? 'hourly' : 'recent';
}

/** The last moment at or before now that the clock showed this time, in UTC. `time` is HH:MM. */
function nightlyMoment(now: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = new Date(now);
  today.setUTCHours(hours, minutes, 0, 0);
  return today > now ? new Date(today.getTime() - dayMs) : today;
}

/** From when on orders are looked at. */
export function windowStart(depth: Depth, now: Date, settings: Settings['reconcile']): Date {
  const back = {
    recent: settings.recentHours * hourMs,
    hourly: settings.hourlyHours * hourMs,
    nightly: settings.nightlyDays * dayMs,
  };
  return new Date(now.getTime() - back[depth]);
}
