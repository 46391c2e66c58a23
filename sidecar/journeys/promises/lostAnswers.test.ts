// An answer that is lost, at every call of a batch (design.md section 5, step 7; mission row O8): never a second sales order, never half of one, and nobody is called.

import { describe, expect, test } from 'vitest';
import type { FaultSpec } from '../../simulator/peoplevox/faults.ts';
import type { Fault as ShopFault } from '../../simulator/shop/shop.ts';
import { atEachPlace, expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import type { Bench } from '../testing/bench.ts';
import { tried } from '../testing/passTime.ts';

const lineKeys = ['item', 'item+line', 'always insert'] as const;

const inABatch = (
  lineKey: (typeof lineKeys)[number],
  trouble: (bench: Bench, call: number) => Promise<void> | void,
  struck: (bench: Bench) => Promise<boolean>,
) =>
  atEachPlace({ peoplevox: { toggles: { lineKey } } }, async (bench, call) => {
    const orders = await placeBatch(bench, 3);
    await trouble(bench, call);
    await tried(() => bench.pass());
    if (!(await struck(bench))) return false;
    await untilSettled(bench, orders);
    await expectSent(bench, orders);
    return true;
  });

describe.each(lineKeys)('where lines are kept by %s', (lineKey) => {
  const troubles: FaultSpec[] = [
    { kind: 'lost answer', work: 'done' },
    { kind: 'lost answer', work: 'not done' },
    { kind: 'truncated XML', work: 'done' },
  ];
  test.each(troubles)(
    '$kind, the work $work, at each call of a batch: every order goes once and whole',
    async (fault) => {
      const calls = await inABatch(
        lineKey,
        (bench, skip) => void bench.peoplevox.faults.add({ ...fault, skip }),
        async ({ peoplevox }) => peoplevox.faults.list().length === 0,
      );
      expect(calls).toBeGreaterThanOrEqual(8); // log-in, captions, items, asked, header, lines, read back, release
    },
    120_000,
  );
});

const shopTroubles: ShopFault[] = [{ kind: 'lose_answer' }, { kind: 'reset' }, { kind: 'truncate' }];
test.each(shopTroubles)(
  'an answer of the shop lost ($kind) at each request of a batch: every order goes once and whole',
  async (fault) => {
    const requests = await inABatch(
      'always insert',
      (bench, after) => bench.shop.fault({ fault, after }),
      async ({ shop }) => (await shop.books()).requests.some((one) => one.fault !== null),
    );
    expect(requests).toBeGreaterThanOrEqual(5); // lease, poll, orders, numbers, marks
  },
  120_000,
);
