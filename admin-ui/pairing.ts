// What is typed to pair, and what went wrong, in words beside the field it is about (docs/link.md, Pairing).

import { __ } from '@wordpress/i18n';
import type { Problem } from './problem.ts';

export interface PairTrouble {
  /** null: about neither field. */
  field: 'url' | 'code' | null;
  words: string;
}

/** Without blanks and slashes at the end; an address without a scheme is taken for http, as the sidecar speaks it. */
export function tidyAddress(typed: string): string {
  const bare = typed.trim().replace(/\/+$/, '');
  return bare === '' || /^https?:\/\//i.test(bare) ? bare : `http://${bare}`;
}

/** Capitals, without blanks: `k7qf2 9xmpt` is K7QF2-9XMPT. */
export function tidyCode(typed: string): string {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return signs.length === 10 ? `${signs.slice(0, 5)}-${signs.slice(5)}` : signs;
}

/** Codes of the sidecar travel through the plugin with or without its prefix. */
export function pairTrouble(problem: Problem): PairTrouble {
  if (problem.kind === 'refused' && problem.fields.url) return { field: 'url', words: problem.fields.url };
  if (problem.kind === 'refused' && problem.fields.code) return { field: 'code', words: problem.fields.code };
  const code = problem.code.replace(/^pickwave_/, '');
  switch (code) {
    case 'wrong_code':
      return {
        field: 'code',
        words: __(
          'That is not the code the sidecar printed. Look at its newest one and type it again.',
          'pickwave',
        ),
      };
    case 'code_expired':
      return {
        field: 'code',
        words: __('That code is no longer good. Print a new one with: npx pickwave pair', 'pickwave'),
      };
    case 'paired_elsewhere':
      return {
        field: 'url',
        words: __(
          'That sidecar already serves another shop. Start one of its own for this shop, or unpair it there first.',
          'pickwave',
        ),
      };
    default:
  }
  if (problem.kind === 'away') {
    return {
      field: 'url',
      words: __(
        'Nobody answers at that address. Is the sidecar running, and can the shop’s server reach it?',
        'pickwave',
      ),
    };
  }
  if (code === 'rest_invalid_param') return { field: 'url', words: problem.message };
  return { field: null, words: problem.message };
}
