import { expect, test } from 'vitest';
import { rowsOfASave } from './rowsPerSave.ts';

test.each([
  ['nothing known and nothing set: 50, growing to 100', 0, null, { begin: 50, most: 100 }],
  ['found: as many at once, and never more', 0, 25, { begin: 25, most: 25 }],
  ['found to take all: 100 from the first', 0, 100, { begin: 100, most: 100 }],
  ['a person’s fewer grow to what was found', 10, 50, { begin: 10, most: 50 }],
  ['a person’s more win over what was found, and grow no further', 80, 50, { begin: 80, most: 80 }],
  ['a person’s grow as ever where nothing was found', 30, null, { begin: 30, most: 100 }],
])('%s', (_, set, found, rows) => {
  expect(rowsOfASave(set, found)).toEqual(rows);
});
