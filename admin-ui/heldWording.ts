// What staff read about stock that was not written, and what each answer does. No component, so that it can be tested.

import { __, _n, sprintf } from '@wordpress/i18n';
import type { HeldList } from '../sidecar/http/schemas/stock.ts';

export type Decision = 'apply' | 'discard' | 'wait';

export function heldWords({
  waiting,
  discard,
  apply,
}: Pick<HeldList, 'waiting' | 'discard' | 'apply'>): string {
  const sentences = [
    ...(waiting > 0
      ? [
          sprintf(
            /* translators: %d: number of SKUs */
            _n(
              '%d SKU would fall to zero by the last reading. Is that right? Until you say so, the shop keeps its number.',
              '%d SKUs would fall to zero at once by the last reading. Is that right? Until you say so, the shop keeps their numbers.',
              waiting,
              'pickwave',
            ),
            waiting,
          ),
        ]
      : []),
    ...(apply > 0
      ? [
          sprintf(
            /* translators: %d: number of SKUs */
            _n(
              '%d is written with the next reading.',
              '%d are written with the next reading.',
              apply,
              'pickwave',
            ),
            apply,
          ),
        ]
      : []),
    ...(discard > 0
      ? [
          sprintf(
            /* translators: %d: number of SKUs */
            _n(
              '%d SKU is kept as it is, as somebody decided.',
              '%d SKUs are kept as they are, as somebody decided.',
              discard,
              'pickwave',
            ),
            discard,
          ),
        ]
      : []),
  ];
  return sentences.join(' ');
}

/** The dialog before it is done. `skus` null: all. */
export function question(decision: Decision, skus: string[] | null, count: number) {
  const what =
    skus?.length === 1
      ? String(skus[0])
      : /* translators: %d: number of SKUs */
        sprintf(_n('%d SKU', '%d SKUs', count, 'pickwave'), count);
  switch (decision) {
    case 'apply':
      return {
        title:
          skus?.length === 1
            ? /* translators: %s: a SKU */
              sprintf(__('Is %s sold out?', 'pickwave'), what)
            : /* translators: %s: how many SKUs */
              sprintf(__('Are %s sold out?', 'pickwave'), what),
        doIt: __('Apply', 'pickwave'),
        destructive: true,
        children: __(
          'With the next reading the shop is given what Peoplevox says. What it calls zero can then no longer be bought.',
          'pickwave',
        ),
      };
    case 'discard':
      return {
        /* translators: %s: a SKU, or how many of them */
        title: sprintf(__('Keep %s as the shop has it?', 'pickwave'), what),
        doIt: __('Discard', 'pickwave'),
        destructive: false,
        children: __(
          'The shop keeps its number until Peoplevox has units again. If the warehouse is right after all, the shop sells what is not there.',
          'pickwave',
        ),
      };
    case 'wait':
      return {
        /* translators: %s: a SKU, or how many of them */
        title: sprintf(__('Decide about %s again?', 'pickwave'), what),
        doIt: __('Take back', 'pickwave'),
        destructive: false,
        children: __('It waits for somebody again, and the shop keeps its number meanwhile.', 'pickwave'),
      };
    default:
      return decision satisfies never;
  }
}

export function decidedWords(decision: Decision, count: number): string {
  const some = sprintf(
    /* translators: %d: number of SKUs */
    _n('%d SKU', '%d SKUs', count, 'pickwave'),
    count,
  );
  switch (decision) {
    case 'apply':
      /* translators: %s: how many SKUs */
      return sprintf(__('%s: written with the next reading, which has been asked for.', 'pickwave'), some);
    case 'discard':
      /* translators: %s: how many SKUs */
      return sprintf(__('%s: kept as the shop has it.', 'pickwave'), some);
    case 'wait':
      /* translators: %s: how many SKUs */
      return sprintf(__('%s: waits for a decision again.', 'pickwave'), some);
    default:
      return decision satisfies never;
  }
}
