// POST /events/order: what the plugin tells when orders change, one or many.

import { Type } from 'typebox';

const OrderEvent = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  event: Type.Union([Type.Literal('changed'), Type.Literal('deleted')]),
});
export const OrderEvents = Type.Union([
  Type.Object({ events: Type.Array(OrderEvent, { maxItems: 1000 }) }),
  OrderEvent,
]);
export const Taken = Type.Object({ taken: Type.Integer({ description: 'orders that will be looked at' }) });
