import { type Cell, type Cells, importedCell } from '../columns.ts';
import { statusOf } from '../orders/status.ts';
import type { Toggles } from '../toggles.ts';
import type { Despatch, Parcel, ParcelLine } from '../world.ts';
import type { ReportingCopy } from './replica.ts';
import { captions, numbered, type Report } from './report.ts';

const summaryColumns = {
  ...captions('text', 'Salesorder number'),
  ...captions('date', 'Requested delivery date'),
  ...captions('text', 'Despatch number', 'Carrier', 'Service'),
  ...captions('date', 'Despatch date'),
  ...captions('text', 'Tracking number', 'Item name'),
  ...captions('int', 'No of items', 'No. of parent items despatched'),
  ...captions('text', 'Parent', 'Item code', 'Item barcode', 'Line', 'Destination country'),
  ...captions('text', 'Site reference', 'Username', 'Carrier reference', 'Service type code'),
  ...captions('text', 'Customer order reference'),
  ...captions('decimal', 'Shipping cost'),
  ...captions('text', 'Email', 'Contact name'),
  ...captions('decimal', 'Total sale', 'Discount', 'Tax paid'),
  ...captions('text', 'Channel name', ...numbered('Sales order attribute ', 5), 'Item description'),
  ...captions('text', 'Default suppliers part number'),
  ...captions('decimal', 'Item buy price', 'Item wholesale price', 'Item retail price'),
  ...captions('decimal', 'Item weight', 'Item height', 'Item width', 'Item depth'),
  ...captions('text', 'Item tags', ...numbered('Item attribute ', 15)),
} as const;

// Caption: column of Sales orders.
const orderCaptions: Record<string, string> = {
  'Requested delivery date': 'RequestedDeliveryDate',
  'Destination country': 'ShippingAddressCountry',
  'Customer order reference': 'CustomerPurchaseOrderReferenceNumber',
  'Shipping cost': 'ShippingCost',
  Email: 'Email',
  'Contact name': 'ContactName',
  'Total sale': 'TotalSale',
  Discount: 'Discount',
  'Tax paid': 'TaxPaid',
  'Channel name': 'ChannelName',
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`Sales order attribute ${n}`, `Attribute${n}`])),
};

// Caption: column of Item types.
const itemCaptions: Record<string, string> = {
  'Item name': 'Name',
  'Item barcode': 'Barcode',
  'Item description': 'Description',
  'Default suppliers part number': 'DefaultSuppliersPartNumber',
  'Item buy price': 'BuyPrice',
  'Item wholesale price': 'WholesalePrice',
  'Item retail price': 'RetailPrice',
  'Item weight': 'Weight',
  'Item height': 'Height',
  'Item width': 'Width',
  'Item depth': 'Depth',
  'Item tags': 'Tags',
  ...Object.fromEntries(numbered('', 15).map((n) => [`Item attribute ${n}`, `Attribute${n}`])),
};

const renamed = (cells: Cells | undefined, names: Record<string, string>): Cells =>
  Object.fromEntries(
    Object.entries(names).map(([caption, name]): [string, Cell] => [caption, cells?.[name] ?? null]),
  );

const despatchSummary: Report = {
  name: 'Despatch summary',
  columns: summaryColumns,
  rows: (copy, toggles) => [
    ...[...copy.despatches.values()].flatMap((despatch) =>
      groups(despatch, toggles).flatMap(({ lines, tracking }) =>
        lines.flatMap((line) => summaryRows(copy, despatch, line, tracking)),
      ),
    ),
    ...[...copy.oddDespatchRows.values()].map((row) => oddRow(row, toggles)),
  ],
};

/** How a despatch of several parcels shows its lines and tracking numbers: unknown, so a toggle (peoplevox-api.md 5.3). */
function groups(despatch: Despatch, toggles: Toggles): { lines: ParcelLine[]; tracking: string }[] {
  const { parcels } = despatch;
  const trackings = parcels.map((parcel) => parcel.tracking).filter((tracking) => tracking !== '');
  const several = parcels.length > 1;
  switch (toggles.parcels) {
    case 'row each':
      return parcels.map(({ lines, tracking }) => ({ lines, tracking }));
    case 'joined':
      return [{ lines: linesTogether(parcels), tracking: trackings.join(',') }];
    case 'first':
      return [{ lines: linesTogether(parcels), tracking: trackings[0] ?? '' }];
    case 'blank':
      return [{ lines: linesTogether(parcels), tracking: several ? '' : (trackings[0] ?? '') }];
    default:
      return toggles.parcels satisfies never;
  }
}

function linesTogether(parcels: Parcel[]): ParcelLine[] {
  const together = new Map<string, ParcelLine>();
  for (const line of parcels.flatMap((parcel) => parcel.lines)) {
    const key = `${line.item}\n${line.line}`;
    const sum = together.get(key);
    if (!sum) together.set(key, structuredClone(line));
    else {
      sum.quantity += line.quantity;
      sum.parts.forEach((part, index) => {
        part.quantity += line.parts[index]?.quantity ?? 0;
      });
    }
  }
  return [...together.values()];
}

