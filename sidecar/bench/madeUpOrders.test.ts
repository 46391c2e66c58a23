import { expect, test } from 'vitest';
import { madeUpOrders } from './madeUpOrders.ts';

test('the same seed makes up the same orders, another seed others', () => {
  expect(madeUpOrders(7, 50, 100)).toEqual(madeUpOrders(7, 50, 100));
  expect(madeUpOrders(8, 50, 100)).not.toEqual(madeUpOrders(7, 50, 100));
});

test('orders have 1 to 20 lines, about 2.5 on average, and two in a hundred have something wrong', () => {
  const orders = madeUpOrders(7, 10_000, 2000);
  const lines = orders.map(({ seed }) => seed.lines.length);
  expect(Math.min(...lines)).toBe(1);
  expect(Math.max(...lines)).toBeLessThanOrEqual(20);
  const mean = lines.reduce((sum, one) => sum + one, 0) / orders.length;
  expect(mean).toBeGreaterThan(2.4);
  expect(mean).toBeLessThan(2.6);
  expect(orders.filter(({ flaw }) => flaw !== null)).toHaveLength(200);
  expect(new Set(orders.map(({ flaw }) => flaw)).size).toBe(5);
});
