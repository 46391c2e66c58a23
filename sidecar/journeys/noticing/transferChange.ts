// What becomes of an order's transfer by what the shop says of it, as long as sendOrders has not begun with it.

import type { ShopOrder } from '../../domain/order.ts';
import type { PickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { Transfer } from '../../domain/transfer.ts';

/** What becomes of the order by this news, where that is noticeOrders' to say. */
export function transferChange(
  order: ShopOrder,
  before: LedgerOrder | null,
  work: PickingWork,
  now: Date,
): OrderChange[] {
  const orderId = order.id;
  const due = { transfer: 'due', dueAt: now, nextAttemptAt: null, attempts: 0, askedInVain: 0 } as const;
  const onlyFrom = before?.transfer ?? 'waiting';

  if (!before && order.remembered.sentAt) {
    const set = { transfer: 'complete', sentAt: order.remembered.sentAt } as const;
    return [
      {
        orderId,
        set,
        journal: 'The shop remembers that this order was sent. Peoplevox is asked how it stands.',
      },
    ];
  }
  // The others are decided by sendOrders and followOrders, by what Peoplevox has.
  if (before && !decidedHere.includes(before.transfer)) return [];
  switch (work.kind) {
    case 'sendable':
    case 'needs_person':
      return [
        {
          orderId,
          onlyFrom,
          set: due,
          journal: before ? 'The order changed and is looked at again.' : 'The order is due.',
        },
      ];
    case 'nothing_to_pick':
      if (before?.seenInWarehouse)
        return [{ orderId, onlyFrom, set: due, journal: 'Nothing of the order is wanted any more.' }];
      if (before?.transfer === 'nothing_to_pick') return [];
      return [
        {
          orderId,
          onlyFrom,
          set: { transfer: 'nothing_to_pick' },
          journal: work.why,
          close: 'all',
        },
      ];
    case 'before_go_live':
      if (before?.transfer === 'before_go_live') return [];
      return [
        {
          orderId,
          onlyFrom,
          set: { transfer: 'before_go_live' },
          journal: 'Paid before Pickwave went live: left where it is.',
        },
      ];
    case 'withdrawn':
      if (before?.transfer === 'cancelled' && !before.seenInWarehouse) return [];
      // A half-loaded order has to be taken back in Peoplevox, which is sendOrders' work; else its exceptions are settled.
      if (before?.seenInWarehouse) return [{ orderId, onlyFrom, set: due, journal: work.why }];
      return [{ orderId, onlyFrom, set: { transfer: 'cancelled' }, journal: work.why, close: 'all' }];
    case 'not_due':
      if (before && before.transfer !== 'waiting')
        return [{ orderId, onlyFrom, set: { transfer: 'waiting' }, journal: work.why }];
      return before ? [] : [{ orderId, journal: work.why }];
    default:
      return work satisfies never;
  }
}

// `cancelled` among them: a cancelled order may be paid after all.
const decidedHere: readonly Transfer[] = ['waiting', 'nothing_to_pick', 'before_go_live', 'cancelled'];
