// The shop shows on each order what of it needs a person: told whenever an exception of an order opens, closes or changes.

import { type Attention, attentionKinds } from '../domain/attention.ts';
import { mainAttention } from '../domain/mainAttention.ts';
import type { ShopAttention } from '../domain/ports.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'shop' | 'clock' | 'signal'>;

const ordersACall = 100; // docs/link.md, shop/orders/attention
const atMost = 1000;
const longest = { words: 200, text: 500 };

/** The same told twice changes nothing, so it is forgotten only after the shop has answered. Gives what it did, in words. */
export async function tellShop({ ledger, shop, clock, signal }: Deps): Promise<string> {
  let told = 0;
  while (told < atMost && !signal.aborted) {
    const changed = await ledger.attentionToTell(ordersACall);
    if (changed.length === 0) break;
    const asOf = clock.now();
    const answers = await shop.tellAttention(
      changed.map(({ orderId, open }) => ({ orderId, asOf, attention: said(mainAttention(open)) })),
    );
    // Older: a clock went back. It is told again until the shop takes it.
    const taken = new Set(answers.filter((one) => one.outcome !== 'older').map((one) => one.orderId));
    const settled = changed.filter((one) => taken.has(one.orderId));
    await ledger.attentionTold(settled);
    told += settled.length;
    if (settled.length === 0) break;
  }
  return told === 0
    ? 'The shop knows what needs somebody.'
    : `Orders whose mark in the shop changed: ${told}.`;
}

function said(main: Attention | null): ShopAttention['attention'] {
  if (main === null) return null;
  const { words, next } = attentionKinds[main.code];
  return {
    code: main.code,
    words: cut(words, longest.words),
    reason: cut(main.reason, longest.text),
    next: cut(next, longest.text),
  };
}

/** By characters as the shop counts them, so that none is halved. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
