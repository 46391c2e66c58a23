// An order that the shop has deleted: nothing of it is wanted any more, and it is asked for no more.

import { paymentCodes } from '../../domain/paymentWatch.ts';
import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import { afterSent } from '../afterSent.ts';
import { nothingWanted } from '../revision.ts';

export function deletedInShop(before: LedgerOrder): OrderChange[] {
  if (before.shopStatus === 'deleted') return [];
  const { orderId, transfer } = before;
  const payment: OrderChange = {
    orderId,
    set: { stuckSince: null, lookAgainAt: null },
    ...(isPaidDraft(before) ? keptShown(before) : { close: [...paymentCodes] }),
  };
  const set = { shopStatus: 'deleted', revisionWanted: nothingWanted };
  const change = { orderId, set, journal: 'The order was deleted in the shop.' };
  if (transfer === 'complete')
    return [payment, change, ...afterSent(before, { revisionWanted: nothingWanted })];
  // What may be in Peoplevox has to be taken back there, which is sendOrders' work.
  if (transfer === 'loading' || transfer === 'unknown' || transfer === 'due') return [payment, change];
  const next = before.seenInWarehouse ? ('due' as const) : ('cancelled' as const);
  return [payment, { ...change, onlyFrom: transfer, set: { ...change.set, transfer: next }, close: 'all' }];
}

/** WooCommerce deletes checkout drafts a day old by itself, which is nobody's word on the payment (woocommerce.md, DraftOrders). */
const isPaidDraft = ({ shopStatus, stuckSince }: LedgerOrder) =>
  shopStatus === 'checkout-draft' && stuckSince !== null;

/** Once it is shown, its reason names the payment and stays. */
const keptShown = ({ lookAgainAt }: LedgerOrder): Pick<OrderChange, 'open'> =>
  lookAgainAt === null
    ? {}
    : {
        open: [
          {
            code: 'paid_but_stuck',
            reason: 'The checkout draft was deleted in the shop, and yet it showed a payment.',
          },
        ],
      };
