// GET /api/overview: is it going, and what needs me? Times are ISO 8601 in UTC; the screen makes them relative.

import { type Static, Type } from 'typebox';
import { attentionKinds, owners } from '../../domain/attention.ts';

export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const Time = Type.String({ description: 'ISO 8601, UTC' });
export const Owner = Type.Enum(owners);
export const AttentionCodeSchema = Type.String({ description: Object.keys(attentionKinds).join(', ') });

/** What every error answers. */
export const Problem = Type.Object({ code: Type.String(), message: Type.String() });
export type Problem = Static<typeof Problem>;

/** One open exception: of an order, or (orderId null) of the whole. */
export const AttentionView = Type.Object({
  id: Type.Integer(),
  code: AttentionCodeSchema,
  words: Type.String(),
  reason: Type.String(),
  detail: Nullable(Type.String()),
  owner: Owner,
  next: Type.String(),
  since: Time,
  orderId: Nullable(Type.Integer()),
  shopNumber: Nullable(Type.String()),
  /** a person may say that it was seen; on the order only */
  mayDismiss: Type.Boolean(),
});
export type AttentionView = Static<typeof AttentionView>;

export const journeyNames = [
  'noticeOrders',
  'sendOrders',
  'followOrders',
  'recordDespatches',
  'updateStock',
  'readStockChanges',
  'finishHeld',
  'reconcileOrders',
  'watchLate',
  'tellShop',
] as const;
export const JourneyName = Type.Enum(journeyNames);
export type JourneyName = Static<typeof JourneyName>;

export const JourneyView = Type.Object({
  name: JourneyName,
  /** going: all well. idle: never ran yet. waiting: not live, no lease or paused. failing: the last run failed. running: at work now */
  state: Type.Enum(['going', 'idle', 'waiting', 'failing', 'running']),
  paused: Type.Boolean(),
  lastStartedAt: Nullable(Time),
  lastSuccessAt: Nullable(Time),
  nextRunAt: Nullable(Time),
  /** what is wrong, in words; null when nothing is */
  problem: Nullable(Type.String()),
  failingSince: Nullable(Time),
  /** what the last run did, in words: "3 orders sent" */
  lastResult: Nullable(Type.String()),
});
export type JourneyView = Static<typeof JourneyView>;

export const Overview = Type.Object({
  version: Type.String(),
  now: Time,
  live: Type.Object({ on: Type.Boolean(), from: Nullable(Time), changedBy: Nullable(Type.String()) }),
  shop: Type.Object({
    state: Type.Enum(['answering', 'away', 'copy', 'not_paired']),
    url: Nullable(Type.String()),
    words: Type.String(),
    lastAnswerAt: Nullable(Time),
  }),
  lease: Type.Object({ held: Type.Boolean(), words: Type.String() }),
  peoplevox: Type.Object({
    state: Type.Enum(['answering', 'not_asked_yet', 'away', 'login_refused']),
    words: Type.String(),
    host: Type.String(),
    lastAnswerAt: Nullable(Time),
    callsUsed: Type.Integer({ description: 'in the last window' }),
    callsAllowed: Type.Integer(),
    windowSeconds: Type.Integer(),
    callsToday: Type.Integer(),
  }),
  journeys: Type.Array(JourneyView),
  orders: Type.Object({
    waitingToSend: Type.Integer({ description: 'due, loading or unknown' }),
    needAttention: Type.Integer({ description: 'orders with an open exception' }),
    inPeoplevox: Type.Integer({ description: 'complete and not despatched' }),
    sentToday: Type.Integer(),
    medianSeconds: Nullable(
      Type.Number({ description: 'paid to released, of those released in the last 24 hours' }),
    ),
    p95Seconds: Nullable(Type.Number()),
  }),
  /** how right the shop's stock was when Peoplevox's was read last; null before the first reading */
  stock: Nullable(
    Type.Object({
      readAt: Time,
      checked: Type.Integer({ description: 'SKUs compared' }),
      off: Type.Integer({ description: 'had another number' }),
      offUnits: Type.Integer({ description: 'by so many units together' }),
    }),
  ),
  problems: Type.Array(AttentionView),
});
export type Overview = Static<typeof Overview>;

export const LiveBody = Type.Object({ on: Type.Boolean() });
export const LiveAnswer = Type.Object({
  on: Type.Boolean(),
  from: Nullable(Time),
  changedBy: Nullable(Type.String()),
  /** what a person should know besides: the shop could not be told yet, say */
  warnings: Type.Array(Type.String()),
});
export const JourneyParams = Type.Object({ name: JourneyName });
export const JourneyRunAnswer = Type.Object({ started: Type.Boolean(), words: Type.String() });
