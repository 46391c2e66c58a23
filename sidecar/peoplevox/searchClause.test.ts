import { expect, test } from 'vitest';
import { Refused } from '../domain/errors.ts';
import { anyOf, bracketed, since } from './searchClause.ts';

test('keys are joined with OR', () => {
  expect(anyOf('SalesOrderNumber', ['A', 'B'])).toBe(
    '(SalesOrderNumber.Equals("A")) OR (SalesOrderNumber.Equals("B"))',
  );
  expect(since(bracketed('Despatch date'), 'DateTime(2026,01,31,00,00,00)')).toBe(
    '([Despatch date] >= DateTime(2026,01,31,00,00,00))',
  );
});

test('a value that could end its quotes is refused, and so is an empty one', () => {
  for (const value of ['a"b', 'a\\b', 'a\nb', '']) expect(() => anyOf('ItemCode', [value])).toThrow(Refused);
});

test('no clause is built without keys or with more than a hundred', () => {
  expect(() => anyOf('ItemCode', [])).toThrow(RangeError);
  expect(() => anyOf('ItemCode', Array(101).fill('A'))).toThrow(RangeError);
});
