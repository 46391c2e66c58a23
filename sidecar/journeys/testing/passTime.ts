// Time that goes by while every journey runs as its schedule has it (running/journeyPlans.ts). What fails is tried again, as the runner does.

import { SyncError } from '../../domain/errors.ts';
import type { Bench } from './bench.ts';

export type BenchSidecar = Awaited<ReturnType<Bench['startSidecar']>>;

const everyMinute = ['notice', 'send', 'follow', 'nameMissing', 'despatches', 'watchLate', 'tell'] as const;
const everyTen = ['finishHeld', 'checkSent', 'send'] as const;

/** A fault of another kind than the family of domain/errors.ts is one of Pickwave itself, and is thrown. */
export async function tried(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (failure) {
    if (!(failure instanceof SyncError)) throw failure;
  }
}

/** One round of journeys; `minute` counts from any moment. */
export async function round(sidecar: BenchSidecar, minute: number): Promise<void> {
  for (const journey of everyMinute) await leased(sidecar, () => sidecar[journey]());
  if (minute % 10 === 0) for (const journey of everyTen) await leased(sidecar, () => sidecar[journey]());
  if (minute % 15 === 0) await leased(sidecar, () => sidecar.reconcile());
}

/** The lease is kept by a loop of its own in the product. */
async function leased(sidecar: BenchSidecar, run: () => Promise<unknown>): Promise<void> {
  await tried(() => sidecar.keepLease());
  await tried(run);
}

export async function passTime(bench: Pick<Bench, 'clock'>, sidecar: BenchSidecar, minutes: number) {
  for (let minute = 1; minute <= minutes; minute += 1) {
    bench.clock.advance(60_000);
    await round(sidecar, minute);
  }
}

/** Minute by minute what is new is noticed and sent, and nothing else. What fails is thrown: no pass is expected to. */
export async function passes(bench: Pick<Bench, 'clock'>, sidecar: BenchSidecar, minutes: number) {
  for (let minute = 1; minute <= minutes; minute += 1) {
    bench.clock.advance(60_000);
    await sidecar.pass();
  }
}
