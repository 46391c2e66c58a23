// Before an order is sent again under a new number: what it went under before, as Peoplevox has it now, and the number that is free.

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { type OrderId, type SalesOrderNumber, salesOrderNumber } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { firstNumber, followedNumbers, formerNumbers, suffixed } from '../../domain/otherNumbers.ts';
import type { LedgerOrder, OtherNumber } from '../../domain/ports.ts';
import { isOpen, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import { askWithCanary } from '../canary.ts';
import { type ByHandDeps, no, type Outcome, orderFor, workByHand } from './byHand.ts';

/** So many suffixes are looked at. */
const mostSuffixes = 20;

export interface ResendLook {
  row: LedgerOrder;
  /** the number it would go under */
  number: SalesOrderNumber;
  /** what it went under, as Peoplevox has it */
  old: { number: SalesOrderNumber; left: 'cancelled' | 'gone' | 'despatched' }[];
  /** its number, where that belongs to a sales order that Pickwave did not make: `old` is empty then */
  taken: SalesOrderNumber | null;
  /** a parcel has left: it goes only where a person says that it is lost */
  left: boolean;
}

/** Throws what shop and warehouse throw. */
export async function lookAtResend(id: OrderId, deps: ByHandDeps): Promise<Outcome<{ look: ResendLook }>> {
  const asked = await orderFor('resend', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const { ledger, shop, warehouse } = deps;
  const others = await ledger.otherNumbers([id]);
  const { orders } = await shop.orders([id]);
  const order = orders.find((one) => one.id === id);
  if (!order) return no('The order is not in the shop any more.');
  const cannot = await whyItCannotGo(order, deps);
  if (cannot !== null) return no(cannot);
  const neverSent = !row.seenInWarehouse && row.linkedAt === null && order.remembered.sentAt === null;

  const mine = [...followedNumbers(row, others), ...formerNumbers(row, others).map(({ number }) => number)];
  const first = firstNumber(row, others) ?? '';
  const candidates = suffixed(first, mostSuffixes).map(salesOrderNumber);
  if (candidates.length === 0)
    return no(
      `${first}-R1 has ${first.length + 3} characters, 30 fit: make the sales order by hand and link to it.`,
    );
  const asking = [...new Set([...mine, ...candidates])];
  const found = await askWithCanary(deps, (canary) => warehouse.headers(asking, canary));

  const installation = await ledger.installation();
  const its = row.number === null ? undefined : found.get(row.number);
  // Its number belongs to a sales order of others: that one is not in its way, and none of its own ever was.
  const isOthers = its !== undefined && orderOfFingerprint(its.fingerprint, installation) !== id;
  const taken = neverSent && isOthers ? row.number : null;
  if (neverSent && taken === null)
    return no(`${row.number} was never seen in Peoplevox: "Send again" is what is needed.`);
  const before = taken !== null ? [] : mine;
  const open = [...found.values()].find(
    (header) => isOpen(header) && isItsOwn(header, before, id, installation),
  );
  if (open)
    return no(
      `${open.number} is ${open.statusWord} in Peoplevox: as long as it is open, no other one is made.`,
    );
  const used = new Set(mine.map((one) => one.toLowerCase()));
  const free = candidates.find((one) => !used.has(one.toLowerCase()) && !found.has(one));
  if (free === undefined) return no(`No number up to ${candidates.at(-1)} is free.`);
  if ((await ledger.holderOf(free)) !== null)
    return no(`${free} is the sales order number of another order.`);

  const followed = taken !== null ? [] : followedNumbers(row, others);
  const old = followed.map((number) => ({ number, left: leftAs(found.get(number)) }));
  const despatched = old.some(({ left }) => left === 'despatched');
  if (taken === null && !despatched && (await hasParcels(row, order, others, deps)))
    return no(
      'A part of it has left already, and would be sent a second time. Make a sales order for the rest in Peoplevox, and link to it.',
    );
  return { kind: 'done', look: { row, number: free, old, taken, left: despatched } };
}

/** As it is in the shop now. Null: it can. */
async function whyItCannotGo(order: ShopOrder, deps: ByHandDeps): Promise<string | null> {
  const work = await workByHand(order, deps);
  if (work.kind === 'sendable') return null;
  if (work.kind === 'needs_person') return work.attention.map(({ reason }) => reason).join(' ');
  return 'why' in work ? work.why : 'The order is not one that goes to Peoplevox.';
}

/** Also what the shop does not know yet: a parcel that waits for its tracking number, or that left a moment ago. */
async function hasParcels(
  row: LedgerOrder,
  order: ShopOrder,
  others: OtherNumber[],
  { warehouse }: ByHandDeps,
): Promise<boolean> {
  if (order.remembered.despatches.length > 0 || row.warehouse === 'part_despatched') return true;
  return (await warehouse.despatchesOf(followedNumbers(row, others))).length > 0;
}

/** Of this order: by its number, or by our mark, whatever number it stands under. */
const isItsOwn = (
  { number, fingerprint }: SalesOrderHeader,
  mine: SalesOrderNumber[],
  id: OrderId,
  installation: string,
) => mine.includes(number) || orderOfFingerprint(fingerprint, installation) === id;

const leftAs = (found: SalesOrderHeader | undefined): 'cancelled' | 'gone' | 'despatched' => {
  if (!found) return 'gone';
  return found.status === 'despatched' ? 'despatched' : 'cancelled';
};
