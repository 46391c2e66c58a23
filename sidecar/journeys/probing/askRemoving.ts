// What does Action 2 take away of the lines? (peoplevox-api.md 5.2, "exact keys unknown")

import type { SaveOutcome } from '../../domain/ports.ts';
import { type Finding, probeAnswers } from '../../domain/probe.ts';
import type { FoundLine } from '../../domain/salesOrder.ts';
import { finding, type Probing, type Test, waitMs } from './probing.ts';
import { carriedOut, linesOf, sameLines, saveLine } from './testOrder.ts';
import { until } from './until.ts';

/** Removes by item and Line, then by item alone, from two rows where the tenant lets an order have two of an item. */
export async function askRemoving(probing: Probing, test: Test): Promise<Finding[]> {
  const { calls, item } = probing;
  const before = await filled(probing, test, test.lines ?? (await linesOf(probing, test)), twoLines);
  const one = await removed(probing, test, before, () =>
    calls.removeLine(test.number, item, aloneOnItsLine(before)?.line ?? null),
  );
  const byLine = answerOf(before, one.lines, 'remove_by_line');
  const again = await filled(probing, test, one.lines, twoRows);
  const all = await removed(probing, test, again, () => calls.removeLine(test.number, item, null));
  const byItem = answerOf(again, all.lines, 'remove_by_item');
  return [
    { ...finding(probing, 'remove_by_line', seenOr(one), byLine), why: one.refusal },
    { ...finding(probing, 'remove_by_item', seenOr(all), byItem), why: all.refusal },
  ];
}

interface Removed {
  lines: FoundLine[];
  /** Peoplevox's words where it refused; else empty */
  refusal: string;
  changed: boolean;
}

const seenOr = ({ changed, refusal }: Removed) => (changed || refusal !== '' ? 'seen' : 'not_seen');

/** One more row where these are not enough. A tenant that has one row of an item changes that one, visibly. */
async function filled(
  probing: Probing,
  test: Test,
  lines: FoundLine[],
  enough: (lines: FoundLine[]) => boolean,
): Promise<FoundLine[]> {
  if (enough(lines)) return lines;
  const line = ['1', '2'].find((name) => !lines.some((one) => one.line === name)) ?? '1';
  const quantity = lines.length === 1 && lines[0]?.quantity === 1 ? 2 : 1;
  return saveLine(probing, test, { quantity, line }, { before: lines });
}

const twoRows = (lines: FoundLine[]) => lines.length >= 2;
const twoLines = (lines: FoundLine[]) => new Set(lines.map(({ line }) => line)).size >= 2;
/** A row whose Line no other row has. */
const aloneOnItsLine = (lines: FoundLine[]) =>
  lines.find((one) => lines.filter(({ line }) => line === one.line).length === 1) ?? lines[0];

async function removed(
  probing: Probing,
  test: Test,
  before: FoundLine[],
  remove: () => Promise<SaveOutcome>,
): Promise<Removed> {
  test.lines = null;
  const outcome = await remove();
  if (outcome.kind === 'refused') return { lines: before, refusal: outcome.words, changed: false };
  carriedOut(outcome);
  const looked = await until(
    probing,
    () => linesOf(probing, test),
    (lines) => !sameLines(lines, before),
    {
      withinMs: waitMs(probing),
      firstMs: probing.commitMs,
    },
  );
  return { lines: looked?.seen ?? before, refusal: '', changed: looked !== null };
}

function answerOf(
  before: FoundLine[],
  after: FoundLine[],
  question: 'remove_by_line' | 'remove_by_item',
): string {
  const [one, all, nothing] = probeAnswers[question];
  const gone = before.length - after.length;
  if (gone === 0) return nothing;
  if (after.length === 0 && before.length > 1) return all;
  // of a single row it cannot be told whether more would have gone: by Line that is that row, by item every row there is
  if (after.length === 0) return question === 'remove_by_line' ? one : all;
  return one;
}
