import { expect, test } from 'vitest';
import { home, hrefOf, parseRoute } from './route.ts';

test('an address without anything is the overview', () => {
  expect(parseRoute('?page=pickwave')).toEqual(home);
});

test.each([
  { tab: 'orders' as const, search: '1042', filter: 'attention' as const },
  { tab: 'orders' as const, order: 1042 },
  { tab: 'orders' as const, order: 1042, rows: true },
  { tab: 'stock' as const, sku: 'A&B/C 1' },
  { tab: 'settings' as const },
  {},
])('what is open survives a reload: %j', (route) => {
  expect(parseRoute(hrefOf(route, '?page=pickwave'))).toEqual({ ...home, ...route });
});

test("WordPress's own part of the address stays, ours is replaced", () => {
  expect(hrefOf({ tab: 'orders' }, '?page=pickwave&tab=settings&order=7')).toBe('?page=pickwave&tab=orders');
  expect(hrefOf({}, '?tab=settings')).toBe('?');
});

test('what makes no sense in an address is left out', () => {
  expect(parseRoute('?tab=nonsense&filter=none&order=abc&rows=1')).toEqual(home);
  expect(parseRoute('?order=-3').order).toBeNull();
});

test('a link that names only an order opens it', () => {
  expect(parseRoute('?order=1042')).toEqual({ ...home, tab: 'orders', order: 1042 });
});

test('a search keeps its special signs', () => {
  const search = 'A&B=C #1 ü';
  expect(parseRoute(hrefOf({ tab: 'orders', search }, '')).search).toBe(search);
});
