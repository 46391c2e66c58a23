// For tests of the ledger: news and despatches that show only what matters.

import { despatchNumber, orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { OrderChange, RecordedDespatch, ShopNews } from '../domain/ports.ts';
import { openLedger } from '../ledger/openLedger.ts';
import { VirtualClock } from './virtualClock.ts';

export async function emptyLedger() {
  const clock = new VirtualClock();
  return { clock, ledger: await openLedger({ memory: true, clock }) };
}

export const news = (id: number, more: Partial<ShopNews> = {}): ShopNews => ({
  orderId: orderId(id),
  shopNumber: String(id),
  shopStatus: 'processing',
  modifiedAt: new Date('2026-03-02T08:00:00Z'),
  paidAt: new Date('2026-03-02T08:00:00Z'),
  totalMinor: 2500,
  currency: 'GBP',
  lineCount: 1,
  skus: [sku('SCARF-RED')],
  number: null,
  revisionWanted: 'r1',
  promisedAt: null,
  stuckSince: null,
  lookAgainAt: null,
  ...more,
});

export const change = (
  id: number,
  set: OrderChange['set'],
  more: Partial<OrderChange> = {},
): OrderChange => ({
  orderId: orderId(id),
  ...(set ? { set } : {}),
  ...more,
});

export const despatch = (id: number, more: Partial<RecordedDespatch> = {}): RecordedDespatch => ({
  despatch: despatchNumber('DES1'),
  orderId: orderId(id),
  number: salesOrderNumber(`SO-${id}`),
  keys: ['k1'],
  carrier: 'Royal Mail',
  trackingNumber: 'AB123456789GB',
  despatchedAt: new Date('2026-03-02T08:30:00Z'),
  outcome: 'recorded',
  why: null,
  told: 'mailed',
  lines: [{ itemId: 1, sku: sku('SCARF-RED'), quantity: 1 }],
  ...more,
});
