// What the header of a sales order of ours says, or its absence, and what becomes of the order by it. Pure.

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import type { SalesOrderNumber } from '../../domain/ids.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import { isOpen, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import type { WarehouseFact } from '../../domain/transfer.ts';
import { nothingWanted } from '../revision.ts';
import { together } from './together.ts';

const allocatedOrLater: readonly WarehouseFact[] = [
  'allocated',
  'part_picked',
  'picked',
  'part_despatched',
  'despatched',
];

/** `headers`: of all sales orders that it goes by, its own first. */
export function seen(
  row: LedgerOrder,
  headers: [SalesOrderHeader, ...SalesOrderHeader[]],
  installation: string,
  now: Date,
): OrderChange {
  const { orderId } = row;
  const { header, fact } = together(headers, !withdrawnInShop(row));
  const [own] = headers;
  if (row.linkedAt === null && orderOfFingerprint(own.fingerprint, installation) !== orderId)
    return {
      orderId,
      set: { warehouse: 'other', warehouseWord: header.statusWord, warehouseReadAt: now, askedInVain: 0 },
      open: [
        {
          code: 'not_ours',
          reason: `${header.number} does not carry Pickwave's mark of this order any more.`,
        },
      ],
    };
  const warehouse = afterPart(row.warehouse, fact);
  const moved = warehouse !== row.warehouse || header.statusWord !== row.warehouseWord;
  const allocated =
    allocatedOrLater.includes(fact) ||
    (warehouse === 'held_by_person' && row.allocatedAt !== null && header.status !== 'new');
  const change: OrderChange = {
    orderId,
    set: {
      warehouse,
      warehouseWord: header.statusWord,
      warehouseReadAt: now,
      seenInWarehouse: true,
      askedInVain: 0,
      allocatedAt: allocated ? (row.allocatedAt ?? now) : null,
      ...(closed(warehouse) ? { reopenedAt: null } : {}),
      ...(warehouse === 'despatched' ? { despatchedAt: row.despatchedAt ?? now } : {}),
      // whole, or with lines taken out of it? They are read once more
      ...(warehouse === 'despatched' && row.warehouse !== 'despatched' ? { checkedAt: null } : {}),
    },
    close: [
      'gone',
      ...(warehouse === 'cancelled' ? [] : (['cancelled_in_peoplevox'] as const)),
      ...(closed(warehouse) ? (['reopened_in_peoplevox'] as const) : []),
    ],
  };
  if (moved)
    change.journal =
      lost.includes(row.warehouse) && isOpen(header)
        ? `${header.number} was opened again in Peoplevox: ${words(warehouse, header.statusWord)}.`
        : `Peoplevox: ${words(warehouse, header.statusWord)}.`;
  if (warehouse === 'held_by_us')
    return {
      ...change,
      // Released, or so we thought, and yet on our hold: the release is late, or what was late put it back. Sending waits for the one and mends the other.
      set: {
        ...change.set,
        transfer: 'unknown',
        step: 'release',
        unknownSince: row.sentAt,
        nextAttemptAt: null,
      },
      journal: 'The sales order is on our own hold again. It is looked at and released.',
    };
  if (warehouse === 'cancelled' && !withdrawnInShop(row)) {
    const open = headers.filter(isOpen).map((one) => `${one.number} is ${one.statusWord}`);
    const beside = open.length === 0 ? '' : ` ${open.join(', ')}.`;
    const reason = `${header.number} is cancelled in Peoplevox, the shop order is ${row.shopStatus}.${beside}`;
    return { ...change, open: [{ code: 'cancelled_in_peoplevox', reason }] };
  }
  // Neither wants it any more. Should the shop want it after all, it is looked at as any order is.
  if (warehouse === 'cancelled') return { ...change, set: { ...change.set, ...ended }, close: 'all' };
  return change;
}

const closed = (warehouse: WarehouseFact) => warehouse === 'cancelled' || warehouse === 'despatched';

/** Peoplevox has no status for an order that left in part (peoplevox-api.md 5.1): what was despatched stays known until the rest is. */
const afterPart = (before: WarehouseFact, fact: WarehouseFact): WarehouseFact =>
  before === 'part_despatched' && inProgress.includes(fact) ? before : fact;
const inProgress: readonly WarehouseFact[] = ['new', 'part_allocated', 'allocated', 'part_picked', 'picked'];

const ended = { transfer: 'cancelled', step: null, stepAt: null, unknownSince: null } as const;

/** Then nobody misses its sales order. */
export const withdrawnInShop = ({ shopStatus, revisionWanted }: LedgerOrder) =>
  revisionWanted === nothingWanted ||
  ['cancelled', 'refunded', 'failed', 'trash', 'deleted'].includes(shopStatus);

/** Absent once may be a slow Peoplevox; absent twice with the canary there is gone. */
export function missing(row: LedgerOrder, number: SalesOrderNumber | null, now: Date): OrderChange {
  const { orderId } = row;
  if (row.askedInVain === 0) return { orderId, set: { askedInVain: 1, warehouseReadAt: now } };
  if (row.warehouse === 'gone')
    return { orderId, set: { warehouseReadAt: now }, close: withdrawnInShop(row) ? ['gone'] : [] };
  const reason = `${number ?? row.number} was in Peoplevox and is not there any more.`;
  return {
    orderId,
    set: {
      warehouse: 'gone',
      warehouseWord: '',
      warehouseReadAt: now,
      allocatedAt: null,
      ...(withdrawnInShop(row) ? ended : {}),
    },
    open: withdrawnInShop(row) ? [] : [{ code: 'gone', reason }],
    journal: reason,
  };
}

export const lost: readonly WarehouseFact[] = ['cancelled', 'gone'];

const words = (fact: WarehouseFact, word: string) =>
  fact === 'held_by_person' ? `held by a person (${word})` : word || fact;
