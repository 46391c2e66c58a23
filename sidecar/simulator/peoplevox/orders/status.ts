import type { OrderLine, SalesOrder } from './salesOrder.ts';

/** Names as they travel, and their numbers (peoplevox-api.md 5.1). */
export const statusIds: Record<string, number> = {
  New: 0,
  Allocated: 2,
  Picked: 3,
  Despatched: 5,
  Cancelled: 6,
  'Partially allocated': 7,
  'Partially picked': 8,
};

const total = (lines: OrderLine[], units: (line: OrderLine) => number) =>
  lines.reduce((sum, line) => sum + units(line), 0);

/** There is no status of its own for a part despatch: what is despatched counts as picked and allocated too. */
export function statusOf(order: SalesOrder): string {
  if (order.cancelled) return 'Cancelled';
  const ordered = total(order.lines, (line) => line.ordered);
  const despatched = total(order.lines, (line) => line.despatched);
  const picked = despatched + total(order.lines, (line) => line.picked);
  const allocated = despatched + total(order.lines, (line) => line.allocated);
  if (order.closedShort || (ordered > 0 && despatched >= ordered)) return 'Despatched';
  if (picked > 0) return picked >= ordered ? 'Picked' : 'Partially picked';
  if (allocated > 0) return allocated >= ordered ? 'Allocated' : 'Partially allocated';
  return 'New';
}
