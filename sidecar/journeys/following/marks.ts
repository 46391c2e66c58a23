// What the shop is told of a sales order, so that its stock arithmetic knows what Peoplevox reflects (design.md section 7).

import type { OrderId } from '../../domain/ids.ts';
import type { Ledger, LedgerOrder, OrderChange, ShopMark } from '../../domain/ports.ts';
import { lost, withdrawnInShop } from './seen.ts';

/**
 * The stock Peoplevox calls available is less by this order only while it is allocated (peoplevox-api.md section 6). Where neither of the two
 * wants it any more, it will not be less: the shop, which keeps units promised that were sent and then cancelled, may let go of them.
 */
export function markFor(
  row: LedgerOrder,
  { set }: OrderChange,
  { askedAt, now }: { askedAt: Date; now: Date },
): ShopMark | null {
  const settled = withdrawnInShop(row) && lost.includes(set?.warehouse ?? row.warehouse);
  const reflectedAt = settled ? now : set?.allocatedAt;
  if (reflectedAt === undefined) return null;
  if (!settled && reflectedAt?.getTime() === row.allocatedAt?.getTime()) return null;
  // of before it was asked about: what others told the shop meanwhile is newer
  return { orderId: row.orderId, asOf: askedAt, sentAt: row.sentAt ?? now, reflectedAt };
}

/** Where the shop took the mark and the rest was dropped, the ledger keeps what it was told: else nothing would tell it otherwise again. */
export async function rememberTold(
  marks: ShopMark[],
  { overtaken, dropped }: Record<'overtaken' | 'dropped', ReadonlySet<OrderId>>,
  changes: OrderChange[],
  ledger: Pick<Ledger, 'record'>,
): Promise<void> {
  const told = marks.filter(({ orderId }) => dropped.has(orderId) && !overtaken.has(orderId));
  if (told.length === 0) return;
  const under = new Map(changes.map(({ orderId, onlyUnder }) => [orderId, onlyUnder]));
  await ledger.record(
    'followOrders',
    told.map(({ orderId, reflectedAt }) => {
      const onlyUnder = under.get(orderId);
      return {
        orderId,
        onlyFrom: 'complete',
        ...(onlyUnder ? { onlyUnder } : {}),
        set: { allocatedAt: reflectedAt },
      };
    }),
  );
}
