// A wanted sales order as rows of the templates Sales orders and Sales order items (peoplevox-api.md 3.3 and
// 3.4). Pure: a new column is one line here.

import type { SalesOrderNumber } from '../domain/ids.ts';
import { decimalText } from '../domain/money.ts';
import type { Address } from '../domain/order.ts';
import type {
  DeliveryCell,
  FoundLine,
  HeaderGroup,
  WantedLine,
  WantedSalesOrder,
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
import { importDate } from './dates.ts';
import { addressLines, type Cell, fitted } from './fitText.ts';

const cell = (column: string, value: string | number | boolean): Cell => ({ column, value: String(value) });
/** Left out where it is empty: a cell that is there and empty is written (peoplevox-api.md 3.1). */
const ifAny = (column: string, value: string): Cell[] => (value.trim() === '' ? [] : [fitted(column, value)]);

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** `GB` becomes United Kingdom; a code nobody knows stays as it is. */
function countryText(code: string, as: Settings['orders']['country']): string {
  const upper = code.trim().toUpperCase();
  return as === 'iso' || !/^[A-Z]{2}$/.test(upper) ? upper : (countryNames.of(upper) ?? upper);
}

function addressCells(kind: 'Shipping' | 'Invoice', address: Address, { orders }: Settings): Cell[] {
  const company = orders.company === 'address' ? address.company : '';
  const [line1, line2] = addressLines(company, address.line1, address.line2);
  const values = {
    Line1: line1,
    Line2: line2,
    City: address.city,
    Region: address.region,
    Postcode: address.postcode,
    Country: countryText(address.country, orders.country),
  };
  return Object.entries(values).map(([part, value]) => fitted(`${kind}Address${part}`, value));
}

/**
 * The header of a sales order on our hold: OnHold and LOADING here, Action 1 with the save (design.md section
 * 5, step 4).
 */
export function headerCells(order: WantedSalesOrder, settings: Settings): Cell[] {
  const { timeZone } = settings.peoplevox;
  return [
    cell('SalesOrderNumber', order.number),
    ...ifAny('Customer', order.customer),
    fitted('CustomerPurchaseOrderReferenceNumber', order.customerReference),
    fitted('ContactName', order.contactName),
    fitted('Email', order.email),
    ...addressCells('Shipping', order.shipTo, settings),
    ...ifAny('ShippingAddressReference', order.addressReference),
    ...addressCells('Invoice', order.invoiceTo, settings),
    ...ifAny('InvoiceAddressReference', order.addressReference),
    cell('CreatedDate', importDate(order.createdAt, timeZone)),
    cell('RequestedDeliveryDate', importDate(order.requestedDeliveryAt, timeZone)),
    ...ifAny('ChannelName', order.channel),
    ...ifAny('Site', order.site),
    ...ifAny('ServiceType', order.serviceType),
    ...ifAny('PaymentMethod', order.paymentMethod),
    ...phoneCells(order, settings),
    ...totalCells(order, settings),
    cell('IsPartialShipment', order.isPartialShipment),
    ...attributeCells(order.attributes, settings.orders.attributes),
    cell(fingerprintColumn(settings.peoplevox), order.fingerprint),
    cell('OnHold', true),
    cell(loadingColumn(settings.peoplevox), loadingWord),
  ];
}

/**
 * Every attribute of the settings has its cell, empty where the order has nothing of the kind: what a change of the order took away must
 * not stay in Peoplevox, and rows of one shape share a save.
 */
const attributeCells = (values: Record<string, string>, table: Record<string, string>): Cell[] =>
  Object.keys(table)
    .sort()
    .map((name) => fitted(`Attribute${name}`, values[name] ?? ''));

const phoneCells = ({ shipTo, invoiceTo }: WantedSalesOrder, { peoplevox }: Settings): Cell[] =>
  peoplevox.phoneColumn === '' ? [] : [fitted(peoplevox.phoneColumn, shipTo.phone || invoiceTo.phone)];

const totalCells = (order: WantedSalesOrder, { peoplevox }: Settings): Cell[] => {
  const discount = decimalText(order.discount);
  const negative = peoplevox.discountSign === 'negative' && Number(discount) > 0;
  return [
    cell('ShippingCost', decimalText(order.shippingCost)),
    cell('TotalSale', decimalText(order.total)),
    cell('Discount', negative ? `-${discount}` : discount),
    cell('TaxPaid', decimalText(order.tax)),
  ];
};

/** What of the header may be written after the release, by group. Of the groups that settings make only those which the order has. */
export function deliveryCells(order: WantedSalesOrder, settings: Settings): DeliveryCell[] {
  const { changeable } = order;
  const groups: [HeaderGroup, Cell[]][] = [
    ['contact', [fitted('ContactName', order.contactName)]],
    ['email', [fitted('Email', order.email)]],
    ['address', addressCells('Shipping', order.shipTo, settings)],
    ['invoice', addressCells('Invoice', order.invoiceTo, settings)],
    ['phone', phoneCells(order, settings)],
    ['service', ifAny('ServiceType', order.serviceType)],
    ['totals', totalCells(order, settings)],
  ];
  if (changeable.date !== undefined) {
    const date = importDate(order.requestedDeliveryAt, settings.peoplevox.timeZone);
    groups.push(['date', [cell('RequestedDeliveryDate', date)]]);
  }
  if (changeable.site !== undefined) groups.push(['site', ifAny('Site', order.site)]);
  for (const name of Object.keys(settings.orders.attributes).sort())
    groups.push([`attribute${name}`, [fitted(`Attribute${name}`, order.attributes[name] ?? '')]]);
  return groups.flatMap(([group, cells]) => cells.map(({ column, value }) => ({ group, column, value })));
}

export const lineCells = (
  number: SalesOrderNumber,
  line: WantedLine,
  { orders, peoplevox }: Settings,
): Cell[] => [
  cell('SalesOrderNumber', number),
  cell('ItemCode', line.sku),
  cell('QuantityOrdered', line.quantity),
  cell('SalePrice', line.unitPrice.toFixed(2)),
  cell('Line', line.line),
  ...(orders.lineSequence ? [cell('Sequence', line.sequence)] : []),
  ...(orders.lineDeliveryDate
    ? [cell('RequestedDeliveryDate', importDate(line.requestedDeliveryAt, peoplevox.timeZone))]
    : []),
  ...attributeCells(line.attributes, orders.lineAttributes),
];

/**
 * What names lines to be taken away. All lines of an order have the same columns: with `Line` where any of
 * them has one.
 */
export function removalCells(number: SalesOrderNumber, lines: FoundLine[]): Cell[][] {
  const named = lines.some(({ line }) => line !== null);
  return lines.map((one) => [
    cell('SalesOrderNumber', number),
    cell('ItemCode', one.sku),
    ...(named ? [cell('Line', one.line ?? '')] : []),
  ]);
}

/** Gives the order to the pickers. One that is held for a person only loses our word LOADING: from then on its OnHold is the warehouse's. */
export const releaseCells = (
  { number, holdFor }: Pick<WantedSalesOrder, 'number' | 'holdFor'>,
  { peoplevox }: Settings,
): Cell[] => [
  cell('SalesOrderNumber', number),
  ...(holdFor === null ? [cell('OnHold', false)] : []),
  ...(holdFor === null && peoplevox.useStopShip ? [cell('StopShip', false)] : []),
  cell(loadingColumn(peoplevox), ''),
];

export const cancelCells = (number: SalesOrderNumber): Cell[] => [
  cell('SalesOrderNumber', number),
  cell('Status', 'Cancelled'),
];

export interface Preview {
  header: { column: string; value: string }[];
  lines: { column: string; value: string }[][];
  /** what did not fit its column */
  cuts: { column: string; cut: string }[];
}

/** What would be sent, under the captions of the settings. */
export function previewRows(order: WantedSalesOrder, settings: Settings): Preview {
  const header = headerCells(order, settings);
  const lines = order.lines.map((line) => lineCells(order.number, line, settings));
  const named =
    (template: typeof salesOrders | typeof salesOrderItems) =>
    ({ column, value }: Cell) => ({ column: caption(settings.peoplevox, template, column), value });
  return {
    header: header.map(named(salesOrders)),
    lines: lines.map((row) => row.map(named(salesOrderItems))),
    cuts: [header, ...lines]
      .flat()
      .flatMap(({ column, cut }) => (cut === undefined ? [] : [{ column, cut }])),
  };
}
