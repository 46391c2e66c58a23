import { expect, test } from 'vitest';
import { settle, VirtualClock } from '../testing/virtualClock.ts';
import { keepHouse } from './housekeeping.ts';

test('it tidies until nothing is left, and again the next day, also after a failure', async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const left = [40, 20, 0];
  const at: number[] = [];
  const ended = keepHouse(
    {
      tidy: async () => {
        at.push(clock.monotonic() / 1000);
        const deleted = left.shift();
        if (deleted === undefined) throw new Error('The disk is full.');
        return deleted;
      },
      clock,
      log: { info: () => {}, warn: () => {} },
    },
    stop.signal,
  );
  await settle();
  await clock.advance(2 * 86_400_000 + 10_000);
  expect(at).toEqual([0, 1, 2, 86_402, 172_802]);
  stop.abort();
  await ended;
});
