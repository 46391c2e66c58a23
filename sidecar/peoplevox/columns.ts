// What templates and reports are called on this tenant, and their columns and search fields. Everywhere else
// the usual names are used (peoplevox-api.md sections 3 and 4).

import type { Settings } from '../domain/settings.ts';

type Names = Settings['peoplevox'];

export const salesOrders = 'Sales orders';
export const salesOrderItems = 'Sales order items';
export const itemTypes = 'Item types';
export type Template = typeof salesOrders | typeof salesOrderItems | typeof itemTypes;

export const stockReport = 'Item inventory summary';
export const despatchReport = 'Despatch summary';
export const incrementalReport = 'Incremental Changes Report v1';
export const reconciliationReport = 'Item availability latest reconciliation';
export type Report =
  | typeof stockReport
  | typeof despatchReport
  | typeof incrementalReport
  | typeof reconciliationReport;

export const templateName = (names: Names, template: Template) => names.templates[template] ?? template;
const reportNames = {
  [stockReport]: 'stockReport',
  [despatchReport]: 'despatchReport',
  [incrementalReport]: 'incrementalReport',
  [reconciliationReport]: 'reconciliationReport',
} as const;
export const reportName = (names: Names, report: Report) => names[reportNames[report]];
/**
 * The caption of a column; settings name it by the usual name of template or report, a dot and the usual
 * column.
 */
export const caption = (names: Names, of: Template | Report, column: string) =>
  names.columns[`${of}.${column}`] ?? column;
/**
 * A template's columns are searched by field name, which a renamed caption does not change as far as is
 * known.
 */
export const searchField = (names: Names, template: Template, column: string) =>
  names.searchFields[`${template}.${column}`] ?? column;

/**
 * What an order cannot do without: a save that lacked one of these would ship the wrong thing, to the wrong
 * place, or too early.
 */
const essential: Record<Template, readonly string[]> = {
  [salesOrders]: [
    'SalesOrderNumber',
    'ContactName',
    'ShippingAddressLine1',
    'ShippingAddressLine2',
    'ShippingAddressCity',
    'ShippingAddressRegion',
    'ShippingAddressPostcode',
    'ShippingAddressCountry',
    'OnHold',
    'Status',
  ],
  [salesOrderItems]: ['SalesOrderNumber', 'ItemCode', 'QuantityOrdered'],
  [itemTypes]: ['ItemCode'],
};
export const fingerprintColumn = (names: Names) => `Attribute${names.fingerprintAttribute}`;
export const loadingColumn = (names: Names) => `Attribute${names.loadingAttribute}`;
/** The word that marks our own hold (design.md section 5, step 4). */
export const loadingWord = 'LOADING';

/** Whether a save may go without this column where the template lacks it. */
export function mayBeSkipped(names: Names, template: Template, column: string): boolean {
  if (names.missingColumns === 'stop' || essential[template].includes(column)) return false;
  // chosen by a person for this very purpose, so silently leaving it out would surprise
  if (/^Attribute\d$/.test(column)) return false;
  if (template === salesOrderItems) return !['Sequence', 'RequestedDeliveryDate'].includes(column);
  if (template !== salesOrders) return true;
  return ![
    'ServiceType',
    'StopShip',
    'Customer',
    'ShippingAddressReference',
    'InvoiceAddressReference',
  ].includes(column);
}
