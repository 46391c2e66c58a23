// A person says: that sales order is this order's. From then on the order is followed by it, and Pickwave never makes another one for it by itself.

import type { OrderId } from '../../domain/ids.ts';
import { formerNumbers, sameNumber } from '../../domain/otherNumbers.ts';
import type { LedgerOrder, OrderChange, OtherNumber } from '../../domain/ports.ts';
import { atRest } from '../sending/candidate.ts';
import { type ByHandDeps, done, no, notRead, type Outcome, orderFor, overtaken } from './byHand.ts';
import { freeze } from './freeze.ts';
import { type LinkLook, lookAtLink } from './lookAtLink.ts';

/** Looks once more, then links. Throws what shop and warehouse throw; then nothing was done, or the same again ends it. */
export async function linkOrder(id: OrderId, typed: string, who: string, deps: ByHandDeps): Promise<Outcome> {
  const looked = await lookAtLink(id, typed, deps);
  if (looked.kind === 'no') return looked;
  const { look } = looked;
  const { row, number } = look;
  if (look.mode === 'instead') {
    // Its own is frozen before it is replaced, so that it is there to go back to.
    const taken =
      (row.number === null ? null : await freeze(row.orderId, row.number, null, deps)) ??
      (await freeze(row.orderId, number, row.number, deps));
    if (taken !== null) return no(taken);
  }
  const now = deps.clock.now();
  // Its units stay promised until it is seen allocated, and a lost ledger does not send it.
  await deps.shop.mark([{ orderId: id, asOf: now, sentAt: row.sentAt ?? now, reflectedAt: null }]);
  const dropped = await deps.ledger.record(who, [change(look, now)]);
  return dropped.size > 0 ? overtaken(row) : done;
}

function change(look: LinkLook, now: Date): OrderChange {
  const { row, number, mode, own, difference, statusWord } = look;
  const differs = difference ? [{ code: 'differs' as const, reason: difference }] : [];
  const former =
    mode === 'instead' && own !== null && own.left !== 'open'
      ? [
          {
            number: own.number,
            role: 'former',
            why: 'linked',
            left: own.left,
            sentAt: row.sentAt,
            since: now,
          } as const,
        ]
      : [];
  // Its own number, made in Peoplevox by people: kept among the links, so that it stays one when a later one is taken back.
  const itsOwn = sameNumber(number, row.number);
  const beside =
    mode === 'beside' || itsOwn
      ? [{ number, role: 'beside', why: 'linked', left: null, sentAt: null, since: now } as const]
      : [];
  const replaced = former.length > 0 ? `in place of ${own?.number}: ${own?.words}` : '';
  const how = mode === 'beside' ? `beside ${row.number}` : replaced;
  return {
    orderId: row.orderId,
    onlyFrom: row.transfer,
    set: {
      ...atRest,
      ...notRead,
      transfer: 'complete',
      linkedAt: now,
      fulfilledBy: null,
      seenInWarehouse: true,
      sentAt: row.sentAt ?? now,
      // what the shop wants now is what was compared: what it changes from now on is news
      revisionSent: row.revisionWanted,
      checkedAt: null,
      ...(mode === 'instead' ? { number } : {}),
    },
    otherNumbers: {
      add: [...former, ...beside],
      ...(mode === 'instead' && !itsOwn ? { remove: [number] } : {}),
    },
    open: differs,
    close: 'all',
    journal: `Linked to ${number} (${statusWord} in Peoplevox)${how && ` ${how}`}.${difference ? ` ${difference}.` : ''}`,
  };
}

/** Linking counts as sent from then on: what had not been sent before goes its own way again. */
const sentBefore = ({ sentAt, linkedAt }: LedgerOrder, last: OtherNumber | undefined) =>
  sentAt?.getTime() === (last?.since ?? linkedAt)?.getTime() ? null : sentAt;

/** Takes the last link back: the order goes by what it went by before. */
export async function unlinkOrder(id: OrderId, who: string, deps: ByHandDeps): Promise<Outcome> {
  const asked = await orderFor('unlink', id, deps);
  if (asked.kind === 'no') return asked;
  const { row } = asked;
  const others = await deps.ledger.otherNumbers([id]);
  const beside = others.filter(({ role }) => role === 'beside');
  const former = formerNumbers(row, others)
    .filter(({ why }) => why === 'linked')
    .at(-1);
  const last = beside.at(-1);
  const back = last && (!former || last.since > former.since) ? null : former;
  const sentAt = back ? back.sentAt : sentBefore(row, last);
  const wasSent = sentAt !== null;
  const now = deps.clock.now();
  if (back) {
    const why = await freeze(id, back.number, row.number, deps);
    if (why !== null) return no(why);
  }
  await deps.shop.mark([{ orderId: id, asOf: now, sentAt, reflectedAt: null }]);
  const gone = back ? row.number : (last?.number ?? row.number);
  const stillLinked =
    beside.length + others.filter(({ why, role }) => role === 'former' && why === 'linked').length > 1;
  const dropped = await deps.ledger.record(who, [
    {
      orderId: id,
      onlyFrom: 'complete',
      set: {
        ...atRest,
        ...notRead,
        checkedAt: null,
        linkedAt: stillLinked ? row.linkedAt : null,
        sentAt,
        ...(back ? { number: back.number } : {}),
        // what was never sent is looked at as any order is
        ...(wasSent ? {} : { transfer: 'due', dueAt: now, seenInWarehouse: false, revisionSent: null }),
      },
      otherNumbers: { remove: [...(back ? [back.number] : []), ...(last && !back ? [last.number] : [])] },
      close: 'all',
      journal: `Not linked to ${gone} any more${back ? `: it goes by ${back.number} again` : ''}.`,
    },
  ]);
  return dropped.size > 0 ? overtaken(row) : done;
}
