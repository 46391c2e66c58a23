// Send again under a new number: only where Peoplevox is read, in that moment, to have the old sales order cancelled, deleted, or despatched and a person says that the
// parcel is lost. The order then goes the way of every order: asked for before it is created, held, read back, marked in the shop, released.

import { orderOfFingerprint } from '../../domain/fingerprint.ts';
import { type OrderId, type SalesOrderNumber, salesOrderNumber } from '../../domain/ids.ts';
import type { ShopOrder } from '../../domain/order.ts';
import { firstNumber, followedNumbers, formerNumbers, suffixed } from '../../domain/otherNumbers.ts';
import type { LedgerOrder, OtherNumber } from '../../domain/ports.ts';
import { isOpen, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import { askWithCanary } from '../canary.ts';
import { atRest } from '../sending/candidate.ts';
import { type ByHandDeps, done, no, notRead, type Outcome, orderFor, overtaken } from './byHand.ts';

/** So long it can be taken back before anything is done. */
const secondThoughtsMs = 10_000;
/** So many suffixes are looked at. */
const mostSuffixes = 20;

export interface ResendLook {
  row: LedgerOrder;
  /** the number it would go under */
  number: SalesOrderNumber;
  /** what it went under, as Peoplevox has it */
  old: { number: SalesOrderNumber; left: 'cancelled' | 'gone' | 'despatched' }[];
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
  if (!row.seenInWarehouse && row.linkedAt === null && order.remembered.sentAt === null)
    return no(`${row.number} was never seen in Peoplevox: "Send again" is what is needed.`);

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
  const open = [...found.values()].find(
    (header) => isOpen(header) && isItsOwn(header, mine, id, installation),
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

  const old = followedNumbers(row, others).map((number) => ({ number, left: leftAs(found.get(number)) }));
  const despatched = old.some(({ left }) => left === 'despatched');
  if (!despatched && (await hasParcels(row, order, others, deps)))
    return no(
      'A part of it has left already, and would be sent a second time. Make a sales order for the rest in Peoplevox, and link to it.',
    );
  return { kind: 'done', look: { row, number: free, old, left: despatched } };
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

/** Looks once more, then has it sent in a moment. `number`: what the person was shown. `lost`: the person says that the parcel is lost. */
export async function sendAnew(
  id: OrderId,
  { number, lost }: { number: string; lost: boolean },
  who: string,
  deps: ByHandDeps,
): Promise<Outcome> {
  const looked = await lookAtResend(id, deps);
  if (looked.kind === 'no') return looked;
  const { row, number: free, old, left } = looked.look;
  if (free !== number) return no(`It would go as ${free} now, and not as ${number}. Look at it again.`);
  if (left && !lost)
    return no('It has left the warehouse. It is sent again only where you say that the parcel is lost.');
  const now = deps.clock.now();
  const add = old.map(
    (one): Omit<OtherNumber, 'orderId'> => ({
      ...one,
      role: 'former',
      why: 'resent',
      sentAt: row.sentAt,
      since: now,
    }),
  );
  const dropped = await deps.ledger.record(who, [
    {
      orderId: id,
      onlyFrom: row.transfer,
      set: {
        ...atRest,
        ...notRead,
        transfer: 'due',
        dueAt: now,
        nextAttemptAt: new Date(now.getTime() + secondThoughtsMs),
        byHand: true,
        resendAs: free,
        linkedAt: null,
        seenInWarehouse: false,
        revisionSent: null,
        sentAt: null,
        despatchedAt: null,
        checkedAt: null,
      },
      otherNumbers: { add },
      close: 'all',
      journal: `To be sent again as ${free}: ${old.map((one) => `${one.number} is ${words[one.left]}`).join(', ')}.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
const words = { cancelled: 'cancelled in Peoplevox', gone: 'not in Peoplevox any more', despatched: 'lost' };

/** Before it has begun to go. */
export async function undoResend(id: OrderId, who: string, deps: ByHandDeps): Promise<Outcome> {
  const asked = await orderFor('undo_resend', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const others = await deps.ledger.otherNumbers([id]);
  const own = formerNumbers({ ...row, number: null }, others).find(({ number }) => number === row.number);
  const now = [...others].filter(
    ({ why, since }) => why === 'resent' && since.getTime() === own?.since.getTime(),
  );
  const dropped = await deps.ledger.record(who, [
    {
      orderId: id,
      onlyFrom: row.transfer,
      set: {
        ...atRest,
        ...notRead,
        // what was held back before is looked at once more, so that what is wrong with it is told again
        transfer: own?.sentAt ? 'complete' : 'due',
        resendAs: null,
        seenInWarehouse: true,
        sentAt: own?.sentAt ?? null,
        revisionSent: row.revisionWanted,
      },
      otherNumbers: { remove: now.map(({ number }) => number) },
      close: 'all',
      journal: `Not to be sent as ${row.resendAs} after all.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
