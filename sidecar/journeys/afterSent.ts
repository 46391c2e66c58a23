// A sent order that the shop no longer wants as it was sent: nothing of ours is written to it any more, so a person has to know.

import type { Attention } from '../domain/attention.ts';
import type { LedgerOrder, OrderChange, ShopNews } from '../domain/ports.ts';

/** In `revisionWanted`: the shop wants nothing of the order picked. */
export const nothingWanted = 'nothing';

/** What the difference between wanted and sent asks for; empty where nothing can be said. Opening an open exception changes nothing. */
export function afterSent(sent: LedgerOrder, wanted: Pick<ShopNews, 'revisionWanted'>): OrderChange[] {
  if (sent.transfer !== 'complete' || sent.revisionSent === null || sent.warehouse === 'cancelled') return [];
  const { orderId } = sent;
  if (wanted.revisionWanted === null) return [];
  if (wanted.revisionWanted === sent.revisionSent)
    return [{ orderId, close: ['changed_after_sent', 'cancelled_after_sent'] }];
  if (wanted.revisionWanted === nothingWanted)
    return [
      {
        orderId,
        open: [cancelledAfterSent(sent)],
        journal: 'The order was cancelled in the shop after it was sent.',
      },
    ];
  return [
    {
      orderId,
      open: [changedAfterSent(sent)],
      journal: 'The order was changed in the shop after it was sent.',
    },
  ];
}

export const cancelledAfterSent = ({ number, warehouseWord }: LedgerOrder): Attention => ({
  code: 'cancelled_after_sent',
  reason: `The shop does not want it any more; ${number} is ${warehouseWord || 'sent'} in Peoplevox.`,
});
const changedAfterSent = ({ number, warehouseWord }: LedgerOrder): Attention => ({
  code: 'changed_after_sent',
  reason: `Lines or address are other than what was sent; ${number} is ${warehouseWord || 'sent'} in Peoplevox.`,
});
