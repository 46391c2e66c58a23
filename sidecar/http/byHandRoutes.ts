// What people say and do about one order's sales orders and exceptions. Each answers with the order as it is then; what cannot be done is 409 with why.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { attentionKinds, mayDismiss } from '../domain/attention.ts';
import { type OrderId, orderId } from '../domain/ids.ts';
import type { ByHandOutcome, HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { detailOf, notFound } from './orderRoutes.ts';
import { HttpProblem } from './problems.ts';
import {
  AttentionParams,
  DismissBody,
  FulfilledBody,
  LinkBody,
  LinkLook,
  OrderDetail,
  OrderParams,
  ResendBody,
  ResendLook,
} from './schemas/orders.ts';
import type { JourneyName } from './schemas/overview.ts';

export const byHandRoutes =
  (deps: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { byHand, journeys, ledger } = deps;
    const order = { params: OrderParams, response: { 200: OrderDetail } };

    /** The order as it is now; these journeys see at once what has changed. */
    async function ended(id: OrderId, outcome: ByHandOutcome, hints: JourneyName[]) {
      allowed(outcome);
      for (const name of hints) journeys.hint(name);
      return detailOf(id, deps);
    }

    app.post(
      '/api/orders/:id/link/look',
      { schema: { params: OrderParams, body: LinkBody, response: { 200: LinkLook } } },
      async (request) =>
        allowed(await byHand.lookAtLink(orderId(request.params.id), request.body.number)).look,
    );
    app.post('/api/orders/:id/link', { schema: { ...order, body: LinkBody } }, async (request) => {
      const id = orderId(request.params.id);
      return ended(id, await byHand.link(id, request.body.number, who(request)), followed);
    });
    app.post('/api/orders/:id/unlink', { schema: order }, async (request) => {
      const id = orderId(request.params.id);
      return ended(id, await byHand.unlink(id, who(request)), [...followed, 'sendOrders']);
    });
    app.post('/api/orders/:id/fulfilled', { schema: { ...order, body: FulfilledBody } }, async (request) => {
      const id = orderId(request.params.id);
      return ended(id, await byHand.fulfilled(id, request.body.by, who(request)), ['updateStock']);
    });
    app.post('/api/orders/:id/take-up', { schema: order }, async (request) => {
      const id = orderId(request.params.id);
      return ended(id, await byHand.takeUp(id, who(request)), [...followed, 'sendOrders']);
    });
    app.post(
      '/api/orders/:id/resend/look',
      { schema: { params: OrderParams, response: { 200: ResendLook } } },
      async (request) => allowed(await byHand.lookAtResend(orderId(request.params.id))).look,
    );
    app.post('/api/orders/:id/resend', { schema: { ...order, body: ResendBody } }, async (request) => {
      const id = orderId(request.params.id);
      const { number, lost = false } = request.body;
      return ended(id, await byHand.resend(id, { number, lost }, who(request)), ['sendOrders']);
    });
    app.post('/api/orders/:id/resend/undo', { schema: order }, async (request) => {
      const id = orderId(request.params.id);
      return ended(id, await byHand.undoResend(id, who(request)), [...followed, 'sendOrders']);
    });

    const exception = { params: AttentionParams, response: { 200: OrderDetail } };
    app.post(
      '/api/orders/:id/attention/:code/dismiss',
      { schema: { ...exception, body: DismissBody } },
      async (request) => {
        const { code } = request.params;
        const id = orderId(request.params.id);
        const history = await ledger.orderHistory(id);
        if (!history) throw notFound(id);
        if (!history.attention.some((one) => one.code === code))
          throw new HttpProblem(409, 'not_now', 'This is settled already.');
        if (!mayDismiss(code, history.transfer))
          throw new HttpProblem(
            409,
            'not_now',
            'The order waits for this. Put it right, set the order aside, or say by what it was fulfilled.',
          );
        const note = request.body.note?.trim() ?? '';
        const journal = `Dismissed: ${attentionKinds[code].words}.${note === '' ? '' : ` "${note}"`}`;
        await ledger.record(who(request), [{ orderId: id, dismiss: { codes: [code], note }, journal }]);
        return detailOf(id, deps);
      },
    );
    app.post('/api/orders/:id/attention/:code/bring-back', { schema: exception }, async (request) => {
      const { code } = request.params;
      const id = orderId(request.params.id);
      const history = await ledger.orderHistory(id);
      if (!history) throw notFound(id);
      if (!history.dismissed.some((one) => one.code === code))
        throw new HttpProblem(409, 'not_now', 'This is not dismissed any more.');
      const journal = `Not dismissed any more: ${attentionKinds[code].words}.`;
      await ledger.record(who(request), [{ orderId: id, bringBack: [code], journal }]);
      return detailOf(id, deps);
    });
  };

const followed: JourneyName[] = ['followOrders', 'recordDespatches', 'updateStock'];

function allowed<More>(outcome: ByHandOutcome<More>): { kind: 'done' } & More {
  if (outcome.kind === 'no') throw new HttpProblem(409, 'not_now', outcome.why);
  return outcome;
}
