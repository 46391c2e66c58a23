// What has left the warehouse is written on the shop's orders, once (design.md section 8; mission rows D1 to D3).

import { chunks } from '../domain/chunks.ts';
import type { JourneyDeps } from './deps.ts';
import { reachOf, saveReach } from './despatching/reach.ts';
import { keysACall, recordFor } from './despatching/recordFor.ts';

export type DespatchDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings' | 'signal' | 'hint'
>;

export async function recordDespatches(deps: DespatchDeps): Promise<string> {
  const { ledger, warehouse, clock } = deps;
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return 'Not live: no despatch is recorded.';
  const startedAt = clock.now();
  const read = await reachOf(liveFrom, startedAt, deps);

  const fresh = await warehouse.despatchesSince(read.since);
  // Whatever their age: what waits for its number, was refused or did not fit is asked for by its key until it is settled.
  const unsettled = new Set(await ledger.unsettledDespatches());
  const numbers = [...new Set([...fresh.map((row) => row.salesOrderNumber), ...unsettled])];
  let recorded = 0;
  for (const part of chunks(numbers, keysACall)) {
    if (deps.signal.aborted) return 'Stopped on the way; the rest is read again.'; // the cursor stays
    recorded += await recordFor(part, fresh, unsettled, deps);
  }
  await saveReach(read, startedAt, ledger);
  return recorded === 0 ? 'No new despatch.' : `${recorded} despatches recorded.`;
}
