// How the test of this Peoplevox stands, in words; the answers themselves come from the sidecar.

import { __, sprintf } from '@wordpress/i18n';
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
