import type { Column } from '../columns.ts';
import type { RecordTemplate } from '../world.ts';

const texts = (max: number, ...names: string[]): Column[] =>
  names.map((name) => ({ name, type: 'text', max }));
const typed = (type: Column['type'], ...names: string[]): Column[] => names.map((name) => ({ name, type }));
const needed = (max: number, ...names: string[]): Column[] =>
  names.map((name) => ({ name, type: 'text', max, required: true }));
const attributes = (count: number) =>
  texts(500, ...Array.from({ length: count }, (_, index) => `Attribute${index + 1}`));

// peoplevox-api.md 3.5 and 3.6; the one column of Payment methods is a guess, nothing is known of them.
export const recordColumns: Record<RecordTemplate, Column[]> = {
  'Item types': [
    ...needed(50, 'ItemCode'),
    ...texts(50, 'Name'),
    ...needed(50, 'Barcode'),
    ...texts(250, 'Description'),
    ...texts(50, 'ItemGroup'),
    ...texts(10, 'UnitOfMeasure'),
    ...typed('decimal', 'RetailPrice', 'BuyPrice', 'WholesalePrice', 'Weight'),
    ...texts(10, 'WeightMeasure'),
    ...typed('decimal', 'Height', 'Width', 'Depth'),
    ...texts(10, 'DimensionMeasure'),
    ...typed('bool', 'HasSerialNumbers', 'UseManufacturersSerialNumber', 'Traceability'),
    ...typed('int', 'ReorderPoint', 'DefaultEconomicOrderQuantity', 'DefaultLeadTime'),
    ...typed('int', 'DefaultNumberItemsPerContainer', 'DefaultNumberItemsPerOuterCase'),
    ...typed('int', 'DefaultNumberItemsPerInnerCase', 'MinimumPickLocationQuantity'),
    ...typed('int', 'DefaultReplenishmentQuantity'),
    ...texts(50, 'DefaultSuppliersPartNumber', 'DefaultContainerType'),
    ...typed('date', 'ShelfLife'),
    ...texts(8000, 'Tags'),
    ...attributes(15),
    ...texts(50, 'TaxCode'),
    { name: 'OnHand', type: 'int', exportOnly: true },
  ],
  'Item type kittings': [
    ...needed(50, 'ParentItemCode', 'ChildItemCode'),
    { name: 'Quantity', type: 'int', required: true },
  ],
  'Service types': [...texts(50, 'Carrier'), ...needed(100, 'Name', 'Code')],
  Sites: [...texts(50, 'Name'), ...needed(50, 'Reference')],
  Carriers: [...texts(50, 'Name'), ...needed(50, 'Reference')],
  'Payment methods': needed(50, 'Name'),
  Customers: [
    ...texts(50, 'CustomerType'),
    ...needed(50, 'Name', 'Reference'),
    ...texts(50, 'FirstName', 'LastName', 'Phone', 'Mobile'),
    ...texts(500, 'Email'),
    ...typed('decimal', 'CreditLimit'),
    ...typed('bool', 'CreditStatus', 'Wholesaler'),
  ],
  'Customer addresses': [
    ...needed(50, 'CustomerReference'),
    ...texts(100, 'AddressLine1', 'AddressLine2', 'AddressCity', 'AddressRegion', 'AddressPostcode'),
    ...texts(100, 'AddressCountry', 'AddressReference'),
  ],
};

/** What makes a row the same row. Customer addresses without a reference are always new. */
export const recordKeys: Record<RecordTemplate, string[]> = {
  'Item types': ['ItemCode'],
  'Item type kittings': ['ParentItemCode', 'ChildItemCode'],
  'Service types': ['Code'],
  Sites: ['Reference'],
  Carriers: ['Reference'],
  'Payment methods': ['Name'],
  Customers: ['Reference'],
  'Customer addresses': ['AddressReference'],
};
