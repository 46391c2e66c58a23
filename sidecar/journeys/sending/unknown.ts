// The outcome of a save is unknown and asking has not found it. A late commit is waited out, then asked twice, then sent (design.md section 5, step 7).

import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { Settings } from '../../domain/settings.ts';

/** What to write down while it is still to be waited for; null: it may be sent (again) now. */
export function stillUnknown(
  row: LedgerOrder,
  now: Date,
  { lateCommitSeconds, askAgainSeconds }: Settings['orders'],
): OrderChange | null {
  if (row.unknownSince === null) return null;
  const { orderId, unknownSince } = row;
  const lateUntil = new Date(row.unknownSince.getTime() + lateCommitSeconds * 1000);
  if (now < lateUntil) {
    const first = row.askedInVain === 0;
    return {
      orderId,
      set: { transfer: 'unknown', unknownSince, nextAttemptAt: lateUntil, askedInVain: 0 },
      ...(first
        ? {
            journal: `Peoplevox does not have it yet. It may still arrive; asked again ${clockText(lateUntil)}.`,
          }
        : {}),
    };
  }
  if (row.askedInVain >= 1) return null;
  const nextAttemptAt = new Date(now.getTime() + askAgainSeconds * 1000);
  return {
    orderId,
    set: { transfer: 'unknown', unknownSince, nextAttemptAt, askedInVain: row.askedInVain + 1 },
    journal: 'Peoplevox still does not have it. Asked once more before it is sent again.',
  };
}

const clockText = (time: Date) => `at ${time.toISOString().slice(11, 16)} UTC`;
