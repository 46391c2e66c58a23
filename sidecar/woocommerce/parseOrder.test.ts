import { expect, test } from 'vitest';
import { parseLines, parseMeta } from './parseLines.ts';
import { gmt } from './parseOrder.ts';
import { plain } from './plainText.ts';
import { urlOf } from './shopRequest.ts';

test.each([
  ['Fish &amp; Chips', 'Fish & Chips'],
  ['O&#39;Neil', "O'Neil"],
  ['&#x1F9E3; scarf', '🧣 scarf'],
  ['&amp;amp; once', '&amp; once'],
  ['A &notAnEntity; B', 'A &notAnEntity; B'],
  ['  two\n lines\t', 'two lines'],
])('%j becomes %j', (text, expected) => expect(plain(text)).toBe(expected));

test('wc/v3 times are UTC though they do not say so', () => {
  expect(gmt('2026-11-23T09:14:02').toISOString()).toBe('2026-11-23T09:14:02.000Z');
  expect(gmt('2026-11-23T09:14:02.250Z').toISOString()).toBe('2026-11-23T09:14:02.250Z');
  expect(() => gmt('soon')).toThrow(/not a time/);
});

test.each([
  ['https://shop.example', 'pretty', 'https://shop.example/wp-json/pickwave/v1/shop/status'],
  ['https://shop.example/wp-json/', 'pretty', 'https://shop.example/wp-json/pickwave/v1/shop/status'],
  [
    'https://shop.example/shop/',
    'plain',
    'https://shop.example/shop/?rest_route=%2Fpickwave%2Fv1%2Fshop%2Fstatus',
  ],
  [
    'https://shop.example/?rest_route=/',
    'plain',
    'https://shop.example/?rest_route=%2Fpickwave%2Fv1%2Fshop%2Fstatus',
  ],
] as const)('%s, %s permalinks', (address, style, expected) => {
  expect(urlOf(address, style, '/pickwave/v1/shop/status')).toBe(expected);
});

const item = (id: number, meta: Record<string, unknown> = {}, over: object = {}) => ({
  id,
  name: 'Mug',
  product_id: 11,
  variation_id: 0,
  quantity: 3,
  subtotal: '30.00',
  total: '25.00',
  total_tax: '5.00',
  sku: 'MUG',
  price: 25 / 3,
  meta_data: Object.entries(meta).map(([key, value]) => ({ key, value })),
  ...over,
});
const added = (...ids: number[]) =>
  ids.map((item_id) => ({ item_id, needs_shipping: true, refunded: 0, reduced: 0 }));

test('a unit has its price with the tax of its own rate', () => {
  const reduced = item(2, {}, { total_tax: '1.25' });
  expect(
    parseLines([item(1), reduced, item(3, {}, { quantity: 0 })], added(1, 2, 3)).map(
      (one) => one.unitPriceWithTax,
    ),
  ).toEqual([10, 8.75, 0]);
});

test('a line knows its bundle or composite, and whether it is packed in it', () => {
  const lines = parseLines(
    [
      item(1, { _composite_cart_key: 'x' }),
      item(2, { _composite_parent: 'x', _composite_item_needs_shipping: 'no', _bundle_cart_key: 'y' }),
      item(3, { _bundled_by: 'y', _bundle_cart_key: 'z', _bundled_item_needs_shipping: 'yes' }),
      item(4, { _bundled_by: 'taken off the order' }),
      item(5, { _composite_parent: 'x' }),
    ],
    added(1, 2, 3, 4, 5),
  );
  expect(lines.map((one) => one.partOf)).toEqual([
    null,
    { itemId: 1, shipsAlone: false },
    { itemId: 2, shipsAlone: true },
    null,
    { itemId: 1, shipsAlone: null },
  ]);
});

test('of what other plugins wrote, texts and numbers are kept, and the first of a key', () => {
  const meta = [
    { key: 'gift', value: 'Fish &amp; chips' },
    { key: 'gift', value: 'later' },
    { key: 'floor', value: 3 },
    { key: 'list', value: ['a'] },
    { key: 'none', value: null },
  ];
  expect(parseMeta(meta)).toEqual({ gift: 'Fish & chips', floor: '3' });
});
