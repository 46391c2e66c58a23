// Builders that show only what matters to a test.

import { orderId, salesOrderNumber, sku } from '../../domain/ids.ts';
import { money } from '../../domain/money.ts';
import type { Address } from '../../domain/order.ts';
import type { WantedLine, WantedSalesOrder } from '../../domain/salesOrder.ts';

export const address = (change: Partial<Address> = {}): Address => ({
  name: 'Ada Byron',
  company: '',
  line1: '12 St James Square',
  line2: '',
  city: 'London',
  region: 'Greater London',
  postcode: 'SW1Y 4JH',
  country: 'GB',
  phone: '020 7946 0018',
  ...change,
});

export const wantedLine = (item: string, quantity = 1, line = `7${item.length}`): WantedLine => ({
  sku: sku(item),
  quantity,
  line,
  unitPrice: 9.995,
  sequence: 1,
  requestedDeliveryAt: new Date('2026-03-02T10:00:00Z'),
  attributes: {},
});

export function wantedOrder(number: string, change: Partial<WantedSalesOrder> = {}): WantedSalesOrder {
  return {
    orderId: orderId(1),
    number: salesOrderNumber(number),
    fingerprint: `pickwave:test:${number}`,
    customerReference: '1001',
    customer: '',
    contactName: 'Ada Byron',
    email: 'ada@example.com',
    shipTo: address(),
    invoiceTo: address(),
    addressReference: '',
    createdAt: new Date('2026-03-01T10:00:00Z'),
    requestedDeliveryAt: new Date('2026-03-02T10:00:00Z'),
    channel: 'WooCommerce',
    site: 'PrimarySite',
    serviceType: '',
    paymentMethod: '',
    shippingCost: money('3.95', 'GBP'),
    total: money('23.94', 'GBP'),
    discount: money('0', 'GBP'),
    tax: money('3.99', 'GBP'),
    isPartialShipment: false,
    attributes: {},
    lines: [wantedLine('MUG')],
    holdFor: null,
    changeable: {},
    notes: [],
    ...change,
  };
}
