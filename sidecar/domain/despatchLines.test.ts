import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DespatchRow } from './despatch.ts';
import { type Allocation, allocateDespatches, trackingUrl } from './despatchLines.ts';
import { despatchNumber, salesOrderNumber, sku } from './ids.ts';
import type { RememberedDespatch } from './order.ts';
import { line } from './testOrders.ts';

const row = (code: string, quantity: number | null, over: Partial<DespatchRow> = {}): DespatchRow => ({
  salesOrderNumber: salesOrderNumber('1042'),
  despatchNumber: despatchNumber('DES1'),
  sku: sku(code),
  quantity,
  line: null,
  trackingNumber: 'AB1',
  carrier: 'Royal Mail',
  service: '',
  despatchedAt: new Date('2026-11-03T10:00:00Z'),
  parentSku: null,
  parentQuantity: null,
  ...over,
});
const order = [line('A', 2, { itemId: 1 }), line('B', 1, { itemId: 2 }), line('A', 3, { itemId: 3 })];
const keyOf = (text: string) => text;
const laid = (rows: DespatchRow[], lines = order, remembered: RememberedDespatch[] = []) =>
  allocateDespatches(rows, lines, remembered, keyOf);
const units = (result: Allocation) =>
  result.kind === 'fits'
    ? result.parcels.flatMap((one) => one.lines.map((each) => [each.itemId, each.quantity]))
    : result.reason;
/** What the shop has after it took these parcels: their lines are in them now, and in no other. */
function shopAfter(
  remembered: RememberedDespatch[],
  result: Allocation,
  numbered = true,
): RememberedDespatch[] {
  if (result.kind !== 'fits') return remembered;
  const taken = result.parcels.filter((one) => !numbered || one.row.trackingNumber !== '');
  const moved = new Set(taken.flatMap((one) => one.lines.map((each) => each.key)));
  return [
    ...remembered
      .map((one) => ({ ...one, lines: one.lines.filter((each) => !moved.has(each.key)) }))
      .filter((one) => one.lines.length > 0),
    ...taken.map(({ row: { despatchNumber: despatch, trackingNumber }, lines }) => ({
      despatch,
      trackingNumber,
      lines,
    })),
  ];
}
const contents = (remembered: RememberedDespatch[]) =>
  Object.fromEntries(
    remembered.map((one) => [
      `${one.despatch} ${one.trackingNumber}`,
      one.lines.map((each) => [each.itemId, each.quantity]),
    ]),
  );

test('rows go to the line they name, and on to further lines of the SKU that were sent as one row', () => {
  expect(units(laid([row('A', 4, { line: '1' })]))).toEqual([
    [1, 2],
    [3, 2],
  ]);
});
test('without a Line the SKU decides, in order of the lines', () => {
  expect(units(laid([row('A', 3), row('B', 1)]))).toEqual([
    [1, 2],
    [3, 1],
    [2, 1],
  ]);
});
test.each([
  ['more than ordered', [row('B', 2)], 'DES1: B: 1 more were despatched than the order has open.'],
  ['an item that was not ordered', [row('Z', 1)], 'DES1: Z is not on the order.'],
  ['another item on our Line', [row('Z', 1, { line: '1' })], 'DES1: Z is not on the order.'],
  ['a blank quantity', [row('A', null)], 'DES1: A came without a whole quantity.'],
])('%s is never guessed', (_, rows, reason) => {
  expect(units(laid(rows))).toBe(reason);
});
test('what was refunded may leave all the same, and never more than was ordered', () => {
  const returned = [line('A', 2, { itemId: 1, refunded: 1 })];
  expect(units(laid([row('A', 2)], returned))).toEqual([[1, 2]]);
  expect(laid([row('A', 3)], returned).kind).toBe('does_not_fit');
});
test('lines that still want units are filled before those that were refunded', () => {
  const lines = [line('A', 1, { itemId: 1, refunded: 1 }), line('A', 1, { itemId: 2 })];
  expect(units(laid([row('A', 1)], lines))).toEqual([[2, 1]]);
});

