// A sent order that the shop no longer wants as it was sent: taken up by amendOrders, which asks Peoplevox how far it is (mission row O10).

import type { Attention } from '../domain/attention.ts';
import type { OrderId, SalesOrderNumber } from '../domain/ids.ts';
import type { LedgerOrder, OrderChange, ShopNews } from '../domain/ports.ts';
import type { WarehouseFact } from '../domain/transfer.ts';
import { nothingWanted } from './revision.ts';

/** Left, or not there any more: a refund is no news for the warehouse then. */
const over: readonly WarehouseFact[] = ['despatched', 'cancelled', 'gone'];

/** What the difference between wanted and sent asks for; empty where nothing can be said. */
export function afterSent(
  sent: LedgerOrder,
  { revisionWanted }: Pick<ShopNews, 'revisionWanted'>,
): OrderChange[] {
  if (sent.transfer !== 'complete' || revisionWanted === null || over.includes(sent.warehouse)) return [];
  const { orderId } = sent;
  // Opened again in Peoplevox before the shop made up its mind anew: the shop's word is the later one.
  const turned =
    revisionWanted !== sent.revisionWanted &&
    [revisionWanted, sent.revisionWanted].includes(nothingWanted) &&
    sent.reopenedAt !== null;
  const set = turned ? { ...afresh, reopenedAt: null } : afresh;
  const close = turned ? (['reopened_in_peoplevox'] as const) : [];
  if (revisionWanted === sent.revisionSent)
    return [{ orderId, set, close: ['changed_after_sent', 'cancelled_after_sent', ...close] }];
  const cancelled = revisionWanted === nothingWanted;
  if (!cancelled && sent.revisionSent === null) return [];
  return [
    {
      orderId,
      set,
      close: [...close],
      journal: `The order was ${cancelled ? 'cancelled' : 'changed'} in the shop after it was sent. Peoplevox is asked how far it is.`,
    },
  ];
}

/** For news that only a comparison found: shown until amendOrders, which is to take it up, has read how far it is. */
export const unwantedAfterAll = ({ orderId, number, warehouseWord }: LedgerOrder): OrderChange => ({
  orderId,
  onlyFrom: 'complete',
  set: { ...afresh, revisionWanted: nothingWanted },
  open: [
    {
      code: 'cancelled_after_sent',
      reason: `The shop does not want it any more; ${number} is ${warehouseWord || 'sent'} in Peoplevox.`,
    },
  ],
  journal: 'The shop does not want it any more, and it is open in Peoplevox.',
});

/** As it is in the shop now it could not be sent at all, so the change cannot be carried over: a person has to put it right, in the shop or in Peoplevox. */
export function cannotGoNow(sent: LedgerOrder, reasons: Attention[]): OrderChange[] {
  if (sent.transfer !== 'complete' || over.includes(sent.warehouse)) return [];
  return told(sent.orderId, changeCannotGo(reasons));
}
export const changeCannotGo = (reasons: Attention[]): Attention => ({
  code: 'changed_after_sent',
  reason: `The change cannot be carried over: ${reasons.map((one) => one.reason).join(' ')}`,
});

/** The shop wants it to wait, and the pickers have it: whether they are to stop is a person's word. */
export function stoppedInShop(sent: LedgerOrder, status: string): OrderChange[] {
  if (sent.transfer !== 'complete' || over.includes(sent.warehouse)) return [];
  return told(sent.orderId, goesOnThoughStopped(sent.number, status));
}
/** Null: the status says nothing of the kind. */
export const goesOnThoughStopped = (number: SalesOrderNumber | null, status: string): Attention | null =>
  stopping.includes(status)
    ? {
        code: 'changed_after_sent',
        reason: `The order is ${status} in the shop now, and Peoplevox goes on with ${number}. If it is to stop, hold it there.`,
      }
    : null;
/** A fraud check or a payment taken back puts a sent order here. Other statuses that do not go, such as a shop's own "packed", say nothing of the kind. */
const stopping = ['on-hold', 'pending'];

const told = (orderId: OrderId, attention: Attention | null): OrderChange[] =>
  attention ? [{ orderId, open: [attention], journal: attention.reason }] : [];

/** Looked at now, whatever was tried for an earlier version. */
const afresh = { attempts: 0, nextAttemptAt: null } as const;
