// Every column that Pickwave may write to a template, so that what a tenant lacks is known before the first
// order. Pure.

import type { Settings } from '../domain/settings.ts';
import { fingerprintColumn, itemTypes, loadingColumn, salesOrders, type Template } from './columns.ts';

const address = ['Line1', 'Line2', 'City', 'Region', 'Postcode', 'Country'];

export function columnsWeWrite({ orders, peoplevox }: Settings, template: Template): string[] {
  if (template === itemTypes) return [];
  const ifUsed = (used: boolean, column: string) => (used ? [column] : []);
  const attributes = (table: Record<string, string>) => Object.keys(table).map((name) => `Attribute${name}`);
  if (template !== salesOrders)
    return [
      'SalesOrderNumber',
      'ItemCode',
      'QuantityOrdered',
      'SalePrice',
      'Line',
      ...ifUsed(orders.lineSequence, 'Sequence'),
      ...ifUsed(orders.lineDeliveryDate, 'RequestedDeliveryDate'),
      ...attributes(orders.lineAttributes),
    ];
  const anyOf = (table: Record<string, string>) => Object.values(table).some((value) => value !== '');
  return [
    'SalesOrderNumber',
    ...ifUsed(orders.customer !== 'none', 'Customer'),
    'CustomerPurchaseOrderReferenceNumber',
    'ContactName',
    'Email',
    ...address.map((part) => `ShippingAddress${part}`),
    ...ifUsed(orders.addressReference !== 'none', 'ShippingAddressReference'),
    ...address.map((part) => `InvoiceAddress${part}`),
    ...ifUsed(orders.addressReference !== 'none', 'InvoiceAddressReference'),
    'CreatedDate',
    'RequestedDeliveryDate',
    ...ifUsed(orders.channel !== '' || anyOf(orders.channels), 'ChannelName'),
    ...ifUsed(orders.site !== '' || anyOf(orders.sites), 'Site'),
    ...ifUsed(anyOf(orders.serviceTypes), 'ServiceType'),
    ...ifUsed(anyOf(orders.paymentMethods), 'PaymentMethod'),
    ...ifUsed(peoplevox.phoneColumn !== '', peoplevox.phoneColumn),
    'ShippingCost',
    'TotalSale',
    'Discount',
    'TaxPaid',
    'IsPartialShipment',
    ...attributes(orders.attributes),
    fingerprintColumn(peoplevox),
    'OnHold',
    loadingColumn(peoplevox),
    ...ifUsed(peoplevox.useStopShip, 'StopShip'),
    'Status',
  ];
}
