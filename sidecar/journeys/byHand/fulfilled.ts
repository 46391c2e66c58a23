// A person says: it went another way. Pickwave follows it no longer, and the shop lets go of the units it keeps promised. Nothing is changed on the order in the shop.

import { attentionCodes } from '../../domain/attention.ts';
import type { OrderId } from '../../domain/ids.ts';
import { followedNumbers } from '../../domain/otherNumbers.ts';
import { isOpen } from '../../domain/salesOrder.ts';
import { askWithCanary } from '../canary.ts';
import { atRest } from '../sending/candidate.ts';
import { type ByHandDeps, done, no, type Outcome, orderFor, overtaken } from './byHand.ts';

/** Refused while a sales order of it is open in Peoplevox: it would be picked too. Throws what shop and warehouse throw; then nothing was done. */
export async function fulfilledBy(id: OrderId, by: string, who: string, deps: ByHandDeps): Promise<Outcome> {
  const asked = await orderFor('fulfilled', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const how = by.trim();
  if (how === '') return no('Say by what or by whom it was fulfilled.');
  const numbers = followedNumbers(row, await deps.ledger.otherNumbers([id]));
  if (numbers.length > 0) {
    const found = await askWithCanary(deps, (canary) => deps.warehouse.headers(numbers, canary));
    const open = [...found.values()].find((header) => isOpen(header));
    if (open)
      return no(
        `${open.number} is ${open.statusWord} in Peoplevox: it would be picked too. Cancel it there first.`,
      );
  }
  const now = deps.clock.now();
  // Told first: told twice is harmless. As if it was sent, so that a lost ledger does not send it.
  await deps.shop.mark([{ orderId: id, asOf: now, sentAt: row.sentAt ?? now, reflectedAt: now }]);
  const dropped = await deps.ledger.record(who, [
    {
      orderId: id,
      onlyFrom: row.transfer,
      set: { ...atRest, transfer: 'dismissed', fulfilledBy: how },
      close: attentionCodes,
      journal: `Fulfilled by ${how}. Pickwave follows it no longer.`,
    },
  ]);
  if (dropped.size === 0) return done;
  await tellAsItIs(id, deps);
  return overtaken(row);
}

/** It was not done after all: the shop counts by what the ledger knows again. */
async function tellAsItIs(id: OrderId, { ledger, shop, clock }: ByHandDeps): Promise<void> {
  const row = await ledger.order(id);
  if (!row) return;
  const { sentAt, allocatedAt: reflectedAt } = row;
  await shop.mark([{ orderId: id, asOf: clock.now(), sentAt, reflectedAt }]);
}

/** Takes that back: what was sent is followed again, what was not is looked at as any order is. */
export async function takeUp(id: OrderId, who: string, deps: ByHandDeps): Promise<Outcome> {
  const asked = await orderFor('take_up', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const now = deps.clock.now();
  const wasSent = row.sentAt !== null && row.number !== null;
  await deps.shop.mark([{ orderId: id, asOf: now, sentAt: row.sentAt, reflectedAt: row.allocatedAt }]);
  const dropped = await deps.ledger.record(who, [
    {
      orderId: id,
      onlyFrom: 'dismissed',
      set: {
        ...atRest,
        fulfilledBy: null,
        // read anew, so that what is wrong with it is told again
        ...(wasSent
          ? { transfer: 'complete', warehouse: 'none', warehouseWord: '' }
          : { transfer: 'due', dueAt: now }),
      },
      journal: `Taken up again: it was set down as fulfilled by ${row.fulfilledBy}.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
