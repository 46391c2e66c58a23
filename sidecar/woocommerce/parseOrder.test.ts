import { expect, test } from 'vitest';
import { gmt, plain } from './parseOrder.ts';
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
