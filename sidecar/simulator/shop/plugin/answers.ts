// What the routes answer, and the refusals in WordPress's form.

import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { iso } from '../store.ts';

export interface Answer {
  status: number;
  body: unknown;
}

/** Thrown by a route: answered as WP_REST_Server answers a WP_Error, with `more` beside code and message. */
export class RouteError extends Error {
  override readonly name = 'RouteError';
  readonly status: number;
  readonly code: string;
  readonly more: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  constructor(
    status: number,
    code: string,
    message: string,
    { more = {}, data = {} }: { more?: Record<string, unknown>; data?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
    this.data = data;
  }
  get answer(): Answer {
    const { status, code, message, more, data } = this;
    return { status, body: { code, message, data: { status, ...data, ...more }, ...more } };
  }
}

export const noRoute = () =>
  new RouteError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

/** The body as the route's schema wants it. 400 rest_invalid_json, rest_missing_callback_param, rest_invalid_param. */
export function parseBody<T extends TSchema>(schema: T, raw: Buffer): Static<T> {
  let body: unknown;
  try {
    body = raw.length === 0 ? {} : JSON.parse(raw.toString('utf8'));
  } catch {
    throw new RouteError(400, 'rest_invalid_json', 'Invalid JSON body passed.', {
      data: { json_error_code: 4, json_error_message: 'Syntax error' },
    });
  }
  // To PHP an empty list is an empty object, and the other way round.
  if (Array.isArray(body) && body.length === 0) body = {};
  const errors = [...Value.Errors(schema, body)];
  const missing = errors.flatMap((error) =>
    error.keyword === 'required' && error.instancePath === '' ? error.params.requiredProperties : [],
  );
  if (missing.length > 0)
    throw new RouteError(400, 'rest_missing_callback_param', `Missing parameter(s): ${missing.join(', ')}`, {
      data: { params: missing },
    });
  const params: Record<string, string> = {};
  for (const { instancePath, message } of errors) {
    const [name = 'body', ...inside] = instancePath.split('/').slice(1);
    params[name] ??= `${[name, ...inside].join('.')} ${message}.`;
  }
  refuseParams(params);
  return body as Static<T>;
}

function refuseParams(params: Record<string, string>): void {
  const names = Object.keys(params);
  if (names.length > 0)
    throw new RouteError(400, 'rest_invalid_param', `Invalid parameter(s): ${names.join(', ')}`, {
      data: { params },
    });
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A time in milliseconds; `param` is named in the refusal. */
export function timeParam(text: string, param: string): number {
  const at = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse turns the 31st of February into March without a word.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text.slice(0, 10))
    refuseParams({ [param]: `${param} is not a time like 2026-01-31T12:00:00Z.` });
  return at;
}

const aheadMs = 60_000;

/** A time from a clock that is ahead would have all that comes after it refused as older. 400 pickwave_clock_ahead. */
export function refuseAhead(now: number, times: readonly number[]): void {
  if (times.every((at) => at <= now + aheadMs)) return;
  throw new RouteError(
    400,
    'pickwave_clock_ahead',
    'The clock of the sidecar is more than 60 seconds ahead of the clock here. Set both by a time server.',
    { more: { time: iso(now) } },
  );
}
