// An order on its way through a batch, and the changes that the steps of sending have in common.

import type { Attention } from '../../domain/attention.ts';
import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import type { LedgerOrder, OrderChange, SaveOutcome, ShopMark } from '../../domain/ports.ts';
import type { FoundSalesOrder, WantedSalesOrder } from '../../domain/salesOrder.ts';
import type { LoadingStep, Transfer } from '../../domain/transfer.ts';
import { nextAttemptAt } from '../backoff.ts';

/** The shop wants it picked. */
export interface Candidate {
  row: LedgerOrder;
  wanted: WantedSalesOrder;
  /** the shop's own mark says that it was sent before */
  markedSent: boolean;
}
/** The shop does not want it (any more); Peoplevox may have it. */
export interface Withdrawn {
  row: LedgerOrder;
  number: SalesOrderNumber;
  why: string;
  /** what becomes of it in the ledger when Peoplevox has nothing of it */
  ending: 'cancelled' | 'nothing_to_pick' | 'dismissed';
  /** as the shop remembers it: its units are kept promised until it is told otherwise; null: not marked sent */
  sentAt: Date | null;
  /** as Peoplevox had it when asked; null: not there */
  found: FoundSalesOrder | null;
  /** when it was deleted by us */
  deletedAt?: Date;
}
/** Wanted, and as Peoplevox had it when asked; null: not there. */
export interface ToLoad extends Candidate {
  found: FoundSalesOrder | null;
  /** its lines were refused, in these words; whether that is a person's depends on whether Peoplevox shows the header yet */
  refused?: string;
}

/** A person has to look; the order waits for it. Since when an outcome is unknown stays known: a fix does not make a late commit impossible. */
export const needsPerson = (row: LedgerOrder, open: Attention[], journal: string): OrderChange =>
  whileOnItsWay({
    orderId: row.orderId,
    set: { transfer: 'waiting', nextAttemptAt: null, byHand: false },
    open,
    journal,
  });

/** The shop remembers that the sales order is complete in Peoplevox: a lost ledger then sends nothing twice. */
export const sentMark = (orderId: OrderId, now: Date): ShopMark => ({
  orderId,
  asOf: now,
  sentAt: now,
  reflectedAt: null,
});

/** Written before the call, so that a crash in between is asked about. */
export const begin = (row: LedgerOrder, step: LoadingStep, now: Date): OrderChange => ({
  orderId: row.orderId,
  onlyFrom: onItsWay, // a person may have dismissed it since the batch was taken
  set: { transfer: 'loading', step, stepAt: now, unknownSince: null, askedInVain: 0 },
});

export const onItsWay: readonly Transfer[] = ['due', 'loading', 'unknown'];
/** Dropped where a person decided about the order meanwhile. */
export const whileOnItsWay = (change: OrderChange): OrderChange => ({ ...change, onlyFrom: onItsWay });

/** Nothing of the order is on its way any more, nor to be tried again: it has arrived, or a person decided about it. */
export const atRest = {
  step: null,
  stepAt: null,
  unknownSince: null,
  askedInVain: 0,
  attempts: 0,
  alone: false,
  byHand: false,
  nextAttemptAt: null,
} as const;

/** Peoplevox has it, and not on our hold: nothing of ours is written to it any more. */
export const withThePickers = (row: LedgerOrder, found: FoundSalesOrder, now: Date) =>
  ({
    ...atRest,
    transfer: 'complete',
    seenInWarehouse: true,
    sentAt: row.sentAt ?? now,
    warehouseWord: found.statusWord,
    warehouseReadAt: now,
  }) as const;

/** A run that was cut off (by a crash, a lost read, a stop) wrote no outcome: since the write was begun it is unknown. */
export function cutOff(row: LedgerOrder): LedgerOrder {
  if (row.transfer !== 'loading' || row.stepAt === null || row.unknownSince !== null) return row;
  return { ...row, unknownSince: row.stepAt, revisionSent: row.step === 'header' ? null : row.revisionSent };
}

/**
 * What a save that did not simply succeed means for its order; `row.step` is the save. Null: it was saved. What the header was sent as is kept where lines or the release are
 * lost: it was there before them, and only so can be told what the shop changed since.
 */
export function afterSave(row: LedgerOrder, outcome: SaveOutcome | undefined, now: Date): OrderChange | null {
  const { orderId, attempts } = row;
  const later = { attempts: attempts + 1, nextAttemptAt: nextAttemptAt(now, attempts, orderId) };
  switch (outcome?.kind) {
    case 'saved':
      return null;
    case 'refused': {
      const reason = `Peoplevox answered: ${outcome.words}`;
      return needsPerson(row, [{ code: 'refused_by_peoplevox', reason }], 'Peoplevox refused the order.');
    }
    case 'silent':
      return {
        orderId,
        set: {
          transfer: 'unknown',
          unknownSince: now,
          askedInVain: 0,
          nextAttemptAt: null,
          ...(row.step === 'header' ? { revisionSent: null } : {}),
        },
        journal: 'No answer came from Peoplevox. It is asked before anything is sent again.',
        detail: outcome.words,
      };
    case 'unsure':
      return {
        orderId,
        set: {
          transfer: 'due',
          stepAt: null,
          alone: true,
          ...(row.step === 'header' ? { revisionSent: null } : {}),
          // one that is only late might lift a hold that a person sets after it, if another followed
          ...(row.step === 'release' ? { unknownSince: now } : {}),
          ...later,
        },
        journal:
          'Peoplevox did not say whether it took this order. It is looked up and, if need be, sent by itself.',
        detail: outcome.words,
      };
    default: // not_sent, or not named by the adapter at all
      return {
        orderId,
        set: { transfer: 'due', step: null, stepAt: null, unknownSince: null, revisionSent: null, ...later },
        journal: 'Nothing was sent. It is tried again.',
        ...(outcome ? { detail: outcome.words } : {}),
      };
  }
}
