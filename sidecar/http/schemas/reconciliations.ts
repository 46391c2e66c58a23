// GET /api/reconciliations: how each comparison of shop and Peoplevox ended, the newest first.

import { type Static, Type } from 'typebox';
import { depths } from '../../domain/reconciliation.ts';
import { Nullable, Time } from './overview.ts';

export const ReconciliationView = Type.Object({
  id: Type.Integer(),
  /** recent: the last hours. hourly: about a day. nightly: the last weeks */
  depth: Type.Enum(depths),
  startedAt: Time,
  endedAt: Time,
  checked: Type.Integer({ description: 'the sum of the others' }),
  found: Type.Integer({ description: 'as they should be in Peoplevox' }),
  sentAgain: Type.Integer({ description: 'missing there by all that is known, and sent the normal way' }),
  waiting: Type.Integer({ description: 'on their way, or held back by an open exception' }),
  odd: Type.Integer({ description: 'need a person' }),
  /** why it came to no end, in words; then the counts are 0 */
  problem: Nullable(Type.String()),
});
export type ReconciliationView = Static<typeof ReconciliationView>;

export const ReconciliationsQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
});
export const ReconciliationsList = Type.Object({
  reconciliations: Type.Array(ReconciliationView),
  /** the last one that came to its end, however long ago */
  lastWhole: Nullable(ReconciliationView),
});
export type ReconciliationsList = Static<typeof ReconciliationsList>;
