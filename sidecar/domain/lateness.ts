// What an order waits for, since when, and from when that is late (mission rows O7 and O12). Facts, settings and hours in; no clock.

import { DateTime } from 'luxon';
import type { AttentionCode } from './attention.ts';
import type { BusinessHours } from './businessHours.ts';
import type { LedgerOrder } from './ports.ts';
import type { Settings } from './settings.ts';

export const lateCodes = [
  'not_sent_in_time',
  'unknown_outcome',
  'not_allocated',
  'not_picked_in_time',
  'not_despatched_in_time',
  'held_too_long',
] as const satisfies AttentionCode[];
export type LateCode = (typeof lateCodes)[number];
export const isLateCode = (code: string): code is LateCode => (lateCodes as readonly string[]).includes(code);

export type LateFacts = Pick<
  LedgerOrder,
  | 'number'
  | 'shopStatus'
  | 'transfer'
  | 'unknownSince'
  | 'warehouse'
  | 'stageSince'
  | 'warehouseReadAt'
  | 'dueAt'
  | 'sentAt'
  | 'allocatedAt'
  | 'promisedAt'
>;

export interface Wait {
  code: LateCode;
  since: Date;
  /** from this moment on it is late */
  lateAt: Date;
  /** the date the order was promised for made it so, not the length of the wait */
  promised: Date | null;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Null where nobody is waited for, where the settings do not watch it, or where business hours never come. */
export function waitOf(facts: LateFacts, late: Settings['late'], hours: BusinessHours): Wait | null {
  const stage = stageWait(facts, late);
  if (stage === null || stage.length === 0 || stage.since === null) return null;
  const { code, since, length } = stage;
  if (code === 'unknown_outcome')
    return { code, since, lateAt: new Date(since.getTime() + length), promised: null };
  const usual = hours.after(since, length);
  const before =
    facts.promisedAt && hours.before(hours.startOfDay(facts.promisedAt), late.leadHours * hourMs);
  if (before && (usual === null || before < usual))
    return {
      code,
      since,
      lateAt: new Date(Math.max(before.getTime(), since.getTime())),
      promised: facts.promisedAt,
    };
  return usual && { code, since, lateAt: usual, promised: null };
}

interface StageWait {
  code: LateCode;
  since: Date | null;
  /** milliseconds, 0: not watched */
  length: number;
}

function stageWait(facts: LateFacts, late: Settings['late']): StageWait | null {
  const { transfer, warehouse, stageSince, sentAt, dueAt } = facts;
  if (withdrawn.includes(facts.shopStatus)) return null;
  if (transfer === 'unknown') {
    const since = facts.unknownSince ?? stageSince;
    return { code: 'unknown_outcome', since, length: late.unknownMinutes * minuteMs };
  }
  if (transfer === 'due' || transfer === 'loading') {
    // what was sent once and is at work again is not "paid and not sent"
    const since = sentAt !== null && dueAt !== null && dueAt <= sentAt ? null : dueAt;
    return { code: 'not_sent_in_time', since, length: late.sendMinutes * minuteMs };
  }
  if (transfer !== 'complete') return null;
  switch (warehouse) {
    case 'none':
    case 'new':
    case 'part_allocated':
      return { code: 'not_allocated', since: stageSince ?? sentAt, length: late.allocateMinutes * minuteMs };
    case 'allocated':
    case 'part_picked':
      return {
        code: 'not_picked_in_time',
        since: facts.allocatedAt ?? stageSince,
        length: late.pickHours * hourMs,
      };
    case 'picked':
      return { code: 'not_despatched_in_time', since: stageSince, length: late.despatchHours * hourMs };
    case 'part_despatched':
      // the rest has to be picked first
      return {
        code: 'not_despatched_in_time',
        since: stageSince,
        length: late.despatchHours === 0 ? 0 : (late.pickHours + late.despatchHours) * hourMs,
      };
    case 'held_by_person':
      return { code: 'held_too_long', since: stageSince, length: late.heldHours * hourMs };
    // on our hold it becomes unknown at once; despatched, cancelled and gone are nobody's wait; another word says nothing of how far it is
    case 'held_by_us':
    case 'despatched':
    case 'cancelled':
    case 'gone':
    case 'other':
      return null;
    default:
      return warehouse satisfies never;
  }
}

/** The shop does not want it any more. */
const withdrawn = ['cancelled', 'refunded', 'failed', 'trash', 'deleted'];

/** Exceptions that already say why an order does not move: then it gets no second one. `any`: every one that is not of time itself. */
const explainedBy: Record<LateCode, 'any' | readonly AttentionCode[]> = {
  not_sent_in_time: 'any',
  unknown_outcome: 'any',
  not_allocated: ['not_ours', 'gone', 'cancelled_in_peoplevox', 'cancelled_after_sent'],
  not_picked_in_time: ['not_ours', 'gone', 'cancelled_in_peoplevox', 'cancelled_after_sent'],
  not_despatched_in_time: [
    'not_ours',
    'gone',
    'cancelled_in_peoplevox',
    'cancelled_after_sent',
    'despatch_does_not_fit',
    'despatch_without_tracking',
  ],
  held_too_long: ['not_ours', 'gone', 'cancelled_in_peoplevox', 'cancelled_after_sent'],
};

/**
 * Is it late now? `open`: the order's open exceptions. What is in Peoplevox is late only where it was read after its time was up: with a
 * Peoplevox that does not answer nobody knows, and that is told once and not for each order.
 */
export function isLate(
  { code, lateAt }: Wait,
  { warehouseReadAt }: LateFacts,
  open: readonly AttentionCode[],
  now: Date,
): boolean {
  if (now < lateAt) return false;
  const reasons = explainedBy[code];
  if (open.some((one) => !isLateCode(one) && (reasons === 'any' || reasons.includes(one)))) return false;
  if (code === 'not_sent_in_time' || code === 'unknown_outcome') return true;
  return warehouseReadAt !== null && warehouseReadAt >= lateAt;
}

/** Behind the words of an order that is not allocated, until its items have been read (missingItems.ts). */
export const lookedUp = 'Its items are looked up with the next reading.';

/** Since when it waits and since when it is late, by the clock of the shop. The same wait gives the same words. */
export function latenessWords(wait: Wait, facts: LateFacts, timeZone: string): string {
  const clock = (at: Date) => format(at, timeZone, 'ccc d LLL HH:mm');
  const late = `late since ${clock(wait.lateAt)}`;
  const promise =
    wait.promised === null ? '.' : `: it is promised for ${format(wait.promised, timeZone, 'ccc d LLL')}.`;
  return `${beginning(wait, facts, clock(wait.since))}, ${late}${promise}`;
}

function beginning({ code }: Wait, { number, warehouse }: LateFacts, since: string): string {
  const it = number ?? 'The order';
  switch (code) {
    case 'not_sent_in_time':
      return `Ready to be sent since ${since}`;
    case 'unknown_outcome':
      return `Whether ${it} arrived is not known since ${since}`;
    case 'not_allocated':
      return `${it} waits to be allocated since ${since}`;
    case 'not_picked_in_time':
      return `${it} is allocated and waits to be picked since ${since}`;
    case 'not_despatched_in_time':
      return warehouse === 'part_despatched'
        ? `${it} left in part, the rest waits since ${since}`
        : `${it} is picked and waits to be despatched since ${since}`;
    case 'held_too_long':
      return `${it} is held by a person in Peoplevox since ${since}`;
    default:
      return code satisfies never;
  }
}

const format = (at: Date, zone: string, pattern: string) =>
  DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat(pattern);
