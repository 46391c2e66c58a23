// A short mark of what the shop wants picked, so that "changed since" is one comparison (design.md section 6, "revision").

import { createHash } from 'node:crypto';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';

/**
 * Covers what the pickers and the carrier act on: lines, recipient, address, service. Totals and e-mail may change unnoticed. Lines count by their id, not by their
 * SKU: a SKU corrected on the product shows on every order that ever had it, and is no change of these orders.
 */
export function revisionOf({ lines, shipTo, contactName, serviceType }: WantedSalesOrder): string {
  const units = lines.map(({ line, quantity }) => `${line}:${quantity}`).sort();
  const text = JSON.stringify([units, Object.entries(shipTo).sort(), contactName, serviceType]);
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
