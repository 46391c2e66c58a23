// An order that has left the warehouse, and of which the shop wants more now: nobody would pick it by itself. A refund of what has left is no news for the warehouse.

import { despatchedNumbers, isReplacement } from '../../domain/otherNumbers.ts';
import type { Ledger, LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { WantedSalesOrder } from '../../domain/salesOrder.ts';
import { changedParts, partsOf, partsSent } from '../revision.ts';

type Deps = Pick<Ledger, 'openAttention' | 'otherNumbers' | 'recordedDespatches'>;

/** Told with the units; closes when the shop wants just what was sent again. Nothing can be said before its parcels are known. */
export async function addedAfterLeaving(
  sent: LedgerOrder,
  wanted: WantedSalesOrder,
  ledger: Deps,
): Promise<OrderChange[]> {
  if (sent.transfer !== 'complete' || sent.revisionSent === null) return [];
  const { orderId } = sent;
  const known = (await ledger.openAttention(orderId)).includes('changed_after_sent');
  const parts = partsOf(wanted);
  const changed = changedParts(partsSent(sent.revisionSent, parts), parts);
  if (!changed.has('lines')) {
    const rightAgain = known && [...changed].every((part) => part === 'totals'); // what was added and refunded stays in them
    return rightAgain ? [{ orderId, onlyFrom: 'complete', close: ['changed_after_sent'] }] : [];
  }

  const others = await ledger.otherNumbers([orderId]);
  if (isReplacement(sent, others)) return [];
  const parcels = await ledger.recordedDespatches(despatchedNumbers(sent, others));
  const left = parcels.flatMap(({ lines }) => lines);
  if (left.length === 0) return [];
  const more = wanted.lines.flatMap(({ line, sku, quantity }) => {
    const units = left
      .filter((one) => String(one.itemId) === line)
      .reduce((sum, one) => sum + one.quantity, 0);
    return quantity > units ? [`${quantity - units} × ${sku}`] : [];
  });
  if (more.length === 0) return [];
  const reason = `${sent.number} has left the warehouse, and the shop wants more now: ${more.join(', ')}.`;
  const open = [{ code: 'changed_after_sent' as const, reason }];
  return [{ orderId, onlyFrom: 'complete', open, ...(known ? {} : { journal: reason }) }];
}
