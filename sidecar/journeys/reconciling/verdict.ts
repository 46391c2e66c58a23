// What a comparison says of one order: shop and ledger on one side, Peoplevox on the other. Pure.

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { isOpen, pickingBegun, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import type { WarehouseFact } from '../../domain/transfer.ts';
import type { Pair } from './pairs.ts';

/** What is done about it. Nothing here creates or writes a sales order: that is sendOrders', which asks first. */
export type Remedy =
  /** the shop's news did not reach the ledger */
  | 'notice'
  /** due again, so that it is looked at and sent or taken back the normal way */
  | 'make_due'
  /** followOrders reads it at once, and says so where it is gone, cancelled or not ours */
  | 'follow'
  /** left on our hold: finishHeld */
  | 'finish'
  /** cancelled in the shop and open in Peoplevox */
  | 'open_cancelled'
  /** it was closed in Peoplevox, and a person there opened it again */
  | 'reopened'
  /** what it went under before it was replaced is open again */
  | 'former_back';

export interface Verdict {
  /** null: nothing to compare, so not counted */
  outcome: 'found' | 'sentAgain' | 'waiting' | 'odd' | null;
  remedies: Remedy[];
  /** with `reopened` and `former_back`: the sales order, as it is now */
  found?: SalesOrderHeader;
}

export interface When {
  now: Date;
  /** a reading of Peoplevox younger than this needs no second one */
  freshMs: number;
  /** so long a save may take to show, and an event or a poll to be worked off */
  lateMs: number;
  /** so long a change in the shop may take to be noticed in the usual way */
  noticeMs: number;
  /** the change up to which the usual way has read the shop's orders; null: it has not begun */
  noticedUntil: Date | null;
  /** it looks back far: what was settled is asked for too, since somebody may have opened it again */
  deep: boolean;
  /** Peoplevox's own words for despatched, as far as they were read just now */
  despatchedWords: ReadonlySet<string>;
}

const said = (outcome: Verdict['outcome'], ...remedies: Remedy[]): Verdict => ({ outcome, remedies });

/** What can be said without asking Peoplevox; null: ask. */
export function withoutAsking(pair: Pair, openCodes: number, when: When): Verdict | null {
  const { row, wanted, news } = pair;
  const notice: Remedy[] = news ? ['notice'] : [];
  if (pair.unreadable) return said('odd', ...notice);
  if (!wanted) {
    const settled = row !== null && unwantedSettled(row.warehouse);
    return settled && !(when.deep && row.warehouse === 'cancelled') ? said(null, ...notice) : null;
  }
  if (row === null)
    return pair.markedSent ? null : said(late(pair, when) ? 'sentAgain' : 'waiting', 'notice');
  switch (row.transfer) {
    case 'complete':
      return readLately(pair, when);
    case 'waiting':
      if (openCodes > 0) return said('waiting', ...notice);
      return overdue(pair, when);
    case 'cancelled':
    case 'nothing_to_pick':
    case 'before_go_live':
      return overdue(pair, when);
    default: // on its way
      return said('waiting', ...notice);
  }
}

/** It should go, and nothing in the ledger says that it will. */
function overdue(pair: Pair, when: When): Verdict {
  const notice: Remedy[] = pair.news ? ['notice'] : [];
  if (!late(pair, when) || sentLately(pair, when)) return said('waiting', ...notice);
  return said('sentAgain', ...notice, 'make_due');
}

/** Peoplevox was read not long ago, under its canary: the call is spared. What is despatched stays so. */
function readLately({ row, news }: Pair, { now, freshMs }: When): Verdict | null {
  const notice: Remedy[] = news ? ['notice'] : [];
  if (row?.warehouse === 'despatched') return said('found', ...notice);
  const readAt = row?.warehouseReadAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (!row || row.warehouse === 'none' || now.getTime() - readAt > freshMs) return null;
  return said(lost.includes(row.warehouse) ? 'odd' : 'found', ...notice);
}

const lost: readonly WarehouseFact[] = ['gone', 'cancelled', 'other'];
const unwantedSettled = (warehouse: WarehouseFact) =>
  warehouse === 'cancelled' || warehouse === 'despatched' || warehouse === 'gone';

/** Event and poll have had their turn: the poll went past it, a while ago. A backlog that is still being read is not missed. */
const late = ({ changedAt }: Pair, { now, noticeMs, noticedUntil }: When) =>
  changedAt === null ||
  (noticedUntil !== null && changedAt <= noticedUntil && now.getTime() - changedAt.getTime() > noticeMs);

/** A write of ours may still be on its way. */
function sentLately({ row }: Pair, { now, lateMs }: When): boolean {
  const last = Math.max(row?.stepAt?.getTime() ?? 0, row?.sentAt?.getTime() ?? 0);
  return now.getTime() - last < lateMs;
}

/** With what Peoplevox has under the order's number; null: it was asked, and has none. */
export function afterAsking(
  pair: Pair,
  found: SalesOrderHeader | null,
  installation: string,
  when: When,
): Verdict {
  const notice: Remedy[] = pair.news ? ['notice'] : [];
  const ours =
    found !== null &&
    (orderOfFingerprint(found.fingerprint, installation) === pair.orderId || pair.row?.linkedAt != null);
  return pair.wanted
    ? wantedAndAsked(pair, found, ours, notice, when)
    : unwantedAndAsked(pair, found, ours, notice, when);
}

function wantedAndAsked(
  pair: Pair,
  found: SalesOrderHeader | null,
  ours: boolean,
  notice: Remedy[],
  when: When,
): Verdict {
  // The shop says it was sent, or the ledger does: what is absent now was there. It is shown, never made anew (design.md section 5, step 3).
  if (found === null)
    return sentLately(pair, when) ? said('waiting', ...notice) : said('odd', ...notice, 'follow');
  if (!ours || found.status === 'cancelled') return said('odd', ...notice, 'follow');
  if (found.loading && !pickingBegun(found)) return said('waiting', ...notice, 'finish');
  const wasDespatched =
    pair.row?.warehouse === 'despatched' && when.despatchedWords.has(pair.row.warehouseWord);
  if (wasDespatched && isOpen(found)) return reopened(found, notice);
  return said('found', ...notice);
}

const reopened = (found: SalesOrderHeader, notice: Remedy[]): Verdict => ({
  ...said('odd', ...notice, 'reopened'),
  found,
});

function unwantedAndAsked(
  pair: Pair,
  found: SalesOrderHeader | null,
  ours: boolean,
  notice: Remedy[],
  when: When,
): Verdict {
  const { row } = pair;
  if (found === null || !ours || !isOpen(found)) return said(null, ...notice);
  if (!late(pair, when) || sentLately(pair, when)) return said('waiting', ...notice);
  if (found.loading && !pickingBegun(found)) return said('waiting', ...notice, 'finish');
  // It was read as cancelled: whoever opened it again meant it, and it is not cancelled again behind their back.
  if (row?.transfer === 'cancelled' && row.warehouse === 'cancelled') return reopened(found, notice);
  switch (row?.transfer) {
    case undefined: // an empty ledger: once it knows the order, the next comparison goes on from there
      return said('odd', ...notice);
    case 'complete':
      return said('odd', ...notice, 'open_cancelled');
    case 'waiting':
    case 'cancelled':
    case 'nothing_to_pick':
    case 'before_go_live':
      return said('odd', ...notice, 'make_due');
    default: // on its way: sendOrders takes it back
      return said('waiting', ...notice);
  }
}
