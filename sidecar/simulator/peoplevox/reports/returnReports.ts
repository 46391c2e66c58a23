import type { Cells } from '../columns.ts';
import type { ReturnedLine } from '../world.ts';
import type { ReportingCopy } from './replica.ts';
import { captions, numbered, type Report } from './report.ts';

const dayMs = 86_400_000;

const returnSummary: Report = {
  name: 'Return summary',
  columns: {
    ...captions('text', 'Return code'),
    ...captions('date', 'Return date'),
    ...captions('int', 'Quantity'),
    ...captions('text', 'Item name', 'Sales order number'),
    ...captions('date', 'Despatch date'),
    ...captions('text', 'Return reason', 'Return reason code', 'Return condition', 'Return comments'),
    ...captions('int', 'Days since despatch'),
    ...captions('text', 'Item barcode', 'Sales order contact name', 'Customer phone number'),
    ...captions('decimal', 'Item sale price'),
    ...captions('text', 'Sales order email', 'Customer purchase order reference number', 'Channel name'),
    ...captions('text', 'Payment type', ...numbered('Attribute', 15), 'Site reference'),
    ...captions('bool', 'Is Reusable'),
    ...captions('text', 'Item code'),
  },
  rows: (copy) => [...copy.returns.values()].map((line) => returnRow(copy, line)),
};

function returnRow(copy: ReportingCopy, line: ReturnedLine): Cells {
  const item = copy.items.get(line.item) ?? {};
  const order = line.orderCells;
  return {
    'Return code': line.code,
    'Return date': line.at,
    Quantity: line.quantity,
    'Item name': item.Name ?? '',
    'Sales order number': line.order,
    'Despatch date': line.despatchedAt,
    'Return reason': line.reason,
    'Return reason code': line.reasonCode,
    'Return condition': line.condition,
    'Return comments': line.comments,
    'Days since despatch':
      line.despatchedAt === null ? null : Math.floor((line.at - line.despatchedAt) / dayMs),
    'Item barcode': item.Barcode ?? '',
    'Sales order contact name': order.ContactName ?? '',
    'Customer phone number': '',
    'Item sale price': line.salePrice,
    'Sales order email': order.Email ?? '',
    'Customer purchase order reference number': order.CustomerPurchaseOrderReferenceNumber ?? '',
    'Channel name': order.ChannelName ?? '',
    'Payment type': order.PaymentMethod ?? '',
    ...Object.fromEntries(numbered('Attribute', 15).map((name) => [name, item[name] ?? ''])),
    'Site reference': line.site,
    'Is Reusable': line.reusable,
    'Item code': line.item,
  };
}

export const returnReports: Report[] = [returnSummary];
