// The outcome of a save is unknown and asking has not found it. A late commit is waited out, then asked twice, then sent (design.md section 5, step 7).

import type { LedgerOrder, OrderChange } from '../../domain/ports.ts';
import type { Settings } from '../../domain/settings.ts';

/** What to write down while it is still to be waited for; null: it may be sent (again) now. `lacking`: what Peoplevox does not show. */
export function stillUnknown(
  row: LedgerOrder,
  now: Date,
  { lateCommitSeconds, askAgainSeconds }: Settings['orders'],
  lacking: 'it' | 'the release' | 'all of its lines' = 'it',
): OrderChange | null {
  if (row.unknownSince === null) return null;
  const { orderId, unknownSince } = row;
  const lateUntil = new Date(row.unknownSince.getTime() + lateCommitSeconds * 1000);
  if (now < lateUntil) {
    // Where a look is planned already, the journal has told of it.
    const first = row.transfer !== 'unknown' || row.nextAttemptAt === null;
    return {
      orderId,
      set: {
        transfer: 'unknown',
        unknownSince,
        nextAttemptAt: nextLook(unknownSince, now, lateUntil),
        askedInVain: 0,
      },
      ...(first
        ? {
            journal: `Peoplevox does not have ${lacking} yet. It may still arrive; nothing is sent again before ${clockText(lateUntil)}.`,
          }
        : {}),
    };
  }
  if (row.askedInVain >= 1) return null;
  const nextAttemptAt = new Date(now.getTime() + askAgainSeconds * 1000);
  return {
    orderId,
    set: { transfer: 'unknown', unknownSince, nextAttemptAt, askedInVain: row.askedInVain + 1 },
    journal: `Peoplevox still does not have ${lacking}. Asked once more before it is sent again.`,
  };
}

/** Most of what is late is late by seconds: looked for after 15 s, then each time after three times as long. A look at one costs as many calls as a look at a hundred. */
const firstLookMs = 15_000;
const nextLook = (since: Date, now: Date, lateUntil: Date) =>
  new Date(
    Math.min(
      lateUntil.getTime(),
      now.getTime() + Math.max(firstLookMs, 3 * (now.getTime() - since.getTime())),
    ),
  );

const clockText = (time: Date) => `${time.toISOString().slice(11, 16)} UTC`;
