// One journey, again and again: never overlapping with itself, sooner on a hint, later after a failure, not at all while something keeps it.

import { LeaseLost, ShopFrozen, Stopping, SyncError } from '../domain/errors.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Clock } from '../domain/ports.ts';
import type { JourneyRecord } from '../domain/records.ts';
import { Alarm } from './alarm.ts';
import { backoffMs, type JourneyPlan } from './journeyPlan.ts';

export interface LoopDeps {
  clock: Clock;
  store: { saveJourney(record: JourneyRecord): Promise<void> };
  /** why the journey may not run now, in words; null where it may */
  keptBy: (plan: JourneyPlan) => string | null;
  /** told of LeaseLost and ShopFrozen, which are everybody's business */
  onStop: (failure: LeaseLost | ShopFrozen) => void;
  observe: (journey: string, outcome: 'ok' | 'failed' | 'stopped', seconds: number) => void;
  log: {
    info(fields: object, words: string): void;
    warn(fields: object, words: string): void;
    error(fields: object, words: string): void;
  };
  /** 0 to 1 */
  chance: () => number;
}
export type LoopState = 'going' | 'idle' | 'waiting' | 'failing' | 'running';
/** How a run ended, in words. */
export type Ending = { ok: boolean; words: string };

export function createJourneyLoop(plan: JourneyPlan, left: JourneyRecord | null, deps: LoopDeps) {
  const { clock, log } = deps;
  const alarm = new Alarm(clock);
  let record: JourneyRecord = left ?? emptyRecord(plan.name);
  // moments on the monotonic clock
  let wholeRunMs = lastWholeRun();
  let wholeRunAsked = false;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let gapFromMs = wholeRunMs; // the last run's start, from which gaps are kept; a person's wish forgets it
  let restMs = Number.NEGATIVE_INFINITY; // until then it rests after a failure
  let hinted = false;
  const hintedIds = new Set<OrderId>();
  let lastWasForIds = false;
  let running: Promise<Ending> | null = null;
  let halting = new AbortController();

  /** A restart does not make every journey run at once; the last run counts, but never as one to come. */
  function lastWholeRun(): number {
    if (record.lastStartedAt === null || record.failures > 0) return Number.NEGATIVE_INFINITY;
    return clock.monotonic() - Math.max(0, clock.now().getTime() - record.lastStartedAt.getTime());
  }
  /** When a whole run is due; the interval is read anew each time, since a person may have changed it. */
  function dueMs(): number {
    if (wholeRunAsked) return Number.NEGATIVE_INFINITY;
    return plan.dueAt ? dueAtMs : wholeRunMs + plan.everySeconds() * 1000;
  }
  const keptBy = () => (record.paused ? 'Paused by a person.' : deps.keptBy(plan));

  /** How long until the journey is to run, were nothing to keep it. */
  async function waitMs(): Promise<number> {
    const now = clock.monotonic();
    const rest = restMs - now;
    if (hinted) return Math.max(0, rest, gapFromMs + plan.hintGapSeconds() * 1000 - now);
    if (plan.dueAt) {
      const due = await plan.dueAt();
      const untilDue = due === null ? Number.POSITIVE_INFINITY : due.getTime() - clock.now().getTime();
      dueAtMs = now + Math.max(0, untilDue, gapFromMs + leastGapMs - now);
    }
    return Math.max(0, rest, dueMs() - now);
  }

  /** What hints named comes first, but a stream of hints never keeps back a whole run that is due. */
  function takeIds(): OrderId[] | null {
    const owesWholeRun = lastWasForIds && dueMs() <= clock.monotonic();
    lastWasForIds = hintedIds.size > 0 && !owesWholeRun;
    if (!lastWasForIds) return null;
    const ids = [...hintedIds];
    hintedIds.clear();
    return ids;
  }

  async function runOnce(): Promise<Ending> {
    const ids = takeIds();
    halting = new AbortController();
    hinted = hintedIds.size > 0;
    const startedMs = clock.monotonic();
    gapFromMs = startedMs;
    if (ids === null) {
      wholeRunMs = startedMs;
      wholeRunAsked = false;
      dueAtMs = Number.POSITIVE_INFINITY;
    }
    try {
      await save({ lastStartedAt: clock.now() });
      const words = await plan.run(halting.signal, ids);
      restMs = Number.NEGATIVE_INFINITY;
      const well = { problem: null, failingSince: null, failures: 0, lastResult: words };
      await save({ ...well, lastSuccessAt: clock.now() });
      deps.observe(plan.name, 'ok', (clock.monotonic() - startedMs) / 1000);
      log.info({ journey: plan.name, result: words }, 'journey ran');
      return { ok: true, words };
    } catch (failure) {
      for (const id of ids ?? []) hintedIds.add(id); // what it was asked for is still to be done
      hinted = true;
      return afterFailure(failure, startedMs);
    }
  }

  /** The one place where a journey's failure is caught. */
  async function afterFailure(failure: unknown, startedMs: number): Promise<Ending> {
    const seconds = (clock.monotonic() - startedMs) / 1000;
    const words = wordsOf(failure);
    const everybodys = failure instanceof LeaseLost || failure instanceof ShopFrozen;
    if (everybodys || failure instanceof Stopping || halting.signal.aborted) {
      restMs = clock.monotonic() + backoffMs(1, deps.chance());
      if (everybodys) deps.onStop(failure);
      deps.observe(plan.name, 'stopped', seconds);
      return { ok: false, words };
    }
    const failures = record.failures + 1;
    const rest = plan.firstRestSeconds?.();
    restMs =
      clock.monotonic() + backoffMs(failures, deps.chance(), rest === undefined ? undefined : rest * 1000);
    deps.observe(plan.name, 'failed', seconds);
    if (failure instanceof SyncError)
      log.warn({ journey: plan.name, failures, reason: words }, 'journey failed');
    else log.error({ journey: plan.name, failures, err: failure }, 'journey failed unexpectedly');
    const change = { problem: words, failingSince: record.failingSince ?? clock.now(), failures };
    await save(change).catch((cause: unknown) => {
      log.error({ journey: plan.name, err: cause }, 'the ledger did not take how the journey ended');
    });
    return { ok: false, words };
  }

  async function save(change: Partial<JourneyRecord>): Promise<void> {
    record = { ...record, ...change };
    record.nextRunAt = nextRunAt();
    await deps.store.saveJourney(record);
  }

  function nextRunAt(): Date | null {
    const at = Math.max(restMs, hinted ? clock.monotonic() : dueMs());
    if (at === Number.POSITIVE_INFINITY) return null;
    return new Date(clock.now().getTime() + Math.max(0, at - clock.monotonic()));
  }

  function start(): Promise<Ending> {
    running ??= runOnce().finally(() => {
      running = null;
    });
    return running;
  }

  async function nextTurn(): Promise<void> {
    try {
      const pause = keptBy() === null ? await waitMs() : longestSleepMs;
      if (pause === 0) await start();
      else await alarm.sleep(Math.min(pause, plan.everySeconds() * 1000, longestSleepMs));
    } catch (failure) {
      log.error({ journey: plan.name, err: failure }, 'the ledger could not say when the journey is due');
      await alarm.sleep(backoffMs(1, deps.chance()));
    }
  }

  function state(kept: string | null): LoopState {
    if (running) return 'running';
    if (kept !== null) return 'waiting';
    if (record.failures > 0) return 'failing';
    return record.lastSuccessAt === null ? 'idle' : 'going';
  }

  return {
    plan,
    /** Until the signal fires and the run at hand has ended. */
    async keep(signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', () => {
        halting.abort();
        alarm.ring();
      });
      while (!signal.aborted) await nextTurn();
      await running;
    },
    /** As soon as may be, once however often it is asked for. With ids: for those; without: a whole run. */
    hint(ids?: OrderId[]): void {
      hinted = true;
      if (ids) for (const id of ids) hintedIds.add(id);
      else wholeRunAsked = true;
      alarm.ring();
    },
    /** Something that may keep journeys has changed. Where it keeps this one now, the run at hand finishes its step and returns. */
    recheck(): void {
      if (keptBy() !== null) halting.abort();
      alarm.ring();
    },
    /** A person asks: now, whatever rest or gap there is. Gives why not, or null. */
    ask(): string | null {
      const kept = keptBy();
      if (kept !== null) return kept;
      restMs = Number.NEGATIVE_INFINITY;
      gapFromMs = Number.NEGATIVE_INFINITY;
      this.hint();
      return null;
    },
    /** As `ask`, and waits for the end of it. */
    async runNow(): Promise<Ending> {
      const kept = keptBy();
      if (kept !== null) return { ok: false, words: kept };
      await running;
      wholeRunAsked = true;
      return start();
    },
    async pause(paused: boolean): Promise<void> {
      await save({ paused });
      this.recheck();
    },
    view() {
      const kept = keptBy();
      return { ...record, nextRunAt: kept === null ? nextRunAt() : null, state: state(kept), kept };
    },
  };
}

/** What is due and stays due after a run must not become a busy loop. */
const leastGapMs = 250;
/** Looked at again at least this often, whatever else happens. */
const longestSleepMs = 60_000;

const emptyRecord = (name: string): JourneyRecord => ({
  name,
  paused: false,
  lastStartedAt: null,
  lastSuccessAt: null,
  nextRunAt: null,
  problem: null,
  failingSince: null,
  failures: 0,
  lastResult: null,
});

function wordsOf(failure: unknown): string {
  if (failure instanceof SyncError) return failure.message;
  return 'An unexpected fault in Pickwave; the log of the sidecar has the details. It is tried again by itself.';
}
