// What the shop says of its orders becomes rows of the ledger. A trigger names the orders; the poll finds those whose trigger was lost (mission row O1).

import type { OrderId } from '../domain/ids.ts';
import type { JourneyDeps } from './deps.ts';
import { savedCursor } from './noticing/cursor.ts';
import { lookAgain } from './noticing/lookAgain.ts';
import { sum } from './noticing/noted.ts';
import { noticeChanged, noticeThese } from './noticing/readOrders.ts';

export type NoticeDeps = Pick<
  JourneyDeps,
  'ledger' | 'shop' | 'clock' | 'settings' | 'log' | 'signal' | 'hint'
>;

/**
 * With ids: just those, as a trigger named them. Without: everything changed since the last poll, and what has to be looked at again because time went by.
 * Gives what it did, in words.
 */
export async function noticeOrders(deps: NoticeDeps, ids?: OrderId[]): Promise<string> {
  const liveFrom = await deps.ledger.liveFrom();
  if (liveFrom === null) return 'Not live: no order is taken over.';
  const noted = ids
    ? await noticeThese(ids, liveFrom, deps)
    : sum(await noticeChanged(liveFrom, deps), await lookAgain(liveFrom, deps));
  if (noted.due > 0 || noted.toAmend > 0) deps.hint('sendOrders');
  return noted.changed === 0
    ? 'No order has changed.'
    : `Orders read: ${noted.changed}, to send: ${noted.due}.`;
}

/** Up to which change the shop's orders have been read; null before the first poll. */
export async function noticedUntil(ledger: Pick<JourneyDeps['ledger'], 'cursor'>): Promise<Date | null> {
  const saved = await savedCursor(ledger);
  return saved === null ? null : new Date(saved.modified);
}
