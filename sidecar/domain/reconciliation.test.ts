import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { depthDue, type ReconcileMemory, windowStart } from './reconciliation.ts';
import { Settings } from './settings.ts';

const settings = Value.Create(Settings).reconcile;
const at = (text: string) => new Date(`2026-11-${text}:00Z`);
const memory = (more: Partial<ReconcileMemory> = {}): ReconcileMemory => ({
  hourlyAt: null,
  nightlyAt: null,
  nightlyTriedAt: null,
  unsettled: [],
  strangers: [],
  ...more,
});
const due = (now: string, more: Partial<ReconcileMemory>) => depthDue(at(now), memory(more), settings);

test('a ledger that never compared begins with the weeks', () => {
  expect(due('23T14:00', {})).toBe('nightly');
});

test('the night is compared once, at its time, however often the sidecar is started', () => {
  const last = { hourlyAt: at('23T02:30'), nightlyAt: at('22T03:05'), nightlyTriedAt: at('22T03:00') };
  expect(due('23T02:59', last)).toBe('recent');
  expect(due('23T03:00', last)).toBe('nightly');
  expect(due('23T09:00', last)).toBe('nightly'); // was off at three: caught up
  expect(due('23T03:15', { ...last, nightlyAt: at('23T03:00'), hourlyAt: at('23T03:00') })).toBe('recent');
});

test('a night that failed waits an hour, and the shorter comparisons go on', () => {
  const last = { nightlyAt: at('22T03:00'), nightlyTriedAt: at('23T03:00') };
  expect(due('23T03:15', { ...last, hourlyAt: at('23T02:45') })).toBe('recent');
  expect(due('23T03:45', { ...last, hourlyAt: at('23T02:45') })).toBe('hourly');
  expect(due('23T04:00', { ...last, hourlyAt: at('23T03:45') })).toBe('nightly');
});

test('an hour that is a few seconds short counts as an hour, and a time to come as never', () => {
  const night = { nightlyAt: at('23T03:00'), nightlyTriedAt: at('23T03:00') };
  expect(due('23T09:59', { ...night, hourlyAt: at('23T09:00') })).toBe('hourly');
  expect(due('23T09:45', { ...night, hourlyAt: at('23T09:00') })).toBe('recent');
  expect(due('23T09:45', { ...night, hourlyAt: at('25T09:00') })).toBe('hourly');
});

test('each looks back as far as the settings say', () => {
  const now = at('23T09:00');
  expect(windowStart('recent', now, settings)).toEqual(at('23T07:00'));
  expect(windowStart('hourly', now, settings)).toEqual(at('22T09:00'));
  expect(windowStart('nightly', now, settings)).toEqual(at('09T09:00'));
});
