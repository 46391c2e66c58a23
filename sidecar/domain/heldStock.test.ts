import { expect, test } from 'vitest';
import { guard, type HeldDecision, type HeldSku } from './heldStock.ts';
import { type Sku, sku } from './ids.ts';

const codes = Array.from({ length: 40 }, (_, place) => sku(`S${place}`));
const all = (units: (place: number) => number) =>
  new Map<Sku, number>(codes.map((code, place) => [code, units(place)]));
const before = all(() => 5);
const limits = { maxToZero: 10, maxToZeroPercent: 100 };
const held = (places: number[], decision: HeldDecision | null = null): HeldSku[] =>
  places.map((place) => ({
    sku: sku(`S${place}`),
    before: 5,
    available: 0,
    since: new Date(0),
    readAt: new Date(0),
    decision,
    decidedBy: decision && 'Ann',
    decidedAt: decision && new Date(0),
  }));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place);
const named = (places: number[]) => places.map((place) => `S${place}`).sort();
const told = (guarded: ReturnType<typeof guard>) => ({
  waiting: [...guarded.waiting].sort(),
  discarded: [...guarded.discarded].sort(),
  over: [...guarded.over].sort(),
});

test('too many at once wait', () => {
  const now = all((place) => (place < 11 ? 0 : 5));
  expect(told(guard(before, now, [], limits))).toEqual({
    waiting: named(range(0, 11)),
    discarded: [],
    over: [],
  });
});

test('those that wait go on waiting though the others have recovered, until they recover too', () => {
  const two = all((place) => (place < 2 ? 0 : 5));
  expect(told(guard(before, two, held(range(0, 11)), limits))).toEqual({
    waiting: named([0, 1]),
    discarded: [],
    over: named(range(2, 11)),
  });
  expect(told(guard(before, before, held([0, 1]), limits))).toEqual({
    waiting: [],
    discarded: [],
    over: named([0, 1]),
  });
});

test('applied ones are written, discarded ones are not, and neither makes the trade of others look odd', () => {
  const now = all((place) => (place < 20 ? 0 : 5));
  const kept = [...held(range(0, 8), 'apply'), ...held(range(8, 16), 'discard')];
  expect(told(guard(before, now, kept, limits))).toEqual({
    waiting: [],
    discarded: named(range(8, 16)),
    over: [],
  });
});

test('once written, it is over; a blank keeps it as it is', () => {
  const written = all((place) => (place === 0 ? 0 : 5));
  const now = all((place) => (place === 0 ? 0 : 5));
  expect(told(guard(written, now, held([0], 'apply'), limits)).over).toEqual(['S0']);
  const blank = new Map(before);
  blank.delete(sku('S1'));
  expect(told(guard(before, blank, held([1]), limits))).toEqual({ waiting: [], discarded: [], over: [] });
});

test('those that wait do not keep back the one that sells out beside them', () => {
  const now = all((place) => (place < 12 ? 0 : 5));
  expect(told(guard(before, now, held(range(0, 11)), limits)).waiting).toEqual(named(range(0, 11)));
});

test('one that cannot be asked for by name waits, and is written by a person’s word', () => {
  const one = sku('S3');
  const now = all((place) => (place === 3 ? 0 : 5));
  expect(told(guard(before, now, [], limits, { unaskable: [one] })).waiting).toEqual(['S3']);
  expect(told(guard(before, now, held([3], 'apply'), limits, { unaskable: [one] })).waiting).toEqual([]);
});
