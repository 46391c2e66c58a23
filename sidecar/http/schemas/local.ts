// What the command line asks of a running sidecar.

import { Type } from 'typebox';
import { Time } from './overview.ts';

export const PairingCode = Type.Object({ code: Type.String(), until: Time });
export const JourneyEnding = Type.Object({ ok: Type.Boolean(), words: Type.String() });
export const Checks = Type.Object({
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      outcome: Type.Enum(['pass', 'warn', 'fail']),
      words: Type.String(),
    }),
  ),
});
