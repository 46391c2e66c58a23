import { expect, test } from 'vitest';
import { age, amount, delay, exact, relative, seconds, span } from './timeWording.ts';

const now = new Date('2026-11-23T14:00:00Z');
const before = (count: number) => new Date(now.getTime() - count * 1000).toISOString();

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [3599, '59 min'],
  [3600, '1 h'],
  [47 * 3600, '47 h'],
  [48 * 3600, '2 days'],
  [-5, '0 s'],
])('%d seconds are said as "%s"', (count, words) => {
  expect(span(count)).toBe(words);
});

test('times are relative, before and after', () => {
  expect(relative(before(240), now)).toBe('4 min ago');
  expect(relative(before(-30), now)).toBe('in 30 s');
  expect(relative(before(1), now)).toBe('just now');
  expect(age(before(6 * 3600), now)).toBe('6 h');
});

test('a time that cannot be read is shown as it came, not as NaN', () => {
  expect(relative('soon', now)).toBe('soon');
  expect(exact('soon')).toBe('soon');
});

test('the exact time has its day, its seconds and its zone', () => {
  expect(exact('2026-11-23T09:14:02Z', 'en-GB', 'UTC')).toBe('Mon, 23 Nov 2026, 09:14:02 UTC');
});

test('how long a step took is known only when both have happened', () => {
  expect(delay('2026-11-23T09:14:02Z', '2026-11-23T09:14:07Z')).toBe('5 s');
  expect(delay('2026-11-23T09:14:02Z', null)).toBeNull();
  expect(delay(null, '2026-11-23T09:14:07Z')).toBeNull();
});

test('money is printed with the decimals of its currency', () => {
  expect(amount(6497, 'GBP', 'en-GB')).toBe('£64.97');
  expect(amount(6497, 'JPY', 'en-GB')).toBe('JP¥6,497');
  expect(amount(6497, 'not a currency', 'en-GB')).toBe('64.97 not a currency');
});

test('short delays keep a decimal, longer ones do not', () => {
  expect(seconds(4.24, 'en-GB')).toBe('4.2 s');
  expect(seconds(75, 'en-GB')).toBe('1 min');
});
