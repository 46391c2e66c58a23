// At start: whatever a crash cut off has to be asked for, never simply sent again (design.md section 6).

import type { Ledger, OrderChange } from '../domain/ports.ts';

const farFuture = new Date('9999-01-01T00:00:00Z');

/**
 * Orders whose write was begun and whose outcome was not written down become unknown since then, or since the last call that was made to Peoplevox (null: not
 * known): a save of many calls goes on for a while after its intent. Gives how many.
 */
export async function markInterrupted(
  ledger: Pick<Ledger, 'ordersToSend' | 'record'>,
  lastCallAt: Date | null,
): Promise<number> {
  const open = await ledger.ordersToSend(farFuture, 1_000_000);
  const changes = open
    .filter((row) => row.transfer === 'loading' && row.stepAt !== null)
    .map(
      (row): OrderChange => ({
        orderId: row.orderId,
        set: {
          transfer: 'unknown',
          unknownSince: later(row.stepAt, lastCallAt),
          askedInVain: 0,
          nextAttemptAt: null,
          ...(row.step === 'header' ? { revisionSent: null } : {}), // as afterSave has it
        },
        journal:
          'The sidecar was stopped while this order was being sent. Peoplevox is asked how far it came.',
      }),
    );
  await ledger.record('markInterrupted', changes);
  return changes.length;
}

const later = (one: Date | null, other: Date | null) => (one && other && other > one ? other : one);
