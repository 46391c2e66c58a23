// What has left the warehouse, as the despatch report tells it (peoplevox-api.md 4.2 and 5.3).

import type { DespatchNumber, SalesOrderNumber, Sku } from './ids.ts';

/** One row: an item of a despatch. Numbers are null where the cell is blank. */
export interface DespatchRow {
  salesOrderNumber: SalesOrderNumber;
  despatchNumber: DespatchNumber;
  sku: Sku;
  quantity: number | null;
  /** our `Line`; null where the column is missing or blank */
  line: string | null;
  trackingNumber: string;
  carrier: string;
  service: string;
  despatchedAt: Date | null;
  /** a kit's parent, where this row is a component */
  parentSku: Sku | null;
  parentQuantity: number | null;
}
