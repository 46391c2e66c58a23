// Pairing with a one-time code (docs/link.md, Pairing).

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { HttpDeps, PairOutcome } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { PairAnswer, PairBody } from './schemas/pairing.ts';

const statuses: Record<Exclude<PairOutcome['kind'], 'paired'>, number> = {
  wrong_code: 403,
  code_expired: 410,
  paired_elsewhere: 409,
  shop_unreachable: 502,
};

export const pairRoute =
  ({ pairing, version }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/pair',
      {
        config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: { body: PairBody, response: { 200: PairAnswer } },
      },
      async (request) => {
        const { code, secret, installation_id, shop_url, rest_url } = request.body;
        const outcome = await pairing.pair({
          code,
          secret,
          installationId: installation_id,
          shopUrl: shop_url,
          restUrl: rest_url,
        });
        if (outcome.kind !== 'paired')
          throw new HttpProblem(statuses[outcome.kind], outcome.kind, outcome.message);
        return { sidecar_id: outcome.sidecarId, version };
      },
    );
  };
