/** Asks until the answer is true (or anything truthy), and gives it. Throws, saying what was waited for, when the time is up. */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  { seconds = 30, everyMs = 100 }: { seconds?: number; everyMs?: number } = {},
): Promise<Exclude<NonNullable<T>, false>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as Exclude<NonNullable<T>, false>;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** The value below which `share` of them lie, by the nearest rank. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
