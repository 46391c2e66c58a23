import { expect, test } from 'vitest';
import { comparedState, comparedWords } from './comparisonWording.ts';

const calm = { checked: 412, found: 412, sentAgain: 0, waiting: 0, odd: 0 };

test('a calm comparison is one calm line', () => {
  expect(comparedWords(calm)).toBe('412 checked, 412 there, 0 sent again, 0 odd');
  expect(comparedState(calm)).toBe('good');
});

test('what is checked and not there is always accounted for', () => {
  const busy = { checked: 6, found: 1, sentAgain: 2, waiting: 1, odd: 2 };
  expect(comparedWords(busy)).toBe('6 checked, 1 there, 2 sent again, 1 waits, 2 odd');
  expect(comparedState(busy)).toBe('warning');
});
