// Once a day the ledger throws away what nobody asks for any more, a little at a time.

import type { Clock } from '../domain/ports.ts';

interface Deps {
  /** Gives how many rows it deleted; 0 where nothing is left to do. */
  tidy: () => Promise<number>;
  clock: Clock;
  log: { info(fields: object, words: string): void; warn(fields: object, words: string): void };
}

const dayMs = 86_400_000;
/** between two parts, so that others may write */
const betweenMs = 1_000;

/** Runs until the signal fires: first at once, then each day. */
export async function keepHouse({ tidy, clock, log }: Deps, signal: AbortSignal): Promise<void> {
  let rows = 0;
  while (!signal.aborted) {
    const deleted = await tidy().catch((failure: Error) => {
      log.warn({ reason: failure.message }, 'the ledger could not be tidied; it is tried again tomorrow');
      return 0;
    });
    rows += deleted;
    if (deleted === 0 && rows > 0) log.info({ rows }, 'the ledger was tidied');
    if (deleted === 0) rows = 0;
    await clock.wait(deleted > 0 ? betweenMs : dayMs, signal).catch(() => undefined);
  }
}
