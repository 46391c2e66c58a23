import { describe, expect, test } from 'vitest';
import { pickedLines } from './bundles.ts';
import type { OrderLine, PartOf } from './order.ts';
import { line } from './testOrders.ts';

const inside = (itemId: number, shipsAlone: boolean | null): PartOf => ({ itemId, shipsAlone });
const box = (needsShipping: boolean, over: Partial<OrderLine> = {}) =>
  line('BOX', 1, { itemId: 1, needsShipping, ...over });
const scarf = (partOf: PartOf) => line('SCARF', 1, { itemId: 2, partOf });
const hat = (partOf: PartOf) => line('HAT', 1, { itemId: 3, partOf });
const mug = line('MUG', 1, { itemId: 9 });
const picked = (lines: OrderLine[], how: Parameters<typeof pickedLines>[1]) =>
  pickedLines(lines, how).map((one) => one.sku);

describe('as the shop ships it, everything is picked once', () => {
  test('a bundle that is packed as one goes as one', () => {
    expect(picked([box(true), scarf(inside(1, false)), hat(inside(1, false)), mug], 'as_shipped')).toEqual([
      'BOX',
      'MUG',
    ]);
  });
  test('a bundle that is not a thing of its own goes as its contents', () => {
    expect(picked([box(false), scarf(inside(1, true)), hat(inside(1, true))], 'as_shipped')).toEqual([
      'SCARF',
      'HAT',
    ]);
  });
  test('a part shipped on its own beside a packed bundle goes too', () => {
    expect(picked([box(true), scarf(inside(1, false)), hat(inside(1, true))], 'as_shipped')).toEqual([
      'BOX',
      'HAT',
    ]);
  });
  test('where nobody says, the bundle stands for its contents if it ships, and else they go', () => {
    expect(picked([box(true), scarf(inside(1, null))], 'as_shipped')).toEqual(['BOX']);
    expect(picked([box(false), scarf(inside(1, null))], 'as_shipped')).toEqual(['SCARF']);
  });
  test('contents marked as packed in something that does not ship are not lost', () => {
    expect(picked([box(false), scarf(inside(1, false))], 'as_shipped')).toEqual(['SCARF']);
  });
  test('a bundle in a packed composite goes inside it', () => {
    const lines = [box(true), line('SET', 1, { itemId: 5, needsShipping: false, partOf: inside(1, false) })];
    expect(picked([...lines, scarf(inside(5, null))], 'as_shipped')).toEqual(['BOX']);
  });
});

test.each([
  ['bundle', true, ['BOX', 'MUG']],
  ['bundle', false, ['BOX', 'MUG']],
  ['contents', true, ['SCARF', 'HAT', 'MUG']],
  ['contents', false, ['SCARF', 'HAT', 'MUG']],
  ['both', true, ['BOX', 'SCARF', 'HAT', 'MUG']],
  ['both', false, ['SCARF', 'HAT', 'MUG']],
] as const)('as "%s", with the bundle itself shipping: %s', (how, ships, expected) => {
  expect(picked([box(ships), scarf(inside(1, null)), hat(inside(1, null)), mug], how)).toEqual(expected);
});

test('a gift wrap that is virtual does not take its bundle off the pickers, and a bundle of downloads is not picked', () => {
  const wrap = line('WRAP', 1, { itemId: 2, needsShipping: false, partOf: inside(1, null) });
  expect(picked([box(true), wrap], 'contents')).toEqual(['BOX']);
  expect(picked([box(false), wrap], 'bundle')).toEqual([]);
});

test('an order whose bundles go round in a circle is read all the same', () => {
  const lines = [box(true, { partOf: inside(2, null) }), scarf(inside(1, null))];
  expect(() => pickedLines(lines, 'as_shipped')).not.toThrow();
  expect(picked([line('A', 1, { itemId: 7, partOf: inside(7, null) })], 'as_shipped')).toEqual(['A']);
});
