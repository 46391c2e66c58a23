import { expect, test } from 'vitest';
import { orderId, salesOrderNumber } from '../domain/ids.ts';
import type { ReconcileMemory, Reconciliation } from '../domain/reconciliation.ts';
import { emptyLedger } from '../testing/ledgerBuilders.ts';

const dayMs = 86_400_000;
const run = (at: Date, more: Partial<Reconciliation> = {}): Omit<Reconciliation, 'id'> => ({
  depth: 'recent',
  startedAt: at,
  endedAt: new Date(at.getTime() + 1000),
  checked: 5,
  found: 2,
  sentAgain: 1,
  waiting: 1,
  odd: 1,
  problem: null,
  ...more,
});

test('a comparison is kept with what it leaves to the next, and the same twice is one', async () => {
  const { ledger, clock } = await emptyLedger();
  const nothing = { hourlyAt: null, nightlyAt: null, nightlyTriedAt: null, unsettled: [], strangers: [] };
  expect(await ledger.reconcileMemory()).toEqual(nothing);
  const now = clock.now();
  const memory: ReconcileMemory = {
    hourlyAt: now,
    nightlyAt: now,
    nightlyTriedAt: now,
    unsettled: [orderId(7)],
    strangers: [salesOrderNumber('SO-9')],
  };
  await ledger.noteNightlyTried(now);
  await ledger.noteReconciliation(run(now), memory);
  await ledger.noteReconciliation(run(now), memory);
  expect(await ledger.reconcileMemory()).toEqual(memory);
  expect(await ledger.reconciliations(10)).toEqual([{ id: 1, ...run(now) }]);
});

test('one that failed leaves the memory as it was, and the last whole one is still told', async () => {
  const { ledger, clock } = await emptyLedger();
  const first = run(clock.now());
  const memory = { ...(await ledger.reconcileMemory()), unsettled: [orderId(7)] };
  await ledger.noteReconciliation(first, memory);
  await clock.advance(60_000);
  const zero = { checked: 0, found: 0, sentAgain: 0, waiting: 0, odd: 0 };
  await ledger.noteReconciliation(run(clock.now(), { ...zero, problem: 'It did not answer.' }), null);
  expect((await ledger.reconciliations(1))[0]).toMatchObject({ problem: 'It did not answer.' });
  expect(await ledger.lastReconciliation()).toMatchObject(first);
  expect(await ledger.reconcileMemory()).toEqual(memory);
});

test('counts that do not add up are refused', async () => {
  const { ledger, clock } = await emptyLedger();
  await expect(ledger.noteReconciliation(run(clock.now(), { checked: 6 }), null)).rejects.toThrow(/CHECK/);
});

test('comparisons are told for thirty days', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteReconciliation(run(clock.now()), null);
  await clock.advance(29 * dayMs);
  await ledger.noteReconciliation(run(clock.now()), null);
  expect(await ledger.tidy()).toBe(0);
  await clock.advance(2 * dayMs);
  expect(await ledger.tidy()).toBe(1);
  expect(await ledger.reconciliations(10)).toHaveLength(1);
});
