// What a shop's shipping methods mean to the warehouse. A method's number (`flat_rate:3`) is its own in each shipping zone, so it names the zone too.

import type { ShippingMethod, ShopOrder } from './order.ts';

const sameTitle = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The value for a method, most special first: `flat_rate:3`, its title, `flat_rate`. Null where the table has none of them. */
export function forMethod(table: Record<string, string>, method: ShippingMethod): string | null {
  const { methodId, instanceId, title } = method;
  const byTitle = title === '' ? undefined : Object.keys(table).find((name) => sameTitle(name, title));
  for (const name of [`${methodId}:${instanceId}`, byTitle, methodId])
    if (name !== undefined && Object.hasOwn(table, name)) return table[name] ?? null;
  return null;
}

/** Whether nothing goes out by this method, as the settings say. */
const isCollected = ({ methodId, instanceId }: ShippingMethod, notDespatched: string[]) =>
  notDespatched.includes(methodId) || notDespatched.includes(`${methodId}:${instanceId}`);

/** The methods by which parcels leave. An order of several packages may have one that is collected beside one that is sent. */
export const despatchedBy = ({ shippingMethods }: ShopOrder, notDespatched: string[]): ShippingMethod[] =>
  shippingMethods.filter((method) => !isCollected(method, notDespatched));
