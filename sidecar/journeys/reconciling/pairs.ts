// What the shop says of its orders now, each beside what the ledger knows of it: the left side of a comparison. Asked of the shop and not taken from the ledger,
// whose memory may be the very thing that is wrong.

import { chunks } from '../../domain/chunks.ts';
import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { pickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder, UnreadableOrder } from '../../domain/ports.ts';
import type { ReconcileDeps } from '../reconcileOrders.ts';

/** One order of the shop that has, or should have, a sales order. Small: a night compares many. */
export interface Pair {
  orderId: OrderId;
  /** null: it has none yet */
  number: SalesOrderNumber | null;
  /** the shop wants it picked; else it was cancelled, refunded or deleted */
  wanted: boolean;
  /** the shop remembers that it was sent */
  markedSent: boolean;
  /** changed in the shop at; null where that is not said (deleted, unreadable) */
  changedAt: Date | null;
  /** the shop gives it in a form that cannot be read */
  unreadable: boolean;
  /** null: the ledger has never heard of it */
  row: PairRow | null;
  /** the ledger does not know how the order stands in the shop now */
  news: boolean;
}
export type PairRow = Pick<
  LedgerOrder,
  | 'transfer'
  | 'warehouse'
  | 'warehouseWord'
  | 'warehouseReadAt'
  | 'stepAt'
  | 'sentAt'
  | 'shopStatus'
  | 'linkedAt'
>;

interface Page {
  orders: ShopOrder[];
  unreadable: UnreadableOrder[];
  deleted: OrderId[];
}

const pageSize = 100;

/** All orders changed in the shop since then. */
export async function pairsSince(since: Date, deps: ReconcileDeps): Promise<Map<OrderId, Pair>> {
  const pairs = new Map<OrderId, Pair>();
  let cursor = { modified: since.toISOString(), id: 0 };
  while (!deps.signal.aborted) {
    const page = await deps.shop.ordersAfter(cursor, pageSize);
    for (const pair of await pairsOf(page, deps)) pairs.set(pair.orderId, pair);
    if (page.next === null) break;
    cursor = page.next;
  }
  return pairs;
}

/** These orders. One that the shop neither gives nor says to be deleted is missing: that says nothing about it. */
export async function pairsOfIds(ids: OrderId[], deps: ReconcileDeps): Promise<Map<OrderId, Pair>> {
  const pairs = new Map<OrderId, Pair>();
  for (const some of chunks(ids, pageSize)) {
    const page = await deps.shop.orders(some);
    for (const pair of await pairsOf(page, deps)) pairs.set(pair.orderId, pair);
  }
  return pairs;
}

async function pairsOf(
  { orders, unreadable, deleted }: Page,
  { ledger, settings }: ReconcileDeps,
): Promise<Pair[]> {
  const liveFrom = await ledger.liveFrom();
  if (liveFrom === null) return [];
  const installation = await ledger.installation();
  const there = new Set(orders.map((order) => order.id));
  const gone = deleted.filter((id) => !there.has(id));
  const odd = unreadable.flatMap(({ orderId }) => orderId ?? []);
  const ids = [...there, ...gone, ...odd];
  const rows = new Map((await ledger.orders(ids)).map((row) => [row.orderId, row]));

  const pairs = orders.flatMap((order): Pair[] => {
    const row = rows.get(order.id) ?? null;
    const byHand = row?.byHand ?? false;
    const { kind } = pickingWork(order, { settings: settings(), installation, liveFrom, byHand });
    const number = order.remembered.number ?? row?.number ?? null;
    if (row?.transfer === 'dismissed' || kind === 'not_due' || kind === 'before_go_live') return [];
    const wanted = kind === 'sendable' || kind === 'needs_person';
    // Not wanted, and never given a number: there is nothing of it in Peoplevox.
    if (!wanted && number === null) return [];
    return [
      {
        orderId: order.id,
        number,
        wanted,
        markedSent: order.remembered.sentAt !== null,
        changedAt: order.modifiedAt,
        unreadable: false,
        row: row && small(row),
        news:
          row === null ||
          row.shopStatus !== order.status ||
          row.modifiedAt.getTime() !== order.modifiedAt.getTime(),
      },
    ];
  });
  const unsaid = (id: OrderId, more: Pick<Pair, 'unreadable' | 'wanted'>): Pair => {
    const row = rows.get(id) ?? null;
    const known = more.unreadable ? row !== null : row?.shopStatus === 'deleted';
    const number = row?.number ?? null;
    return {
      ...more,
      orderId: id,
      number,
      markedSent: false,
      changedAt: null,
      row: row && small(row),
      news: !known,
    };
  };
  return [
    ...pairs,
    // A deleted one that the ledger does not know either may be anything; its sales order, if any, is found from the other side.
    ...gone
      .filter((id) => rows.get(id)?.number != null)
      .map((id) => unsaid(id, { unreadable: false, wanted: false })),
    ...odd.map((id) => unsaid(id, { unreadable: true, wanted: true })),
  ];
}

const small = ({
  transfer,
  warehouse,
  warehouseWord,
  warehouseReadAt,
  stepAt,
  sentAt,
  shopStatus,
  linkedAt,
}: LedgerOrder): PairRow => ({
  transfer,
  warehouse,
  warehouseWord,
  warehouseReadAt,
  stepAt,
  sentAt,
  shopStatus,
  linkedAt,
});
