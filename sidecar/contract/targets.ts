// Against which shops the suite runs: the simulated one always, a real one where the environment names it.

import { afterAll, beforeAll, describe } from 'vitest';
import { openReal, realIsThere } from './realTarget.ts';
import { openSimulated } from './simulatedTarget.ts';
import type { Target, TargetOpener } from './target.ts';

const openers: TargetOpener[] = [
  { kind: 'simulated', open: openSimulated },
  ...(realIsThere ? [{ kind: 'real' as const, open: openReal }] : []),
];

/** The same tests for each target; `target()` gives it once the tests run. */
export function onEachTarget(what: string, tests: (target: () => Target) => void): void {
  describe.each(openers)(`${what}, $kind shop`, ({ open }) => {
    let opened: Target | null = null;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    tests(() => {
      if (!opened) throw new Error('The target is not open yet.');
      return opened;
    });
  });
}
