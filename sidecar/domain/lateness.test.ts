import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { AttentionCode } from './attention.ts';
import { businessHours } from './businessHours.ts';
import { salesOrderNumber, sku } from './ids.ts';
import { isLate, type LateFacts, latenessWords, waitOf } from './lateness.ts';
import { missingWords } from './missingItems.ts';
import { Settings } from './settings.ts';

const { late } = Value.Create(Settings) as Settings;
const hours = businessHours(late);
const at = (time: string) => new Date(time);
const monday = at('2026-11-23T09:00:00Z');

const order = (more: Partial<LateFacts> = {}): LateFacts => ({
  number: salesOrderNumber('SO-1042'),
  shopStatus: 'processing',
  transfer: 'complete',
  unknownSince: null,
  warehouse: 'new',
  stageSince: monday,
  warehouseReadAt: monday,
  dueAt: monday,
  sentAt: monday,
  allocatedAt: null,
  promisedAt: null,
  ...more,
});
const due = { transfer: 'due', warehouse: 'none', sentAt: null } as const;

test.each<[string, Partial<LateFacts>, string, string]>([
  ['ready to be sent', due, 'not_sent_in_time', '2026-11-23T09:15:00Z'],
  ['on its way', { ...due, transfer: 'loading' }, 'not_sent_in_time', '2026-11-23T09:15:00Z'],
  [
    'ready since Friday evening',
    { ...due, dueAt: at('2026-11-20T16:55:00Z') },
    'not_sent_in_time',
    '2026-11-23T09:10:00Z',
  ],
  [
    'unknown at night',
    { transfer: 'unknown', unknownSince: at('2026-11-22T23:00:00Z') },
    'unknown_outcome',
    '2026-11-22T23:20:00Z',
  ],
  ['put back on our own hold', { transfer: 'unknown' }, 'unknown_outcome', '2026-11-23T09:20:00Z'],
  ['new', {}, 'not_allocated', '2026-11-23T09:30:00Z'],
  ['allocated in part', { warehouse: 'part_allocated' }, 'not_allocated', '2026-11-23T09:30:00Z'],
  [
    'allocated',
    { warehouse: 'allocated', allocatedAt: monday },
    'not_picked_in_time',
    '2026-11-25T17:00:00Z',
  ],
  ['picked', { warehouse: 'picked' }, 'not_despatched_in_time', '2026-11-23T17:00:00Z'],
  ['left in part', { warehouse: 'part_despatched' }, 'not_despatched_in_time', '2026-11-26T17:00:00Z'],
  ['held by a person', { warehouse: 'held_by_person' }, 'held_too_long', '2026-11-25T17:00:00Z'],
])('%s', (_, facts, code, lateAt) => {
  expect(waitOf(order(facts), late, hours)).toMatchObject({ code, lateAt: at(lateAt), promised: null });
});

test.each<[string, Partial<LateFacts>]>([
  ['despatched', { warehouse: 'despatched' }],
  ['cancelled in Peoplevox', { warehouse: 'cancelled' }],
  ['cancelled in the shop', { shopStatus: 'cancelled' }],
  ['not paid', { transfer: 'waiting' }],
  ['set aside', { transfer: 'dismissed' }],
  ['sent once and at work again', { transfer: 'loading', dueAt: at('2026-11-20T09:00:00Z') }],
])('nobody waits for an order that is %s', (_, facts) => {
  expect(waitOf(order(facts), late, hours)).toBeNull();
});

test('what is set to 0 is not watched', () => {
  expect(waitOf(order(), { ...late, allocateMinutes: 0 }, hours)).toBeNull();
  expect(waitOf(order({ warehouse: 'part_despatched' }), { ...late, despatchHours: 0 }, hours)).toBeNull();
});

test('an order that is promised is late before that day, and never before its wait began', () => {
  const promisedAt = at('2026-11-25T15:00:00Z');
  const allocated = order({ warehouse: 'allocated', allocatedAt: monday, promisedAt });
  // the working day before the 25th begins on the 24th at 09:00
  expect(waitOf(allocated, late, hours)).toMatchObject({
    lateAt: at('2026-11-24T09:00:00Z'),
    promised: promisedAt,
  });
  const far = { ...allocated, promisedAt: at('2026-12-20T15:00:00Z') };
  expect(waitOf(far, late, hours)).toMatchObject({ lateAt: at('2026-11-25T17:00:00Z'), promised: null });
  const past = { ...allocated, promisedAt: at('2026-11-20T15:00:00Z') };
  const wait = waitOf(past, late, hours);
  expect(wait?.lateAt).toEqual(monday);
  expect(wait && latenessWords(wait, past, late.timeZone)).toBe(
    'SO-1042 is allocated and waits to be picked since Mon 23 Nov 09:00, late since Mon 23 Nov 09:00: it is promised for Fri 20 Nov.',
  );
});

test.each<[string, Partial<LateFacts>, AttentionCode[], string, boolean]>([
  ['its time is not up', due, [], '2026-11-23T09:14:59Z', false],
  ['its time is up', due, [], '2026-11-23T09:15:00Z', true],
  ['another exception says why', due, ['bad_postcode'], '2026-11-23T10:00:00Z', false],
  ['it was late before', due, ['not_sent_in_time'], '2026-11-23T10:00:00Z', true],
  ['not read since its time was up', {}, [], '2026-11-23T10:00:00Z', false],
  ['read since', { warehouseReadAt: at('2026-11-23T09:59:00Z') }, [], '2026-11-23T10:00:00Z', true],
  [
    'the shop does not want it',
    { warehouseReadAt: at('2026-11-23T09:59:00Z') },
    ['cancelled_after_sent'],
    '2026-11-23T10:00:00Z',
    false,
  ],
])('late or not: %s', (_, facts, open, now, wanted) => {
  const one = order(facts);
  const wait = waitOf(one, late, hours);
  if (!wait) throw new Error('it waits for nothing');
  expect(isLate(wait, one, open, at(now))).toBe(wanted);
});

test('the items that are short are named; blank and absent are not called zero', () => {
  const line = (code: string, quantity: number) => ({ sku: sku(code), quantity, line: null });
  const row = (code: string, available: number | null, site = 'PrimarySite') => ({
    sku: sku(code),
    site,
    available,
    readAt: at('2026-11-23T10:00:00Z'),
  });
  const words = (lines: ReturnType<typeof line>[], rows: ReturnType<typeof row>[]) =>
    missingWords(lines, rows, 'PrimarySite');
  expect(words([line('MUG', 1), line('MUG', 1), line('TEE', 1)], [row('MUG', 1), row('TEE', 1)])).toBe(
    'Peoplevox does not say which lines; short by the last reading: MUG (1 available, 2 wanted).',
  );
  expect(words([line('MUG', 2)], [row('MUG', null)])).toContain(
    'MUG (no figure in the stock report, 2 wanted)',
  );
  expect(words([line('MUG', 2)], [row('MUG', 9, 'Elsewhere')])).toContain(
    'MUG (not in the stock report for PrimarySite, 2 wanted)',
  );
  expect(words([line('MUG', 2)], [row('MUG', 2)])).toBe('All items look available: ask the warehouse why.');
  expect(words([], [])).toContain('no lines');
  const many = Array.from({ length: 13 }, (_, index) => line(`ITEM-${index}`, 1));
  expect(words(many, [])).toMatch(/ITEM-9 \([^)]*\) and 3 more\.$/);
});
