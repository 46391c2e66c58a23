// Send again under a new number: only where Peoplevox is read, in that moment, to have the old sales order cancelled, deleted, or despatched and a person says that the
// parcel is lost. The order then goes the way of every order: asked for before it is created, held, read back, marked in the shop, released.

import type { OrderId, SalesOrderNumber } from '../../domain/ids.ts';
import { formerNumbers } from '../../domain/otherNumbers.ts';
import type { LedgerOrder, OtherNumber } from '../../domain/ports.ts';
import { atRest } from '../sending/candidate.ts';
import { type ByHandDeps, done, no, notRead, type Outcome, orderFor, overtaken } from './byHand.ts';
import { freeze } from './freeze.ts';
import { lookAtResend } from './lookAtResend.ts';

/** So long it can be taken back before anything is done. */
const secondThoughtsMs = 10_000;

/** Looks once more, then has it sent in a moment. `number`: what the person was shown. `lost`: the person says that the parcel is lost. */
export async function sendAnew(
  id: OrderId,
  { number, lost }: { number: string; lost: boolean },
  who: string,
  deps: ByHandDeps,
): Promise<Outcome> {
  const looked = await lookAtResend(id, deps);
  if (looked.kind === 'no') return looked;
  const { row, number: free, old, taken, left } = looked.look;
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
      journal: taken
        ? `To be sent as ${free}: ${taken} is a sales order of others in Peoplevox.`
        : `To be sent again as ${free}: ${old.map((one) => `${one.number} is ${words[one.left]}`).join(', ')}.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
const words = { cancelled: 'cancelled in Peoplevox', gone: 'not in Peoplevox any more', despatched: 'lost' };

/** Before it has begun to go. Throws what the shop throws; then it goes, or the same again ends it. */
export async function undoResend(id: OrderId, who: string, deps: ByHandDeps): Promise<Outcome> {
  const asked = await orderFor('undo_resend', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const { ledger } = deps;
  if (row.number === null || row.resendAs === null) return overtaken(row);
  // From here on sendOrders does not begin with it.
  const gone = await ledger.record(who, [
    { orderId: id, onlyFrom: row.transfer, set: { transfer: 'waiting' } },
  ]);
  if (gone.size > 0) return overtaken(row);
  try {
    return await takenBack({ ...row, number: row.number, resendAs: row.resendAs }, who, deps);
  } finally {
    // Where it was not taken back it goes on; after it was, there is nothing that waits as this does.
    const now = await ledger.order(id);
    if (now?.resendAs === row.resendAs)
      await ledger.record(who, [{ orderId: id, onlyFrom: 'waiting', set: { transfer: row.transfer } }]);
  }
}

async function takenBack(
  row: LedgerOrder & Record<'number' | 'resendAs', SalesOrderNumber>,
  who: string,
  deps: ByHandDeps,
): Promise<Outcome> {
  const { ledger, shop, clock } = deps;
  const id = row.orderId;
  const others = await ledger.otherNumbers([id]);
  const own = formerNumbers({ ...row, number: null }, others).find(({ number }) => number === row.number);
  const resent = others.filter(
    ({ why, since }) => why === 'resent' && since.getTime() === own?.since.getTime(),
  );
  const sentAt = own?.sentAt ?? null;
  // A sending that was cut off may have told the shop already.
  const why = await freeze(id, row.number, row.resendAs, deps);
  if (why !== null) return no(why);
  await shop.mark([{ orderId: id, asOf: clock.now(), sentAt, reflectedAt: null }]);
  const dropped = await ledger.record(who, [
    {
      orderId: id,
      onlyFrom: 'waiting',
      set: {
        ...atRest,
        ...notRead,
        // what was held back before is looked at once more, so that what is wrong with it is told again
        transfer: sentAt ? 'complete' : 'due',
        resendAs: null,
        seenInWarehouse: own !== undefined,
        sentAt,
        revisionSent: row.revisionWanted,
      },
      otherNumbers: { remove: resent.map(({ number }) => number) },
      close: 'all',
      journal: `Not to be sent as ${row.resendAs} after all.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
