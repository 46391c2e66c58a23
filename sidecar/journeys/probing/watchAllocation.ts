// A test order of one unit that is hoped not to be allocated, watched for as long as the wait.

import { Silent } from '../../domain/errors.ts';
import { type Probing, waitMs } from './probing.ts';
import { putAway } from './putAway.ts';
import { allocated, carriedOut, headerOf, linesOf, type Opening, openTest } from './testOrder.ts';
import { until } from './until.ts';

/** Whether it was allocated. It is put away before this returns. Throws Silent where its line never showed: then nothing is proved. */
export async function watchAllocation(probing: Probing, number: string, opening: Opening): Promise<boolean> {
  const { calls, item } = probing;
  const test = await openTest(probing, number, opening);
  carriedOut(await calls.saveLine(test.number, { sku: item, quantity: 1, line: '1' }, opening.mayAllocate));
  const looked = await until(probing, () => headerOf(probing, test), allocated, {
    withinMs: waitMs(probing) + probing.commitMs,
    firstMs: probing.commitMs,
    rarely: true,
  });
  const lines = looked === null ? await linesOf(probing, test) : [];
  await putAway(probing, test);
  if (looked === null && lines.length === 0)
    throw new Silent(`The line saved to ${number} did not show within the wait.`);
  return looked !== null;
}