describe('a tracking number is what a parcel has, not what it is', () => {
  const mugs = [line('A', 1, { itemId: 1 }), line('A', 2, { itemId: 2 })];
  const first = laid([row('A', 1, { trackingNumber: 'T1' })], mugs);
  const one = shopAfter([], first);

  test('another number on the same row is the same units, under the same key', () => {
    const reprinted = laid([row('A', 1, { trackingNumber: 'T2' })], mugs, one);
    expect(contents(shopAfter(one, reprinted))).toEqual({ 'DES1 T2': [[1, 1]] });
    expect(shopAfter(one, reprinted)[0]?.lines[0]?.key).toBe(one[0]?.lines[0]?.key);
  });
  test('a number that comes to what was recorded without one', () => {
    const without = shopAfter([], laid([row('A', 1, { trackingNumber: '' })], mugs), false);
    const come = shopAfter(without, laid([row('A', 1, { trackingNumber: 'T2' })], mugs, without));
    expect(contents(come)).toEqual({ 'DES1 T2': [[1, 1]] });
  });
  test('a number that is taken away takes nothing back, and counts nothing twice', () => {
    expect(laid([row('A', 1, { trackingNumber: '' })], mugs, one)).toEqual({ kind: 'fits', parcels: [] });
  });
  test('a second parcel of the same line is further units, whichever number came first', () => {
    const rows = [row('A', 1, { trackingNumber: 'T1' }), row('A', 1, { trackingNumber: '' })];
    const both = [row('A', 1, { trackingNumber: 'A0' }), row('A', 1, { trackingNumber: 'T1' })];
    const then = shopAfter([], laid(rows, mugs));
    expect(contents(then)).toEqual({ 'DES1 T1': [[1, 1]] });
    expect(contents(shopAfter(then, laid(both, mugs, then)))).toEqual({
      'DES1 A0': [[2, 1]],
      'DES1 T1': [[1, 1]],
    });
  });
  test('units that join a parcel later are all that is new', () => {
    const more = laid([row('A', 3, { trackingNumber: 'T1' })], mugs, one);
    expect(contents(shopAfter(one, more))).toEqual({ 'DES1 T1': [[1, 1], [2, 2]] }); // biome-ignore format: pairs
    expect(laid([row('A', 4, { trackingNumber: 'T1' })], mugs, one).kind).toBe('does_not_fit');
  });
  test('a refund moves nothing that is on the order', () => {
    const refunded = [line('A', 1, { itemId: 1, refunded: 1 }), line('A', 2, { itemId: 2 })];
    const again = laid([row('A', 1, { trackingNumber: 'T1' })], refunded, one);
    expect(contents(shopAfter(one, again))).toEqual({ 'DES1 T1': [[1, 1]] });
  });
  test('an earlier despatch that shows up late does not push another off its line', () => {
    const early = new Date('2026-11-03T09:00:00Z');
    const rows = [
      row('A', 1, { trackingNumber: 'T1' }),
      row('A', 1, { despatchNumber: despatchNumber('DES0'), trackingNumber: 'T0', despatchedAt: early }),
    ];
    expect(contents(shopAfter(one, laid(rows, mugs, one)))).toEqual({
      'DES0 T0': [[2, 1]],
      'DES1 T1': [[1, 1]],
    });
  });
});

test('whatever comes in whatever order, each unit is on the order once, under the number it has now', () => {
  const parcel = fc.record({
    code: fc.constantFrom('A', 'B'),
    despatch: fc.constantFrom('DES1', 'DES2', 'DES3'),
    line: fc.constantFrom(null, '1', '3'),
    quantity: fc.integer({ min: 1, max: 2 }),
    numbers: fc.array(fc.constantFrom('', 'T1', 'T2', 'T3'), { minLength: 1, maxLength: 3 }),
    seenAt: fc.nat(3),
    minute: fc.nat(3),
  });
  const shop = [line('A', 6, { itemId: 1 }), line('B', 9, { itemId: 2 }), line('A', 6, { itemId: 3 })];
  fc.assert(
    fc.property(fc.array(parcel, { maxLength: 5 }), (parcels) => {
      let remembered: RememberedDespatch[] = [];
      for (let look = 0; look < 6; look += 1) {
        const rows = parcels
          .filter((one) => one.seenAt <= look)
          .map((one) =>
            row(one.code, one.quantity, {
              despatchNumber: despatchNumber(one.despatch),
              line: one.code === 'A' ? one.line : null,
              trackingNumber: one.numbers[Math.min(look, one.numbers.length - 1)] ?? '',
              despatchedAt: new Date(Date.UTC(2026, 10, 3, 10, one.minute)),
            }),
          );
        const result = laid(rows, shop, remembered);
        expect(laid([...rows].reverse(), shop, remembered)).toEqual(result);
        expect(result.kind).toBe('fits');
        remembered = shopAfter(remembered, result, false);
        for (const code of ['A', 'B']) {
          const on = remembered
            .flatMap((one) => one.lines)
            .filter((one) => (one.itemId === 2) === (code === 'B'));
          const sum = (all: { quantity: number | null }[]) =>
            all.reduce((so, one) => so + (one.quantity ?? 0), 0);
          expect(sum(on)).toBe(sum(rows.filter((one) => one.sku === code)));
          expect(new Set(on.map((one) => one.key)).size).toBe(on.length);
        }
        const settled = laid(rows, shop, remembered);
        expect(contents(shopAfter(remembered, settled, false))).toEqual(contents(remembered));
      }
    }),
  );
});

test('a tracking link has the number filled in, and is empty for carriers without one', () => {
  const table = { 'Royal Mail': 'https://track.example/{number}?pc={postcode}' };
  expect(trackingUrl('royal mail', 'AB 1', 'YO1 7HH', table)).toBe(
    'https://track.example/AB%201?pc=YO1%207HH',
  );
  expect(trackingUrl('Other', 'AB1', '', table)).toBe('');
});
