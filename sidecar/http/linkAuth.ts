// Who asks: each request of the plugin is signed (docs/link.md). What is refused here has changed nothing.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type From, readFrom, shopAddress } from '../link/from.ts';
import { nonceLifeSeconds, verify } from '../link/signature.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** the body as it came, which is what was signed */
    rawBody: Buffer;
    asker: { name: string; rights: 'manage' | 'view' } | null;
  }
}

/** Bodies stay as they came until the asker is known: only then is JSON read. */
export function keepRawBodies(app: FastifyInstance): void {
  app.decorateRequest('rawBody');
  app.decorateRequest('asker', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

export function readJson(request: FastifyRequest): void {
  if (request.rawBody.length === 0) {
    request.body = {};
    return;
  }
  try {
    request.body = JSON.parse(request.rawBody.toString('utf8'));
  } catch {
    throw new HttpProblem(400, 'bad_request', 'The body is not JSON.');
  }
}

export const takeRawBody = (request: FastifyRequest) => {
  request.rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
};

type LinkDeps = Pick<HttpDeps, 'ledger' | 'pairing' | 'clock' | 'shop'>;

/** For routes that the plugin calls. `asker` is set where it asks on behalf of a person. */
export function requireSignature(app: FastifyInstance, { ledger, pairing, clock, shop }: LinkDeps): void {
  app.addHook('preValidation', async (request) => {
    takeRawBody(request);
    const [path = '', query = ''] = request.url.split('?', 2);
    const known = await pairing.current();
    const verdict = await verify(
      {
        method: request.method,
        route: path.replace(/\/+$/, ''),
        rawQuery: query,
        headers: request.headers,
        body: request.rawBody,
      },
      known.secrets,
      clock.now(),
      (nonce) => ledger.seenNonce(nonce, new Date(clock.now().getTime() + nonceLifeSeconds * 1000)),
    );
    if (!verdict.ok)
      throw new HttpProblem(
        401,
        verdict.code,
        verdict.message,
        verdict.time === undefined ? {} : { time: verdict.time },
      );

    const from = readFrom(verdict.from);
    if (from?.who !== 'shop')
      throw new HttpProblem(401, 'pickwave_unsigned', 'X-Pickwave-From has to name the shop that asks.');
    sameShop(from, known, shop.view().words);
    shop.asked();
    request.asker = from.person;
    readJson(request);
  });
}

function sameShop(
  from: Extract<From, { who: 'shop' }>,
  known: { installationId: string | null; shopUrl: string | null },
  shopWords: string,
): void {
  // Paired by the environment, the sidecar learns from the shop itself who it is, never from whoever asks.
  if (known.installationId === null || known.shopUrl === null)
    throw new HttpProblem(
      503,
      'shop_not_known_yet',
      `The sidecar has not reached the shop yet. ${shopWords}`,
    );
  if (
    from.installationId === known.installationId &&
    shopAddress(from.address) === shopAddress(known.shopUrl)
  )
    return;
  throw new HttpProblem(
    409,
    'pickwave_wrong_shop',
    `This sidecar works for ${shopAddress(known.shopUrl)} (installation ${known.installationId}), not for ${from.address} (installation ${from.installationId}). ` +
      'A copy or another shop needs a sidecar of its own; a shop that has moved has to be paired anew.',
  );
}

/** For /api: a person has to stand behind it, and who only may view changes nothing. */
export function requireRights(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    if (!request.asker)
      throw new HttpProblem(
        403,
        'pickwave_forbidden',
        'The request names no person. Is the plugin up to date?',
      );
    if (request.method !== 'GET' && request.asker.rights !== 'manage')
      throw new HttpProblem(
        403,
        'pickwave_forbidden',
        'You may look, but not change anything. Ask somebody who manages the shop.',
      );
  });
}

/** Whose name goes into the journal. */
export const who = (request: FastifyRequest) => request.asker?.name.trim() || 'Somebody';
