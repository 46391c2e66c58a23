// Orders: found, looked at, sent again, set aside.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { attentionCodes } from '../domain/attention.ts';
import { businessHours } from '../domain/businessHours.ts';
import { type OrderId, orderId } from '../domain/ids.ts';
import { waitOf } from '../domain/lateness.ts';
import type { LedgerOrder, OrderChange } from '../domain/ports.ts';
import { may, moreFacts } from '../domain/transfer.ts';
import type { HttpDeps } from './deps.ts';
import { who } from './linkAuth.ts';
import { HttpProblem } from './problems.ts';
import { OrderDetail, OrderParams, OrderRows, OrdersList, OrdersQuery } from './schemas/orders.ts';
import { orderDetail, orderRow } from './views.ts';

export const orderRoutes =
  (deps: HttpDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { ledger, clock, journeys } = deps;
    const detail = (id: OrderId) => detailOf(id, deps);

    app.get(
      '/api/orders',
      { schema: { querystring: OrdersQuery, response: { 200: OrdersList } } },
      async (request) => {
        const { search = '', filter = 'all', cursor, limit = 25 } = request.query;
        const query = { list: filter, search, before: beforeFrom(cursor), limit: limit + 1 };
        const rows = await ledger.listOrders(query);
        const shown = rows.slice(0, limit);
        const last = rows.length > limit ? shown.at(-1) : undefined;
        const counts = await ledger.listCounts();
        return { orders: shown.map(orderRow), next: last ? String(last.orderId) : null, counts };
      },
    );

    app.get(
      '/api/orders/:id',
      { schema: { params: OrderParams, response: { 200: OrderDetail } } },
      (request) => detail(orderId(request.params.id)),
    );

    app.get(
      '/api/orders/:id/rows',
      { schema: { params: OrderParams, response: { 200: OrderRows } } },
      (request) => deps.orderRows(orderId(request.params.id)),
    );

    for (const [path, action] of [
      ['send-again', 'send_again'],
      ['dismiss', 'dismiss'],
    ] as const)
      app.post(
        `/api/orders/:id/${path}`,
        { schema: { params: OrderParams, response: { 200: OrderDetail } } },
        async (request) => {
          const id = orderId(request.params.id);
          const order = await ledger.order(id);
          if (!order) throw notFound(id);
          if (!may(action, order.transfer, order.warehouse, moreFacts(order))) throw notNow(action, order);
          await ledger.record(who(request), [changes[action](order, clock.now())]);
          const now = await detail(id);
          // onlyFrom drops the change where a journey was faster
          if (action === 'dismiss' && now.transfer !== 'dismissed')
            throw notNow(action, { ...order, transfer: now.transfer });
          if (action === 'send_again') journeys.hint('sendOrders');
          return now;
        },
      );
  };

/** Throws HttpProblem where there is no such order. */
export async function detailOf(
  id: OrderId,
  { ledger, settings }: Pick<HttpDeps, 'ledger' | 'settings'>,
): Promise<OrderDetail> {
  const history = await ledger.orderHistory(id);
  if (!history) throw notFound(id);
  const { late } = settings.current();
  return orderDetail(history, waitOf(history, late, businessHours(late)));
}

type Simple = 'send_again' | 'dismiss';
const changes: Record<Simple, (order: LedgerOrder, now: Date) => OrderChange> = {
  send_again: sendAgain,
  dismiss: ({ orderId: id, transfer }) => ({
    orderId: id,
    onlyFrom: transfer,
    set: { transfer: 'dismissed', nextAttemptAt: null, attempts: 0 },
    journal: 'Set aside: not to be sent.',
    close: attentionCodes,
  }),
};

/** It was in Peoplevox and is not any more: what is known of it there counts no longer. */
const anew = {
  step: null,
  stepAt: null,
  unknownSince: null,
  warehouse: 'none',
  warehouseWord: '',
  allocatedAt: null,
  revisionSent: null,
} as const;

/**
 * Due again now. What may already be in Peoplevox stays in the transfer in which it is asked for first; it is only asked sooner.
 * Its exceptions close, and open again where their cause is still there.
 */
export function sendAgain({ orderId: id, transfer, dueAt }: LedgerOrder, now: Date): OrderChange {
  const soon = { byHand: true, nextAttemptAt: null, attempts: 0 };
  const onItsWay = transfer === 'loading' || transfer === 'unknown';
  return {
    orderId: id,
    onlyFrom: transfer,
    set: onItsWay
      ? soon
      : {
          ...soon,
          transfer: 'due',
          askedInVain: 0,
          dueAt: transfer === 'due' ? (dueAt ?? now) : now,
          ...(transfer === 'complete' ? anew : {}),
        },
    journal: onItsWay ? 'Asked for again by hand.' : 'To be sent again, by hand.',
    close: 'all',
  };
}

function beforeFrom(cursor: string | undefined): OrderId | null {
  if (cursor === undefined) return null;
  if (/^[1-9]\d{0,15}$/.test(cursor)) return orderId(Number(cursor));
  throw new HttpProblem(400, 'bad_request', 'The cursor is not one of this list. Begin again without one.');
}

export const notFound = (id: OrderId) =>
  new HttpProblem(
    404,
    'no_such_order',
    `Pickwave does not know order ${id}. It takes over orders paid since it went live, within a minute or two.`,
  );

const notNow = (action: Simple, { orderId: id, transfer }: LedgerOrder) =>
  new HttpProblem(
    409,
    'not_now',
    action === 'send_again'
      ? `Order ${id} is ${transfer}: there is nothing to send again.`
      : `Order ${id} is ${transfer}: it cannot be set aside. What is in Peoplevox has to be cancelled there.`,
  );
