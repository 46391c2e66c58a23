// How the comparisons of shop and Peoplevox ended (mission row O6).

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { HttpDeps } from './deps.ts';
import { ReconciliationsList, ReconciliationsQuery } from './schemas/reconciliations.ts';
import { reconciliationView } from './views.ts';

const usualLimit = 20;

export const reconciliationRoutes =
  ({ ledger }: Pick<HttpDeps, 'ledger'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/reconciliations',
      { schema: { querystring: ReconciliationsQuery, response: { 200: ReconciliationsList } } },
      async (request) => {
        const [runs, whole] = await Promise.all([
          ledger.reconciliations(request.query.limit ?? usualLimit),
          ledger.lastReconciliation(),
        ]);
        return {
          reconciliations: runs.map(reconciliationView),
          lastWhole: whole && reconciliationView(whole),
        };
      },
    );
  };
