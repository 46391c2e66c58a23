// The customers of the day, and the shop's staff: who orders when, who changes his mind before anybody picks, and who puts an address right.

import type { Shop } from '../../simulator/shop/shop.ts';
import type { Chance } from '../chance.ts';
import type { MadeUpOrder } from '../madeUpOrders.ts';
import type { Timeline } from './timeline.ts';

const minuteMs = 60_000;
/** Nobody picks an order younger than this (crew.ts), so a change within it is always carried over. */
export const pickedAfterMs = 60 * minuteMs;
const mindChangesWithinMs = 40 * minuteMs;

/** Of a hundred orders without a flaw. */
const cancelled = 1.5;
const readdressed = 2;
/** Triggers that get lost on the way: the poll finds the order. */
const lostTriggers = 0.03;

export type Fate =
  | 'sent'
  /** after it was sent, and before it is picked */
  | 'cancelled'
  /** likewise: it goes elsewhere */
  | 'readdressed'
  /** its postcode was wrong, and staff put it right */
  | 'corrected'
  /** it cannot go as it is, and stays so */
  | 'flawed';

export interface DayOrder extends MadeUpOrder {
  id: number;
  fate: Fate;
  placedAt: Date;
}
export const newPostcode = 'YO1 7HH';
const goodPostcode = 'SW1A 1AA';

export interface Street {
  shop: Shop;
  timeline: Timeline;
  chance: Chance;
  now: () => Date;
  /** staff put nothing right any more after this moment, milliseconds since 1970 */
  closesAt: number;
  /** the shop's trigger has reached the sidecar */
  trigger: (id: number) => void;
}

/** Puts the order on the timeline. Those that are placed come into `placed`, in their order. */
export function ordersAt(at: number, order: MadeUpOrder, placed: DayOrder[], street: Street): void {
  const { shop, timeline, chance, trigger } = street;
  const { fate, laterMs } = fateOf(order, at, street);
  const triggers = chance.next() >= lostTriggers;
  timeline.add(at, async () => {
    const { id } = (await shop.placeOrder(order.seed)).order;
    placed.push({ ...order, id, fate, placedAt: street.now() });
    if (triggers) trigger(id);
    timeline.add(at + laterMs, async () => {
      if (fate === 'cancelled')
        await shop.refund(id); // all of the money, which cancels what is to be picked
      else if (fate === 'readdressed')
        await shop.edit(id, { shipping: { address_1: '2 New Street', postcode: newPostcode } });
      else if (fate === 'corrected') await shop.edit(id, { shipping: { postcode: goodPostcode } });
      else return;
      trigger(id);
    });
  });
}

function fateOf(
  { flaw }: MadeUpOrder,
  at: number,
  { chance, closesAt }: Street,
): { fate: Fate; laterMs: number } {
  const roll = chance.next() * 100;
  const soon = (5 + chance.next() * 35) * minuteMs;
  if (flaw === 'bad postcode') {
    const laterMs = soon + 60 * minuteMs;
    return { fate: at + laterMs < closesAt ? 'corrected' : 'flawed', laterMs };
  }
  if (flaw !== null) return { fate: 'flawed', laterMs: 0 };
  if (at + mindChangesWithinMs > closesAt || roll >= cancelled + readdressed)
    return { fate: 'sent', laterMs: 0 };
  return { fate: roll < cancelled ? 'cancelled' : 'readdressed', laterMs: soon };
}
