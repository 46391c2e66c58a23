// Before a sales order is linked to an order: what it is in Peoplevox, whose it is, and how it stands to the one that the order goes by now.

import { fingerprintStart, orderOfFingerprint } from '../../domain/fingerprint.ts';
import { type OrderId, type SalesOrderNumber, salesOrderNumber } from '../../domain/ids.ts';
import { differenceInWords } from '../../domain/lineDifference.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { followedNumbers, sameNumber } from '../../domain/otherNumbers.ts';
import type { LedgerOrder } from '../../domain/ports.ts';
import { type FoundSalesOrder, isOpen } from '../../domain/salesOrder.ts';
import { numberFor } from '../../domain/wantedSalesOrder.ts';
import { askWithCanary } from '../canary.ts';
import { type ByHandDeps, no, type Outcome, orderFor, workByHand } from './byHand.ts';

export interface LinkLook {
  /** the order; its number is the one it goes, or would go, under */
  row: LedgerOrder;
  number: SalesOrderNumber;
  statusWord: string;
  /** recipient and place, as Peoplevox has them and as the shop has them */
  customer: string;
  shopCustomer: string;
  lines: { sku: string; quantity: number }[];
  /** `instead`: the order goes by it from now on. `beside`: it goes by it too, because its own is still there. */
  mode: 'instead' | 'beside';
  /** how the one that it goes by now stands; null: there is none */
  own: { number: SalesOrderNumber; left: 'open' | 'cancelled' | 'gone' | 'despatched'; words: string } | null;
  /** what is other than the shop wants, of all that it would go by; empty: nothing. Null: that cannot be said */
  difference: string | null;
}

/** Throws what shop and warehouse throw. */
export async function lookAtLink(
  id: OrderId,
  typed: string,
  deps: ByHandDeps,
): Promise<Outcome<{ look: LinkLook }>> {
  const asked = await orderFor('link', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const number = salesOrderNumber(typed.trim());
  const trouble = numberTrouble(number);
  if (trouble !== null) return no(trouble);
  const holder = await deps.ledger.holderOf(number);
  if (holder !== null && holder !== id) return no(isAnothers(number, holder));
  const { orders } = await deps.shop.orders([id]);
  const order = orders.find((one) => one.id === id);
  if (!order) return no('The order is not in the shop any more.');

  const others = await deps.ledger.otherNumbers([id]);
  // one that was never sent has a number of its own all the same: the one it would go under
  const ownNumber = row.number ?? order.remembered.number ?? numberFor(order, deps.settings());
  const goes = { ...row, number: ownNumber };
  const followed = followedNumbers(goes, others);
  const asking = [...new Set([number, ...followed])];
  const found = await askWithCanary(deps, (canary) => deps.warehouse.find(asking, canary));
  const there = found.get(number);
  if (!there) return no(`Peoplevox has no sales order ${number}.`);
  const whose = await whyNotThis(there, id, deps);
  if (whose !== null) return no(whose);

  const own = ownOf(ownNumber, number, found);
  const isOwn = ownNumber !== null && sameNumber(ownNumber, number);
  if (followed.some((one) => sameNumber(one, number)) && !isOwn && own?.left === 'open')
    return no(`${number} is linked already, and ${own.number} is open as well: both are followed.`);
  if (isOwn && orderOfFingerprint(there.fingerprint, await deps.ledger.installation()) === id)
    return no(`${number} is the sales order that Pickwave made for it: there is nothing to link.`);
  if (own?.left === 'open' && found.get(own.number)?.loading)
    return no(`${own.number} is on Pickwave's own hold: the order is on its way.`);
  const mode = own === null || own.left === 'cancelled' || own.left === 'gone' ? 'instead' : 'beside';
  const kept =
    mode === 'beside'
      ? followed.filter((one) => !sameNumber(one, number))
      : besides(ownNumber, followed, number);
  const lines = [there, ...kept.flatMap((one) => found.get(one) ?? [])].flatMap((one) =>
    one.status === 'cancelled' ? [] : one.lines,
  );
  return {
    kind: 'done',
    look: {
      row: goes,
      number: there.spelling ?? number,
      statusWord: there.statusWord,
      customer: customerOf(there),
      shopCustomer: placeOf(
        order.shipTo.name || order.shipTo.company,
        order.shipTo.city,
        order.shipTo.postcode,
      ),
      lines: there.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      mode,
      own: isOwn ? null : own,
      difference: await differenceOf(order, lines, deps),
    },
  };
}

/** Linked before, and followed on when its own is replaced. */
const besides = (own: SalesOrderNumber | null, followed: SalesOrderNumber[], number: SalesOrderNumber) =>
  followed.filter((one) => one !== own && !sameNumber(one, number));

const longestNumber = 30; // peoplevox-api.md 3.3
function numberTrouble(number: SalesOrderNumber): string | null {
  if (number === '') return 'Type the number of a sales order in Peoplevox.';
  if (number.length > longestNumber)
    return `A sales order number has at most ${longestNumber} characters; this one has ${number.length}.`;
  return /["\\\p{Cc}]/u.test(number) ? 'A sales order number holds no quotes and no backslashes.' : null;
}

const isAnothers = (number: SalesOrderNumber, other: number) =>
  `${number} is the sales order of order ${other}. Does this one go in its parcel, say that it was fulfilled by ${number}.`;

/** Null: it may be linked. */
async function whyNotThis(
  found: FoundSalesOrder,
  id: OrderId,
  { ledger }: Pick<ByHandDeps, 'ledger'>,
): Promise<string | null> {
  const { number, fingerprint, status, loading } = found;
  const installation = await ledger.installation();
  const of = orderOfFingerprint(fingerprint, installation);
  if (of !== null && of !== id) return isAnothers(number, of);
  if (fingerprint?.startsWith(fingerprintStart(installation)) && of === null)
    return `${number} is a test order of Pickwave.`;
  if (of === null && fingerprint?.startsWith('pickwave:')) return `${number} was made for another shop.`;
  if (status === 'cancelled') return `${number} is cancelled in Peoplevox.`;
  return loading ? `${number} is on Pickwave's own hold: it is not complete.` : null;
}

function ownOf(
  own: SalesOrderNumber | null,
  number: SalesOrderNumber,
  found: ReadonlyMap<SalesOrderNumber, FoundSalesOrder>,
): LinkLook['own'] {
  if (own === null || sameNumber(own, number)) return null;
  const there = found.get(own);
  const its = { number: own };
  if (!there) return { ...its, left: 'gone', words: `${own} is not in Peoplevox` };
  const words = `${own} is ${there.statusWord} in Peoplevox`;
  if (isOpen(there)) return { ...its, left: 'open', words };
  return { ...its, left: there.status === 'cancelled' ? 'cancelled' : 'despatched', words };
}

function customerOf({ delivery }: FoundSalesOrder): string {
  const cell = (column: string) => delivery.get(column) ?? '';
  return placeOf(cell('ContactName'), cell('ShippingAddressCity'), cell('ShippingAddressPostcode'));
}
const placeOf = (...parts: string[]) => parts.filter((part) => part !== '').join(', ');

async function differenceOf(
  order: ShopOrder,
  lines: FoundSalesOrder['lines'],
  deps: ByHandDeps,
): Promise<string | null> {
  const work = await workByHand(order, deps);
  return work.kind === 'sendable' ? differenceInWords(lines, work.wanted.lines) : null;
}
