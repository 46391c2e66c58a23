import { expect, test } from 'vitest';
import { decidedWords, heldWords, question } from './heldWording.ts';

test('says how many wait, how many are written next, and how many stay', () => {
  expect(heldWords({ waiting: 1, apply: 0, discard: 0 })).toBe(
    '1 SKU would fall to zero by the last reading. Is that right? Until you say so, the shop keeps its number.',
  );
  expect(heldWords({ waiting: 0, apply: 2, discard: 30 })).toBe(
    '2 are written with the next reading. 30 SKUs are kept as they are, as somebody decided.',
  );
});

test('asks about one SKU by its name, about many by their number', () => {
  expect(question('apply', ['MUG'], 1).title).toBe('Is MUG sold out?');
  expect(question('apply', null, 30).title).toBe('Are 30 SKUs sold out?');
  expect(question('discard', null, 30).title).toBe('Keep 30 SKUs as the shop has it?');
});

test('says what was done', () => {
  expect(decidedWords('discard', 30)).toBe('30 SKUs: kept as the shop has it.');
});
