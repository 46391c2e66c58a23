// Words of the comparisons of shop and Peoplevox.

import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReconciliationView } from '../sidecar/http/schemas/reconciliations.ts';
import type { Tone } from './wording.ts';

type Counts = Pick<ReconciliationView, 'checked' | 'found' | 'sentAgain' | 'waiting' | 'odd'>;

/** "412 checked, 412 there, 0 sent again, 0 odd"; those that wait are told where there are any. */
export function comparedWords({ checked, found, sentAgain, waiting, odd }: Counts): string {
  const parts = [
    /* translators: %d: number of orders */
    sprintf(__('%d checked', 'pickwave'), checked),
    /* translators: %d: number of orders that Peoplevox has as it should */
    sprintf(__('%d there', 'pickwave'), found),
    /* translators: %d: number of orders */
    sprintf(__('%d sent again', 'pickwave'), sentAgain),
    /* translators: %d: number of orders that are on their way */
    ...(waiting > 0 ? [sprintf(_n('%d waits', '%d wait', waiting, 'pickwave'), waiting)] : []),
    /* translators: %d: number of orders that are not as they should be */
    sprintf(__('%d odd', 'pickwave'), odd),
  ];
  return parts.join(', ');
}

export const comparedState = ({ odd }: Counts): Tone => (odd > 0 ? 'warning' : 'good');

export function depthWords(depth: ReconciliationView['depth']): string {
  switch (depth) {
    case 'recent':
      return __('some hours', 'pickwave');
    case 'hourly':
      return __('about a day', 'pickwave');
    case 'nightly':
      return __('some weeks', 'pickwave');
  }
}
