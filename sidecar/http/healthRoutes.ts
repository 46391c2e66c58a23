// For whoever runs the sidecar: is it alive, is it ready, and numbers for Prometheus. No personal data, no secrets.

import type { FastifyPluginAsync } from 'fastify';
import type { HttpDeps } from './deps.ts';

export const healthRoutes =
  (deps: HttpDeps): FastifyPluginAsync =>
  async (app) => {
    app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true, version: deps.version }));

    app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      const troubles = await notReady(deps);
      return reply.code(troubles.length === 0 ? 200 : 503).send({ ready: troubles.length === 0, troubles });
    });

    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('content-type', deps.metrics.contentType).send(await deps.metrics.text()),
    );
  };

async function notReady({ ledger, pairing, lease }: HttpDeps): Promise<string[]> {
  const troubles: string[] = [];
  try {
    await ledger.ping();
    if ((await pairing.current()).secrets.length === 0) troubles.push('No shop is paired.');
  } catch {
    troubles.push('The ledger cannot be written.');
  }
  if (!lease.view().held) troubles.push('The lease of the shop is not held.');
  return troubles;
}
