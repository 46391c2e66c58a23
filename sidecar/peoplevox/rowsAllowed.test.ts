import { expect, test } from 'vitest';
import { RowsAllowed } from './rowsAllowed.ts';

const times = (count: number, act: () => void) => {
  for (let i = 0; i < count; i += 1) act();
};

test('twenty clean calls double the rows, to a hundred at most', () => {
  const allowed = new RowsAllowed(50);
  times(19, () => allowed.clean());
  expect(allowed.rows).toBe(50);
  allowed.clean();
  expect(allowed.rows).toBe(100);
  times(20, () => allowed.clean());
  expect(allowed.rows).toBe(100);
});

test('silence halves them and starts the count of clean calls anew, but not below ten', () => {
  const allowed = new RowsAllowed(50);
  times(19, () => allowed.clean());
  allowed.silent();
  expect(allowed.rows).toBe(25);
  allowed.clean();
  expect(allowed.rows).toBe(25);
  times(5, () => allowed.silent());
  expect(allowed.rows).toBe(10);
  const few = new RowsAllowed(4);
  few.silent();
  expect(few.rows).toBe(4);
});

test('a save that was too long is half as long next time, down to one row', () => {
  const allowed = new RowsAllowed(50);
  allowed.tooMany(40);
  expect(allowed.rows).toBe(20);
  times(6, () => allowed.tooMany(allowed.rows));
  expect(allowed.rows).toBe(1);
});
