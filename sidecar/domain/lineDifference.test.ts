import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sku } from './ids.ts';
import { differenceInWords, isEmpty, lineDifference } from './lineDifference.ts';
import type { FoundLine, WantedLine } from './salesOrder.ts';

const rest = { unitPrice: 1, sequence: 1, requestedDeliveryAt: new Date(0), attributes: {} };
const want = (code: string, quantity: number, line = '1'): WantedLine => ({
  sku: sku(code),
  quantity,
  line,
  ...rest,
});
const has = (code: string, quantity: number, line: string | null = '1'): FoundLine => ({
  sku: sku(code),
  quantity,
  line,
});

test('the same lines need nothing', () => {
  expect(isEmpty(lineDifference([has('A', 2), has('B', 1, null)], [want('A', 2), want('B', 1, '2')]))).toBe(
    true,
  );
});
test('a lost line is written, a wrong quantity corrected under the Line that is there, an extra taken away', () => {
  const difference = lineDifference([has('B', 1, '9'), has('X', 4)], [want('A', 2), want('B', 3, '2')]);
  expect(difference.save).toEqual([want('A', 2), want('B', 3, '9')]);
  expect(difference.remove).toEqual([has('X', 4)]);
});
test('of a doubled line ours is kept', () => {
  expect(lineDifference([has('A', 2, '7'), has('A', 2, '1')], [want('A', 2, '1')])).toEqual({
    save: [],
    remove: [has('A', 2, '7')],
  });
});
test('the words name the SKU and both numbers', () => {
  expect(differenceInWords([has('A', 1)], [want('A', 2), want('B', 1)])).toBe(
    'A: the shop wants 2, Peoplevox has 1; B: the shop wants 1, Peoplevox has 0',
  );
});

test('whatever Peoplevox has, writing the difference leaves exactly what is wanted', () => {
  const code = fc.constantFrom('A', 'B', 'C', 'D');
  const found = fc.array(
    fc.record({
      sku: code.map(sku),
      quantity: fc.integer({ min: 0, max: 4 }),
      line: fc.option(fc.constantFrom('1', '2', '3')),
    }),
    { maxLength: 6 },
  );
  const wanted = fc.uniqueArray(
    fc.record({
      sku: code.map(sku),
      quantity: fc.integer({ min: 1, max: 4 }),
      line: fc.constantFrom('1', '2', '3'),
    }),
    { selector: (one) => one.sku, maxLength: 4 },
  );
  fc.assert(
    fc.property(found, wanted, (before, goal) => {
      const { save, remove } = lineDifference(
        before,
        goal.map((one) => ({ ...one, ...rest })),
      );
      const kept: FoundLine[] = before.filter((row) => !remove.includes(row));
      for (const row of save) {
        const there = kept.findIndex(
          (one) => one.sku === row.sku && (one.line === null || one.line === row.line),
        );
        if (there >= 0) kept.splice(there, 1);
        kept.push({ sku: row.sku, quantity: row.quantity, line: row.line });
      }
      const units = (rows: { sku: string; quantity: number }[]) =>
        rows.map((row) => `${row.sku}:${row.quantity}`).sort();
      expect(units(kept)).toEqual(units(goal));
    }),
  );
});
