import type { Column } from '../columns.ts';

const text = (name: string, max: number, required = false): Column => ({ name, type: 'text', max, required });
const decimal = (name: string): Column => ({ name, type: 'decimal' });
const date = (name: string): Column => ({ name, type: 'date' });
const bool = (name: string): Column => ({ name, type: 'bool' });

const address = (prefix: string): Column[] =>
  ['Line1', 'Line2', 'City', 'Region', 'Postcode', 'Country', 'Reference'].map((suffix) =>
    text(`${prefix}Address${suffix}`, 100),
  );

// peoplevox-api.md 3.3. Only the number is surely mandatory.
export const salesOrderColumns: Column[] = [
  text('SalesOrderNumber', 30, true),
  text('Customer', 50),
  text('CustomerPurchaseOrderReferenceNumber', 50),
  ...address('Shipping'),
  ...address('Invoice'),
  bool('IsPartialShipment'),
  { name: 'Status', type: 'status', max: 50 },
  date('RequestedDeliveryDate'),
  decimal('ShippingCost'),
  decimal('TotalSale'),
  decimal('Discount'),
  decimal('TaxPaid'),
  text('Email', 500),
  text('ContactName', 100),
  date('CreatedDate'),
  text('PaymentMethod', 50),
  text('ServiceType', 100),
  text('ChannelName', 50),
  bool('OnHold'),
  bool('StopShip'),
  text('Site', 50),
  ...[1, 2, 3, 4, 5].map((n) => text(`Attribute${n}`, 500)),
  text('DespatchTrackingNumber', 100),
];

// peoplevox-api.md 3.4
export const salesOrderItemColumns: Column[] = [
  text('SalesOrderNumber', 30, true),
  text('ItemCode', 50, true),
  { name: 'QuantityOrdered', type: 'int', required: true },
  date('RequestedDeliveryDate'),
  text('Line', 16),
  { name: 'Sequence', type: 'int' },
  decimal('SalePrice'),
  ...[1, 2, 3].map((n) => text(`Attribute${n}`, 500)),
];
