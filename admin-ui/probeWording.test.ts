import { expect, test } from 'vitest';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import { answeredWords, leftOpen, probeState, questionTone } from './probeWording.ts';

const run = (more: Partial<NonNullable<ProbeView['run']>>): NonNullable<ProbeView['run']> => ({
  item: 'MUG',
  allocate: false,
  by: 'Ann',
  startedAt: '2026-11-23T09:00:00.000Z',
  endedAt: null,
  state: 'done',
  why: '',
  step: 'line_key',
  calls: 12,
  orders: [],
  ...more,
});
const step = { words: 'Saving the same line again', number: 8, of: 11 };

test('a test that runs says how far it is', () => {
  expect(probeState({ run: run({ state: 'running' }), step }).words).toBe(
    'Step 8 of 11: Saving the same line again',
  );
});

test('a test that was not begun says why', () => {
  const why = 'Peoplevox has no item code "X". Name one that it has.';
  expect(probeState({ run: run({ state: 'refused', why }), step })).toEqual({
    tone: 'warning',
    words: `The test was not begun. ${why}`,
  });
});

test('what could not be told does not look like an answer', () => {
  const finding = {
    question: 'hold',
    certainty: 'could_not_tell',
    answer: null,
    seconds: null,
    rows: null,
    why: '',
    at: '',
  };
  expect(questionTone(finding as never)).toBe('warning');
  expect(questionTone({ ...finding, certainty: 'seen', answer: 'is_allocated' } as never)).toBe('good');
});

const question = (answer: string | null, more = {}): ProbeView['questions'][number] => ({
  question: 'Does OnHold keep an order from being allocated?',
  words: '',
  until: '',
  finding: {
    question: 'hold',
    certainty: answer === null ? 'could_not_tell' : 'seen',
    answer,
    seconds: null,
    rows: null,
    why: '',
    at: '2026-11-23T09:00:00.000Z',
  },
  ...more,
});

test('what is not answered is counted, with what is done meanwhile and what would answer more', () => {
  const questions = [question('is_allocated'), question(null), question(null, { finding: null })];
  expect(answeredWords({ questions, run: run({ allocate: false }) })).toBe(
    '1 of 3 questions are answered. For the rest Pickwave goes on in the most careful way. ' +
      'A test that may let test orders be allocated can answer more.',
  );
  expect(answeredWords({ questions, run: run({ allocate: true }) })).not.toContain('can answer more');
  const soldOut = question(null);
  if (soldOut.finding) soldOut.finding.question = 'sold_out';
  expect(answeredWords({ questions: [soldOut], run: run({ allocate: false }) })).not.toContain(
    'can answer more',
  );
});

test('where all is answered nothing more is said', () => {
  expect(answeredWords({ questions: [question('is_allocated'), question('cancels')], run: run({}) })).toBe(
    '2 of 2 questions are answered.',
  );
});

test('a test order that could not be put away is named once the test is over', () => {
  const order = { savedAt: '2026-11-23T09:00:00.000Z', outstanding: false, why: '' };
  const orders = [
    { ...order, number: 'PW-TEST-A-1', end: 'left' as const },
    { ...order, number: 'PW-TEST-A-2', end: 'cancelled' as const },
    { ...order, number: 'PW-TEST-A-3', end: 'open' as const },
  ];
  expect(leftOpen(run({ state: 'stopped', orders })).map(({ number }) => number)).toEqual([
    'PW-TEST-A-1',
    'PW-TEST-A-3',
  ]);
  expect(leftOpen(run({ state: 'running', orders }))).toEqual([]);
});
