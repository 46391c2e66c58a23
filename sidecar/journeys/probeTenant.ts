// The tenant probe: what nobody can know of a Peoplevox beforehand is found out with test orders that a person allows (design.md
// section 5, "Tenant probe"). Each step writes down what it found before the next begins.

import { NotTrusted, Refused, SyncError } from '../domain/errors.ts';
import { testFingerprint } from '../domain/fingerprint.ts';
import { type SalesOrderNumber, salesOrderNumber } from '../domain/ids.ts';
import type { Clock, Ledger } from '../domain/ports.ts';
import {
  type Finding,
  type ProbeBook,
  type ProbeQuestion,
  type ProbeRequest,
  type ProbeRun,
  type ProbeStep,
  type ProbeWarehouse,
  type TestOrder,
  unitsNeeded,
  withFindings,
} from '../domain/probe.ts';
import type { Settings } from '../domain/settings.ts';
import { askAction1 } from './probing/askAction1.ts';
import { askAllocation, notAllocated } from './probing/askAllocation.ts';
import { askCancel } from './probing/askCancel.ts';
import { askCommit } from './probing/askCommit.ts';
import { askHold, noticeAllocation } from './probing/askHold.ts';
import { askLineKey } from './probing/askLineKey.ts';
import { askParallel } from './probing/askParallel.ts';
import { askRemoving } from './probing/askRemoving.ts';
import { askRows } from './probing/askRows.ts';
import { askSoldOut } from './probing/askSoldOut.ts';
import { couldNotTell, type Probing } from './probing/probing.ts';
import { putAway } from './probing/putAway.ts';
import { concernsOne } from './probing/until.ts';

export interface ProbeDeps {
  calls: ProbeWarehouse;
  ledger: Pick<
    Ledger,
    'installation' | 'canary' | 'lastSellable' | 'cursor' | 'openProblem' | 'closeProblem'
  >;
  book: { current(): ProbeBook; change(to: (before: ProbeBook) => ProbeBook): Promise<void> };
  clock: Clock;
  settings: () => Settings;
  signal: AbortSignal;
  /** a few letters and digits that no test had before */
  unique: () => string;
}

const notAllowed = 'Not asked: it was not allowed to let a test order be allocated.';

/**
 * Gives how it went; what was found is in the book. Never throws for what Peoplevox or the shop did. What an earlier test left in
 * Peoplevox is put away first.
 */
export async function probeTenant(request: ProbeRequest, by: string, deps: ProbeDeps): Promise<ProbeRun> {
  const { book, clock } = deps;
  const kept = book.current();
  const run: ProbeRun = {
    ...request,
    by,
    startedAt: clock.now().toISOString(),
    endedAt: null,
    state: 'running',
    why: '',
    step: 'ready',
    calls: 0,
    orders: (kept.run?.orders ?? []).filter(({ end }) => end === 'open' || end === 'left'),
  };
  const note = (found: Finding[]) => {
    run.calls = deps.calls.calls();
    return book.change(({ tenant, findings }) => ({ tenant, run, findings: withFindings(findings, found) }));
  };
  const keep = () => note([]);
  try {
    await keep();
    const probing = await begin(request, run, keep, deps);
    await clearAway(probing);
    await checkItem(probing);
    await ask(probing, note, deps);
    run.state = 'done';
  } catch (thrown) {
    if (!(thrown instanceof SyncError)) throw thrown;
    run.state = thrown instanceof CannotBegin ? 'refused' : 'stopped';
    run.why = thrown.message;
  } finally {
    if (run.state === 'running') run.state = 'stopped';
    run.endedAt = clock.now().toISOString();
    await keep();
    await tellOfLeftOver(run.orders, deps);
  }
  return run;
}

/** Nothing was saved. */
class CannotBegin extends Refused {}

async function begin(
  request: ProbeRequest,
  run: ProbeRun,
  keep: () => Promise<void>,
  { calls, clock, settings, signal, ledger }: ProbeDeps,
): Promise<Probing> {
  return {
    ...request,
    calls,
    clock,
    settings,
    signal,
    run,
    keep,
    fingerprint: testFingerprint(await ledger.installation()),
    canary: await ledger.canary(),
    available: 0,
    commitMs: 0,
  };
}

