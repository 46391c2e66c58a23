// The cells of a sales order's header that say where, when and how the parcel goes (peoplevox-api.md 3.3): what is compared, and written where it differs, after the
// release. Pure.

import type { DeliveryCell } from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';
import { readDate } from './dates.ts';

const attributes = [1, 2, 3, 4, 5].map((number) => `Attribute${number}`);
const addressParts = ['Line1', 'Line2', 'City', 'Region', 'Postcode', 'Country'];

/** By their usual names. */
export const deliveryColumns = ({ phoneColumn }: Settings['peoplevox']) => [
  'ContactName',
  ...addressParts.map((part) => `ShippingAddress${part}`),
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
  wanted.flatMap(({ column, value }) => {
    const has = found.get(column);
    const same = column === 'RequestedDeliveryDate' ? sameDate(timeZone) : alike;
    return has === undefined || same(has, value) ? [] : [{ column, value }];
  });

/** Read and written in different forms, and reads may come without the seconds (peoplevox-api.md 3.1). One that cannot be read is not the same. */
const sameDate = (zone: string) => (one: string, other: string) => {
  const [a, b] = [one, other].map((text) => readDate(text, zone, new Date(0))?.getTime());
  return a !== undefined && b !== undefined && Math.abs(a - b) < 60_000;
};
