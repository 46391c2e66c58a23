// Orders for tests: a builder that shows only what matters.

import { orderId, sku } from './ids.ts';
import { money } from './money.ts';
import type { Address, OrderLine, ShopOrder } from './order.ts';

export const address = (over: Partial<Address> = {}): Address => ({
  name: 'Ada Brown',
  company: '',
  line1: '1 Mill Lane',
  line2: '',
  city: 'York',
  region: '',
  postcode: 'YO1 7HH',
  country: 'GB',
  phone: '',
  ...over,
});

export const line = (code: string | null, quantity = 1, over: Partial<OrderLine> = {}): OrderLine => ({
  itemId: 501,
  productId: 11,
  variationId: 0,
  sku: code === null ? null : sku(code),
  name: `Product ${code}`,
  quantity,
  refunded: 0,
  unitPrice: 10,
  unitPriceWithTax: 12,
  needsShipping: true,
  partOf: null,
  meta: {},
  ...over,
});

export const shopOrder = (over: Partial<ShopOrder> = {}): ShopOrder => ({
  id: orderId(1042),
  number: '1042',
  status: 'processing',
  createdAt: new Date('2026-11-02T09:00:00Z'),
  modifiedAt: new Date('2026-11-02T09:00:05Z'),
  paidAt: new Date('2026-11-02T09:00:05Z'),
  total: money('24.00', 'GBP'),
  refundedTotal: money('0', 'GBP'),
  shippingTotal: money('4.00', 'GBP'),
  taxTotal: money('0', 'GBP'),
  discountTotal: money('0', 'GBP'),
  paymentMethod: 'card',
  transactionId: 'tx-1',
  email: 'ada@example.test',
  shipTo: address(),
  invoiceTo: address(),
  shippingMethods: [{ methodId: 'flat_rate', instanceId: '3', title: 'Flat rate' }],
  lines: [line('SCARF-RED-M', 2)],
  customerNote: '',
  createdVia: 'checkout',
  customerId: null,
  paymentTitle: 'Card',
  coupons: [],
  meta: {},
  remembered: { number: null, sentAt: null, reflectedAt: null, attention: false, despatches: [] },
  ...over,
});
