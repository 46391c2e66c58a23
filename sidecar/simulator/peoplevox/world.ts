import type { Cells } from './columns.ts';
import type { Journal } from './journal.ts';
import type { SalesOrder } from './orders/salesOrder.ts';
import { Table } from './table.ts';
import type { Toggles } from './toggles.ts';

export interface StockRow {
  item: string;
  site: string;
  onHand: number;
  /** Set aside for orders, picked goods included. */
  allocated: number;
}

export interface ParcelLine {
  item: string;
  line: string;
  quantity: number;
  ordered: number;
  /** What left the shelf: differs from the item where it is a kit. */
  parts: { item: string; quantity: number }[];
}

export interface Parcel {
  tracking: string;
  trackingAt: number | null;
  lines: ParcelLine[];
}

export interface Despatch {
  number: string;
  order: string;
  at: number;
  site: string;
  carrier: string;
  serviceName: string;
  serviceCode: string;
  parcels: Parcel[];
  /** The order's columns when it left. */
  orderCells: Cells;
}

export interface ReturnedLine {
  code: string;
  at: number;
  order: string;
  item: string;
  quantity: number;
  site: string;
  reason: string;
  reasonCode: string;
  condition: string;
  comments: string;
  reusable: boolean;
  despatchedAt: number | null;
  salePrice: number | null;
  orderCells: Cells;
}

/** A change of what can be sold, for the reports of changes. */
export interface StockChange {
  item: string;
  site: string;
  at: number;
  /** Change on hand; 0 where only the allocation changed. */
  quantity: number;
  onHand: number;
  allocated: number;
  reason: string;
  user: string;
}

/** Templates whose rows are simply kept. */
export type RecordTemplate =
  | 'Item types'
  | 'Item type kittings'
  | 'Service types'
  | 'Sites'
  | 'Carriers'
  | 'Payment methods'
  | 'Customers'
  | 'Customer addresses';

export interface World {
  toggles: Toggles;
  journal: Journal;
  now(): number;
  records: Record<RecordTemplate, Table<Cells>>;
  stock: Table<StockRow>;
  orders: Table<SalesOrder>;
  despatches: Table<Despatch>;
  /** Rows of Despatch summary as somebody wants to see them, by caption. */
  oddDespatchRows: Table<Record<string, string>>;
  returns: Table<ReturnedLine>;
  stockChanges: Table<StockChange>;
  /** Grows with every use. */
  nextId(): number;
}

/** An empty warehouse. */
export function createWorld(toggles: Toggles, journal: Journal, now: () => number): World {
  let lastId = 0;
  return {
    toggles,
    journal,
    now,
    records: {
      'Item types': new Table(),
      'Item type kittings': new Table(),
      'Service types': new Table(),
      Sites: new Table(),
      Carriers: new Table(),
      'Payment methods': new Table(),
      Customers: new Table(),
      'Customer addresses': new Table(),
    },
    stock: new Table(),
    orders: new Table(),
    despatches: new Table(),
    oddDespatchRows: new Table(),
    returns: new Table(),
    stockChanges: new Table(),
    nextId: () => ++lastId,
  };
}

export const tablesOf = (world: World): Table<unknown>[] =>
  [
    ...Object.values(world.records),
    world.stock,
    world.orders,
    world.despatches,
    world.oddDespatchRows,
    world.returns,
    world.stockChanges,
  ] as Table<unknown>[];

export const primarySite = 'PrimarySite';
/** Peoplevox's own, which no shop sells from (peoplevox-api.md 6). */
export const systemSite = 'SystemSite';
