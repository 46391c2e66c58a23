// A short mark of what the shop wants picked, so that "changed since" is one comparison (design.md section 6, "revision").

import { createHash } from 'node:crypto';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';

/**
 * Covers what the pickers and the carrier act on: lines, recipient, address, service, and where the settings use them a chosen delivery date, the site and attributes.
 * Totals and e-mail may change unnoticed. Lines count by their id, not by their
 * SKU: a SKU corrected on the product shows on every order that ever had it, and is no change of these orders.
 */
export function revisionOf(wanted: WantedSalesOrder): string {
  const { lines, shipTo, contactName, serviceType, changeable } = wanted;
  const units = lines.map(({ line, quantity }) => `${line}:${quantity}`).sort();
  const acted = [units, Object.entries(shipTo).sort(), contactName, serviceType];
  // Left out where there is none: orders sent before such a setting was made keep the revision they were sent with.
  const text = JSON.stringify(changeable.length === 0 ? acted : [...acted, changeable]);
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
