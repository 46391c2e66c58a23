// Words of the comparisons of shop and Peoplevox.

import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReconciliationView } from '../sidecar/http/schemas/reconciliations.ts';
import type { Tone } from './wording.ts';

type Counts = Pick<ReconciliationView, 'checked' | 'found' | 'sentAgain' | 'waiting' | 'odd'>;

/** "412 checked, 412 there, 0 sent again, 0 odd"; those that wait are told where there are any. */
export function comparedWords({ checked, found, sentAgain, waiting, odd }: Counts): string {
  if (checked === 0) return __('there was none to check', 'pickwave');
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

/** What was checked, before "were checked 4 min ago". Only the nightly check looks back over all that may still be open. */
export function reachWords(depth: ReconciliationView['depth']): string {
  switch (depth) {
    case 'recent':
      return __('Paid orders of the last hours were checked', 'pickwave');
    case 'hourly':
      return __('Paid orders of the last day were checked', 'pickwave');
    case 'nightly':
      return __('Paid orders of the last weeks were checked', 'pickwave');
  }
}

/** Why there is no result to show yet. `runs`: those that came to no end. */
export function nothingYetWords(live: boolean, runs: readonly unknown[]): string {
  if (runs.length > 0) return __('No check has come to its end yet.', 'pickwave');
  return live
    ? __('Nothing has been compared yet. The first check begins by itself.', 'pickwave')
    : __('Nothing has been compared yet. It is done by itself once Pickwave is live.', 'pickwave');
}

/** "The last check came to no end"; where several in a row did not, how many. `runs`: the newest first. */
export function noEndWords(runs: readonly Pick<ReconciliationView, 'problem'>[]): string {
  const whole = runs.findIndex(({ problem }) => problem === null);
  const count = whole === -1 ? runs.length : whole;
  return sprintf(
    /* translators: %d: number of checks, one after the other; its age follows */
    _n('The last check came to no end', 'The last %d checks came to no end, the latest', count, 'pickwave'),
    count,
  );
}
