// The signature on every request between plugin and sidecar, both ways (docs/link.md, Signature).

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const windowSeconds = 300;
/** How long a receiver remembers a nonce: the window on both sides, and a minute. */
export const nonceLifeSeconds = 660;
const leastSecretLength = 32;

/** Name and value as they were before encoding; names may repeat. */
export type QueryPair = readonly [name: string, value: string];

export interface SignableRequest {
  method: string;
  /** What the application sees: `/pickwave/v1/shop/orders` in WordPress, `/events/order` in the sidecar. */
  route: string;
  query?: readonly QueryPair[];
  /** The raw bytes; a string is taken as UTF-8. Without one: nothing. */
  body?: string | Uint8Array | undefined;
  /** `sidecar <holder>` or `shop <installation id> <address>[ <user>]`: see from.ts. */
  from: string;
}

export interface SignatureHeaders {
  'X-Pickwave-Timestamp': string;
  'X-Pickwave-Nonce': string;
  'X-Pickwave-From': string;
  'X-Pickwave-Signature': string;
}

export const newNonce = (): string => randomBytes(16).toString('hex');

/** `nonce` is new for each request; `timestamp` is seconds since 1970. Throws on a secret that may not be used. */
export function sign(
  request: SignableRequest,
  secret: string,
  { timestamp, nonce }: { timestamp: number; nonce: string },
): SignatureHeaders {
  if (!usableSecret(secret)) throw new Error('The link secret has to have at least 32 characters.');
  const stamp = String(Math.floor(timestamp));
  return {
    'X-Pickwave-Timestamp': stamp,
    'X-Pickwave-Nonce': nonce,
    'X-Pickwave-From': request.from,
    'X-Pickwave-Signature': signatureOf(textToSign(request, stamp, nonce), secret),
  };
}

export function textToSign(request: SignableRequest, timestamp: string, nonce: string): string {
  return [
    'pickwave-1',
    request.method.toUpperCase(),
    request.route.replace(/\/+$/, ''),
    canonicalQuery(request.query ?? []),
    timestamp,
    nonce,
    request.from,
    createHash('sha256')
      .update(request.body ?? '')
      .digest('hex'),
  ].join('\n');
}

export const signatureOf = (text: string, secret: string): string =>
  createHmac('sha256', Buffer.from(secret, 'utf8')).update(text, 'utf8').digest('hex');

/** An empty secret signs as well as any other, so it has to be refused (woocommerce.md 1, row 16). */
export const usableSecret = (secret: string): boolean => [...secret].length >= leastSecretLength;

/** Without `rest_route` and `_locale`, which WordPress and its scripts add on the way. */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .filter(([name]) => name !== 'rest_route' && name !== '_locale')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort(byBytes)
    .join('&');
}

// Everything but A-Z a-z 0-9 - . _ ~, which encodeURIComponent leaves five characters short of. Through a buffer,
// because half a surrogate pair has no bytes of its own and encodeURIComponent throws on it.
const encode = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

// What is encoded is ASCII, where code units are bytes.
const byBytes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The pairs of a raw query string, with or without its question mark. */
export function queryPairs(raw: string): QueryPair[] {
  return [...new URLSearchParams(raw)].map(([name, value]) => [name, value] as const);
}

export interface ReceivedRequest {
  method: string;
  route: string;
  /** As it came, without the question mark. */
  rawQuery: string;
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
}
export type LinkRefusalCode =
  | 'pickwave_unsigned'
  | 'pickwave_stale'
  | 'pickwave_bad_signature'
  | 'pickwave_replayed'
  | 'pickwave_not_paired';
/** What to answer with 401. `time` is the receiver's clock, given with pickwave_stale. */
export interface LinkRefusal {
  ok: false;
  code: LinkRefusalCode;
  message: string;
  time?: string;
}
export interface LinkAccepted {
  ok: true;
  from: string;
  nonce: string;
  timestamp: number;
  /** Which of the secrets it was signed with. */
  secret: string;
}

/**
 * Everything but the nonce's newness. `secrets`: the present one, and the one before while it is being rotated.
 */
export function checkSignature(
  request: ReceivedRequest,
  secrets: readonly string[],
  now: Date,
): LinkAccepted | LinkRefusal {
  const usable = secrets.filter(usableSecret);
  if (usable.length === 0)
    return refuse('pickwave_not_paired', 'There is no pairing here. Pair the shop first.');

  const timestamp = oneHeader(request.headers, 'x-pickwave-timestamp');
  const nonce = oneHeader(request.headers, 'x-pickwave-nonce');
  const from = oneHeader(request.headers, 'x-pickwave-from');
  const signature = oneHeader(request.headers, 'x-pickwave-signature');
  if (
    !/^\d{1,12}$/.test(timestamp) ||
    !/^[0-9a-f]{32}$/.test(nonce) ||
    !/^[\x21-\x7e][\x20-\x7e]{0,1999}$/.test(from) ||
    !/^[0-9a-f]{64}$/.test(signature)
  )
    return refuse('pickwave_unsigned', 'The X-Pickwave-* headers are missing or malformed.');

  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > windowSeconds)
    return {
      ...refuse(
        'pickwave_stale',
        'The time of the request is more than 300 seconds away from the time here.',
      ),
      time: now.toISOString(),
    };

  const text = textToSign(
    {
      method: request.method,
      route: request.route,
      query: queryPairs(request.rawQuery),
      body: request.body,
      from,
    },
    timestamp,
    nonce,
  );
  const secret = usable.find((one) => sameText(signature, signatureOf(text, one)));
  if (secret === undefined)
    return refuse('pickwave_bad_signature', 'The signature does not fit the request: the secrets differ.');
  return { ok: true, from, nonce, timestamp: Number(timestamp), secret };
}

/** `seenNonce` stores the nonce and says whether it was there already; it is asked only when all else is right. */
export async function verify(
  request: ReceivedRequest,
  secrets: readonly string[],
  now: Date,
  seenNonce: (nonce: string) => boolean | Promise<boolean>,
): Promise<LinkAccepted | LinkRefusal> {
  const checked = checkSignature(request, secrets, now);
  if (!checked.ok) return checked;
  if (await seenNonce(checked.nonce))
    return refuse('pickwave_replayed', 'This request has been here before.');
  return checked;
}

const refuse = (code: LinkRefusalCode, message: string): LinkRefusal => ({ ok: false, code, message });

/** A header that came twice is no header we can trust. */
function oneHeader(headers: ReceivedRequest['headers'], name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

const sameText = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
