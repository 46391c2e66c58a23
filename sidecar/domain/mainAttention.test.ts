import { expect, test } from 'vitest';
import { mainAttention } from './mainAttention.ts';

const one = (code: Parameters<typeof mainAttention>[0][number]['code']) => ({ code, reason: code });

test('an order that needs nobody has none', () => {
  expect(mainAttention([])).toBeNull();
});

test('what could leave the warehouse by mistake comes before what only waits', () => {
  expect(mainAttention([one('despatch_without_tracking'), one('cancelled_after_sent')])?.code).toBe(
    'cancelled_after_sent',
  );
});

test('of what only waits the oldest is shown', () => {
  expect(mainAttention([one('unknown_sku'), one('no_address')])?.code).toBe('unknown_sku');
});
