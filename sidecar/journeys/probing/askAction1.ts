// Does Action 1 keep an order from allocation? (peoplevox-api.md 2.5)

import type { Finding } from '../../domain/probe.ts';
import { finding, type Probing } from './probing.ts';
import { watchAllocation } from './watchAllocation.ts';

export async function askAction1(probing: Probing, number: string): Promise<Finding[]> {
  const allocated = await watchAllocation(probing, number, { onHold: false, mayAllocate: false });
  return [
    allocated
      ? finding(probing, 'action1', 'seen', 'ignored')
      : finding(probing, 'action1', 'not_seen', 'honoured'),
  ];
}
