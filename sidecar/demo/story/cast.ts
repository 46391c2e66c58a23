// The orders of the story, each with what ought to become of it, written down when it is placed.

import type { PaymentMethod, Shop } from '../../simulator/shop/shop.ts';
import { giftCardSku } from '../catalogue.ts';
import { customer } from '../customers.ts';
import type { Wanted } from '../judge/wanted.ts';

export const numberPrefix = 'WC-';

export interface Part {
  /** What is special about the order, for the table. */
  what: string;
  lines: [sku: string, quantity: number][];
  paymentMethod?: PaymentMethod;
  /** Instead of the customer's own. */
  postcode?: string;
  /** Nothing of it may ever go to the warehouse. */
  stays?: true;
  /** The shop's status at the end; default processing. */
  status?: string;
}

export class Cast {
  readonly wanted: Wanted[] = [];
  readonly #shop: Shop;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /** A customer buys. */
  async place({ what, lines, paymentMethod = 'card', postcode, stays, status }: Part): Promise<Wanted> {
    const who = customer(this.wanted.length);
    const { order } = await this.#shop.placeOrder({
      lines: lines.map(([sku, quantity]) => ({ sku, quantity })),
      paymentMethod,
      billing: { ...who, ...(postcode === undefined ? {} : { postcode }) },
    });
    const one: Wanted = {
      orderId: order.id,
      number: `${numberPrefix}${order.id}`,
      who: who.first_name ?? '',
      what,
      units: stays ? {} : unitsToPick(lines),
      status: status ?? 'processing',
      deliverTo: { name: `${who.first_name} ${who.last_name}`, postcode: who.postcode ?? '' },
    };
    this.wanted.push(one);
    return one;
  }

  async placeAll(parts: Part[]): Promise<Wanted[]> {
    const placed: Wanted[] = [];
    for (const part of parts) placed.push(await this.place(part));
    return placed;
  }

  /** An order that waited for its payment is paid now: it must not have gone before. */
  async pay(one: Wanted): Promise<void> {
    one.notBefore = new Date();
    await this.#shop.pay(one.orderId);
  }
}

function unitsToPick(lines: Part['lines']): Record<string, number> {
  const units: Record<string, number> = {};
  for (const [sku, quantity] of lines) if (sku !== giftCardSku) units[sku] = (units[sku] ?? 0) + quantity;
  return units;
}
