// The cells of a sales order's header that a change of the order may change after the release (peoplevox-api.md 3.3): read, and compared with what is wanted. Pure.

import type { DeliveryCell, FoundLine, WantedLine } from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';
import { readDate } from './dates.ts';
import { fitted } from './fitText.ts';

const attributes = [1, 2, 3, 4, 5].map((number) => `Attribute${number}`);
const addressParts = ['Line1', 'Line2', 'City', 'Region', 'Postcode', 'Country'];
const amounts = ['ShippingCost', 'TotalSale', 'Discount', 'TaxPaid'];

/** By their usual names. */
export const deliveryColumns = ({ phoneColumn }: Settings['peoplevox']) => [
  'ContactName',
  'Email',
  ...addressParts.map((part) => `ShippingAddress${part}`),
  ...addressParts.map((part) => `InvoiceAddress${part}`),
  ...amounts,
  'ServiceType',
  'RequestedDeliveryDate',
  'Site',
  ...attributes,
  ...(phoneColumn === '' ? [] : [phoneColumn]),
];

/** Spaces and capitals carry no parcel elsewhere, and Peoplevox may keep them its own way. */
const alike = (one: string, other: string) => plain(one) === plain(other);
const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** Those cells that Peoplevox has otherwise. A column that the tenant's template lacks cannot differ. */
export const deliveryDifference = (
  wanted: DeliveryCell[],
  found: ReadonlyMap<string, string>,
  { timeZone }: Pick<Settings['peoplevox'], 'timeZone'>,
): DeliveryCell[] =>
  wanted.filter(({ column, value }) => {
    const has = found.get(column);
    return has !== undefined && !sameAs(column, timeZone)(has, value);
  });

function sameAs(column: string, zone: string): (one: string, other: string) => boolean {
  if (column === 'RequestedDeliveryDate') return sameDate(zone);
  return amounts.includes(column) ? sameAmount : alike;
}

/** `12.5` and `12.50`; a discount of which Peoplevox turned the sign is the same discount. */
const sameAmount = (one: string, other: string) => Math.abs(Number(one)) === Math.abs(Number(other));

/** Those lines of which Peoplevox has an attribute of the settings otherwise, under the `Line` that is there. Rows that stand there twice are not told apart. */
export const lineDetailDifference = (
  wanted: WantedLine[],
  found: FoundLine[],
  { lineAttributes }: Pick<Settings['orders'], 'lineAttributes'>,
): WantedLine[] =>
  wanted.flatMap((want) => {
    const [row, ...doubles] = found.filter(({ sku }) => sku === want.sku);
    if (!row?.attributes || doubles.length > 0) return [];
    const differs = Object.keys(lineAttributes).some((name) => {
      const has = row.attributes?.[name];
      return has !== undefined && !alike(has, fitted(`Attribute${name}`, want.attributes[name] ?? '').value);
    });
    return differs ? [{ ...want, line: row.line ?? want.line }] : [];
  });

/** Read and written in different forms, and reads may come without the seconds (peoplevox-api.md 3.1). One that cannot be read is not the same. */
const sameDate = (zone: string) => (one: string, other: string) => {
  const [a, b] = [one, other].map((text) => readDate(text, zone, new Date(0))?.getTime());
  return a !== undefined && b !== undefined && Math.abs(a - b) < 60_000;
};
