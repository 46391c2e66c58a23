// Does Status Cancelled cancel, and does Action 2 delete? (peoplevox-api.md 5.2)

import type { SaveOutcome } from '../../domain/ports.ts';
import type { Finding } from '../../domain/probe.ts';
import { couldNotTell, finding, type Probing, type Test, waitMs } from './probing.ts';
import { carriedOut, headerOf, isGone, linesOf, mustNotBePicked, saveLine } from './testOrder.ts';
import { until } from './until.ts';

/** With a line on it, as a customer's order has. It is gone or cancelled afterwards, where Peoplevox lets it. */
export async function askCancel(probing: Probing, test: Test): Promise<Finding[]> {
  const { calls, allocate } = probing;
  const lines = test.lines ?? (await linesOf(probing, test));
  if (lines.length === 0) await saveLine(probing, test, { quantity: 1, line: '1' }, { before: [] });
  mustNotBePicked(test, await headerOf(probing, test));
  const cancelled = await ended(probing, test, await calls.cancel(test.number, allocate), isGone);
  // a save that may still come would make a deleted order anew
  if (test.kept.outstanding)
    return [
      answer(probing, 'cancel', 'cancels', cancelled),
      ...couldNotTell(probing, ['delete'], 'Not tried: an earlier save may still come.'),
    ];
  const deleted = await ended(
    probing,
    test,
    await calls.deleteOrder(test.number),
    (header) => header === null,
  );
  return [answer(probing, 'cancel', 'cancels', cancelled), answer(probing, 'delete', 'deletes', deleted)];
}

interface Ended {
  happened: boolean;
  /** Peoplevox's words where it refused; else empty */
  refusal: string;
}

async function ended(
  probing: Probing,
  test: Test,
  outcome: SaveOutcome,
  good: typeof isGone,
): Promise<Ended> {
  if (outcome.kind === 'refused') return { happened: false, refusal: outcome.words };
  carriedOut(outcome);
  const looked = await until(probing, () => headerOf(probing, test), good, {
    withinMs: waitMs(probing),
    firstMs: probing.commitMs,
  });
  return { happened: looked !== null, refusal: '' };
}

function answer(
  probing: Probing,
  question: 'cancel' | 'delete',
  yes: 'cancels' | 'deletes',
  { happened, refusal }: Ended,
): Finding {
  const certainty = happened || refusal !== '' ? 'seen' : 'not_seen';
  return {
    ...finding(probing, question, certainty, happened ? yes : 'changes_nothing'),
    why: refusal && `Peoplevox refused it: "${refusal}"`,
  };
}
