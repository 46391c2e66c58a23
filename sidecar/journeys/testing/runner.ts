// The real runner of journeys between the stand-ins: hints make them run, side by side but never twice at a time. No schedule does: time goes by only where a test says so.

import type { Clock } from '../../domain/ports.ts';
import { journeyPlans } from '../../running/journeyPlans.ts';
import { createJourneyRunner } from '../../running/journeyRunner.ts';
import { journeyRuns } from '../../running/journeyRuns.ts';
import type { Bench } from './bench.ts';

export async function startRunner(bench: Bench) {
  const stopping = new AbortController();
  const clock: Clock = {
    now: () => bench.clock.now(),
    monotonic: () => bench.clock.monotonic(),
    wait: (_milliseconds, signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const { warehouse, deps } = bench;
  const runs = journeyRuns(
    { ...deps, hint: (name, ids) => runner.hint(name, ids) },
    {
      follow: warehouse.inLane('follow'),
      reconcile: warehouse.inLane('reconcile'),
      bulk: warehouse.inLane('bulk'),
    },
  );
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const runner = await createJourneyRunner(
    journeyPlans(
      runs,
      () => bench.settings,
      bench.ledger.nextSendAt,
      () => false,
    ),
    {
      clock,
      store: bench.ledger,
      log: quiet,
      chance: () => 0,
      observe: () => {},
      onStop: (failure) => {
        throw failure;
      },
      gates: {
        shopUsable: () => true,
        leaseHeld: () => true,
        live: () => true,
        words: () => ({ shop: '', lease: '' }),
      },
    },
  );
  const kept = runner.keep(stopping.signal);
  return {
    hint: runner.hint,
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}