async function checkItem(probing: Probing): Promise<void> {
  const { calls, item } = probing;
  const { site } = probing.settings().orders;
  const available = await orRefused(() => calls.available(item));
  if (available !== null && available >= unitsNeeded) {
    probing.available = available;
    return;
  }
  if (available === null && !(await orRefused(() => calls.itemExists(item))))
    throw new CannotBegin(`Peoplevox has no item code "${item}". Name one that it has.`);
  throw new CannotBegin(
    `${available ?? 0} of ${item} are available${site === '' ? '' : ` at ${site}`}: the test needs ${unitsNeeded}. Name an item with more.`,
  );
}

/** A refusal here means that the item code cannot be asked for. */
async function orRefused<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof Refused ? new CannotBegin(thrown.message, { cause: thrown }) : thrown;
  }
}

/** All questions. However it ends, every test order is put away, unless no call may be made any more. */
async function ask(
  probing: Probing,
  note: (found: Finding[]) => Promise<void>,
  deps: ProbeDeps,
): Promise<void> {
  const numbers = await freeNumbers(probing, deps.unique());
  const { allocate, run } = probing;

  /** A question that fails leaves the others to be asked. */
  async function step(name: ProbeStep, questions: ProbeQuestion[], work: () => Promise<Finding[]>) {
    run.step = name;
    await probing.keep();
    try {
      await note(await work());
    } catch (thrown) {
      if (!concernsOne(thrown)) throw thrown;
      await note(couldNotTell(probing, questions, thrown.message));
    }
    // what a failed question left open is no concern of the next one
    for (const order of run.orders)
      if (order.end === 'open' && order.number !== numbers.held) await putAway(probing, testOf(order));
  }

  try {
    run.step = 'commit';
    const { test, findings } = await askCommit(probing, numbers.held);
    await note(findings);

    await step('save_rows', ['save_rows'], () => askRows(probing, test));
    await step('parallel_calls', ['parallel_calls'], () => askParallel(probing, test));

    let unseen = allocate ? null : notAllowed;
    await step('allocation', ['lag_after_allocation', 'lag_after_cancel'], async () => {
      if (unseen !== null) return couldNotTell(probing, ['lag_after_allocation', 'lag_after_cancel'], unseen);
      unseen = 'Peoplevox could not be seen to allocate a test order.';
      const { allocates, findings } = await askAllocation(probing, numbers.open);
      unseen = allocates ? null : notAllocated(probing);
      return findings;
    });
    await step('action1', ['action1'], async () =>
      unseen === null ? askAction1(probing, numbers.action1) : couldNotTell(probing, ['action1'], unseen),
    );
    await step('hold', ['hold'], async () =>
      unseen === null ? askHold(probing, numbers.hold) : couldNotTell(probing, ['hold'], unseen),
    );
    await step('line_key', ['line_key'], () => askLineKey(probing, test));
    await step('removing', ['remove_by_line', 'remove_by_item'], async () => [
      ...(unseen === null ? [] : await noticeAllocation(probing, test)),
      ...(await askRemoving(probing, test)),
    ]);
    await step('cancel', ['cancel', 'delete'], () => askCancel(probing, test));
    await step('sold_out', ['sold_out'], () => askSoldOut(deps));
  } finally {
    await clearAway(probing);
  }
}

const testOf = (kept: TestOrder) => ({ number: salesOrderNumber(kept.number), kept, lines: null });

async function clearAway(probing: Probing): Promise<void> {
  for (const order of probing.run.orders) await putAway(probing, testOf(order));
  await probing.keep();
}

/** Numbers that no sales order has: a save to one that is there would change it (peoplevox-api.md 5.2). */
async function freeNumbers({ calls, canary }: Probing, unique: string) {
  const start = `PW-TEST-${unique}`;
  const numbers = { held: `${start}-1`, open: `${start}-2`, action1: `${start}-3`, hold: `${start}-4` };
  const asked: SalesOrderNumber[] = Object.values(numbers).map(salesOrderNumber);
  const taken = await calls.headers(asked, canary);
  if (taken.size > 0) throw new NotTrusted(`Peoplevox already has sales orders that begin with ${start}.`);
  return numbers;
}

async function tellOfLeftOver(orders: TestOrder[], { ledger, clock }: ProbeDeps): Promise<void> {
  const left = orders.filter(({ end }) => end === 'open' || end === 'left');
  if (left.length === 0) return ledger.closeProblem('probe_left_over', clock.now());
  const some = left.map(({ number, why }) => (why === '' ? `${number}.` : `${number}: ${why}`)).join(' ');
  return ledger.openProblem({ code: 'probe_left_over', reason: some }, clock.now());
}
