import { expect, test } from 'vitest';
import { judgeRepeated } from './repeatedRows.ts';
import type { IntegrationResponse } from './soap.ts';

const answer = (more: Partial<IntegrationResponse>): IntegrationResponse => ({
  responseId: 0,
  totalCount: 4,
  detail: '',
  statuses: [],
  queued: false,
  ...more,
});
const statuses = (count: number, bad = 0) =>
  Array.from({ length: count }, (_, place) => ({ reference: 'PW-TEST-A-1', ok: place >= bad }));

test.each<[string, Partial<IntegrationResponse>, string]>([
  ['all rows counted, a status each', { statuses: statuses(4) }, 'answered'],
  ['all rows counted, no statuses', {}, 'answered'],
  ['all rows counted, one status of the sales order', { statuses: statuses(1) }, 'answered'],
  ['no count at all', { totalCount: null }, 'answered'],
  ['in a queue, and not counted yet', { totalCount: 0, queued: true }, 'answered'],
  ['no, and nothing imported', { responseId: -1, totalCount: 0 }, 'refused'],
  ['no, though a part was imported', { responseId: -1, totalCount: 2, statuses: statuses(4, 2) }, 'part'],
  ['yes, with a row that failed', { statuses: statuses(4, 1) }, 'part'],
  ['yes, with fewer rows counted', { totalCount: 3 }, 'part'],
  ['yes, with fewer statuses than rows', { statuses: statuses(3) }, 'part'],
])('%s: %#', (_, more, kind) => {
  expect(judgeRepeated(4, answer(more)).kind).toBe(kind);
});

test('what was counted is said, and Peoplevox is quoted', () => {
  expect(judgeRepeated(4, answer({ totalCount: 3 })).words).toBe('It counted 3 of 4 rows.');
  expect(judgeRepeated(4, answer({ responseId: -1, totalCount: 0, detail: 'Too long' })).words).toBe(
    'Too long',
  );
});
