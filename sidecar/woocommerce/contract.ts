// What the sidecar and the plugin say to each other, as schemas (docs/link.md). Parsed once, at the edge.

import { type Static, Type } from 'typebox';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Time = Type.String({ description: 'ISO 8601, UTC' });

export const Cursor = Type.Object({ modified: Time, id: Type.Integer() });

export const ShopStatus = Type.Object({
  plugin_version: Type.String(),
  wordpress_version: Type.String(),
  woocommerce_version: Type.String(),
  php_version: Type.String(),
  installation_id: Type.String(),
  shop_url: Type.String({ description: 'home_url, as it is now' }),
  bound_url: Nullable(Type.String({ description: 'where it was paired' })),
  frozen: Type.Boolean(),
  environment: Type.String({ description: 'wp_get_environment_type()' }),
  time: Time,
  time_zone: Type.String(),
  currency: Type.String(),
  price_decimals: Type.Integer(),
  hpos: Type.Boolean(),
  permalinks: Type.Union([Type.Literal('pretty'), Type.Literal('plain')]),
  tracking: Type.Object({
    ast: Type.Boolean(),
    shipment_tracking: Type.Boolean(),
    fulfillments: Type.Boolean(),
  }),
  action_scheduler: Type.Object({ past_due: Type.Integer(), oldest_seconds: Type.Integer() }),
  order_statuses: Type.Array(Type.String({ description: 'without wc-' })),
  lease: Type.Object({ holder: Nullable(Type.String()), epoch: Type.Integer(), expires_at: Nullable(Time) }),
  live: Type.Object({ on: Type.Boolean(), from: Nullable(Time) }),
});
export type ShopStatus = Static<typeof ShopStatus>;

export const LeaseRequest = Type.Object({
  holder: Type.String({ minLength: 1, maxLength: 100 }),
  seconds: Type.Integer({ minimum: 1, maximum: 300 }),
  release: Type.Optional(Type.Boolean()),
});
export const LeaseAnswer = Type.Object({
  granted: Type.Boolean(),
  epoch: Type.Integer(),
  holder: Nullable(Type.String()),
  expires_at: Nullable(Time),
});
export type LeaseAnswer = Static<typeof LeaseAnswer>;

export const LiveRequest = Type.Object({ epoch: Type.Integer(), on: Type.Boolean(), from: Time });
export const LiveAnswer = Type.Object({ on: Type.Boolean(), from: Nullable(Time) });

/** The parts of wc/v3's order that Pickwave reads; more is there and is left alone. */
export const WooAddress = Type.Object({
  first_name: Type.String(),
  last_name: Type.String(),
  company: Type.String(),
  address_1: Type.String(),
  address_2: Type.String(),
  city: Type.String(),
  state: Type.String(),
  postcode: Type.String(),
  country: Type.String(),
  phone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
});
const WooMetaEntry = Type.Object({ key: Type.String(), value: Type.Unknown() });
/**
 * Other plugins write here, so a value may be anything. One that takes some of it out of the answer may leave PHP's array with gaps, which JSON shows as an
 * object.
 */
const WooMeta = Type.Union([Type.Array(WooMetaEntry), Type.Record(Type.String(), WooMetaEntry)]);
export const WooLineItem = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  product_id: Type.Integer(),
  variation_id: Type.Integer(),
  quantity: Type.Number(),
  subtotal: Type.String(),
  total: Type.String(),
  total_tax: Type.String(),
  sku: Nullable(Type.String()),
  price: Type.Number(),
  meta_data: WooMeta,
});
export const WooOrder = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  status: Type.String(),
  currency: Type.String(),
  date_created_gmt: Type.String(),
  date_modified_gmt: Type.String(),
  date_paid_gmt: Nullable(Type.String()),
  discount_total: Type.String(),
  shipping_total: Type.String(),
  total: Type.String(),
  total_tax: Type.String(),
  prices_include_tax: Type.Boolean(),
  payment_method: Type.String(),
  payment_method_title: Type.String(),
  transaction_id: Type.String(),
  customer_note: Type.String(),
  customer_id: Type.Integer(),
  created_via: Type.String(),
  coupon_lines: Type.Array(Type.Object({ code: Type.String() })),
  refunds: Type.Array(Type.Object({ total: Type.String({ description: 'negative: "-12.50"' }) })),
  meta_data: WooMeta,
  billing: WooAddress,
  shipping: WooAddress,
  line_items: Type.Array(WooLineItem),
  shipping_lines: Type.Array(
    Type.Object({
      id: Type.Integer(),
      method_title: Type.String(),
      method_id: Type.String(),
      instance_id: Type.Optional(Type.String()),
    }),
  ),
});
export type WooOrder = Static<typeof WooOrder>;

