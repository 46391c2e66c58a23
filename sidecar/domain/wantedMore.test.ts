import { expect, test } from 'vitest';
import { sku } from './ids.ts';
import { wantedMoreInWords } from './wantedMore.ts';

const line = (code: string | null, quantity: number, name = '') => ({
  sku: code === null ? null : sku(code),
  name,
  quantity,
});
const left = (code: string, quantity: number) => ({ sku: sku(code), quantity, line: null });

test('per item, whatever the number of lines; less is no matter', () => {
  const mugs = [left('MUG', 1), left('MUG', 1), left('HAT', 3)];
  expect(wantedMoreInWords([line('MUG', 2), line('HAT', 1)], mugs)).toBe('');
  expect(wantedMoreInWords([line('MUG', 2), line('MUG', 1), line('PIN', 4)], mugs)).toBe(
    'MUG: the shop wants 3, Peoplevox has 2; PIN: the shop wants 4, Peoplevox has 0',
  );
});

test('a line whose product lost its SKU may be the one that left under it', () => {
  expect(wantedMoreInWords([line(null, 2, 'Mug')], [left('MUG', 2)])).toBe('');
  expect(wantedMoreInWords([line(null, 2, 'Mug'), line('HAT', 1)], [left('MUG', 2), left('HAT', 1)])).toBe(
    '',
  );
});

test('a line without a SKU that cannot have left is named', () => {
  expect(wantedMoreInWords([line('MUG', 2), line(null, 1, 'Gift card')], [left('MUG', 2)])).toBe(
    '"Gift card" (no SKU): the shop wants 1',
  );
  expect(wantedMoreInWords([line(null, 3, 'Mug')], [left('MUG', 2)])).toBe(
    '"Mug" (no SKU): the shop wants 3',
  );
});
