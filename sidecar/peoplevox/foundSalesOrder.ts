// Rows of the templates Sales orders and Sales order items, read back (peoplevox-api.md 3.3, 3.4, 5.1). Pure.

import { NotTrusted } from '../domain/errors.ts';
import { type SalesOrderNumber, salesOrderNumber, sku } from '../domain/ids.ts';
import {
  type FoundLine,
  type SalesOrderHeader,
  type WarehouseStatus,
  warehouseStatuses,
} from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';
import {
  caption,
  fingerprintColumn,
  loadingColumn,
  loadingWord,
  salesOrderItems,
  salesOrders,
} from './columns.ts';
import { normalised, type Table } from './csv.ts';
import { deliveryColumns } from './delivery.ts';

type Names = Settings['peoplevox'];

/** Names without spaces, and the ids of peoplevox-api.md 5.1. Ids 1, 4 and 9 have no known name. */
const statusByWord: Record<string, WarehouseStatus> = {
  new: 'new',
  '0': 'new',
  partiallyallocated: 'part_allocated',
  partallocated: 'part_allocated',
  '7': 'part_allocated',
  allocated: 'allocated',
  '2': 'allocated',
  partiallypicked: 'part_picked',
  partpicked: 'part_picked',
  '8': 'part_picked',
  picked: 'picked',
  '3': 'picked',
  despatched: 'despatched',
  dispatched: 'despatched',
  '5': 'despatched',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  '6': 'cancelled',
};

/** The status a word stands for; settings may teach other words. */
export function warehouseStatus(names: Names, word: string): WarehouseStatus {
  const taught = Object.entries(names.statuses).find(([other]) => normalised(other) === normalised(word));
  const status = warehouseStatuses.find((one) => one === taught?.[1]);
  return status ?? statusByWord[normalised(word)] ?? 'other';
}

const yes = (text: string) => ['true', '1', 'yes'].includes(text.toLowerCase());

/** Throws NotTrusted, naming it, where a column is missing without which nothing can be told. */
export function readHeaders(names: Names, table: Table): SalesOrderHeader[] {
  const column = (name: string) => table.needed(caption(names, salesOrders, name));
  const number = column('SalesOrderNumber');
  const status = column('Status');
  const onHold = column('OnHold');
  const fingerprint = column(fingerprintColumn(names));
  const loading = column(loadingColumn(names));
  const delivery = deliveryColumns(names).flatMap((name) => {
    const read = table.column(caption(names, salesOrders, name));
    return read ? [{ name, read }] : [];
  });
  return table.rows.map((row) => ({
    number: salesOrderNumber(number(row)),
    status: warehouseStatus(names, status(row)),
    statusWord: status(row),
    onHold: yes(onHold(row)),
    loading: loading(row).toUpperCase() === loadingWord,
    fingerprint: fingerprint(row) || null,
    delivery: new Map(delivery.map(({ name, read }) => [name, read(row)])),
  }));
}

/** Units as `3` or `3.00`; undefined where the cell is no number, null where it is blank. */
export function units(text: string): number | null | undefined {
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** As units, but throws NotTrusted where the cell is no number. */
export function readUnits(what: string, text: string): number | null {
  const read = units(text);
  if (read === undefined) throw new NotTrusted(`"${what}" holds "${text}" where a number must be.`);
  return read;
}

/** Each row with the number it belongs to. Throws NotTrusted. `Line` may be missing on a tenant, and so may attributes of those asked for. */
export function readLines(
  names: Names,
  table: Table,
  attributeNumbers: string[] = [],
): { number: SalesOrderNumber; line: FoundLine }[] {
  const column = (name: string) => table.needed(caption(names, salesOrderItems, name));
  const number = column('SalesOrderNumber');
  const itemCode = column('ItemCode');
  const quantity = column('QuantityOrdered');
  const line = table.column(caption(names, salesOrderItems, 'Line'));
  const attributes = attributeNumbers.flatMap((name) => {
    const read = table.column(caption(names, salesOrderItems, `Attribute${name}`));
    return read ? [{ name, read }] : [];
  });
  return table.rows.map((row) => {
    const ordered = readUnits(salesOrderItems, quantity(row));
    if (ordered === null) throw new NotTrusted(`"${salesOrderItems}" came with a line without a quantity.`);
    return {
      number: salesOrderNumber(number(row)),
      line: {
        sku: sku(itemCode(row)),
        quantity: ordered,
        line: line?.(row) || null,
        ...(attributes.length === 0
          ? {}
          : { attributes: Object.fromEntries(attributes.map(({ name, read }) => [name, read(row)])) }),
      },
    };
  });
}
