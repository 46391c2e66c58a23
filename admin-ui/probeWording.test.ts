import { expect, test } from 'vitest';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import { probeState, questionTone } from './probeWording.ts';

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
const step = { words: 'Saving the same line again', number: 6, of: 9 };

test('a test that runs says how far it is', () => {
  expect(probeState({ run: run({ state: 'running' }), step }).words).toBe(
    'Step 6 of 9: Saving the same line again',
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
    why: '',
    at: '',
  };
  expect(questionTone(finding as never)).toBe('warning');
  expect(questionTone({ ...finding, certainty: 'seen', answer: 'is_allocated' } as never)).toBe('good');
});
