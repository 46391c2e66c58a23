// The tenant probe as a person starts it: in the background, one at a time, and what is known of it for the screen.

import type { Ledger } from '../domain/ports.ts';
import type { ProbeBook, ProbeRequest, ProbeWarehouse } from '../domain/probe.ts';
import { type ProbeDeps, probeTenant } from '../journeys/probeTenant.ts';

interface Deps extends Omit<ProbeDeps, 'calls' | 'ledger'> {
  /** null where Peoplevox is not configured */
  calls: (() => ProbeWarehouse) | null;
  ledger: ProbeDeps['ledger'] &
    Pick<Ledger, 'openProblem'> & { noteInJournal(who: string, what: string): Promise<void> };
  lease: { held(): boolean; view(): { words: string } };
  log: { error(fields: object, words: string): void };
}

const cutOff = 'The sidecar was stopped in the middle of it.';

export function createProber(deps: Deps) {
  const { book, calls, clock, ledger, lease, log } = deps;
  let running: Promise<void> | null = null;

  /** Why no test can be started now, in words; null where one can. */
  function kept(): string | null {
    if (calls === null) return 'Peoplevox is not configured here.';
    if (!lease.held()) return `No call to Peoplevox may be made now. ${lease.view().words}`;
    return running === null ? null : 'A test is under way. Wait for its end.';
  }

  async function probe(request: ProbeRequest, who: string, of: ProbeWarehouse): Promise<void> {
    await ledger.noteInJournal(who, `Test of this Peoplevox started with ${request.item}`);
    const run = await probeTenant(request, who, { ...deps, calls: of });
    await ledger.noteInJournal(who, `Test of this Peoplevox ended: ${run.state}. ${run.why}`.trim());
  }

  return {
    kept,
    /** What a crash cut off is said to have been stopped. */
    book(): ProbeBook {
      const read = book.current();
      if (read.run?.state !== 'running' || running !== null) return read;
      return { ...read, run: { ...read.run, state: 'stopped', why: cutOff } };
    },
    /** Gives why it was not started, or null. */
    start(request: ProbeRequest, who: string): string | null {
      const why = kept();
      if (why !== null || calls === null) return why;
      running = probe(request, who, calls())
        .catch((failure: unknown) => log.error({ err: failure }, 'the test of this Peoplevox failed'))
        .finally(() => {
          running = null;
        });
      return null;
    },
    /** A test that a crash cut off may have left a sales order behind: a person is told, until the next test cleared it away. */
    async tellOfCutOff(): Promise<void> {
      const { run } = book.current();
      if (run?.state !== 'running') return;
      const numbers = run.orders.filter(({ end }) => end === 'open').map(({ number }) => number);
      if (numbers.length === 0) return;
      const reason = `${cutOff} Perhaps open: ${numbers.join(', ')}.`;
      await ledger.openProblem({ code: 'probe_left_over', reason }, clock.now());
    },
    /** The end of the test under way. */
    settled: async () => {
      await running;
    },
  };
}
