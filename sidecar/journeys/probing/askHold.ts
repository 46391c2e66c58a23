// Does OnHold keep an order from allocation, or only from the pickers? (peoplevox-api.md 5.2)

import type { Finding } from '../../domain/probe.ts';
import { finding, type Probing, type Test } from './probing.ts';
import { allocated, headerOf } from './testOrder.ts';
import { watchAllocation } from './watchAllocation.ts';

export async function askHold(probing: Probing, number: string): Promise<Finding[]> {
  const was = await watchAllocation(probing, number, { onHold: true, mayAllocate: true });
  return [
    was
      ? finding(probing, 'hold', 'seen', 'is_allocated')
      : finding(probing, 'hold', 'not_seen', 'stops_allocation'),
  ];
}

/**
 * Where nothing may be allocated, the order that was held in both ways still tells: allocated all the same, neither stops it.
 * Not allocated, it does not say which of the two did.
 */
export async function noticeAllocation(probing: Probing, test: Test): Promise<Finding[]> {
  if (!allocated(await headerOf(probing, test))) return [];
  return [finding(probing, 'action1', 'seen', 'ignored'), finding(probing, 'hold', 'seen', 'is_allocated')];
}
