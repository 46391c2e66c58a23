// Nothing stays on our hold for ever: Peoplevox, not the ledger, is searched for our word LOADING (design.md section 5, step 7).

import { orderOfFingerprint } from '../domain/fingerprint.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderChange } from '../domain/ports.ts';
import { pickingBegun } from '../domain/salesOrder.ts';
import type { JourneyDeps } from './deps.ts';

type Deps = Pick<JourneyDeps, 'ledger' | 'warehouse' | 'hint'>;

export async function finishHeld({ ledger, warehouse, hint }: Deps): Promise<string> {
  const installation = await ledger.installation();
  const held = (await warehouse.findLoading()).filter(
    (header) => header.status !== 'cancelled' && !pickingBegun(header),
  );
  const ids = held.flatMap((header) => {
    const id = orderOfFingerprint(header.fingerprint, installation);
    return id === null ? [] : [orderId(id)];
  });
  const known = await ledger.orders(ids);
  const knownIds = new Set(known.map((row) => row.orderId));
  const forgotten = ids.filter((id) => !knownIds.has(id));

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
          unknownSince: null,
          nextAttemptAt: null,
          seenInWarehouse: true,
        },
        journal: 'The sales order was found on our own hold. It is looked at and finished.',
      }),
    );
  await ledger.record('finishHeld', changes);
  if (changes.length > 0) hint('sendOrders');
  if (forgotten.length > 0) hint('noticeOrders', forgotten); // a lost ledger: the shop still knows the order and its number
  return held.length === 0
    ? 'No sales order is on our hold.'
    : `${ids.length} of our sales orders are held, ${changes.length} are finished now.`;
}
