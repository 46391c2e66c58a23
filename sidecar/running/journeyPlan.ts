// When a journey runs: its interval, what may keep it from running, and how long to wait after a failure.

import type { OrderId } from '../domain/ids.ts';

export interface JourneyPlan {
  name: string;
  /** seconds from the start of one run to the start of the next, read anew each time */
  everySeconds: () => number;
  /** Instead of the interval: when there is something to do, null where nothing waits. Asked again at least every `everySeconds`. */
  dueAt?: () => Promise<Date | null>;
  /** a hint makes it run no sooner than so many seconds after its last start */
  hintGapSeconds: () => number;
  /** how long it rests after a first failure, where that is longer than the usual 5 seconds: what it does anew costs many calls */
  firstRestSeconds?: () => number;
  /** it waits until a person switched Pickwave live */
  needsLive: boolean;
  /** Gives what it did, in words. `ids`: what hints named; null for a whole run. */
  run: (signal: AbortSignal, ids: OrderId[] | null) => Promise<string>;
}

const firstBackoffMs = 5_000;
const longestBackoffMs = 120_000;

/**
 * 5 s, 10 s, 20 s, … two minutes at most, each spread by up to a quarter; where the first is longer, all are, and the longest is five
 * times the first. `chance` is from 0 to 1.
 */
export function backoffMs(failures: number, chance: number, firstMs = firstBackoffMs): number {
  const longest = Math.max(longestBackoffMs, firstMs * 5);
  return Math.round(Math.min(longest, firstMs * 2 ** Math.min(failures - 1, 10)) * (1 + chance / 4));
}
