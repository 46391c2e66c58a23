// The sidecar's two doors: the public one, for the plugin, Peoplevox and whoever runs it, and a local one for the command line.

import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { byHandRoutes } from './byHandRoutes.ts';
import type { HttpDeps } from './deps.ts';
import { orderEvents, peoplevoxEvents } from './eventRoutes.ts';
import { healthRoutes } from './healthRoutes.ts';
import { keepRawBodies, requireRights, requireSignature } from './linkAuth.ts';
import { localRoutes, requireToken } from './localRoutes.ts';
import { orderRoutes } from './orderRoutes.ts';
import { overviewRoutes } from './overviewRoutes.ts';
import { pairRoute } from './pairRoute.ts';
import { probeRoutes } from './probeRoutes.ts';
import { answerProblems } from './problems.ts';
import { reconciliationRoutes } from './reconciliationRoutes.ts';
import { settingsRoutes } from './settingsRoutes.ts';
import { stockRoutes } from './stockRoutes.ts';

// The plugin keeps connections open for a while; one that is closed under its hands costs it a retry.
const newApp = () =>
  Fastify({ logger: false, exposeHeadRoutes: false, bodyLimit: 1_048_576, keepAliveTimeout: 65_000 });

/** What the plugin and others ask of the sidecar (docs/link.md). */
export async function publicApp(deps: HttpDeps): Promise<FastifyInstance> {
  const app = newApp();
  answerProblems(app, deps.log);
  await app.register(helmet);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Pickwave sidecar',
        version: deps.version,
        description: 'Asked by the plugin on behalf of a person; every request is signed (docs/link.md).',
      },
    },
  });
  await app.register(healthRoutes(deps));
  await app.register(pairRoute(deps));
  await app.register(async (unsigned) => {
    keepRawBodies(unsigned); // Peoplevox posts a form, which is not read
    await unsigned.register(peoplevoxEvents(deps));
  });
  await app.register(async (signed) => {
    keepRawBodies(signed);
    requireSignature(signed, deps);
    await signed.register(orderEvents(deps));
    await signed.register(async (api) => {
      requireRights(api);
      await api.register(overviewRoutes(deps));
      await api.register(orderRoutes(deps));
      await api.register(byHandRoutes(deps));
      await api.register(reconciliationRoutes(deps));
      await api.register(stockRoutes(deps));
      await api.register(settingsRoutes(deps));
      await api.register(probeRoutes(deps));
      api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    });
  });
  return app;
}

/** The same API for the command line, which proves by a file in the data directory that it may; and what only it needs. */
export async function localApp(deps: HttpDeps, token: string): Promise<FastifyInstance> {
  const app = newApp();
  answerProblems(app, deps.log);
  app.decorateRequest('rawBody');
  app.decorateRequest('asker', null);
  requireToken(app, token);
  await app.register(overviewRoutes(deps));
  await app.register(orderRoutes(deps));
  await app.register(byHandRoutes(deps));
  await app.register(reconciliationRoutes(deps));
  await app.register(stockRoutes(deps));
  await app.register(settingsRoutes(deps));
  await app.register(probeRoutes(deps));
  await app.register(localRoutes(deps));
  return app;
}
