// The clock by which stock was read, and what comes of one that is wrong.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refused } from '../domain/errors.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

/** One pass whose reading is stamped as by a clock that is so much ahead. */
async function passAhead(milliseconds: number): Promise<string> {
  const { warehouse, clock } = bench.deps;
  bench.deps.warehouse = {
    ...warehouse,
    readStock: async () => ({
      ...(await warehouse.readStock()),
      startedAt: new Date(clock.now().getTime() + milliseconds),
    }),
  };
  try {
    return await bench.stock();
  } finally {
    bench.deps.warehouse = warehouse;
  }
}
const problems = async () => (await bench.ledger.openProblems(9)).map(({ code }) => code);
const inShop = async (sku: string) => (await bench.shop.product(sku)).stock;

test('a reading from a clock a day ahead is not taken in, and the next one is', async () => {
  const refused = passAhead(86_400_000);
  await expect(refused).rejects.toBeInstanceOf(Refused);
  await expect(refused).rejects.toThrow('clock');
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.clock.advance(1000);
  expect(await bench.stock()).toBe('4 SKUs read, 1 changed in the shop.');
  expect(await inShop('MUG')).toBe(40);
});

test('a shop that has later readings is a problem with a reason, until it follows again', async () => {
  await passAhead(50_000);
  expect(await problems()).toEqual([]);
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.clock.advance(1000);
  expect(await bench.stock()).toContain('4 refused by the shop');
  expect(await problems()).toEqual(['stock_refused_older']);
  expect(await inShop('MUG')).toBe(100);
  bench.clock.advance(60_000);
  expect(await bench.stock()).toBe('4 SKUs read, 1 changed in the shop.');
  expect(await problems()).toEqual([]);
  expect(await inShop('MUG')).toBe(40);
});
