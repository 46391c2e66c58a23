import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalQuery,
  checkSignature,
  newNonce,
  type QueryPair,
  queryPairs,
  type ReceivedRequest,
  sign,
  textToSign,
  verify,
} from './signature.ts';

interface Vector {
  name: string;
  secret: string;
  method: string;
  route: string;
  query: QueryPair[];
  canonical_query: string;
  timestamp: string;
  nonce: string;
  from: string;
  body: string;
  text: string;
  signature: string;
}
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../domain/link/vectors.json', import.meta.url), 'utf8'),
);

const rawQuery = (query: readonly QueryPair[]) =>
  new URLSearchParams(query.map(([name, value]) => [name, value])).toString();

/** A vector as it comes in over HTTP, with anything about it changed. */
function received(vector: Vector, change: Partial<ReceivedRequest> = {}): ReceivedRequest {
  return {
    method: vector.method,
    route: vector.route,
    rawQuery: rawQuery(vector.query),
    headers: {
      'x-pickwave-timestamp': vector.timestamp,
      'x-pickwave-nonce': vector.nonce,
      'x-pickwave-from': vector.from,
      'x-pickwave-signature': vector.signature,
    },
    body: Buffer.from(vector.body),
    ...change,
  };
}
const at = (vector: Vector, seconds = 0) => new Date((Number(vector.timestamp) + seconds) * 1000);
const [plain] = vectors;
if (!plain) throw new Error('vectors.json is empty');

describe.each(vectors)('vector: $name', (vector) => {
  test('the text and the signature are the ones written down', () => {
    expect(canonicalQuery(vector.query)).toBe(vector.canonical_query);
    expect(textToSign(vector, vector.timestamp, vector.nonce)).toBe(vector.text);
    const headers = sign(vector, vector.secret, {
      timestamp: Number(vector.timestamp),
      nonce: vector.nonce,
    });
    expect(headers['X-Pickwave-Signature']).toBe(vector.signature);
  });

  test('it is accepted as it comes in over HTTP', () => {
    expect(checkSignature(received(vector), [vector.secret], at(vector))).toMatchObject({
      ok: true,
      from: vector.from,
    });
  });
});

describe('what is refused', () => {
  const code = (change: Partial<ReceivedRequest>, secrets = [plain.secret], now = at(plain)) => {
    const verdict = checkSignature(received(plain, change), secrets, now);
    return verdict.ok ? 'accepted' : verdict.code;
  };
  const header = (name: string, value: string | string[] | undefined) => ({
    headers: { ...received(plain).headers, [name]: value },
  });

  test.each([
    ['another method', { method: 'GET' }],
    ['another route', { route: '/pickwave/v1/shop/stock' }],
    ['a parameter more', { rawQuery: 'limit=100' }],
    ['another body', { body: Buffer.from(`${plain.body} `) }],
    ['another sender', header('x-pickwave-from', 'sidecar somebody-else')],
    ['another nonce', header('x-pickwave-nonce', 'f'.repeat(32))],
    ['a time nearby', header('x-pickwave-timestamp', String(Number(plain.timestamp) + 1))],
    ['another signature', header('x-pickwave-signature', 'a'.repeat(64))],
  ])('%s: bad signature', (_, change) => {
    expect(code(change)).toBe('pickwave_bad_signature');
  });

  test.each([
    ['no headers', { headers: {} }],
    ['a nonce in capitals', header('x-pickwave-nonce', 'A'.repeat(32))],
    ['a short nonce', header('x-pickwave-nonce', 'a'.repeat(31))],
    ['a time with a sign', header('x-pickwave-timestamp', '+1767225600')],
    ['no sender', header('x-pickwave-from', '')],
    ['the same header twice', header('x-pickwave-signature', [plain.signature, plain.signature])],
    ['a signature in capitals', header('x-pickwave-signature', plain.signature.toUpperCase())],
  ])('%s: unsigned', (_, change) => {
    expect(code(change)).toBe('pickwave_unsigned');
  });

  test('300 seconds of difference are let through, 301 are stale, in both directions', () => {
    expect(code({}, [plain.secret], at(plain, 300))).toBe('accepted');
    expect(code({}, [plain.secret], at(plain, -300))).toBe('accepted');
    expect(code({}, [plain.secret], at(plain, 301))).toBe('pickwave_stale');
    expect(code({}, [plain.secret], at(plain, -301))).toBe('pickwave_stale');
    expect(checkSignature(received(plain), [plain.secret], at(plain, 301))).toMatchObject({
      time: at(plain, 301).toISOString(),
    });
  });

  test('an empty or short secret counts as none, even where the sender signed with it', () => {
    expect(code({}, [''])).toBe('pickwave_not_paired');
    expect(code({}, ['short'])).toBe('pickwave_not_paired');
    expect(() => sign(plain, '', { timestamp: 1, nonce: newNonce() })).toThrow('32 characters');
    expect(() => sign(plain, 'x'.repeat(31), { timestamp: 1, nonce: newNonce() })).toThrow('32 characters');
  });

  test('while the secret is rotated, the old one and the new one are accepted', () => {
    expect(code({}, ['y'.repeat(64), plain.secret])).toBe('accepted');
    expect(code({}, ['y'.repeat(64)])).toBe('pickwave_bad_signature');
  });

  test('the nonce is spent only by a request that is right, and only once', async () => {
    const seen = new Set<string>();
    const seenNonce = (nonce: string) => seen.has(nonce) || !seen.add(nonce);
    const ask = (change: Partial<ReceivedRequest> = {}) =>
      verify(received(plain, change), [plain.secret], at(plain), seenNonce);

    expect(await ask({ method: 'GET' })).toMatchObject({ code: 'pickwave_bad_signature' });
    expect(seen.size).toBe(0);
    expect(await ask()).toMatchObject({ ok: true, nonce: plain.nonce });
    expect(await ask()).toMatchObject({ ok: false, code: 'pickwave_replayed' });
  });
});

test('whatever the query holds, what is signed is what arrives', () => {
  const pairs = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(pairs, (query) => {
      expect(canonicalQuery(queryPairs(rawQuery(query)))).toBe(canonicalQuery(query));
      expect(canonicalQuery(query.toReversed())).toBe(canonicalQuery(query));
      expect(canonicalQuery(query)).toMatch(/^[A-Za-z0-9\-._~%=&]*$/);
    }),
    { numRuns: 40 },
  );
});

test('every nonce is new', () => {
  expect(new Set(Array.from({ length: 1000 }, newNonce)).size).toBe(1000);
});
