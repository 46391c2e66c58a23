// Every column that Pickwave may write to a template, so that what a tenant lacks is known before the first
// order. Pure.

import type { Settings } from '../domain/settings.ts';
import { fingerprintColumn, itemTypes, loadingColumn, salesOrders, type Template } from './columns.ts';

const address = ['Line1', 'Line2', 'City', 'Region', 'Postcode', 'Country'];

export function columnsWeWrite({ orders, peoplevox }: Settings, template: Template): string[] {
  if (template === itemTypes) return [];
  if (template !== salesOrders)
    return ['SalesOrderNumber', 'ItemCode', 'QuantityOrdered', 'SalePrice', 'Line'];
  const ifUsed = (used: boolean, column: string) => (used ? [column] : []);
  const anyOf = (table: Record<string, string>) => Object.values(table).some((value) => value !== '');
  return [
    'SalesOrderNumber',
    'CustomerPurchaseOrderReferenceNumber',
    'ContactName',
    'Email',
    ...address.map((part) => `ShippingAddress${part}`),
    ...address.map((part) => `InvoiceAddress${part}`),
    'CreatedDate',
    'RequestedDeliveryDate',
    ...ifUsed(orders.channel !== '', 'ChannelName'),
    ...ifUsed(orders.site !== '', 'Site'),
    ...ifUsed(anyOf(orders.serviceTypes), 'ServiceType'),
    ...ifUsed(anyOf(orders.paymentMethods), 'PaymentMethod'),
    ...ifUsed(peoplevox.phoneColumn !== '', peoplevox.phoneColumn),
    'ShippingCost',
    'TotalSale',
    'Discount',
    'TaxPaid',
    'IsPartialShipment',
    fingerprintColumn(peoplevox),
    'OnHold',
    loadingColumn(peoplevox),
    ...ifUsed(peoplevox.useStopShip, 'StopShip'),
    'Status',
  ];
}
