import type { Cells } from '../columns.ts';
import { isHeld, type SalesOrder } from '../orders/salesOrder.ts';
import { statusOf } from '../orders/status.ts';
import type { ReportingCopy } from './replica.ts';
import { captions, numbered, type Report } from './report.ts';

const orderColumns = {
  ...captions('text', 'Sales order no.'),
  ...captions('date', 'Requested delivery date'),
  ...captions('status', 'Status'),
  ...captions('int', 'Number of items'),
  ...captions('text', 'Channel'),
  ...captions('date', 'Date'),
} as const;

const units = (order: SalesOrder) => order.lines.reduce((sum, line) => sum + line.ordered, 0);

const orderRow = (order: SalesOrder): Cells => ({
  'Sales order no.': order.number,
  'Requested delivery date': order.cells.RequestedDeliveryDate ?? null,
  Status: statusOf(order),
  'Number of items': units(order),
  Channel: order.cells.ChannelName ?? '',
  Date: order.cells.CreatedDate ?? null,
});

const ordersOf = (copy: ReportingCopy) => [...copy.orders.values()];

const summary: Report = {
  name: 'Sales order summary',
  columns: {
    ...orderColumns,
    ...captions('text', 'Customer purchase order reference number', 'Contact name', 'Email'),
    ...captions('text', 'Service type', 'Site reference'),
    ...captions('decimal', 'Total sale', 'Shipping cost'),
    ...captions('bool', 'On hold'),
    ...captions('text', ...numbered('Attribute', 5)),
  },
  rows: (copy) =>
    ordersOf(copy).map((order) => ({
      ...orderRow(order),
      'Customer purchase order reference number': order.cells.CustomerPurchaseOrderReferenceNumber ?? '',
      'Contact name': order.cells.ContactName ?? '',
      Email: order.cells.Email ?? '',
      'Service type': order.cells.ServiceType ?? '',
      'Site reference': order.site,
      'Total sale': order.cells.TotalSale ?? null,
      'Shipping cost': order.cells.ShippingCost ?? null,
      'On hold': isHeld(order),
      ...Object.fromEntries(numbered('Attribute', 5).map((name) => [name, order.cells[name] ?? ''])),
    })),
};

const byStatus: Report = {
  name: 'Sales orders by status',
  columns: orderColumns,
  rows: (copy) => ordersOf(copy).map(orderRow),
};

// Closed is status 5 or 6 (peoplevox-api.md 5.1).
const outstanding: Report = {
  name: 'Outstanding sales orders',
  columns: orderColumns,
  rows: (copy) =>
    ordersOf(copy)
      .map(orderRow)
      .filter((row) => row.Status !== 'Despatched' && row.Status !== 'Cancelled'),
};

export const orderReports: Report[] = [summary, byStatus, outstanding];
