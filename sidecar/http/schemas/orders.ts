// /api/orders: where is order 1042? No names or addresses in lists; one order's rows show what is or would be sent.

import { type Static, Type } from 'typebox';
import { attentionCodes } from '../../domain/attention.ts';
import { lateCodes } from '../../domain/lateness.ts';
import { orderActions, transfers, warehouseFacts } from '../../domain/transfer.ts';
import { AttentionView, Nullable, Time } from './overview.ts';

export const TransferSchema = Type.Enum(transfers);
export const WarehouseFactSchema = Type.Enum(warehouseFacts);
export const OrderActionSchema = Type.Enum(orderActions);

/** open: not despatched, cancelled or set aside. attention: has an open exception. */
export const orderFilters = [
  'all',
  'open',
  'attention',
  'waiting_to_send',
  'in_peoplevox',
  'despatched',
] as const;
export const OrderFilter = Type.Enum(orderFilters);
export type OrderFilter = Static<typeof OrderFilter>;

export const OrderRow = Type.Object({
  orderId: Type.Integer(),
  shopNumber: Type.String(),
  shopStatus: Type.String(),
  salesOrderNumber: Nullable(Type.String()),
  transfer: TransferSchema,
  warehouse: WarehouseFactSchema,
  warehouseWord: Type.String(),
  paidAt: Nullable(Time),
  dueAt: Nullable(Time),
  sentAt: Nullable(Time),
  allocatedAt: Nullable(Time),
  despatchedAt: Nullable(Time),
  /** since when it is as far as it is in Peoplevox */
  stageSince: Nullable(Time),
  nextAttemptAt: Nullable(Time),
  changedAt: Time,
  totalMinor: Type.Integer(),
  currency: Type.String(),
  lineCount: Type.Integer(),
  /** a person linked a sales order to it that Pickwave did not make */
  linkedAt: Nullable(Time),
  /** how it was fulfilled otherwise, in a person's words */
  fulfilledBy: Nullable(Type.String()),
  /** the number under which it is to be sent again */
  resendAs: Nullable(Type.String()),
  attention: Type.Array(AttentionView),
  may: Type.Array(OrderActionSchema),
});
export type OrderRow = Static<typeof OrderRow>;

export const OrdersQuery = Type.Object({
  /** order number, sales order number, SKU or tracking number; exact or the beginning of it */
  search: Type.Optional(Type.String({ maxLength: 100 })),
  filter: Type.Optional(OrderFilter),
  /** as `next` gave it */
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
});
export type OrdersQuery = Static<typeof OrdersQuery>;
export const OrdersList = Type.Object({
  orders: Type.Array(OrderRow),
  next: Nullable(Type.String()),
  counts: Type.Record(OrderFilter, Type.Integer()),
});
export type OrdersList = Static<typeof OrdersList>;

export const DespatchView = Type.Object({
  despatch: Type.String(),
  carrier: Type.String(),
  trackingNumber: Type.String(),
  despatchedAt: Time,
  outcome: Type.Enum(['waiting', 'recorded', 'already', 'refused']),
  why: Nullable(Type.String()),
  told: Nullable(Type.String()),
  lines: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer() })),
});
export const OtherNumberView = Type.Object({
  number: Type.String(),
  role: Type.Enum(['former', 'beside']),
  why: Type.Enum(['linked', 'resent']),
  left: Nullable(Type.Enum(['cancelled', 'gone', 'despatched'])),
  sentAt: Nullable(Time),
  since: Time,
});
export const DismissedView = Type.Object({
  code: Type.Enum(attentionCodes),
  words: Type.String(),
  reason: Type.String(),
  at: Time,
  by: Type.String(),
  note: Type.String(),
});
export const JournalView = Type.Object({
  id: Type.Integer(),
  at: Time,
  who: Type.String(),
  what: Type.String(),
  detail: Nullable(Type.String()),
});
export const OrderDetail = Type.Intersect([
  OrderRow,
  Type.Object({
    /** what it waits for, since when, and from when that is late; null where nobody waits. `told`: the exception is open */
    late: Nullable(
      Type.Object({ code: Type.Enum(lateCodes), since: Time, lateAt: Time, told: Type.Boolean() }),
    ),
    despatches: Type.Array(DespatchView),
    /** other sales order numbers of it: linked ones, and those it went under before */
    otherNumbers: Type.Array(OtherNumberView),
    /** exceptions that a person dismissed */
    dismissed: Type.Array(DismissedView),
    journal: Type.Array(JournalView),
  }),
]);
export type OrderDetail = Static<typeof OrderDetail>;

/** GET /api/orders/:id/rows: exactly what would be sent, column by column, without sending it; asks the shop, never Peoplevox. */
export const OrderRows = Type.Object({
  sendable: Type.Boolean(),
  words: Type.String({ description: 'why it would not be sent, or an empty text' }),
  header: Type.Array(Type.Object({ column: Type.String(), value: Type.String() })),
  lines: Type.Array(Type.Array(Type.Object({ column: Type.String(), value: Type.String() }))),
});
export type OrderRows = Static<typeof OrderRows>;

export const OrderParams = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** POST /api/orders/:id/link/look and …/link: a sales order of Peoplevox, as a person types its number. */
export const LinkBody = Type.Object({ number: Type.String({ maxLength: 100 }) });
/** What would be linked. Asks Peoplevox and the shop, changes nothing. */
export const LinkLook = Type.Object({
  number: Type.String(),
  statusWord: Type.String(),
  customer: Type.String({ description: 'recipient, town and postcode, as Peoplevox has them' }),
  shopCustomer: Type.String({ description: 'the same as the shop has them' }),
  lines: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Number() })),
  mode: Type.Enum(['instead', 'beside']),
  own: Nullable(
    Type.Object({
      number: Type.String(),
      left: Type.Enum(['open', 'cancelled', 'gone', 'despatched']),
      words: Type.String(),
    }),
  ),
  difference: Nullable(Type.String({ description: 'what is other than the shop wants; empty: nothing' })),
});
export type LinkLook = Static<typeof LinkLook>;

export const FulfilledBody = Type.Object({ by: Type.String({ maxLength: 300 }) });

/** POST /api/orders/:id/resend/look: under which number it would be sent again. Asks Peoplevox and the shop, changes nothing. */
export const ResendLook = Type.Object({
  number: Type.String(),
  old: Type.Array(
    Type.Object({ number: Type.String(), left: Type.Enum(['cancelled', 'gone', 'despatched']) }),
  ),
  taken: Nullable(
    Type.String({ description: 'its number, where that is a sales order that Pickwave did not make' }),
  ),
  left: Type.Boolean({ description: 'a parcel has left: a person has to say that it is lost' }),
});
export type ResendLook = Static<typeof ResendLook>;
export const ResendBody = Type.Object({
  number: Type.String({ maxLength: 30 }),
  lost: Type.Optional(Type.Boolean()),
});

export type ByHandLook<Of extends 'link' | 'resend'> = Of extends 'link' ? LinkLook : ResendLook;

export const AttentionParams = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  code: Type.Enum(attentionCodes),
});
export const DismissBody = Type.Object({ note: Type.Optional(Type.String({ maxLength: 300 })) });
