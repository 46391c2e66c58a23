// /api/probe: what was found out about this Peoplevox, and how the test stands.

import { type Static, Type } from 'typebox';
import { Finding, ProbeRun } from '../../domain/probe.ts';
import { Nullable } from './overview.ts';

export const ProbeBody = Type.Object({
  item: Type.String({ minLength: 1, maxLength: 50, pattern: '\\S', description: 'item code' }),
  allocate: Type.Boolean({ description: 'a test order may be allocated for a moment' }),
});

export const ProbeView = Type.Object({
  run: Nullable(ProbeRun),
  /** the step of the test in words, which it is, and of how many */
  step: Nullable(Type.Object({ words: Type.String(), number: Type.Integer(), of: Type.Integer() })),
  /** every question, answered or not */
  questions: Type.Array(
    Type.Object({
      question: Type.String(),
      finding: Nullable(Finding),
      /** the answer, or why there is none; empty where it was not asked yet */
      words: Type.String(),
      /** what Pickwave does while it is not known */
      until: Type.String(),
    }),
  ),
  /** how the measured lag of the stock report stands to the setting; empty where it was not measured */
  lag: Type.String(),
  /** the setting is no shorter than what was measured; true where nothing was */
  lagCovered: Type.Boolean(),
  /** why no test can be started now; null where one can */
  kept: Nullable(Type.String()),
});
export type ProbeView = Static<typeof ProbeView>;
