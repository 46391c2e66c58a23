// One sent order while its change is carried over, and what is written down of it.

import type { Attention } from '../../domain/attention.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { DeliveryCell, FoundLine, WantedLine, WantedSalesOrder } from '../../domain/salesOrder.ts';
import { joined, type Parts } from '../revision.ts';

/** What the shop wants of the order now. */
export type Wish =
  | { kind: 'order'; wanted: WantedSalesOrder }
  /** cancelled, refunded, deleted */
  | { kind: 'nothing'; why: string }
  /** it cannot go as it is now, for these reasons */
  | { kind: 'cannot_go'; reasons: string[] }
  /** nothing can be said now */
  | { kind: 'unknown' };

/** A write, and the version of the order it was made for. */
export type Write =
  | { kind: 'cancel'; by: 'status' | 'deleting' }
  | { kind: 'delivery'; wanted: WantedSalesOrder; cells: DeliveryCell[] }
  | { kind: 'save'; wanted: WantedSalesOrder; lines: WantedLine[] }
  | { kind: 'remove'; wanted: WantedSalesOrder; lines: FoundLine[] };

/** An order on its way through the turns of one run. */
export interface Amendment {
  row: LedgerOrder;
  /** what was written in the turn before, so that the next reading can tell whether it is there */
  written?: Write;
  /** Peoplevox said no to it, in these words */
  refused?: string;
}

/** How often one write is tried before it is left to a person. */
export const tries = 3;
/** A save that said yes and does not show is looked for after this. */
export const firstLookMs = 15_000;
/** An order left to a person is read again this often: it settles by itself when Peoplevox has what the shop wants. */
export const lookAgainMs = 300_000;

/** Nothing is on its way any more; `stepAt` stays where something was written, for the reading ten minutes after it (checkSent). */
export const atRest = { step: null, unknownSince: null } as const;

/** Looked at again later; nothing has become of it now. */
export const later = ({ row }: Amendment, at: Date): OrderChange => ({
  orderId: row.orderId,
  onlyFrom: 'complete',
  set: { nextAttemptAt: at },
});

/** A person has to do it. What of it has been carried over already counts as sent. */
export function leftToPerson(
  { row }: Amendment,
  attention: Attention,
  { now, known, sent, attempts }: { now: Date; known: boolean; sent: Parts | null; attempts?: number },
): OrderChange {
  return {
    orderId: row.orderId,
    onlyFrom: 'complete',
    set: {
      ...atRest,
      nextAttemptAt: new Date(now.getTime() + lookAgainMs),
      ...(sent && row.revisionSent !== null ? { revisionSent: joined(sent) } : {}),
      ...(attempts === undefined ? {} : { attempts }),
    },
    open: [attention],
    close: [attention.code === 'changed_after_sent' ? 'cancelled_after_sent' : 'changed_after_sent'],
    ...(known ? {} : { journal: attention.reason }),
  };
}
