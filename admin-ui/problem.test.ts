import { expect, test } from 'vitest';
import { problemFrom } from './problem.ts';

test('a sidecar that is away says since when', () => {
  const since = '2026-11-23T14:00:00Z';
  expect(problemFrom({ code: 'pickwave_sidecar_away', message: 'No answer', since })).toEqual({
    kind: 'away',
    code: 'pickwave_sidecar_away',
    message: 'No answer',
    since,
  });
  // WordPress puts what a WP_Error carries under `data`.
  const wordpress = { code: 'pickwave_sidecar_away', message: 'No answer', data: { status: 502, since } };
  expect(problemFrom(wordpress)).toMatchObject({ kind: 'away', since });
});

test('a shop that is not paired is no failure of the sidecar', () => {
  expect(problemFrom({ code: 'pickwave_not_paired', message: 'Pair first' }).kind).toBe('not_paired');
});

test.each([
  { code: 'rest_forbidden', message: 'Sorry', data: { status: 403 } },
  { code: 'rest_cookie_invalid_nonce', message: 'Cookie check failed' },
  { code: 'anything', message: 'No', data: { status: 401 } },
])('who may not see it is told so: $code', (thrown) => {
  expect(problemFrom(thrown).kind).toBe('forbidden');
});

test('no answer at all is the shop being away, in our words', () => {
  const problem = problemFrom({
    code: 'fetch_error',
    message: 'Could not get a valid response from the server.',
  });
  expect(problem.kind).toBe('offline');
  expect(problem.message).toMatch(/^The shop did not answer/);
});

test('a refusal keeps the words for each field', () => {
  const fields = { 'orders.numberPrefix': 'Too long', 'stock.buffer': 'At least 0' };
  expect(problemFrom({ code: 'bad_settings', message: 'Two are wrong', fields })).toEqual({
    kind: 'refused',
    code: 'bad_settings',
    message: 'Two are wrong',
    fields,
  });
});

test.each([
  undefined,
  null,
  'a string',
  {},
  { code: 'invalid_json', message: 'The response is not a valid JSON response.' },
])('an answer that makes no sense (%j) is broken, with words a person can use', (thrown) => {
  const problem = problemFrom(thrown);
  expect(problem.kind).toBe('broken');
  expect(problem.message).not.toBe('');
});

test('a failure inside the server is broken, not refused', () => {
  expect(problemFrom({ code: 'oops', message: 'The ledger is locked', data: { status: 500 } }).kind).toBe(
    'broken',
  );
  expect(problemFrom({ code: 'oops', message: 'It is complete', data: { status: 409 } }).kind).toBe(
    'refused',
  );
});
