// What would be sent of an order, column by column, without sending it: the shop is asked, Peoplevox never.

import type { OrderId } from '../domain/ids.ts';
import { pickingWork } from '../domain/pickingWork.ts';
import type { Ledger, Shop } from '../domain/ports.ts';
import type { WantedSalesOrder } from '../domain/salesOrder.ts';
import type { Settings } from '../domain/settings.ts';

interface Cell {
  column: string;
  value: string;
}
interface Preview {
  header: Cell[];
  lines: Cell[][];
  cuts: { column: string; cut: string }[];
}
interface Deps {
  shop: Pick<Shop, 'orders'>;
  ledger: Pick<Ledger, 'installation'>;
  settings: () => Settings;
  preview: (order: WantedSalesOrder) => Preview;
}
export interface RowsOfOrder {
  sendable: boolean;
  /** why it would not be sent, or what staff should know of how it would be; else empty */
  words: string;
  header: Cell[];
  lines: Cell[][];
}

/** Throws what the shop throws. */
export async function orderRows(
  id: OrderId,
  { shop, ledger, settings, preview }: Deps,
): Promise<RowsOfOrder> {
  const { orders, unreadable } = await shop.orders([id]);
  const [order] = orders;
  if (!order) return not(unreadable[0]?.why ?? 'The order is not in the shop any more.');
  // As if a person had said "send it": whether it was paid before the go-live moment is another question.
  const circumstances = {
    settings: settings(),
    installation: await ledger.installation(),
    liveFrom: new Date(0),
    byHand: true,
  };
  const work = pickingWork(order, circumstances);
  switch (work.kind) {
    case 'sendable': {
      const { header, lines, cuts } = preview(work.wanted);
      const { holdFor, notes } = work.wanted;
      const held = holdFor === null ? [] : [`It would stay on hold in Peoplevox for a person: ${holdFor}.`];
      return { sendable: true, words: [...held, ...notes, ...cuts.map(cutWords)].join(' '), header, lines };
    }
    case 'needs_person':
      return not(work.attention.map((one) => one.reason).join(' '));
    case 'nothing_to_pick':
      return not(work.why);
    case 'before_go_live':
      return not('It was paid before Pickwave went live.');
    case 'not_due':
    case 'withdrawn':
      return not(work.why);
    default:
      return work satisfies never;
  }
}

const not = (words: string): RowsOfOrder => ({ sendable: false, words, header: [], lines: [] });
const cutWords = ({ column, cut }: { column: string; cut: string }) =>
  `${column} is too long for Peoplevox: "${cut}" is left out.`;
