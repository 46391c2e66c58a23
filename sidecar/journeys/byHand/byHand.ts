// What people say and do about one order, from the screen: asked of both systems in that moment, and written down under their name. An answer that is lost is no yes:
// then nothing is done (mission rows O7, O10 and E4).

import type { OrderId } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { type PickingWork, pickingWork } from '../../domain/pickingWork.ts';
import type { LedgerOrder } from '../../domain/ports.ts';
import { may, moreFacts, type OrderAction } from '../../domain/transfer.ts';
import type { JourneyDeps } from '../deps.ts';

export type ByHandDeps = Pick<JourneyDeps, 'ledger' | 'shop' | 'warehouse' | 'clock' | 'settings'>;

/** `no`: it cannot be done, and nothing was; why, in words. */
export type Outcome<More = object> = ({ kind: 'done' } & More) | { kind: 'no'; why: string };

export const no = (why: string) => ({ kind: 'no', why }) as const;
export const done = { kind: 'done' } as const;

/** The order, where the action is allowed from where it is. */
export async function orderFor(
  action: OrderAction,
  id: OrderId,
  { ledger }: Pick<ByHandDeps, 'ledger'>,
): Promise<Outcome<{ row: LedgerOrder }>> {
  const row = await ledger.order(id);
  if (!row) return no(`Pickwave does not know order ${id}.`);
  return may(action, row.transfer, row.warehouse, moreFacts(row))
    ? { kind: 'done', row }
    : no(`Order ${row.shopNumber} is not where this can be done: look at it again.`);
}

export const overtaken = (row: LedgerOrder) =>
  no(`Pickwave was at work on order ${row.shopNumber} in this moment. Look at it again.`);

/** Nothing is known of its sales order in Peoplevox. */
export const notRead = { warehouse: 'none', warehouseWord: '', allocatedAt: null } as const;

/** What is to be picked of it, as the shop has it now: a person said that it goes, whenever it was paid. */
export const workByHand = async (
  order: ShopOrder,
  { ledger, settings }: Pick<ByHandDeps, 'ledger' | 'settings'>,
): Promise<PickingWork> =>
  pickingWork(order, {
    settings: settings(),
    installation: await ledger.installation(),
    liveFrom: new Date(0),
    byHand: true,
  });
