// The shop changed its mind about an order that has left the warehouse (mission row O10). A refund is no news for the warehouse then; what is wanted more is a person's, for
// nobody would pick it by itself.

import type { AttentionCode } from '../domain/attention.ts';
import { differenceInWords } from '../domain/lineDifference.ts';
import type { LedgerOrder, OrderChange, ShopNews } from '../domain/ports.ts';
import type { FoundLine, WantedSalesOrder } from '../domain/salesOrder.ts';
import { changedParts, nothingWanted, partsOf, partsSent } from './revision.ts';

/**
 * It has left and is read no more. A refund of it is no news for the warehouse; but where people were told to change it, they are told that nothing of it is wanted.
 * `open`: its open exceptions.
 */
export function unwantedAfterLeaving(
  sent: LedgerOrder,
  { revisionWanted }: Pick<ShopNews, 'revisionWanted'>,
  open: readonly AttentionCode[],
): OrderChange[] {
  if (revisionWanted !== nothingWanted) return [];
  const { orderId } = sent;
  const over: OrderChange[] = open.includes('more_wanted') ? [{ orderId, close: ['more_wanted'] }] : [];
  if (!open.includes('changed_after_sent')) return over;
  const reason = `The shop does not want it any more. ${sent.number} is ${sent.warehouseWord} in Peoplevox: it has left the warehouse.`;
  return [
    ...over,
    {
      orderId,
      onlyFrom: 'complete',
      open: [{ code: 'cancelled_after_sent', reason }],
      close: ['changed_after_sent'],
      journal: reason,
    },
  ];
}

/** Another version of it is wanted than when it was last read: checkSent reads its lines once more. */
export function changedAfterLeaving(
  sent: LedgerOrder,
  { revisionWanted }: Pick<ShopNews, 'revisionWanted'>,
): OrderChange[] {
  if (sent.transfer !== 'complete' || revisionWanted === null || revisionWanted === nothingWanted) return [];
  if (revisionWanted === sent.revisionWanted) return [];
  return [{ orderId: sent.orderId, onlyFrom: 'complete', set: { checkedAt: null } }];
}

/** `found`: all lines of the sales orders that it went by, as they left. `known`: people are told already. Closes once the shop wants no more than that. */
export function missingAfterLeaving(
  { orderId, number, warehouseWord, revisionSent }: LedgerOrder,
  wanted: WantedSalesOrder,
  found: FoundLine[],
  known: boolean,
): OrderChange {
  const units = (lines: { sku: string; quantity: number }[], sku: string) =>
    lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);
  const more = wanted.lines.filter(({ sku }) => units(wanted.lines, sku) > units(found, sku));
  if (more.length === 0) return { orderId, close: ['more_wanted'] };
  const skus = new Set(more.map(({ sku }) => sku));
  const difference = differenceInWords(
    found.filter(({ sku }) => skus.has(sku)),
    more,
  );
  const reason = `${difference}. ${number} is ${warehouseWord} in Peoplevox: it has left the warehouse.`;
  return {
    orderId,
    open: [{ code: 'more_wanted', reason }],
    // told while it was picked, and of nothing else: this says it better now
    close: onlyLines(changedParts(partsSent(revisionSent, partsOf(wanted)), partsOf(wanted)))
      ? ['changed_after_sent']
      : [],
    ...(known ? {} : { journal: reason }),
  };
}

const ofLines: readonly string[] = ['lines', 'lineDetails', 'totals'];
const onlyLines = (changed: ReadonlySet<string>) => [...changed].every((part) => ofLines.includes(part));
