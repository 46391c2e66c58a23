// No test order stays open: it is cancelled, else deleted, else a person is told its number.

import { type Probing, type Test, waitMs } from './probing.ts';
import { carriedOut, headerOf, isGone, mustNotBePicked } from './testOrder.ts';
import { concernsOne, until } from './until.ts';

/**
 * Puts it away and keeps how that ended. Throws only what stops the whole run (LeaseLost, LoginRefused, Stopping): then it is still
 * open, and the next run begins with it.
 */
export async function putAway(probing: Probing, test: Test): Promise<void> {
  const { kept } = test;
  if (kept.end === 'cancelled' || kept.end === 'gone') return;
  try {
    kept.end = await away(probing, test);
    kept.why = kept.end === 'left' ? 'Peoplevox neither cancelled nor deleted it.' : '';
  } catch (thrown) {
    if (!concernsOne(thrown)) throw thrown;
    kept.end = 'left';
    kept.why = thrown.message;
  }
  // cancelled, it is a sales order known to exist
  if (kept.end === 'cancelled') probing.canary ??= test.number;
  await probing.keep();
}

async function away(probing: Probing, test: Test): Promise<'cancelled' | 'gone' | 'left'> {
  const { calls, allocate } = probing;
  const header = await lateOrNow(probing, test);
  if (header === null) return 'gone';
  if (header.status === 'cancelled') return 'cancelled';
  mustNotBePicked(test, header);
  const ways = [() => calls.cancel(test.number, allocate), () => calls.deleteOrder(test.number)];
  for (const way of ways) {
    const ended = await tryToEnd(probing, test, way);
    if (ended !== null) return ended;
  }
  return 'left';
}

async function tryToEnd(
  probing: Probing,
  test: Test,
  way: () => ReturnType<Probing['calls']['deleteOrder']>,
): Promise<'cancelled' | 'gone' | null> {
  const outcome = await way();
  if (outcome.kind === 'refused') return null;
  carriedOut(outcome);
  const looked = await until(probing, () => headerOf(probing, test), isGone, {
    withinMs: waitMs(probing),
    firstMs: probing.commitMs,
  });
  if (looked === null) return null;
  return looked.seen === null ? 'gone' : 'cancelled';
}

/**
 * What was saved and did not show may come as late as any save may (design.md section 5, step 7): it is waited out, so that nothing
 * turns up after the test. Without a canary, absent is believed at the second look: an answer may come without its rows.
 */
async function lateOrNow(probing: Probing, test: Test) {
  const { clock, settings } = probing;
  const lateUntil = Date.parse(test.kept.savedAt) + settings().orders.lateCommitSeconds * 1000;
  const stillLate = test.kept.outstanding ? Math.max(0, lateUntil - clock.now().getTime()) : 0;
  const looked = await until(
    probing,
    () => headerOf(probing, test),
    (header) => header !== null,
    {
      withinMs: Math.max(probing.canary === null ? 1_000 : 0, stillLate),
      rarely: stillLate > 0,
    },
  );
  return looked?.seen ?? null;
}
