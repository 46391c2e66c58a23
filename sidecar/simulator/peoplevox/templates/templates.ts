import type { Cells, Column } from '../columns.ts';
import { lineCells, orderCells } from '../orders/views.ts';
import { Refusal } from '../refusal.ts';
import type { Toggles } from '../toggles.ts';
import { primarySite, type RecordTemplate, type World } from '../world.ts';
import { salesOrderColumns, salesOrderItemColumns } from './columnsOfOrders.ts';
import { recordColumns, recordKeys } from './columnsOfRecords.ts';

export type TemplateName = 'Sales orders' | 'Sales order items' | RecordTemplate;

export interface Template {
  name: TemplateName;
  columns: Column[];
  key: string[];
  /** Its rows; `keys` (lower case) leaves out all others by the first key column. */
  rows(world: World, keys?: ReadonlySet<string>): Cells[];
  /** The site a row belongs to, for sitesFilter. */
  site(world: World, row: Cells): string;
}

const wanted = (keys: ReadonlySet<string> | undefined, key: string) => !keys || keys.has(key.toLowerCase());

const orderTemplates: Template[] = [
  {
    name: 'Sales orders',
    columns: salesOrderColumns,
    key: ['SalesOrderNumber'],
    rows: (world, keys) =>
      world.orders
        .all()
        .filter((order) => wanted(keys, order.number))
        .map(orderCells),
    site: (_world, row) => String(row.Site),
  },
  {
    name: 'Sales order items',
    columns: salesOrderItemColumns,
    key: ['SalesOrderNumber', 'ItemCode'],
    rows: (world, keys) =>
      world.orders
        .all()
        .filter((order) => wanted(keys, order.number))
        .flatMap((order) => order.lines.map((line) => lineCells(order, line))),
    site: (world, row) => world.orders.get(String(row.SalesOrderNumber))?.site ?? primarySite,
  },
];

/** Units on hand by item, over all sites. */
function onHand(world: World): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of world.stock.all()) sums.set(row.item, (sums.get(row.item) ?? 0) + row.onHand);
  return sums;
}

function recordTemplate(name: RecordTemplate): Template {
  const key = recordKeys[name];
  const keyOf = (row: Cells) => String(row[key[0] ?? ''] ?? '');
  return {
    name,
    columns: recordColumns[name],
    key,
    rows(world, keys) {
      const rows = world.records[name].all().filter((row) => wanted(keys, keyOf(row)));
      if (name !== 'Item types') return rows;
      const sums = onHand(world);
      return rows.map((row) => ({ ...row, OnHand: sums.get(keyOf(row)) ?? 0 }));
    },
    site: (_world, row) => String(row.Reference ?? ''),
  };
}

const templates: Template[] = [
  ...orderTemplates,
  ...(Object.keys(recordColumns) as RecordTemplate[]).map(recordTemplate),
];

/** The template of this name, in any case, as far as it is configured. Throws a Refusal with a negative count otherwise. */
export function templateNamed(name: string, toggles: Toggles): Template {
  const template = templates.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (!template || toggles.missingTemplates.includes(template.name)) {
    throw new Refusal(`System : Template '${name}' is not configured`, -1);
  }
  return template;
}

/** The columns this tenant has, with what it calls them. */
export function tenantColumns(template: Template, toggles: Toggles): { column: Column; caption: string }[] {
  const missing = new Set(toggles.missingColumns[template.name]);
  const captions = toggles.captions[template.name] ?? {};
  return template.columns
    .filter((column) => !missing.has(column.name))
    .map((column) => ({ column, caption: captions[column.name] ?? column.name }));
}
