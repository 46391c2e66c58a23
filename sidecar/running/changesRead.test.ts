import { expect, test } from 'vitest';
import type { ChangesBook } from '../domain/stockChanges.ts';
import { changesAreRead } from './changesRead.ts';

const now = new Date('2026-11-23T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const book: ChangesBook = {
  of: '',
  at: now.toISOString(),
  found: { source: 'incremental', search: 'date', named: true, tried: true },
  refused: [],
};
const going = { paused: false, lastSuccessAt: ago(40) };

test.each([
  ['a report was found and read lately', book, going, 'auto', true],
  [
    'it was read well a few minutes ago, though it fails since',
    book,
    { ...going, lastSuccessAt: ago(290) },
    'auto',
    true,
  ],
  ['it fails for long', book, { ...going, lastSuccessAt: ago(301) }, 'auto', false],
  ['it never was', book, { ...going, lastSuccessAt: null }, 'auto', false],
  ['a person paused it', book, { ...going, paused: true }, 'auto', false],
  ['a person wants none', book, going, 'none', false],
  ['none was found', { ...book, found: null }, going, 'auto', false],
  ['nobody has looked yet', null, going, 'auto', false],
] as const)('changes count as read or not: %s', (_, found, journey, changesFrom, expected) => {
  expect(changesAreRead(found, journey, 30, { changesFrom }, now)).toBe(expected);
});
