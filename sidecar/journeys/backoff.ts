// When to try again. Pure: the spread comes from the order, not from chance, so a test sees the same times twice.

/** 15 s, 30 s, 1 min, … and never more than half an hour apart, spread by up to a quarter so that a backlog does not come back as one wave. */
export function nextAttemptAt(now: Date, attempts: number, seed: number): Date {
  const steady = Math.min(15_000 * 2 ** Math.min(attempts, 10), 1_800_000);
  const spread = ((seed * 2_654_435_761) % 1000) / 1000;
  return new Date(now.getTime() + Math.round(steady * (1 + spread / 4)));
}
