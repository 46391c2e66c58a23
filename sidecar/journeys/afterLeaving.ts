// The shop changed its mind about an order that has left the warehouse (mission row O10). A refund is no news for the warehouse then; what is wanted more is a person's, for
// nobody would pick it by itself.

import type { AttentionCode } from '../domain/attention.ts';
import { type ShopOrder, unitsWanted } from '../domain/order.ts';
import type { PickingWork } from '../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange, ShopNews } from '../domain/ports.ts';
import type { FoundLine } from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';
import { type WantedUnits, wantedMoreInWords } from '../domain/wantedMore.ts';
import { linesToPick } from '../domain/wantedSalesOrder.ts';
import { changedParts, nothingWanted, type Parts, partsOf, partsSent } from './revision.ts';

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

/** Something else of it is wanted than when it was last read, or it cannot be read as a sales order now: checkSent reads its lines once more. */
export function changedAfterLeaving(
  sent: LedgerOrder,
  { revisionWanted }: Pick<ShopNews, 'revisionWanted'>,
  work: PickingWork['kind'],
): OrderChange[] {
  const changed = revisionWanted === null ? work === 'needs_person' : revisionWanted !== sent.revisionWanted;
  if (sent.transfer !== 'complete' || revisionWanted === nothingWanted || !changed) return [];
  return [{ orderId: sent.orderId, onlyFrom: 'complete', set: { checkedAt: null } }];
}

/** As the shop has the order now; `parts` is null where it could not be sent like this. */
export interface WantedAfterLeaving {
  lines: WantedUnits[];
  parts: (Required<Pick<Parts, 'lines'>> & Parts) | null;
}

/** What is compared with the lines that have left; null: the shop says nothing of the kind now. */
export function wantedAfterLeaving(
  order: ShopOrder,
  work: PickingWork,
  settings: Settings,
): WantedAfterLeaving | null {
  if (work.kind !== 'sendable' && work.kind !== 'needs_person') return null;
  const lines = linesToPick(order, settings);
  if (typeof lines === 'string') return null;
  return {
    lines: lines.map((line) => ({ sku: line.sku, name: line.name, quantity: unitsWanted(line) })),
    parts: work.kind === 'sendable' ? partsOf(work.wanted) : null,
  };
}

/** `left`: all lines of the sales orders that it went by, as they left. `known`: people are told already. Closes once the shop wants no more than that. */
export function missingAfterLeaving(
  { orderId, number, warehouseWord, revisionSent }: LedgerOrder,
  { lines, parts }: WantedAfterLeaving,
  left: FoundLine[],
  known: boolean,
): OrderChange {
  const more = wantedMoreInWords(lines, left);
  if (more === '') return { orderId, close: ['more_wanted'] };
  const reason = `${more}. ${number} is ${warehouseWord} in Peoplevox: it has left the warehouse.`;
  return {
    orderId,
    open: [{ code: 'more_wanted', reason }],
    // told while it was picked, and of nothing else: this says it better now
    close:
      parts && onlyLines(changedParts(partsSent(revisionSent, parts), parts)) ? ['changed_after_sent'] : [],
    ...(known ? {} : { journal: reason }),
  };
}

const ofLines: readonly string[] = ['lines', 'lineDetails', 'totals'];
const onlyLines = (changed: ReadonlySet<string>) => [...changed].every((part) => ofLines.includes(part));