export const OrderEntry = Type.Object({
  order: WooOrder,
  lines: Type.Array(
    Type.Object({
      item_id: Type.Integer(),
      needs_shipping: Type.Boolean(),
      refunded: Type.Number({ description: 'units, positive' }),
      reduced: Type.Number({ description: 'units WooCommerce says it took off stock' }),
    }),
  ),
  pickwave: Type.Object({
    number: Nullable(Type.String()),
    sent_at: Nullable(Time),
    reflected_at: Nullable(Time),
    attention: Nullable(Type.Object({ code: Type.String(), reason: Type.String() })),
    despatches: Type.Array(
      Type.Object({
        despatch: Type.String(),
        tracking_number: Type.String(),
        lines: Type.Array(
          Type.Object({ key: Type.String(), item_id: Type.Integer(), quantity: Type.Integer() }),
        ),
      }),
      { description: 'the parcels on the order, by despatch and tracking number; their lines by key' },
    ),
  }),
});
export type OrderEntry = Static<typeof OrderEntry>;

export const OrdersRequest = Type.Object({
  cursor: Type.Optional(Cursor),
  ids: Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
  limit: Type.Integer({ minimum: 1, maximum: 100 }),
  draft_payment_meta: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
});
export const OrdersAnswer = Type.Object({
  orders: Type.Array(OrderEntry),
  next: Nullable(Cursor),
  tombstones: Type.Array(Type.Object({ order_id: Type.Integer(), deleted_at: Time })),
  time: Time,
});
export type OrdersAnswer = Static<typeof OrdersAnswer>;

export const NumbersRequest = Type.Object({
  epoch: Type.Integer(),
  numbers: Type.Array(
    Type.Object({
      order_id: Type.Integer(),
      number: Type.String({ minLength: 1, maxLength: 30 }),
      replaces: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
    }),
    { maxItems: 100 },
  ),
});
export const NumbersAnswer = Type.Object({
  numbers: Type.Array(
    Type.Object({
      order_id: Type.Integer(),
      number: Type.String(),
      outcome: Type.Enum(['frozen', 'already', 'taken', 'unknown_order']),
    }),
  ),
});
export type NumbersAnswer = Static<typeof NumbersAnswer>;

export const Mark = Type.Object({
  order_id: Type.Integer(),
  as_of: Time,
  sent_at: Nullable(Time),
  reflected_at: Nullable(Time),
});
export type Mark = Static<typeof Mark>;
export const MarksRequest = Type.Object({
  epoch: Type.Integer(),
  marks: Type.Array(Mark, { maxItems: 100 }),
});
export const MarksAnswer = Type.Object({
  marks: Type.Array(
    Type.Object({
      order_id: Type.Integer(),
      outcome: Type.Enum(['recorded', 'older', 'unknown_order']),
    }),
  ),
});
export type MarksAnswer = Static<typeof MarksAnswer>;

export const ToldAttention = Type.Object({
  order_id: Type.Integer(),
  as_of: Time,
  attention: Nullable(
    Type.Object({
      code: Type.String({ maxLength: 60 }),
      words: Type.String({ maxLength: 200 }),
      reason: Type.String({ maxLength: 500 }),
      next: Type.String({ maxLength: 500 }),
    }),
  ),
});
export const AttentionRequest = Type.Object({
  epoch: Type.Integer(),
  orders: Type.Array(ToldAttention, { maxItems: 100 }),
});
export const AttentionAnswer = Type.Object({ orders: MarksAnswer.properties.marks });
export type AttentionAnswer = Static<typeof AttentionAnswer>;

