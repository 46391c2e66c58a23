import type { Cell, Cells } from '../columns.ts';
import type { Toggles } from '../toggles.ts';
import { type StockChange, type StockRow, systemSite } from '../world.ts';
import type { ReportingCopy } from './replica.ts';
import { captions, numbered, type Report } from './report.ts';

type Totals = Pick<StockRow, 'onHand' | 'allocated'>;

function available({ onHand, allocated }: Totals, toggles: Toggles): number {
  const units = onHand - allocated;
  return toggles.negativeAvailable === 'floored' ? Math.max(0, units) : units;
}

function isShown(totals: Totals, toggles: Toggles): boolean {
  switch (toggles.soldOut) {
    case 'kept':
      return true;
    case 'dropped':
      return totals.onHand - totals.allocated > 0;
    case 'dropped when empty':
      return totals.onHand > 0;
    default:
      return toggles.soldOut satisfies never;
  }
}

const stockCells = (code: string, totals: Totals, copy: ReportingCopy, toggles: Toggles): Cells => ({
  'Item code': code,
  'Item name': copy.items.get(code)?.Name ?? '',
  'Item barcode': copy.items.get(code)?.Barcode ?? '',
  Available: available(totals, toggles),
  'On hand': totals.onHand,
  Allocated: totals.allocated,
});

const itemInventorySummary: Report = {
  name: 'Item inventory summary',
  columns: {
    ...captions('text', 'Item code', 'Item name', 'Item barcode'),
    ...captions('int', 'Available', 'On hand', 'Allocated'),
    ...captions('text', 'Site reference', 'Site name'),
  },
  rows: (copy, toggles) =>
    [...copy.stock.values()]
      .filter((row) => isShown(row, toggles))
      .map((row) => ({
        ...stockCells(row.item, row, copy, toggles),
        'Site reference': row.site,
        'Site name': row.site,
      })),
};

const itemInventorySummaryAllSites: Report = {
  name: 'Item inventory summary all sites',
  columns: {
    ...captions('text', 'Item code', 'Item name', 'Item barcode'),
    ...captions('int', 'Available', 'On hand', 'Allocated'),
  },
  rows(copy, toggles) {
    const totals = new Map<string, Totals>();
    for (const { item, site, onHand, allocated } of copy.stock.values()) {
      if (site === systemSite) continue;
      const sum = totals.get(item) ?? { onHand: 0, allocated: 0 };
      totals.set(item, { onHand: sum.onHand + onHand, allocated: sum.allocated + allocated });
    }
    return [...totals]
      .filter(([, sum]) => isShown(sum, toggles))
      .map(([code, sum]) => stockCells(code, sum, copy, toggles));
  },
};

const currentStock = (copy: ReportingCopy, item: string, site: string): Totals =>
  copy.stock.get(`${item}\n${site}`) ?? { onHand: 0, allocated: 0 };

const incrementalChanges: Report = {
  name: 'Incremental Changes Report v1',
  columns: {
    ...captions('text', 'Item code'),
    ...captions('int', 'Item current available quantity'),
    ...captions('text', 'Item Barcode'),
    ...captions('date', 'Timestamp'),
    ...captions('text', 'Site reference'),
  },
  rows: (copy, toggles) =>
    shownChanges(copy, toggles).map(({ item, site, at }) => ({
      'Item code': item,
      'Item current available quantity': available(currentStock(copy, item, site), toggles),
      'Item Barcode': copy.items.get(item)?.Barcode ?? '',
      Timestamp: at,
      'Site reference': site,
    })),
};

/** With grouping, the latest of each item and site. */
function shownChanges(copy: ReportingCopy, toggles: Toggles): StockChange[] {
  const all = [...copy.stockChanges.values()];
  if (toggles.changeRows === 'each change') return all;
  return [...new Map(all.map((change) => [`${change.item}\n${change.site}`, change])).values()];
}

// Caption in the report: column of Item types.
const masterColumns: Record<string, string> = {
  Name: 'Name',
  Barcode: 'Barcode',
  'Default economic order quantity': 'DefaultEconomicOrderQuantity',
  'Default lead time': 'DefaultLeadTime',
  'Default suppliers part number': 'DefaultSuppliersPartNumber',
  'Has serial number': 'HasSerialNumbers',
  'Use manufacturers serial number': 'UseManufacturersSerialNumber',
  'Reorder point': 'ReorderPoint',
  'Shelf life': 'ShelfLife',
  'Default number of items per container': 'DefaultNumberItemsPerContainer',
  'Default number of items per outercase': 'DefaultNumberItemsPerOuterCase',
  'Buy price': 'BuyPrice',
  'Wholesale price': 'WholesalePrice',
  'Retail price': 'RetailPrice',
  Weight: 'Weight',
  Height: 'Height',
  Width: 'Width',
  Depth: 'Depth',
  'Item type group': 'ItemGroup',
  Tags: 'Tags',
  ...Object.fromEntries(numbered('Attribute', 15).map((name) => [name, name])),
};

const latestReconciliation: Report = {
  name: 'Item availability latest reconciliation',
  columns: {
    ...captions('text', 'Item code', 'Name', 'Barcode'),
    ...captions('int', 'Quantity changed', 'On hand'),
    ...captions('text', 'Activity', 'Reason', 'User'),
    ...captions('date', 'Date time'),
    ...captions(
      'text',
      ...Object.keys(masterColumns).filter((name) => name !== 'Name' && name !== 'Barcode'),
    ),
    ...captions('int', 'Allocated', 'Available', 'On order'),
  },
  rows(copy, toggles) {
    const latest = new Map<string, Cells>();
    for (const change of copy.stockChanges.values()) {
      if (change.quantity === 0 && toggles.reconciliationShows === 'on hand') continue;
      const item = copy.items.get(change.item) ?? {};
      const master = Object.entries(masterColumns).map(([caption, name]): [string, Cell] => [
        caption,
        item[name] ?? '',
      ]);
      const now = currentStock(copy, change.item, change.site);
      latest.set(`${change.item}\n${change.site}`, {
        ...Object.fromEntries(master),
        'Item code': change.item,
        'Quantity changed': change.quantity,
        'On hand': now.onHand,
        Activity: change.quantity > 0 ? 'Add' : 'Remove',
        Reason: change.reason,
        User: change.user,
        'Date time': change.at,
        Allocated: now.allocated,
        Available: available(now, toggles),
        'On order': 0,
      });
    }
    return [...latest.values()];
  },
};

export const stockReports: Report[] = [
  itemInventorySummary,
  itemInventorySummaryAllSites,
  incrementalChanges,
  latestReconciliation,
];
