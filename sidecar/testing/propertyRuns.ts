// How often a property is tried, and from which seed: told with every run, so that what failed can be played again.

/**
 * `PICKWAVE_RUNS` is how many sequences are tried, `PICKWAVE_SEED` from which seed, and `PICKWAVE_PATH` (fast-check prints it beside the seed) plays one of them
 * again, the smallest that failed.
 */
export function propertyRuns(name: string, usual: number): { seed: number; numRuns: number; path?: string } {
  const { PICKWAVE_SEED, PICKWAVE_RUNS, PICKWAVE_PATH } = process.env;
  const seed = Number(PICKWAVE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = Number(PICKWAVE_RUNS ?? usual);
  if (!Number.isInteger(seed) || !Number.isInteger(numRuns) || numRuns < 1)
    throw new Error('PICKWAVE_SEED and PICKWAVE_RUNS are whole numbers');
  process.stdout.write(`${name}: ${numRuns} runs, seed ${seed}\n`);
  return { seed, numRuns, ...(PICKWAVE_PATH ? { path: PICKWAVE_PATH } : {}) };
}
