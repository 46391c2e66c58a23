// Whether a call may begin while others are under way (design.md section 5). Pure.

import type { Lane } from './lanes.ts';

export interface OneCall {
  lane: Lane;
  operation: string;
  /** nothing else is under way meanwhile */
  alone: boolean;
}

/** The one operation that writes (peoplevox-api.md 2.5). */
const save = 'SaveData';

/**
 * Beside none always. Of two, one at most is a save, and one at most of the lane `bulk`. `atOnce`: how many may be under way together;
 * `calls`: so many of this kind begin at the same moment; `orderWaits`: then a bulk read begins only if it is `owed`, so that it is not
 * forgotten over orders that never end.
 */
export function goesBeside(
  call: OneCall,
  others: readonly OneCall[],
  { calls, atOnce, orderWaits, owed }: { calls: number; atOnce: number; orderWaits: boolean; owed: boolean },
): boolean {
  if (others.length === 0) return true;
  if (call.alone || others.some(({ alone }) => alone) || others.length + calls > atOnce) return false;
  if (call.operation === save && others.some(({ operation }) => operation === save)) return false;
  if (call.lane !== 'bulk') return true;
  return (owed || !orderWaits) && !others.some(({ lane }) => lane === 'bulk');
}
