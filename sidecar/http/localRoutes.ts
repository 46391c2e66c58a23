// For the command line on the same machine: a code for pairing, a journey run to its end, the readiness checks.

import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { Checks, JourneyEnding, PairingCode } from './schemas/local.ts';
import { JourneyParams } from './schemas/overview.ts';

/** Who may read the data directory may do everything. */
export function requireToken(app: FastifyInstance, token: string): void {
  const expected = Buffer.from(`Bearer ${token}`);
  app.addHook('onRequest', async (request) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new HttpProblem(
        401,
        'no_token',
        'This door is for the pickwave command of the same data directory.',
      );
    request.asker = { name: 'Command line', rights: 'manage' };
  });
}

export const localRoutes =
  ({ pairing, journeys, checks }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/local/pairing-code', { schema: { response: { 200: PairingCode } } }, async () => {
      const { code, until } = await pairing.newCode();
      return { code, until: until.toISOString() };
    });

    app.post(
      '/local/journeys/:name/run',
      { schema: { params: JourneyParams, response: { 200: JourneyEnding } } },
      (request) => journeys.runNow(request.params.name),
    );

    app.get('/local/checks', { schema: { response: { 200: Checks } } }, async () => ({
      checks: await checks(),
    }));
  };
