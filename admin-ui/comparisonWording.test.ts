import { expect, test } from 'vitest';
import {
  comparedState,
  comparedWords,
  noEndWords,
  nothingYetWords,
  reachWords,
} from './comparisonWording.ts';

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

test('a shop without an order to check is told so, not shown noughts', () => {
  expect(comparedWords({ checked: 0, found: 0, sentAgain: 0, waiting: 0, odd: 0 })).toBe(
    'there was none to check',
  );
});

test('no more is said to be checked than was', () => {
  expect(reachWords('recent')).toBe('Paid orders of the last hours were checked');
  expect(reachWords('nightly')).toBe('Paid orders of the last weeks were checked');
});

test('before the first result it is said what it waits for', () => {
  expect(nothingYetWords(false, [])).toContain('once Pickwave is live');
  expect(nothingYetWords(true, [])).toContain('begins by itself');
  expect(nothingYetWords(true, [{}])).toBe('No check has come to its end yet.');
});

test('checks that came to no end one after the other are counted, up to the last whole one', () => {
  const [bad, good] = [{ problem: 'Peoplevox is silent.' }, { problem: null }];
  expect(noEndWords([bad, good, bad])).toBe('The last check came to no end');
  expect(noEndWords([bad, bad, good])).toBe('The last 2 checks came to no end, the latest');
  expect(noEndWords([bad, bad, bad])).toBe('The last 3 checks came to no end, the latest');
});
