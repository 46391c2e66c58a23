import { expect, test } from 'vitest';
import { chanceFrom } from '../chance.ts';
import { arrivals } from './arrivals.ts';

const hour = 3_600_000;
const within = (moments: number[], from: number, until: number) =>
  moments.filter((one) => one >= from * hour && one < until * hour).length;

test('all order within the day, in order, few at night, most in the evening, a tenth in a rush at noon', () => {
  const moments = arrivals(chanceFrom(7), 5000);
  expect(moments).toHaveLength(5000);
  expect(moments).toEqual([...moments].sort((one, other) => one - other));
  expect(within(moments, 0, 24)).toBe(5000);
  expect(within(moments, 12, 12 + 1 / 3)).toBeGreaterThan(500);
  expect(within(moments, 19, 22)).toBeGreaterThan(6 * within(moments, 2, 5));
});
