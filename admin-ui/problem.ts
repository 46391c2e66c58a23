// What went wrong with a call, as the screen needs to know it. Pure: api.ts makes them, the pages show them.

import { __ } from '@wordpress/i18n';

/**
 * away: WordPress answers, the sidecar does not. not_paired: there is no sidecar yet. forbidden: this person may not.
 * offline: not even WordPress answers. refused: it was understood, and the answer is no. broken: anything else.
 */
export type Problem = { code: string; message: string } & (
  | { kind: 'away'; since: string | null }
  | { kind: 'not_paired' }
  | { kind: 'forbidden' }
  | { kind: 'offline' }
  | { kind: 'refused'; fields: Record<string, string> }
  | { kind: 'broken' }
);

/** The call failed; `problem` says how. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly problem: Problem;
  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}

const forbiddenCodes = [
  'rest_forbidden',
  'rest_cookie_invalid_nonce',
  'rest_not_logged_in',
  'pickwave_forbidden',
];
const offlineCodes = ['offline_error', 'fetch_error'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/**
 * What api-fetch threw, sorted. It throws the body of the answer: `{code, message, data?: {status}}` (WordPress),
 * `{code, message, since?, fields?}` (plugin and sidecar), or a code of its own where no answer came.
 */
export function problemFrom(thrown: unknown): Problem {
  const body = isRecord(thrown) ? thrown : {};
  const data = isRecord(body.data) ? body.data : {};
  const code = text(body.code);
  const message =
    text(body.message) ||
    __('The answer could not be read. Try again; if it lasts, tell support.', 'pickwave');
  const status = Number(data.status ?? body.status ?? body.statusCode ?? 0);
  if (code === 'pickwave_sidecar_away') {
    return { kind: 'away', code, message, since: text(body.since ?? data.since) || null };
  }
  if (code === 'pickwave_not_paired') return { kind: 'not_paired', code, message };
  if (forbiddenCodes.includes(code) || status === 401 || status === 403) {
    return { kind: 'forbidden', code, message };
  }
  if (offlineCodes.includes(code)) {
    const words = __('The shop did not answer. Is it up, and are you online?', 'pickwave');
    return { kind: 'offline', code, message: words };
  }
  if (code === '' || code === 'invalid_json' || code === 'internal_server_error' || status >= 500) {
    return { kind: 'broken', code: code || 'unreadable', message };
  }
  return { kind: 'refused', code, message, fields: wordsByKey(body.fields ?? data.fields ?? data.params) };
}

function wordsByKey(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, words]) => (typeof words === 'string' ? [[key, words]] : [])),
  );
}
