// Which SKUs a guard keeps from being written, and what a person's word changes about that (design.md section 7, guards; mission row S5). Pure.

import type { Sku } from './ids.ts';
import { suspiciousZeros } from './stock.ts';

/** apply: the warehouse is right, write it. discard: it is wrong, keep the shop's number as long as it stays so. */
export const heldDecisions = ['apply', 'discard'] as const;
export type HeldDecision = (typeof heldDecisions)[number];

/** A SKU that was not written. Units are sellable ones: less the buffer, promises not yet subtracted. */
export interface HeldSku {
  sku: Sku;
  /** as it was written last */
  before: number;
  /** as Peoplevox was read */
  available: number;
  since: Date;
  readAt: Date;
  /** null: it waits for a person */
  decision: HeldDecision | null;
  decidedBy: string | null;
  decidedAt: Date | null;
}

export interface Guarded {
  /** wait for a person */
  waiting: Sku[];
  /** stay as they are, by a person's word */
  discarded: Sku[];
  /** held before, and no longer: they read otherwise now, or were written */
  over: Sku[];
}

/**
 * `before`: as written last. `now`: as read, a row that is missing counting as nothing. `held`: of the passes before. `unaskable`: missing, and Peoplevox cannot
 * be asked for them by name. `already`: so many others fell to zero a moment ago.
 */
export function guard(
  before: Map<Sku, number>,
  now: Map<Sku, number>,
  held: HeldSku[],
  limits: { maxToZero: number; maxToZeroPercent: number },
  { unaskable = [], already = 0 }: { unaskable?: Sku[]; already?: number } = {},
): Guarded {
  const over = held.filter(({ sku }) => (now.get(sku) ?? 0) > 0 || before.get(sku) === 0);
  const standing = held.filter((one) => !over.includes(one) && now.has(one.sku));
  const of = (decision: HeldDecision | null) =>
    standing.filter((one) => one.decision === decision).map(({ sku }) => sku);
  // What was held before is neither trade nor an accident of this reading, and says nothing of the others.
  const known = new Set(standing.map(({ sku }) => sku));
  const others = new Map([...before].filter(([sku]) => !known.has(sku)));
  const alone = unaskable.filter((sku) => others.has(sku));
  // What waits goes on waiting, though fewer wait with it now.
  const waiting = new Set([...suspiciousZeros(others, now, limits, already), ...alone, ...of(null)]);
  return { waiting: [...waiting], discarded: of('discard'), over: over.map(({ sku }) => sku) };
}