export const StockRequest = Type.Object({
  epoch: Type.Integer(),
  pass: Type.String({ minLength: 8, maxLength: 64 }),
  read_at: Time,
  reflected_before: Time,
  items: Type.Array(
    Type.Object({ sku: Type.String({ minLength: 1, maxLength: 100 }), available: Type.Integer() }),
    { maxItems: 1000 },
  ),
});
export const stockOutcomes = [
  'written',
  'unchanged',
  'unknown',
  'ambiguous',
  'not_managed',
  'refused_older',
  'deferred',
] as const;
export const StockResult = Type.Object({
  sku: Type.String(),
  outcome: Type.Enum([...stockOutcomes]),
  product_id: Nullable(Type.Integer()),
  from: Nullable(Type.Number()),
  to: Nullable(Type.Number()),
  promised: Nullable(Type.Number()),
});
export const StockAnswer = Type.Object({
  pass: Type.String(),
  repeated: Type.Boolean(),
  results: Type.Array(StockResult),
});
export type StockAnswer = Static<typeof StockAnswer>;

export const StockWhyRequest = Type.Object({
  sku: Type.String({ minLength: 1, maxLength: 100 }),
  reflected_before: Time,
});
/** What the number of a SKU in the shop is made of. */
export const StockWhy = Type.Object({
  sku: Type.String(),
  kind: Type.Enum(['found', 'unknown', 'ambiguous', 'not_managed']),
  product_id: Nullable(Type.Integer()),
  stock: Nullable(Type.Number({ description: 'as the shop has it now' })),
  promised: Nullable(Type.Number({ description: 'units together' })),
  /** those whose units are promised, the newest first; at most 100 */
  orders: Type.Array(
    Type.Object({
      order_id: Type.Integer(),
      number: Type.String(),
      status: Type.String(),
      units: Type.Number(),
      sent_at: Nullable(Time),
      reflected_at: Nullable(Time),
    }),
  ),
  /** the last reading that was used; null before the first */
  reading: Nullable(
    Type.Object({
      available: Type.Integer(),
      promised: Type.Number(),
      from: Type.Number(),
      to: Type.Number(),
      read_at: Time,
      written_at: Time,
    }),
  ),
});
export type StockWhy = Static<typeof StockWhy>;

export const SkusRequest = Type.Object({
  after: Type.Integer({ minimum: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 2000 }),
});
export const SkuEntry = Type.Object({
  id: Type.Integer(),
  parent_id: Type.Integer(),
  type: Type.String({ description: 'simple, variable, variation …' }),
  sku: Type.String(),
  name: Type.String(),
  status: Type.String({ description: 'publish, draft, private …' }),
  manages_stock: Type.Boolean(),
  stock: Nullable(Type.Number()),
  price: Nullable(Type.String()),
});
export const SkusAnswer = Type.Object({ skus: Type.Array(SkuEntry), next: Nullable(Type.Integer()) });
export type SkusAnswer = Static<typeof SkusAnswer>;

export const DespatchNews = Type.Object({
  despatch: Type.String({ minLength: 1, maxLength: 64 }),
  order_id: Type.Integer(),
  despatched_at: Time,
  carrier: Type.String(),
  service: Type.String(),
  tracking_number: Type.String(),
  tracking_url: Type.String(),
  lines: Type.Array(
    Type.Object({
      key: Type.String({ minLength: 1, maxLength: 64 }),
      item_id: Type.Integer(),
      quantity: Type.Integer({ minimum: 1 }),
    }),
    { minItems: 1 },
  ),
  quiet: Type.Boolean({ description: 'record it, but tell the customer nothing' }),
});
export type DespatchNews = Static<typeof DespatchNews>;
export const DespatchesRequest = Type.Object({
  epoch: Type.Integer(),
  despatches: Type.Array(DespatchNews, { maxItems: 100 }),
});
export const DespatchesAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      despatch: Type.String(),
      order_id: Type.Integer(),
      outcome: Type.Enum(['recorded', 'already', 'refused']),
      why: Nullable(Type.String()),
      order_status: Nullable(Type.String()),
      complete: Type.Boolean(),
      told: Nullable(Type.Enum(['mailed', 'mail_disabled', 'no_address', 'quiet', 'already'])),
    }),
  ),
});
export type DespatchesAnswer = Static<typeof DespatchesAnswer>;
