import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify } from 'fastify';
import Type from 'typebox';
import { bookRoutes } from './controlBooks.ts';
import { runningRoutes } from './controlRunning.ts';
import { FaultSchema } from './faults.ts';
import { type FloorAction, FloorRefusal, floorSchemas } from './floorActions.ts';
import type { Peoplevox } from './peoplevox.ts';
import { SeedSchema } from './seed.ts';
import { TogglesSchema } from './toggles.ts';

const strict = { removeAdditional: false, coerceTypes: false, useDefaults: false } as const;
const ByNumber = Type.Object({ number: Type.String() });

/** The JSON control of a simulated tenant, not listening yet. The README lists its routes. */
export function createControl(peoplevox: Omit<Peoplevox, 'controlUrl'>) {
  const app = fastify({ ajv: { customOptions: strict } }).withTypeProvider<TypeBoxTypeProvider>();

  app.setErrorHandler((thrown: Error & { statusCode?: number }, _request, reply) => {
    const status = thrown instanceof FloorRefusal ? 409 : (thrown.statusCode ?? 500);
    return reply.code(status).send({ message: thrown.message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ message: `There is no ${request.method} ${request.url}; see the README` }),
  );

  app.get('/', () => ({
    url: peoplevox.url,
    now: peoplevox.clock.now(),
    orders: peoplevox.orders().length,
    stockRows: peoplevox.stock().length,
    despatches: peoplevox.despatches().length,
    pendingCommits: peoplevox.pendingCommits(),
    faults: peoplevox.faults.list().length,
    calls: peoplevox.books.callCounts(),
    violations: peoplevox.books.violations().length,
  }));

  app.get('/toggles', () => peoplevox.toggles);
  app.patch(
    '/toggles',
    { schema: { body: Type.Partial(TogglesSchema, { additionalProperties: false }) } },
    (request) => Object.assign(peoplevox.toggles, request.body),
  );

  app.post('/seed', { schema: { body: SeedSchema } }, (request) => {
    peoplevox.seed(request.body);
    return {};
  });

  for (const action of Object.keys(floorSchemas) as FloorAction[]) {
    app.post(`/floor/${action}`, { schema: { body: floorSchemas[action] } }, (request) => {
      const act = peoplevox.floor[action] as (given: unknown) => unknown;
      return { result: act(request.body) ?? null };
    });
  }

  app.get('/faults', () => peoplevox.faults.list());
  app.post('/faults', { schema: { body: FaultSchema } }, (request) => ({
    id: peoplevox.faults.add(request.body),
  }));
  app.delete('/faults', () => {
    peoplevox.faults.clear();
    return {};
  });
  app.delete('/faults/:id', { schema: { params: Type.Object({ id: Type.String() }) } }, (request) => {
    peoplevox.faults.clear(request.params.id);
    return {};
  });

  app.get('/orders', () => peoplevox.orders());
  app.get('/orders/:number', { schema: { params: ByNumber } }, (request, reply) => {
    const order = peoplevox.order(request.params.number);
    return order ?? reply.code(404).send({ message: `There is no sales order '${request.params.number}'` });
  });
  app.get('/stock', () => peoplevox.stock());
  app.get('/stock/:item', { schema: { params: Type.Object({ item: Type.String() }) } }, (request) =>
    peoplevox.stock(request.params.item),
  );
  app.get(
    '/despatches',
    { schema: { querystring: Type.Object({ order: Type.Optional(Type.String()) }) } },
    (request) => peoplevox.despatches(request.query.order),
  );

  runningRoutes(app, peoplevox);
  bookRoutes(app, peoplevox.books);
  return app;
}