/** One row an item; a kit has one for each part, which names its parent (peoplevox-api.md 5.2). */
function summaryRows(copy: ReportingCopy, despatch: Despatch, line: ParcelLine, tracking: string): Cells[] {
  return line.parts.map((part) => {
    const isKit = part.item !== line.item;
    return {
      ...renamed(despatch.orderCells, orderCaptions),
      ...renamed(copy.items.get(part.item), itemCaptions),
      'Salesorder number': despatch.order,
      'Despatch number': despatch.number,
      Carrier: despatch.carrier,
      Service: despatch.serviceName,
      'Despatch date': despatch.at,
      'Tracking number': tracking,
      'No of items': part.quantity,
      'No. of parent items despatched': isKit ? line.quantity : null,
      Parent: isKit ? line.item : '',
      'Item code': part.item,
      Line: line.line,
      'Site reference': despatch.site,
      Username: 'picker',
      'Carrier reference': despatch.carrier,
      'Service type code': despatch.serviceCode,
    };
  });
}

function oddRow(row: Record<string, string>, toggles: Toggles): Cells {
  const cells = Object.entries(row).map(([caption, text]): [string, Cell] => {
    const type = summaryColumns[caption] ?? 'text';
    const read = importedCell({ name: caption, type }, text, toggles.timeZone);
    return [caption, 'cell' in read ? read.cell : text];
  });
  return Object.fromEntries(cells);
}

const packageColumns = {
  ...captions('text', 'Sales order number', 'Package number', 'Item code'),
  ...captions('int', 'Item quantity'),
  ...captions('date', 'Package despatch timestamp'),
  ...captions('text', 'Package tracking number'),
  ...captions('int', 'Sales order item quantity ordered'),
  ...captions('text', 'Shipping address line 1', 'Shipping address line 2', 'Shipping address town'),
  ...captions('text', 'Shipping address region', 'Shipping address postcode', 'Shipping address country'),
  ...captions('int', 'Sales order is partial despatched'),
  ...captions('text', 'Sales order status'),
  ...captions('decimal', 'Sales order shipping cost'),
  ...captions('text', 'Sales order contact name', ...numbered('Sales order attribute ', 5)),
  ...captions('int', 'Despatch number of packages'),
  ...captions('text', 'Despatch carrier name', 'Despatch service type code', 'Package carrier name'),
  ...captions('text', 'Package service type code', 'Site reference', 'Channel name', 'Despatch number'),
  ...captions('text', 'Package identifier'),
  ...captions('date', 'Package tracking number timestamp'),
} as const;

const packageOrderCaptions: Record<string, string> = {
  'Shipping address line 1': 'ShippingAddressLine1',
  'Shipping address line 2': 'ShippingAddressLine2',
  'Shipping address town': 'ShippingAddressCity',
  'Shipping address region': 'ShippingAddressRegion',
  'Shipping address postcode': 'ShippingAddressPostcode',
  'Shipping address country': 'ShippingAddressCountry',
  'Sales order shipping cost': 'ShippingCost',
  'Sales order contact name': 'ContactName',
  'Channel name': 'ChannelName',
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`Sales order attribute ${n}`, `Attribute${n}`])),
};

const despatchPackages: Report = {
  name: 'Despatch package summary',
  columns: packageColumns,
  rows: (copy) =>
    [...copy.despatches.values()].flatMap((despatch) =>
      despatch.parcels.flatMap((parcel, index) =>
        parcel.lines.map((line) => packageRow(copy, despatch, parcel, index + 1, line)),
      ),
    ),
};

function packageRow(
  copy: ReportingCopy,
  despatch: Despatch,
  parcel: Parcel,
  place: number,
  line: ParcelLine,
): Cells {
  const order = copy.orders.get(despatch.order);
  const status = order ? statusOf(order) : '';
  return {
    ...renamed(despatch.orderCells, packageOrderCaptions),
    'Sales order number': despatch.order,
    'Package number': `${despatch.number}-${place}`,
    'Item code': line.item,
    'Item quantity': line.quantity,
    'Package despatch timestamp': despatch.at,
    'Package tracking number': parcel.tracking,
    'Sales order item quantity ordered': line.ordered,
    'Sales order is partial despatched': order && status !== 'Despatched' ? 1 : 0,
    'Sales order status': status,
    'Despatch number of packages': despatch.parcels.length,
    'Despatch carrier name': despatch.carrier,
    'Despatch service type code': despatch.serviceCode,
    'Package carrier name': despatch.carrier,
    'Package service type code': despatch.serviceCode,
    'Site reference': despatch.site,
    'Despatch number': despatch.number,
    'Package identifier': `${despatch.number}-${place}`,
    'Package tracking number timestamp': parcel.trackingAt,
  };
}

export const despatchReports: Report[] = [despatchSummary, despatchPackages];
