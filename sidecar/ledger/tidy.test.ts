import { expect, test } from 'vitest';
import { orderId, sku } from '../domain/ids.ts';
import type { StockResult } from '../domain/ports.ts';
import { change, emptyLedger, news } from '../testing/ledgerBuilders.ts';

type Ledger = Awaited<ReturnType<typeof emptyLedger>>['ledger'];
const dayMs = 86_400_000;
const gone = { code: 'gone', reason: 'It is not there any more.' } as const;

async function pass(ledger: Ledger, at: Date, outcomes: Record<string, StockResult['outcome']>) {
  const items = Object.keys(outcomes).map((code) => ({ sku: sku(code), available: 3 }));
  const results = Object.entries(outcomes).map(([code, outcome]) => ({
    sku: sku(code),
    outcome,
    productId: null,
    from: 1,
    to: 3,
    promised: 0,
  }));
  const one = { pass: `pass-${at.getTime()}`, readAt: at, reflectedBefore: at, items };
  await ledger.noteStockPass(one, results, at);
}
async function tidyAll(ledger: Ledger): Promise<number[]> {
  const rows: number[] = [];
  do rows.push(await ledger.tidy());
  while (rows.at(-1) !== 0);
  return rows;
}

test('passes are kept for a week, and only what they changed; of each SKU the last state stays', async () => {
  const { ledger, clock } = await emptyLedger();
  await pass(ledger, clock.now(), { HAT: 'written', CAP: 'unknown', BAG: 'not_managed', TIE: 'unchanged' });
  await clock.advance(7 * dayMs - 1000);
  await pass(ledger, clock.now(), { HAT: 'unchanged', CAP: 'unknown' });
  expect(await ledger.tidy()).toBe(0);
  await clock.advance(2000);
  expect(await tidyAll(ledger)).toEqual([2, 0]); // the pass and its one change
  expect(await ledger.stockOf(sku('HAT'))).toMatchObject({ outcome: 'unchanged', available: 3 });
  expect(await ledger.stockOf(sku('CAP'))).toMatchObject({ outcome: 'unknown' });
  expect(await ledger.stockOf(sku('BAG'))).toMatchObject({ outcome: 'not_managed' });
});

test('a backlog goes a part at a time', async () => {
  const { ledger, clock } = await emptyLedger();
  for (let count = 0; count < 50; count += 1) {
    await clock.advance(1000);
    await pass(ledger, clock.now(), { HAT: 'written' });
  }
  await clock.advance(8 * dayMs);
  expect(await tidyAll(ledger)).toEqual([40, 40, 20, 0]);
});

test('what happened is told for two years, and what still needs a person for ever', async () => {
  const { ledger, clock } = await emptyLedger();
  const opened = (id: number) => change(id, {}, { open: [gone], journal: 'It is gone.' });
  await ledger.noteOrders([news(1), news(2)], [opened(1), opened(2)]);
  await ledger.record('Ada', [change(1, {}, { close: ['gone'], journal: 'Found again.' })]);
  await clock.advance(729 * dayMs);
  await ledger.record('Ada', [change(2, {}, { journal: 'Still looking.' })]);
  expect(await ledger.tidy()).toBe(0);
  await clock.advance(2 * dayMs);
  expect(await tidyAll(ledger)).toEqual([4, 0]); // three rows of the journal and one exception
  expect((await ledger.orderHistory(orderId(2)))?.journal.map(({ what }) => what)).toEqual([
    'Still looking.',
  ]);
  expect(await ledger.openAttention(orderId(2))).toEqual(['gone']);
});

test('nonces that have run out go', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.seenNonce('a'.repeat(32), new Date(clock.now().getTime() + 60_000));
  expect(await ledger.tidy()).toBe(0);
  await clock.advance(61_000);
  expect(await ledger.tidy()).toBe(1);
});
