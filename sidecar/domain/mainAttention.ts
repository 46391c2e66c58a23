// Where there is room for one thing only, such as on the order in the shop: which of its exceptions it is.

import type { Attention, AttentionCode } from './attention.ts';

/** What may leave the warehouse though it should not cannot wait; what keeps an order from going comes after it. */
const first: readonly AttentionCode[] = [
  'former_reopened',
  'reopened_in_peoplevox',
  'cancelled_after_sent',
  'changed_after_sent',
  'differs',
  'split_in_peoplevox',
  'not_ours',
];

/** Of the open exceptions of an order, given the oldest first. Null where there is none. */
export function mainAttention(open: readonly Attention[]): Attention | null {
  const rank = ({ code }: Attention) => (first.includes(code) ? first.indexOf(code) : first.length);
  return [...open].sort((one, other) => rank(one) - rank(other))[0] ?? null;
}
