import { expect, test } from 'vitest';
import { ordersBench } from './ordersBench.ts';
import { keysOf } from './report.ts';

// Three whole worlds, one after the other: it takes as long as several other tests.
test('a backlog is sent off right, past a sidecar that is killed, and in fewer calls than one by one', async () => {
  const report = await ordersBench({ orders: 60, seed: 7, tell: () => {} });
  expect(report.faults).toEqual([]);
  const keys = keysOf(report);
  expect(keys.max_calls_15s).toBeLessThanOrEqual(15);
  expect(keys.orders_per_call_single).toBeCloseTo(0.2);
  expect(keys.orders_per_call).toBeGreaterThan(keys.orders_per_call_50 ?? 0);
  expect(keys.orders_per_call_50).toBeGreaterThan(keys.orders_per_call_single ?? 0);
}, 120_000);
