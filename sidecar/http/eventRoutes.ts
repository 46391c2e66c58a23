// Hints: somebody says that something changed. A hint only makes a look happen sooner; what is true is read then.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type OrderId, orderId } from '../domain/ids.ts';
import type { HttpDeps } from './deps.ts';
import { OrderEvents, Taken } from './schemas/events.ts';

/** From the plugin, signed. */
export const orderEvents =
  ({ journeys }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/events/order',
      { schema: { body: OrderEvents, response: { 202: Taken } } },
      async (request, reply) => {
        const { body } = request;
        const events = 'events' in body ? body.events : [body];
        const ids = [...new Set(events.map((event) => event.id))].map((id): OrderId => orderId(id));
        if (ids.length > 0) journeys.hint('noticeOrders', ids);
        return reply.code(202).send({ taken: ids.length });
      },
    );
  };

/**
 * From Peoplevox, unsigned, at a path that only it was told. What it says is not believed, so it is not even read: a despatch, a status or a stock
 * number may have changed, and each journey has its own least gap between two runs.
 */
export const peoplevoxEvents =
  ({ journeys, eventsPath, reading }: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      method: ['GET', 'POST'],
      url: `/events/peoplevox/${eventsPath}`,
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      schema: { hide: true },
      handler: async (_request, reply) => {
        journeys.hint('recordDespatches');
        journeys.hint('followOrders');
        // where changes are read, they say which SKUs it was about; else only the whole report does
        journeys.hint(reading.changesAreRead() ? 'readStockChanges' : 'updateStock');
        return reply.code(200).send('');
      },
    });
  };
