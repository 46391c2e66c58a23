// Stock that was not written, to be safe, how right the shop's stock was, and why a SKU has its number (mission rows S5 to S7).

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { HeldDecision, HeldSku } from '../domain/heldStock.ts';
import { sku } from '../domain/ids.ts';
import type { HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { HttpProblem } from './problems.ts';
import { AccuracyList, AccuracyQuery, HeldBody, HeldList, StockWhyView, WhyQuery } from './schemas/stock.ts';

const shown = 500;
const usualDays = 30;

export const stockRoutes =
  ({
    ledger,
    journeys,
    whyStock,
  }: Pick<HttpDeps, 'ledger' | 'journeys' | 'whyStock'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const list = async () => heldList(await ledger.heldStock());
    app.get('/api/stock/held', { schema: { response: { 200: HeldList } } }, list);

    app.get(
      '/api/stock/accuracy',
      { schema: { querystring: AccuracyQuery, response: { 200: AccuracyList } } },
      async (request) => ({ days: await ledger.stockDays(request.query.days ?? usualDays) }),
    );

    app.get(
      '/api/stock/why',
      { schema: { querystring: WhyQuery, response: { 200: StockWhyView } } },
      (request) => whyStock(sku(request.query.sku), request.query.now === '1'),
    );

    app.post(
      '/api/stock/held',
      { schema: { body: HeldBody, response: { 200: HeldList } } },
      async (request) => {
        const decision = request.body.decision === 'wait' ? null : request.body.decision;
        const meant = decision === null ? 'discard' : null;
        const codes =
          request.body.skus?.map(sku) ??
          (await ledger.heldStock()).filter((one) => one.decision === meant).map((one) => one.sku);
        const changed = await ledger.decideHeldStock(who(request), codes, decision);
        if (changed.length === 0)
          throw new HttpProblem(
            409,
            'stock_not_held',
            'Nothing was changed: these SKUs are no longer held, or somebody has said the same already. Look again.',
          );
        journeys.ask('updateStock'); // it writes what may be written now, and closes the exception; paused, the word waits with it
        return list();
      },
    );
  };

function heldList(held: HeldSku[]): HeldList {
  const count = (decision: HeldDecision | null) => held.filter((one) => one.decision === decision).length;
  const waitingFirst = [...held].sort(
    (one, other) => Number(one.decision !== null) - Number(other.decision !== null),
  );
  return {
    held: waitingFirst.slice(0, shown).map((one) => ({
      ...one,
      since: one.since.toISOString(),
      readAt: one.readAt.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
    })),
    waiting: count(null),
    apply: count('apply'),
    discard: count('discard'),
  };
}
