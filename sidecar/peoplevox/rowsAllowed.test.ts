import { expect, test } from 'vitest';
import { RowsAllowed } from './rowsAllowed.ts';

const times = (count: number, act: () => void) => {
  for (let i = 0; i < count; i += 1) act();
};

test('twenty clean calls double the rows, to a hundred at most', () => {
  const allowed = new RowsAllowed(50, 100);
  times(19, () => allowed.clean());
  expect(allowed.rows).toBe(50);
  allowed.clean();
  expect(allowed.rows).toBe(100);
  times(20, () => allowed.clean());
  expect(allowed.rows).toBe(100);
});

test('what the tenant was found to take is never tried to be more', () => {
  const allowed = new RowsAllowed(60, 60);
  times(500, () => allowed.clean());
  expect(allowed.rows).toBe(60);
  allowed.silent();
  times(500, () => allowed.clean());
  expect(allowed.rows).toBe(60);
});

test('silence halves them and starts the count of clean calls anew, but not below ten', () => {
  const allowed = new RowsAllowed(50, 100);
  times(19, () => allowed.clean());
  allowed.silent();
  expect(allowed.rows).toBe(25);
  allowed.clean();
  expect(allowed.rows).toBe(25);
  times(5, () => allowed.silent());
  expect(allowed.rows).toBe(10);
  const few = new RowsAllowed(4, 100);
  few.silent();
  expect(few.rows).toBe(4);
});

test('a save that was too long is as long next time as the parts of it that were taken, down to one row', () => {
  const allowed = new RowsAllowed(50, 100);
  allowed.tooMany(40, 20);
  expect(allowed.rows).toBe(20);
  times(6, () => allowed.tooMany(allowed.rows, Math.floor(allowed.rows / 2)));
  expect(allowed.rows).toBe(1);
});

test('a size that was tried and refused costs nothing of the size that had gone well', () => {
  const allowed = new RowsAllowed(50, 100);
  times(20, () => allowed.clean());
  allowed.tooMany(99, 49);
  expect(allowed.rows).toBe(50);
});

/** How many saves of a thousand are refused where a tenant takes so many rows, and how long they are at the end. */
function thousandSaves(limit: number) {
  const allowed = new RowsAllowed(50, 100);
  let refused = 0;
  times(1000, () => {
    const { rows } = allowed;
    if (rows <= limit) return allowed.clean();
    refused += 1;
    allowed.tooMany(rows, Math.ceil(rows / 2));
  });
  return { refused, rows: allowed.rows };
}

test.each([50, 64, 75, 99])('a limit of %i rows is found, and tried ever more seldom', (limit) => {
  const { refused, rows } = thousandSaves(limit);
  expect(refused).toBeLessThanOrEqual(6);
  expect(rows).toBeLessThanOrEqual(limit);
  expect(rows).toBeGreaterThan(limit * 0.9);
});

test('where a limit was raised, saves grow again in the end', () => {
  const allowed = new RowsAllowed(50, 100);
  times(20, () => allowed.clean());
  allowed.tooMany(100, 50);
  times(5000, () => allowed.clean());
  expect(allowed.rows).toBe(100);
});
