// Requests to a target: signed as the sidecar signs them, or wrong in exactly one way.

import { randomUUID } from 'node:crypto';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { expect } from 'vitest';
import { newNonce, type QueryPair, sign, signatureOf, textToSign } from '../link/signature.ts';
import type { Target } from './target.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was answered
  body: any;
}
export interface Wrong {
  method?: string;
  secret?: string;
  from?: string;
  /** Seconds by which the stamp is off. */
  late?: number;
  nonce?: string;
  query?: QueryPair[];
  /** Sent in place of the query that was signed. */
  sentQuery?: QueryPair[];
  /** Sent in place of the body that was signed. */
  sentBody?: string;
  /** Laid over the four headers; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  /** By `?rest_route=` rather than by path. */
  plain?: boolean;
}

export const holder = 'contract suite';

export async function ask(target: Target, path: string, body: unknown, wrong: Wrong = {}): Promise<Reply> {
  const route = `/pickwave/v1/shop/${path}`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { method = 'POST', query = [], from = `sidecar ${holder}` } = wrong;
  const timestamp = Math.floor(target.now().getTime() / 1000) + (wrong.late ?? 0);
  const request = { method, route, body: method === 'GET' ? '' : text, from, query };
  const nonce = wrong.nonce ?? newNonce();
  const secret = wrong.secret ?? target.secret;
  // sign() refuses a short secret, which is what some of these requests are about.
  const signed =
    secret.length < 32
      ? {
          'X-Pickwave-Timestamp': String(timestamp),
          'X-Pickwave-Nonce': nonce,
          'X-Pickwave-From': from,
          'X-Pickwave-Signature': signatureOf(textToSign(request, String(timestamp), nonce), secret),
        }
      : sign(request, secret, { timestamp, nonce });
  const headers = Object.entries({ ...signed, 'content-type': 'application/json', ...wrong.headers });
  const reply = await fetch(addressOf(target, route, wrong.sentQuery ?? query, wrong.plain ?? false), {
    method,
    headers: headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])) as [
      string,
      string,
    ][],
    ...(method === 'GET' ? {} : { body: wrong.sentBody ?? text }),
  });
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
}

function addressOf(target: Target, route: string, query: readonly QueryPair[], plain: boolean): string {
  const search = new URLSearchParams(query.map(([name, value]) => [name, value]));
  if (!plain) return `${target.url}/wp-json${route}${search.size > 0 ? `?${search}` : ''}`;
  return `${target.url}/?${new URLSearchParams([['rest_route', route], ...search])}`;
}

/** An answer that has to be good, and of the shape that contract.ts says. */
export async function good<T extends TSchema>(
  target: Target,
  path: string,
  body: unknown,
  schema: T,
): Promise<Reply['body']> {
  const reply = await ask(target, path, body);
  expect(reply, `${path}: ${JSON.stringify(reply.body)}`).toMatchObject({ status: 200 });
  expect([...Value.Errors(schema, reply.body)]).toEqual([]);
  return reply.body;
}

/** The epoch of the suite's lease, taken or kept. */
export async function epochOf(target: Target): Promise<number> {
  const { body } = await ask(target, 'lease', { holder, seconds: 300 });
  expect(body).toMatchObject({ granted: true, holder });
  return body.epoch;
}

/** Words of this run only, since a real shop keeps what earlier runs left. */
export const fresh = (what: string): string => `${what}-${randomUUID().slice(0, 8)}`;

/** A refusal as WordPress gives it. */
export const Refusal = Type.Object({
  code: Type.String(),
  message: Type.String({ minLength: 1 }),
  data: Type.Object({ status: Type.Integer() }),
});

/** Status, code, and the parameters that a refusal names. */
export async function badParams(asked: Promise<Reply>): Promise<[number, string, string[]]> {
  const { status, body } = await asked;
  const params = body.data?.params ?? [];
  return [status, body.code, Array.isArray(params) ? params : Object.keys(params)];
}
