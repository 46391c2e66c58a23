// A look-up that answers less than there is, at each look of a batch (design.md section 5, step 3; mission row O4), and a session that ends at each call: nothing is made
// twice, nothing that is there counts as gone, and nobody is called for it.

import { describe, expect, test } from 'vitest';
import { atEachPlace, expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { passTime, tried } from '../testing/passTime.ts';

const shortAnswers = [
  { kind: 'short answer', rows: 1 },
  { kind: 'short answer', rows: 3 },
  { kind: 'empty answer' },
  { kind: 'truncated CSV' },
] as const;

describe.each(['item', 'always insert'] as const)('where lines are kept by %s', (lineKey) => {
  test.each(shortAnswers)(
    'an answer that is $kind, at each look of a batch',
    async (short) => {
      const looks = await atEachPlace({ peoplevox: { toggles: { lineKey } } }, async (bench, skip) => {
        const before = await placeBatch(bench, 2);
        await untilSettled(bench, before);
        const orders = await placeBatch(bench, 3);
        bench.peoplevox.faults.add({ ...short, operation: 'GetData', skip });
        bench.clock.advance(60_000);
        await tried(() => bench.pass());
        await tried(() => bench.follow());
        if (bench.peoplevox.faults.list().length > 0) return false;
        await untilSettled(bench, [...before, ...orders]);
        await passTime(bench, bench, 12);
        await expectSent(bench, [...before, ...orders]);
        return true;
      });
      expect(looks).toBeGreaterThanOrEqual(3); // asked for, read back, followed
    },
    60_000,
  );
});

test.each(['Invalid Session', 'Session Expired'] as const)(
  'a session that ends ("%s") at each call of a batch costs one log-in and one call, and no order notices',
  async (sessionText) => {
    const calls = await atEachPlace({ peoplevox: { toggles: { sessionText } } }, async (bench, skip) => {
      const orders = await placeBatch(bench, 3);
      await bench.pass();
      const more = await placeBatch(bench, 3);
      bench.clock.advance(60_000);
      const logins = () => bench.peoplevox.books.calls('Authenticate').length;
      const before = logins();
      bench.peoplevox.faults.add({ kind: 'session ended', skip });
      await bench.pass();
      if (bench.peoplevox.faults.list().length > 0) return false;
      expect(logins() - before).toBe(1);
      await expectSent(bench, [...orders, ...more]);
      return true;
    });
    expect(calls).toBeGreaterThanOrEqual(5);
  },
  60_000,
);
