import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { type Sku, sku } from './ids.ts';
import { type ChangeRow, type ChangesSeen, newsOf, readBackTo, settleMs } from './stockChanges.ts';

const start = new Date('2026-11-23T10:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);
const row = (code: string, at: Date | null, units = 5, site: string | null = 'PrimarySite'): ChangeRow => ({
  sku: sku(code),
  site,
  at,
  cells: [code, site, at?.toISOString().slice(0, 16), units].join(','),
});
const nothing: ChangesSeen = { source: 'incremental', newest: start, notBefore: null, marks: [] };
const look = { sites: ['PrimarySite'], now: minutes(30), mark: (text: string) => text };
const read = (rows: ChangeRow[], before = nothing) => newsOf(rows, before, look);

describe('what a report of changes says anew', () => {
  test('is every row the first time, and no row that the read before had', () => {
    const first = read([row('A', minutes(1)), row('B', minutes(2))]);
    expect(first.changed).toEqual(['A', 'B']);
    expect(first.seen.newest).toEqual(minutes(2));
    const second = read([row('A', minutes(1)), row('B', minutes(2)), row('C', minutes(2))], first.seen);
    expect(second.changed).toEqual(['C']);
    expect(read([row('B', minutes(2)), row('C', minutes(2))], second.seen).changed).toEqual([]);
  });
  test('is a further row of the same minute, alike or not', () => {
    const { seen } = read([row('A', minutes(1))]);
    expect(read([row('A', minutes(1)), row('A', minutes(1))], seen).changed).toEqual(['A']);
    expect(read([row('A', minutes(1), 4)], seen).changed).toEqual(['A']);
  });
  test('is a row that goes back to how it was two reads ago', () => {
    const one = read([row('A', minutes(1), 5)]).seen;
    const two = read([row('A', minutes(1), 4)], one).seen;
    expect(read([row('A', minutes(1), 5)], two).changed).toEqual(['A']);
  });
  test('is a row that shows late, with an earlier time', () => {
    const { seen } = read([row('A', minutes(9))]);
    const late = read([row('B', minutes(3)), row('A', minutes(9))], seen);
    expect(late.changed).toEqual(['B']);
    expect(late.seen.newest).toEqual(minutes(9));
  });
  test('is nothing of other sites, of deleted items, or of what cannot be asked for by name', () => {
    const rows = [
      row('A', minutes(1), 5, 'SystemSite'),
      row('B', minutes(1), 5, 'Other'),
      row('C~D~', minutes(1)),
      row('A 12" plate', minutes(1)),
      row('D', minutes(1), 5, null),
    ];
    expect(read(rows).changed).toEqual(['D']);
  });
  test('is, each time, a row whose time cannot be read, which moves nothing on', () => {
    const first = read([row('A', null)]);
    expect(first.seen.newest).toEqual(start);
    expect(read([row('A', null)], first.seen).changed).toEqual(['A']);
  });
});

test('a row from the future does not hide what comes before it', () => {
  expect(read([row('A', minutes(9999))]).seen.newest).toEqual(look.now);
  expect(readBackTo({ ...nothing, newest: minutes(20) }, 15)).toEqual(minutes(5));
  expect(readBackTo({ ...nothing, newest: minutes(20), notBefore: minutes(9) }, 15)).toEqual(minutes(9));
});
test('a reading is early until the stock figure cannot lag and the minute is over', () => {
  expect(settleMs({ marginSeconds: 300 })).toBe(360_000);
});

test('for any reads of any windows: each change is told by some read that has its row', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ code: fc.constantFrom('A', 'B', 'C'), minute: fc.nat(5) }), { maxLength: 20 }),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
      (changes, ends) => {
        // each read shows the changes up to one of them, and everything that was there before it
        let before = nothing;
        let shown = 0;
        const told: Sku[] = [];
        for (const end of [...ends].sort((a, b) => a - b)) {
          const upTo = Math.min(end, changes.length);
          const rows = changes.slice(0, upTo).map(({ code, minute }) => row(code, minutes(minute)));
          const fresh = new Set(changes.slice(shown, upTo).map(({ code }) => code));
          const { changed, seen } = read(rows, before);
          expect(new Set(changed)).toEqual(fresh);
          told.push(...changed);
          before = seen;
          shown = upTo;
        }
        expect(new Set(told)).toEqual(new Set(changes.slice(0, shown).map(({ code }) => code)));
      },
    ),
    propertyRuns('news of changes', 300),
  );
});
