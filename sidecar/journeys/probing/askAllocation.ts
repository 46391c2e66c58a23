// Does Peoplevox allocate by itself, and how far does the stock report lag behind that? (peoplevox-api.md section 6)

import type { Finding } from '../../domain/probe.ts';
import { couldNotTell, finding, type Probing, waitMs } from './probing.ts';
import { putAway } from './putAway.ts';
import { allocated, carriedOut, headerOf, openTest } from './testOrder.ts';
import { until } from './until.ts';

/** More than one, so that somebody else's order of one unit is not taken for ours. */
const units = 2;

/**
 * `allocates` false: an order that nothing holds was not allocated either, so that "not allocated" proves nothing of Action 1 or OnHold.
 * The order is cancelled as soon as the report has shown it, or after the wait.
 */
export async function askAllocation(
  probing: Probing,
  number: string,
): Promise<{ allocates: boolean; findings: Finding[] }> {
  const { calls, clock, item, settings, available: before } = probing;
  const notMeasured = (why: string) =>
    couldNotTell(probing, ['lag_after_allocation', 'lag_after_cancel'], why);
  const test = await openTest(probing, number, { onHold: false, mayAllocate: true });
  const askedAt = clock.monotonic();
  carriedOut(await calls.saveLine(test.number, { sku: item, quantity: units, line: '1' }, true));
  const looked = await until(probing, () => headerOf(probing, test), allocated, {
    withinMs: waitMs(probing) + probing.commitMs,
    firstMs: probing.commitMs,
  });
  if (looked === null) {
    await putAway(probing, test);
    return { allocates: false, findings: notMeasured(notAllocated(probing)) };
  }
  const allocatedAt = looked.notYetAt ?? askedAt;

  const marginMs = Math.max(waitMs(probing), settings().stock.marginSeconds * 1000);
  const stock = (good: (available: number) => boolean, withinMs: number) =>
    until(
      probing,
      () => calls.available(item),
      (seen) => seen !== null && good(seen),
      { withinMs },
    );
  const fallen = (available: number) => available <= before - units;
  // It does not stay allocated for longer than the wait: a report that lags further behind shows it later all the same.
  const soon = await stock(fallen, waitMs(probing));
  const cancelledAt = clock.monotonic();
  await putAway(probing, test);
  const fall = soon ?? (await stock(fallen, marginMs - waitMs(probing)));
  if (fall === null) {
    const seconds = marginMs / 1000;
    const why = `The stock report did not show the allocation within ${seconds} s.`;
    return { allocates: true, findings: notMeasured(why) };
  }
  const lowest = fall.seen ?? 0;
  const rise = await stock((available) => available >= lowest + units, marginMs);
  return {
    allocates: true,
    findings: [
      measured(probing, 'lag_after_allocation', fall.at - allocatedAt),
      ...(rise === null
        ? couldNotTell(
            probing,
            ['lag_after_cancel'],
            `The stock report did not show the freed units within ${marginMs / 1000} s; perhaps somebody else took them.`,
          )
        : [measured(probing, 'lag_after_cancel', rise.at - cancelledAt)]),
    ],
  };
}

const measured = (
  probing: Probing,
  question: 'lag_after_allocation' | 'lag_after_cancel',
  milliseconds: number,
) => finding(probing, question, 'seen', 'measured', { seconds: Math.ceil(milliseconds / 1000) });

export const notAllocated = ({ settings }: Probing) =>
  `Within ${settings().probe.waitSeconds} s Peoplevox did not allocate an order that nothing held, so this could not be seen.`;
