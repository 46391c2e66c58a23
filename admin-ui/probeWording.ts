// How the test of this Peoplevox stands, in words; the answers themselves come from the sidecar.

import { __, _n, sprintf } from '@wordpress/i18n';
import type { ProbeQuestion } from '../sidecar/domain/probe.ts';
import type { ProbeView } from '../sidecar/http/schemas/probe.ts';
import type { Tone } from './wording.ts';

export function probeState({ run, step }: Pick<ProbeView, 'run' | 'step'>): { tone: Tone; words: string } {
  if (run === null)
    return {
      tone: 'idle',
      words: __('Not tested yet. Until then Pickwave works in the most careful way.', 'pickwave'),
    };
  switch (run.state) {
    case 'running':
      return {
        tone: 'busy',
        words: sprintf(
          /* translators: 1: number of a step. 2: number of all steps. 3: what is done. */
          __('Step %1$d of %2$d: %3$s', 'pickwave'),
          step?.number ?? 1,
          step?.of ?? 1,
          step?.words ?? '',
        ),
      };
    case 'done':
      return {
        tone: 'good',
        /* translators: 1: an item code. 2: a person. */
        words: sprintf(__('Tested with %1$s by %2$s.', 'pickwave'), run.item, run.by),
      };
    case 'stopped':
      return {
        tone: 'warning',
        /* translators: 1: what was done. 2: why. */
        words: sprintf(__('The test stopped at “%1$s”. %2$s', 'pickwave'), step?.words ?? '', run.why),
      };
    case 'refused':
      return {
        tone: 'warning',
        /* translators: %s: why */
        words: sprintf(__('The test was not begun. %s', 'pickwave'), run.why),
      };
    default:
      return run.state satisfies never;
  }
}

export function questionTone(finding: ProbeView['questions'][number]['finding']): Tone {
  if (!finding) return 'idle';
  return finding.answer === null ? 'warning' : 'good';
}

/** Only seen on a test order that may be allocated. */
const allocationQuestions: ProbeQuestion[] = ['lag_after_allocation', 'lag_after_cancel', 'action1', 'hold'];

/** How much is known, and what to do about the rest. */
export function answeredWords({ questions, run }: Pick<ProbeView, 'questions' | 'run'>): string {
  const answered = questions.filter(({ finding }) => finding?.answer).length;
  const words = sprintf(
    /* translators: 1: number of questions that are answered. 2: number of all questions. */
    _n(
      '%1$d of %2$d question is answered.',
      '%1$d of %2$d questions are answered.',
      questions.length,
      'pickwave',
    ),
    answered,
    questions.length,
  );
  if (answered === questions.length) return words;
  const wantsAllocation = questions.some(
    ({ finding }) => finding?.answer === null && allocationQuestions.includes(finding.question),
  );
  const careful = __('For the rest Pickwave goes on in the most careful way.', 'pickwave');
  const allow = __('A test that may let test orders be allocated can answer more.', 'pickwave');
  return [words, careful, ...(wantsAllocation && run?.allocate === false ? [allow] : [])].join(' ');
}

/** Test orders that may still stand in Peoplevox, where pickers could see them; none while the test is at it. */
export const leftOpen = (run: ProbeView['run']) =>
  run === null || run.state === 'running'
    ? []
    : run.orders.filter(({ end }) => end === 'open' || end === 'left');
