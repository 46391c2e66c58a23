// A sales order of the test: kept before it is saved, written, and put away at the end whatever happened in between.

import { NotConnected, Refused, Silent } from '../../domain/errors.ts';
import { salesOrderNumber } from '../../domain/ids.ts';
import type { SaveOutcome } from '../../domain/ports.ts';
import type { TestHeader, TestOrder } from '../../domain/probe.ts';
import { type FoundLine, pickingBegun, type SalesOrderHeader } from '../../domain/salesOrder.ts';
import { type Probing, type Test, waitMs } from './probing.ts';
import { type Looked, until } from './until.ts';

const dayMs = 86_400_000;

/** How the test order is opened: as an order that is being loaded, or as one that Peoplevox may allocate. */
export interface Opening {
  onHold: boolean;
  mayAllocate: boolean;
}

/** `header`: as it was saved, and stands. */
export interface OpenedTest extends Test {
  header: TestHeader;
}

/**
 * Saves a header under a number that is kept first, and gives when it showed. Throws Refused in Peoplevox's words, Silent where it
 * never showed, and what the calls throw.
 */
export async function openTest(
  probing: Probing,
  number: string,
  opening: Opening,
): Promise<OpenedTest & { showed: Saved<unknown> }> {
  const { calls, clock, run, settings, fingerprint } = probing;
  const kept: TestOrder = {
    number,
    savedAt: clock.now().toISOString(),
    outstanding: true,
    end: 'open',
    why: '',
  };
  run.orders.push(kept);
  await probing.keep();
  // so it is kept, for a crash; from here on `saved` says
  kept.outstanding = false;
  const test: Test = { number: salesOrderNumber(number), kept, lines: [] };
  // behind what customers wait for: Peoplevox allocates by the requested delivery date (peoplevox-api.md 3.3)
  const wantedAt = new Date(clock.now().getTime() + (settings().orders.deliveryDays + 1) * dayMs);
  const header = { number: test.number, fingerprint, wantedAt, ...opening };
  const showed = await saved(
    probing,
    test,
    () => calls.saveHeader(header),
    () => headerOf(probing, test),
    (header) => header !== null,
  );
  return { ...test, header, showed };
}

/** `askedAt`, `answeredAt`: monotonic, around the save. */
export interface Saved<T> extends Looked<T> {
  askedAt: number;
  answeredAt: number;
}

/**
 * Makes a save and looks until it shows. An answer that was lost, or that says little, is nothing to stop for: what counts is what
 * Peoplevox then has. Throws Silent where that is nothing.
 */
export async function saved<T>(
  probing: Probing,
  test: Test,
  save: () => Promise<SaveOutcome>,
  look: () => Promise<T>,
  shows: (seen: T) => boolean,
): Promise<Saved<T>> {
  // what an earlier save left outstanding may still come, whatever this one does
  const { outstanding } = test.kept;
  test.kept.outstanding = true;
  const askedAt = probing.clock.monotonic();
  const outcome = await save();
  if (nothingOf(outcome)) test.kept.outstanding = outstanding;
  carriedOut(outcome);
  const answeredAt = probing.clock.monotonic();
  const looked = await until(probing, look, shows, { withinMs: waitMs(probing), firstMs: probing.commitMs });
  if (looked === null) {
    const seconds = probing.settings().probe.waitSeconds;
    throw new Silent(`Nothing of a save to ${test.number} showed within ${seconds} s.`);
  }
  test.kept.outstanding = outstanding;
  return { ...looked, askedAt, answeredAt };
}

const nothingOf = ({ kind }: SaveOutcome) => kind === 'refused' || kind === 'not_sent';

/** Throws where certainly nothing was done. */
export function carriedOut(outcome: SaveOutcome): void {
  if (outcome.kind === 'refused') throw new Refused(`Peoplevox refused it: "${outcome.words}"`);
  if (outcome.kind === 'not_sent') throw new NotConnected(outcome.words);
}

/** Null where it is not there. Throws Refused where somebody else's sales order has the number. */
export async function headerOf(probing: Probing, { number }: Test): Promise<SalesOrderHeader | null> {
  const header = (await probing.calls.headers([number], probing.canary)).get(number) ?? null;
  if (header !== null && header.fingerprint !== probing.fingerprint)
    throw new Refused(`${number} in Peoplevox was not made by this test, and is left alone.`);
  return header;
}

export async function linesOf({ calls }: Probing, test: Test): Promise<FoundLine[]> {
  test.lines = null;
  test.lines = await calls.lines(test.number);
  return test.lines;
}

/** Units are set aside for it, or were and are being picked already. */
export const allocated = (header: SalesOrderHeader | null) =>
  header !== null &&
  (header.status === 'allocated' || header.status === 'part_allocated' || pickingBegun(header));

const asText = (lines: FoundLine[]) =>
  lines
    .map(({ sku, quantity, line }) => `${sku}\u0000${quantity}\u0000${line ?? ''}`)
    .sort()
    .join('\n');
export const sameLines = (one: FoundLine[], other: FoundLine[]) => asText(one) === asText(other);

/** A line saved, seen. Gives the lines then. */
export async function saveLine(
  probing: Probing,
  test: Test,
  line: { quantity: number; line: string },
  { before, mayAllocate = false }: { before: FoundLine[]; mayAllocate?: boolean },
): Promise<FoundLine[]> {
  const { calls, item } = probing;
  test.lines = null;
  const { seen } = await saved(
    probing,
    test,
    () => calls.saveLine(test.number, { sku: item, ...line }, mayAllocate),
    () => linesOf(probing, test),
    (lines) => !sameLines(lines, before),
  );
  return seen;
}

export const isGone = (header: SalesOrderHeader | null) => header === null || header.status === 'cancelled';

/** Picking has begun: no write of ours any more, not even a cancellation (design.md section 10, promise 9). */
export function mustNotBePicked(test: Test, header: SalesOrderHeader | null): void {
  if (header !== null && pickingBegun(header))
    throw new Refused(
      `${test.number} is being picked or was despatched ("${header.statusWord}"), though it says it is a test. It is left to a person.`,
    );
}
