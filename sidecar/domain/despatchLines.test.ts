import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DespatchRow } from './despatch.ts';
import { allocateDespatches, trackingUrl } from './despatchLines.ts';
import { despatchNumber, salesOrderNumber, sku } from './ids.ts';
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
const units = (result: ReturnType<typeof allocateDespatches>) =>
  result.kind === 'fits'
    ? result.rows.flatMap((one) => one.lines.map((laid) => [laid.itemId, laid.quantity]))
    : result.reason;

test('rows go to the line they name, and on to further lines of the SKU that were sent as one row', () => {
  expect(units(allocateDespatches([row('A', 4, { line: '1' })], order))).toEqual([
    [1, 2],
    [3, 2],
  ]);
});
test('without a Line the SKU decides, in order of the lines', () => {
  expect(units(allocateDespatches([row('A', 3), row('B', 1)], order))).toEqual([
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
  expect(units(allocateDespatches(rows, order))).toBe(reason);
});
test('what was refunded may leave all the same, and never more than was ordered', () => {
  const returned = [line('A', 2, { itemId: 1, refunded: 1 })];
  expect(units(allocateDespatches([row('A', 2)], returned))).toEqual([[1, 2]]);
  expect(allocateDespatches([row('A', 3)], returned).kind).toBe('does_not_fit');
});
test('lines that still want units are filled before those that were refunded', () => {
  const lines = [line('A', 1, { itemId: 1, refunded: 1 }), line('A', 1, { itemId: 2 })];
  expect(units(allocateDespatches([row('A', 1)], lines))).toEqual([[2, 1]]);
});

test('any order of arrival is laid on the lines the same way, and never beyond what was ordered', () => {
  const parcel = fc.record({
    code: fc.constantFrom('A', 'B'),
    quantity: fc.integer({ min: 1, max: 3 }),
    despatch: fc.constantFrom('DES1', 'DES2', 'DES3'),
    minute: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(parcel, { maxLength: 5, selector: (one) => `${one.code}${one.despatch}` }),
      fc.nat(),
      (parcels, turn) => {
        const rows = parcels.map((one) =>
          row(one.code, one.quantity, {
            despatchNumber: despatchNumber(one.despatch),
            despatchedAt: new Date(Date.UTC(2026, 10, 3, 10, one.minute)),
          }),
        );
        const turned = [
          ...rows.slice(turn % (rows.length || 1)),
          ...rows.slice(0, turn % (rows.length || 1)),
        ];
        const first = allocateDespatches(rows, order);
        expect(allocateDespatches(turned, order)).toEqual(first);
        if (first.kind !== 'fits') return;
        for (const one of order) {
          const laid = first.rows.flatMap((each) => each.lines).filter((each) => each.itemId === one.itemId);
          expect(laid.reduce((sum, each) => sum + each.quantity, 0)).toBeLessThanOrEqual(one.quantity);
        }
      },
    ),
  );
});

test('a tracking link has the number filled in, and is empty for carriers without one', () => {
  const table = { 'Royal Mail': 'https://track.example/{number}?pc={postcode}' };
  expect(trackingUrl('royal mail', 'AB 1', 'YO1 7HH', table)).toBe(
    'https://track.example/AB%201?pc=YO1%207HH',
  );
  expect(trackingUrl('Other', 'AB1', '', table)).toBe('');
});
