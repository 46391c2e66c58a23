import { expect, test } from 'vitest';
import { readFrom, shopAddress, writeFrom } from './from.ts';

test.each([
  ['https://www.Shop.example/', 'shop.example'],
  ['http://shop.example', 'shop.example'],
  ['shop.example/Sub', 'shop.example/Sub'],
  ['https://SHOP.example/Sub/', 'shop.example/Sub'],
  ['http://127.0.0.1:8080/', '127.0.0.1:8080'],
  ['https://wwwshop.example', 'wwwshop.example'],
])('%s is the shop %s', (url, address) => {
  expect(shopAddress(url)).toBe(address);
});

test('who asks can be read back', () => {
  const sidecar = { who: 'sidecar', holder: 'warehouse 1' } as const;
  const shop = { who: 'shop', installationId: 'id-1', address: 'shop.example', person: null } as const;
  const staff = { ...shop, person: { id: '3', name: 'Zoë; O’Hara', rights: 'view' } } as const;
  expect(readFrom(writeFrom(sidecar))).toEqual(sidecar);
  expect(readFrom(writeFrom(shop))).toEqual(shop);
  expect(readFrom(writeFrom(staff))).toEqual(staff);
});

test.each([
  '',
  'sidecar',
  'sidecar ',
  'shop',
  'shop id-1',
  'shop id-1 shop.example 3;Ann;owner',
  'shop id-1 shop.example 3;%E0%A4%A;view',
  'shop id-1 shop.example 3;Ann;view more',
  'browser x',
])('%j is nobody', (header) => {
  expect(readFrom(header)).toBeNull();
});
