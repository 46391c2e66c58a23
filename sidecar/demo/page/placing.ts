// What customers buy in the demo.

import type { PaymentMethod } from '../../simulator/shop/shop.ts';
import { sellable, unknownSku } from '../catalogue.ts';
import { badPostcode, customer } from '../customers.ts';
import type { World } from '../world.ts';
import type { Memory } from './memory.ts';

interface Placed {
  lines: { sku: string; quantity: number }[];
  postcode: 'good' | 'bad';
  payment: PaymentMethod;
}

/** Gives the order's id. */
export async function place(
  { shop }: World,
  memory: Memory,
  { lines, postcode, payment }: Placed,
): Promise<number> {
  const who = customer(memory.customers++);
  const { order } = await shop.placeOrder({
    lines,
    paymentMethod: payment,
    billing: postcode === 'bad' ? { ...who, postcode: badPostcode } : who,
  });
  return order.id;
}

/** Of ten orders in a row: other things each time, two cash on delivery, one by bank transfer. */
export function tenth(n: number): Placed {
  const goods = sellable.filter(({ sku }) => sku !== unknownSku);
  const good = (step: number) => goods[(n * step) % goods.length]?.sku ?? '';
  const second = n % 3 === 0 ? [{ sku: good(5), quantity: 2 }] : [];
  return {
    lines: [{ sku: good(1), quantity: 1 + (n % 2) }, ...second],
    postcode: 'good',
    payment: n % 5 === 4 ? 'cod' : n % 10 === 7 ? 'bacs' : 'card',
  };
}

/** So that there is something to look at: what a morning brings. */
export async function openShop(world: World, memory: Memory): Promise<void> {
  const morning: Placed[] = [
    { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }], postcode: 'good', payment: 'card' },
    {
      lines: [
        { sku: 'HAT-NAVY', quantity: 1 },
        { sku: 'YARN-OAT', quantity: 3 },
      ],
      postcode: 'good',
      payment: 'cod',
    },
    { lines: [{ sku: unknownSku, quantity: 1 }], postcode: 'good', payment: 'card' },
    { lines: [{ sku: 'SCARF-BLUE-S', quantity: 2 }], postcode: 'good', payment: 'bacs' },
    { lines: [{ sku: 'NEEDLES-5MM', quantity: 1 }], postcode: 'bad', payment: 'card' },
    { lines: [{ sku: 'TIN-SMALL', quantity: 2 }], postcode: 'good', payment: 'card' },
  ];
  for (const one of morning) await place(world, memory, one);
}
