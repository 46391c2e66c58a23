// Hands the parcels to the shop and writes down what it answered, in the ledger and in the journal of each order.

import { chunks } from '../../domain/chunks.ts';
import type { OrderId } from '../../domain/ids.ts';
import type {
  DespatchResult,
  DespatchToRecord,
  LedgerOrder,
  OrderChange,
  RecordedDespatch,
  ShopMark,
} from '../../domain/ports.ts';
import type { DespatchDeps } from '../recordDespatches.ts';
import type { PlannedDespatch } from './plan.ts';

const parcelsACall = 100;

/** What the shop answered, parcel by parcel; one it left out is asked again next time. */
export async function tellShop(
  planned: PlannedDespatch[],
  rows: LedgerOrder[],
  { ledger, shop, clock, hint }: DespatchDeps,
): Promise<RecordedDespatch[]> {
  if (planned.length === 0) return [];
  const changes: OrderChange[] = [];
  const memories: RecordedDespatch[] = [];
  const marks = new Map<OrderId, ShopMark>();
  for (const page of chunks(planned, parcelsACall)) {
    const answers = await shop.recordDespatches(page.map((one) => one.news));
    for (const [index, { news, memory }] of page.entries()) {
      const answer = answers[index];
      if (!answer || answer.despatch !== news.despatch || answer.orderId !== news.orderId) continue;
      memories.push({ ...memory, outcome: answer.outcome, why: answer.why, told: answer.told });
      const row = rows.find((one) => one.orderId === news.orderId);
      changes.push(despatchChange(news, answer, row, clock.now()));
      if (row && answer.complete && answer.outcome !== 'refused')
        marks.set(row.orderId, leftMark(row, clock.now()));
    }
  }
  // The shop first: told twice is harmless, told never would keep stock back for ever.
  if (marks.size > 0) {
    await shop.mark([...marks.values()]);
    hint('updateStock');
  }
  await ledger.noteDespatches('recordDespatches', memories);
  await ledger.record('recordDespatches', changes);
  return memories;
}

/**
 * What has left the warehouse is in Peoplevox's figures, whether or not the order was ever seen allocated; and nobody follows it any more
 * (design.md section 7).
 */
const leftMark = (row: LedgerOrder, now: Date): ShopMark => ({
  orderId: row.orderId,
  asOf: now,
  sentAt: row.sentAt ?? now,
  reflectedAt: row.allocatedAt ?? now,
});

function despatchChange(
  news: DespatchToRecord,
  answer: DespatchResult,
  row: LedgerOrder | undefined,
  now: Date,
): OrderChange {
  const { orderId, despatch, carrier, trackingNumber, lines } = news;
  if (answer.outcome === 'refused') {
    const reason = `${despatch}: the shop did not take it (${answer.why ?? 'no reason given'}).`;
    return { orderId, open: [{ code: 'despatch_does_not_fit', reason }] };
  }
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const journal = `Despatched: ${despatch}, ${units} units, ${carrier} ${trackingNumber}. ${toldInWords(answer.told)}${answer.complete ? ' The order is complete.' : ''}`;
  return {
    orderId,
    set: answer.complete
      ? {
          warehouse: 'despatched',
          allocatedAt: row?.allocatedAt ?? now,
          despatchedAt: row?.despatchedAt ?? now,
        }
      : row?.warehouse === 'despatched'
        ? {}
        : { warehouse: 'part_despatched' },
    // What was on the order already is no news, unless nobody can say whether the customer knows.
    ...(answer.outcome === 'recorded' || answer.told === null ? { journal } : {}),
  };
}

function toldInWords(told: DespatchResult['told']): string {
  switch (told) {
    case 'mailed':
      return 'The customer was told.';
    case 'already':
      return 'The customer had been told of it before.';
    case 'quiet':
      return 'It is old, so the customer was not told.';
    case 'no_address':
      return 'The order has no e-mail address, so the customer was not told.';
    case 'mail_disabled':
      return 'The mail is switched off in the shop, so the customer was not told.';
    case null:
      return 'It is not known whether the customer was told: look at the notes on the order.';
    default:
      return told satisfies never;
  }
}
