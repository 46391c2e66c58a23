// The number that an order goes under, by a person's word.

import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import type { ByHandDeps } from './byHand.ts';

/** In the shop, which remembers whatever becomes of the ledger. Gives why not. */
export async function freeze(
  orderId: OrderId,
  number: SalesOrderNumber,
  replaces: SalesOrderNumber | null,
  { shop }: Pick<ByHandDeps, 'shop'>,
): Promise<string | null> {
  const old = replaces === null || replaces === number ? {} : { replaces };
  const [answer] = await shop.freezeNumbers([{ orderId, number, ...old }]);
  if (answer?.outcome === 'taken') return `${number} is the sales order number of another order of the shop.`;
  if (answer?.outcome === 'unknown_order') return 'The order is not in the shop any more.';
  return answer?.number === number
    ? null
    : `The shop has the order under ${answer?.number ?? 'another number'}. Look again in a few minutes.`;
}
