import { expect, test } from 'vitest';
import { mayDismiss } from './attention.ts';
import { may, moreFacts } from './transfer.ts';

const plain = { number: null, step: null, linkedAt: null, fulfilledBy: null, resendAs: null };

test('what was set aside is sent again by a click; what was fulfilled another way is taken up, and what is not ours is never made by us', () => {
  const linked = moreFacts({ ...plain, linkedAt: new Date(0) });
  const fulfilled = moreFacts({ ...plain, fulfilledBy: 'the shop in Bath' });
  expect(may('send_again', 'dismissed', 'none', moreFacts(plain))).toBe(true);
  expect(may('send_again', 'dismissed', 'none', fulfilled)).toBe(false);
  expect(may('take_up', 'dismissed', 'none', fulfilled)).toBe(true);
  expect(may('send_again', 'dismissed', 'gone', linked)).toBe(false);
  expect(may('send_again', 'complete', 'gone', linked)).toBe(false);
  expect(may('send_again', 'complete', 'gone', moreFacts(plain))).toBe(true);
});

test('what an order waits for is not dismissed: a parcel that does not fit would never reach the order', () => {
  expect(mayDismiss('despatch_does_not_fit', 'complete')).toBe(false);
  expect(mayDismiss('cancelled_after_sent', 'complete')).toBe(true);
});
