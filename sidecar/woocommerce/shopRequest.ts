// One signed question to the plugin, and what its answer means. Retries are the journeys' business, never this file's.

import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Agent, request } from 'undici';
import { LeaseLost, NotConnected, Refused, ShopFrozen, Silent, type SyncError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { newNonce, sign } from '../link/signature.ts';

export interface ShopRequestDeps {
  /** the shop's home address, or its REST index as pairing learnt it (`…/wp-json/`, `…/?rest_route=/`) */
  address: () => string;
  secret: () => string;
  /** who we are: the lease's holder */
  holder: string;
  clock: Clock;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** a labelled point, before and after each call: `shop:orders/numbers:before` */
  onPoint?: (label: string) => Promise<void> | void;
  /** told of each answer and each silence, for the health shown on the screen */
  heard?: (news: { ok: boolean; words: string }) => void;
}

const ErrorAnswer = Type.Object({ code: Type.String(), message: Type.Optional(Type.String()) });

// undici's codes for "no connection came about": nothing was transmitted, so nothing was done.
const noConnection = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

type Style = 'pretty' | 'plain';

export function createShopRequest(deps: ShopRequestDeps) {
  const agent = new Agent({ keepAliveTimeout: 10_000, connect: { timeout: 10_000 }, pipelining: 0 });
  let style: Style | null = null; // found out by the first answer, forgotten with the process

  /**
   * POSTs `body` to `shop/<path>` and gives the answer as `schema` says. Throws NotConnected (nothing was done), Silent (it may have been done),
   * LeaseLost, ShopFrozen, or Refused with the shop's words.
   */
  async function ask<T extends TSchema>(path: string, body: object, schema: T): Promise<Static<T>> {
    await deps.onPoint?.(`shop:${path}:before`);
    try {
      const answer = await askInStyle(path, JSON.stringify(body), schema);
      deps.heard?.({ ok: true, words: '' });
      await deps.onPoint?.(`shop:${path}:after`);
      return answer;
    } catch (failure) {
      const answered =
        failure instanceof Refused || failure instanceof LeaseLost || failure instanceof ShopFrozen;
      deps.heard?.({ ok: answered, words: (failure as Error).message });
      throw failure;
    }
  }

  async function askInStyle<T extends TSchema>(path: string, body: string, schema: T): Promise<Static<T>> {
    const first = style ?? styleOf(deps.address());
    const reply = await post(first, path, body);
    // With plain permalinks a web server answers /wp-json/ with a 404 page, or WordPress with its front page and 200, depending
    // on what the server hands on. Nothing was done; and were it otherwise, each route may be asked twice.
    if (style === null && (reply.status === 404 || reply.status === 200) && !reply.json) {
      const other = first === 'pretty' ? 'plain' : 'pretty';
      const second = await post(other, path, body);
      if (second.json) style = other;
      return understood(second, path, schema);
    }
    // A shop may change its permalinks while it is paired: the next question finds out anew.
    style = reply.json ? first : reply.status === 404 ? null : style;
    return understood(reply, path, schema);
  }

  async function post(as: Style, path: string, body: string) {
    const route = `/pickwave/v1/shop/${path}`;
    const timestamp = Math.floor(deps.clock.now().getTime() / 1000);
    const from = `sidecar ${deps.holder}`;
    const signed = sign({ method: 'POST', route, body, from }, deps.secret(), {
      timestamp,
      nonce: newNonce(),
    });
    const signal = AbortSignal.any([
      AbortSignal.timeout(deps.timeoutMs ?? 60_000),
      ...(deps.signal ? [deps.signal] : []),
    ]);
    try {
      const reply = await request(urlOf(deps.address(), as, route), {
        method: 'POST',
        dispatcher: agent,
        headers: { ...signed, 'content-type': 'application/json', accept: 'application/json' },
        body,
        signal,
      });
      const text = await reply.body.text();
      return { status: reply.statusCode, text, json: parsed(text) };
    } catch (failure) {
      throw asSyncError(failure, path);
    }
  }

  return { ask, close: () => agent.destroy() };
}

/** `https://shop.example` and `…/wp-json/` are asked by path, `…/?rest_route=/` by query. */
const styleOf = (address: string): Style => (address.includes('rest_route=') ? 'plain' : 'pretty');

export function urlOf(address: string, style: Style, route: string): string {
  const home = address
    .replace(/[?&]rest_route=.*$/, '')
    .replace(/\/(index\.php\/)?wp-json\/?$/, '')
    .replace(/\/+$/, '');
  return style === 'pretty' ? `${home}/wp-json${route}` : `${home}/?rest_route=${encodeURIComponent(route)}`;
}

function understood<T extends TSchema>(
  reply: { status: number; text: string; json: { value: unknown } | null },
  path: string,
  schema: T,
): Static<T> {
  const { status, json } = reply;
  if (status >= 200 && status < 300) {
    if (json === null) throw new Silent(`The shop answered ${path} with something that is not JSON`);
    if (!Value.Check(schema, json.value))
      throw new Silent(`The shop's answer to ${path} lacks ${lacking(schema, json.value)}`);
    return json.value as Static<T>;
  }
  if (json !== null && Value.Check(ErrorAnswer, json.value)) {
    const { code, message } = json.value;
    const words = message ?? code;
    if (code === 'pickwave_lease_lost') throw new LeaseLost(words);
    if (code === 'pickwave_frozen') throw new ShopFrozen(words);
    if (status < 500) throw new Refused(`${words} (${code})`);
  }
  if (status === 404 || status === 401 || status === 403)
    throw new Refused(
      `The shop answered ${path} with ${status}. Is the plugin active, and does nothing block wp-json/pickwave?`,
    );
  // A server error may come after the work was done.
  throw new Silent(`The shop answered ${path} with ${status}`);
}

const lacking = (schema: TSchema, value: unknown) => {
  const [first] = Value.Errors(schema, value);
  return first
    ? `what it must have at ${first.instancePath || 'its root'}: ${first.message}`
    : 'what it must have';
};

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function asSyncError(failure: unknown, path: string): SyncError {
  const code =
    (failure as { code?: string; cause?: { code?: string } }).code ??
    (failure as { cause?: { code?: string } }).cause?.code;
  if (code !== undefined && noConnection.has(code))
    return new NotConnected(`The shop cannot be reached (${code})`, { cause: failure });
  return new Silent(`The shop did not answer ${path}`, { cause: failure });
}
