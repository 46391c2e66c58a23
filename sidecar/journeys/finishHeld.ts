// Nothing stays on our hold for ever: Peoplevox, not the ledger, is searched for our word LOADING (design.md section 5, step 7).

import { orderOfFingerprint } from '../domain/fingerprint.ts';
import { type OrderId, orderId } from '../domain/ids.ts';
import { sameNumber } from '../domain/otherNumbers.ts';
import type { OrderChange } from '../domain/ports.ts';
import { pickingBegun } from '../domain/salesOrder.ts';
import type { Transfer } from '../domain/transfer.ts';
import { askWithCanary } from './canary.ts';
import type { JourneyDeps } from './deps.ts';
import { takeAwayDismissed } from './takeAwayDismissed.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'clock' | 'settings' | 'hint'>;

export async function finishHeld(deps: Deps): Promise<string> {
  const { ledger, warehouse, hint } = deps;
  const installation = await ledger.installation();
  const held = (await warehouse.findLoading()).filter(
    (header) => header.status !== 'cancelled' && !pickingBegun(header),
  );
  const ours = held.flatMap(({ number, fingerprint }) => {
    const id = orderOfFingerprint(fingerprint, installation);
    return id === null ? [] : [{ id: orderId(id), number }];
  });
  const ids = ours.map(({ id }) => id);
  const rows = await ledger.orders(ids);
  const numbered = new Set(rows.filter((row) => row.number !== null).map((row) => row.orderId));
  const forgotten = ids.filter((id) => !numbered.has(id));
  // What an order went under before, or beside a sales order of others, is not what is finished here: followOrders and the comparison show it.
  const known = rows.filter(
    (row) =>
      row.linkedAt === null &&
      ours.some(({ id, number }) => id === row.orderId && sameNumber(number, row.number)),
  );

  // Waiting ones wait for a person; due, loading and unknown ones are on their way already.
  const changes = known
    .filter((row) => ['complete', 'cancelled', 'nothing_to_pick'].includes(row.transfer))
    .map(
      (row): OrderChange => ({
        orderId: row.orderId,
        onlyFrom: row.transfer,
        set: {
          transfer: 'unknown',
          step: 'release',
          unknownSince: row.sentAt, // released just now, the release may only be late
          nextAttemptAt: null,
          seenInWarehouse: true,
          askedInVain: 0,
        },
        journal: 'The sales order was found on our own hold. It is looked at and finished.',
      }),
    );
  await ledger.record('finishHeld', changes);
  const over = await noLongerHeld(new Set(ids), deps);
  const released = await releasedSince(new Set(ids), deps);
  if (changes.length + over + released > 0) hint('sendOrders');
  const dismissed = known.filter((row) => row.transfer === 'dismissed');
  await takeAwayDismissed(dismissed, deps);
  if (forgotten.length > 0) hint('noticeOrders', forgotten); // a lost ledger: the shop still knows the order and its number
  return held.length === 0
    ? 'No sales order is on our hold.'
    : `${ours.length} of our sales orders are held, ${changes.length} are finished now.`;
}

/** Told that Peoplevox does not cancel them, and not on our hold any more: looked at again, so that it closes by itself. Gives how many are to be looked at. */
async function noLongerHeld(held: ReadonlySet<OrderId>, { ledger }: Deps): Promise<number> {
  const told = await ledger.ordersWithOpen('cancelled_after_sent', {}, atMost);
  const over = told.filter(({ orderId }) => !held.has(orderId));
  const of = (transfer: Transfer) => over.filter((row) => row.transfer === transfer);
  const due = of('waiting').map(
    ({ orderId }): OrderChange => ({
      orderId,
      onlyFrom: 'waiting',
      set: { transfer: 'due', nextAttemptAt: null, attempts: 0 },
    }),
  );
  const settled = of('dismissed').map(
    ({ orderId }): OrderChange => ({
      orderId,
      onlyFrom: 'dismissed',
      close: ['cancelled_after_sent'],
    }),
  );
  await ledger.record('finishHeld', [...due, ...settled]);
  return due.length;
}
const atMost = 500;

/** They wait, and their release was begun: it may have come after all, or a person lifted the hold. What the pickers have is looked at again. Gives how many. */
async function releasedSince(held: ReadonlySet<OrderId>, { ledger, warehouse }: Deps): Promise<number> {
  const waiting = (await ledger.waitingAtRelease(keysACall)).filter(({ orderId }) => !held.has(orderId));
  if (waiting.length === 0) return 0;
  const numbers = waiting.flatMap(({ number }) => number ?? []);
  const found = await askWithCanary({ ledger, warehouse }, (canary) => warehouse.headers(numbers, canary));
  const installation = await ledger.installation();
  const open = waiting.filter(({ orderId, number }) => {
    const header = number === null ? undefined : found.get(number);
    if (!header || orderOfFingerprint(header.fingerprint, installation) !== orderId) return false;
    return header.status !== 'cancelled' && (!header.loading || pickingBegun(header));
  });
  await ledger.record(
    'finishHeld',
    open.map(
      ({ orderId, number }): OrderChange => ({
        orderId,
        onlyFrom: 'waiting',
        set: { transfer: 'due', nextAttemptAt: null, attempts: 0 },
        journal: `${number} is no longer on our hold in Peoplevox. It is looked at again.`,
      }),
    ),
  );
  return open.length;
}
const keysACall = 99; // the hundredth is the canary (peoplevox-api.md 4.1, "Many keys")
