// Looking until something is seen, or until it counts as not happening. Few looks: each is a call to Peoplevox.

import { NotConnected, NotTrusted, Refused, Silent, Stopping, type SyncError } from '../../domain/errors.ts';
import type { Probing } from './probing.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const rarestPauseMs = 60_000;

export interface Looked<T> {
  seen: T;
  /** monotonic: when it was seen, and when the last look began that did not see it; null where the first look did */
  at: number;
  notYetAt: number | null;
}
type Look<T> = () => Promise<T>;

/** Pauses that double up to a quarter of a minute. */
function* growing(): Generator<number> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) yield pause;
}

/** For what is hoped not to happen: a few looks, most of them late. */
function* sparse(withinMs: number): Generator<number> {
  yield Math.min(withinMs * 0.2, rarestPauseMs);
  for (;;) yield Math.min(withinMs * 0.8, rarestPauseMs);
}

/**
 * Looks until `good`, at most so long; null where it was not seen. An answer that did not come or cannot be trusted is one look
 * less; where the last look had none, its failure is thrown. Throws Stopping, LeaseLost, LoginRefused and Refused at once.
 */
export async function until<T>(
  probing: Pick<Probing, 'clock' | 'signal'>,
  look: Look<T>,
  good: (seen: T) => boolean,
  { withinMs, firstMs = 0, rarely = false }: { withinMs: number; firstMs?: number; rarely?: boolean },
): Promise<Looked<T> | null> {
  const { clock } = probing;
  const began = clock.monotonic();
  const pauses = rarely ? sparse(withinMs) : growing();
  let notYetAt: number | null = null;
  let failure: unknown = null;
  await pause(probing, Math.min(firstMs, withinMs));
  for (;;) {
    const at = clock.monotonic();
    try {
      const seen = await look();
      if (good(seen)) return { seen, at: clock.monotonic(), notYetAt };
      failure = null;
      notYetAt = at;
    } catch (thrown) {
      if (!passing(thrown)) throw thrown;
      failure = thrown;
    }
    const left = withinMs - (clock.monotonic() - began);
    if (left <= 0) break;
    await pause(probing, Math.min(left, pauses.next().value ?? left));
  }
  if (failure !== null) throw failure;
  return null;
}

const passing = (thrown: unknown) =>
  thrown instanceof Silent || thrown instanceof NotConnected || thrown instanceof NotTrusted;

/** A failure of one question or one test order; the others may go on. */
export const concernsOne = (thrown: unknown): thrown is SyncError =>
  passing(thrown) || thrown instanceof Refused;

async function pause({ clock, signal }: Pick<Probing, 'clock' | 'signal'>, milliseconds: number) {
  if (milliseconds <= 0 && !signal.aborted) return;
  try {
    await clock.wait(milliseconds, signal);
  } catch (cause) {
    throw new Stopping('The sidecar was stopped.', { cause });
  }
}
