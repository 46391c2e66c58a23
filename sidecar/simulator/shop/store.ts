// What the shop holds, as plain data so that a copy of the shop is a copy of this, and the books it keeps.

import type {
  Address,
  BookEntry,
  BookFact,
  Books,
  Mail,
  ProductSeed,
  ProductStatus,
  RequestEntry,
  ShopOptions,
  StockMover,
  Toggles,
  TrackingItem,
} from './shop.ts';

/** Milliseconds since 1970; WooCommerce keeps whole seconds. */
export type Millis = number;
/** Whole minor units of the shop's currency. */
export type Minor = number;

export interface Product {
  id: number;
  parentId: number;
  type: 'simple' | 'variable' | 'variation';
  sku: string;
  name: string;
  status: ProductStatus;
  price: Minor | null;
  managesOwnStock: boolean;
  stock: number;
  backorders: NonNullable<ProductSeed['backorders']>;
  virtual: boolean;
  downloadable: boolean;
  attributes: Record<string, string>;
}

export interface Meta {
  id: number;
  key: string;
  value: unknown;
  displayKey?: string;
}
export interface Line {
  id: number;
  productId: number;
  variationId: number;
  name: string;
  parentName: string | null;
  quantity: number;
  subtotal: Minor;
  subtotalTax: Minor;
  total: Minor;
  totalTax: Minor;
  meta: Meta[];
}
export interface Charge {
  id: number;
  name: string;
  total: Minor;
  totalTax: Minor;
}
export interface Coupon {
  id: number;
  metaId: number;
  code: string;
  nominal: Minor;
  discount: Minor;
  discountTax: Minor;
}
export interface Refund {
  id: number;
  reason: string;
  amount: Minor;
  tax: Minor;
  lines: { itemId: number; quantity: number }[];
}
export interface Note {
  at: Millis;
  text: string;
  forCustomer: boolean;
}
export interface Order {
  id: number;
  key: string;
  status: string;
  /** What it was before it went into the bin. */
  statusBeforeTrash: string | null;
  created: Millis;
  modified: Millis;
  paid: Millis | null;
  completed: Millis | null;
  billing: Required<Address>;
  shipping: Omit<Required<Address>, 'email'>;
  customerNote: string;
  paymentMethod: string;
  paymentTitle: string;
  transactionId: string;
  createdVia: string;
  taxLineId: number;
  lines: Line[];
  shippingLines: (Charge & { methodId: string; instanceId: string; meta: Meta[] })[];
  fees: Charge[];
  coupons: Coupon[];
  refunds: Refund[];
  meta: Meta[];
  notes: Note[];
  /** `_order_stock_reduced`. */
  stockReduced: boolean;
  /** Until when a pending order holds its stock back from other customers. */
  holdsStockUntil: Millis | null;
}

/** What the plugin's own table remembers of an order; it outlives the order. */
export interface OrderMemory {
  number: string | null;
  asOf: Millis | null;
  sentAt: string | null;
  reflectedAt: string | null;
  attention: { code: string; words: string; reason: string; next: string } | null;
  attentionAsOf: Millis | null;
  /** Parcels. `told`: the customer has been told of it, or was not to be. */
  despatches: {
    despatch: string;
    trackingNumber: string;
    told: boolean;
    lines: { key: string; itemId: number; quantity: number }[];
  }[];
}

/** Which shop this is: a copy has both, but stands somewhere else. Outlives the pairing. */
export interface Identity {
  installationId: string;
  boundUrl: string;
}
export interface Pairing {
  secret: string;
  sidecarUrl: string;
  byConstants: boolean;
  /** The secret before, which what is under way may still be signed with. */
  previous: { secret: string; until: Millis } | null;
}

/** Units of a line that the warehouse is going to send (plugin/promises.ts). */
/** A reading of Peoplevox's stock that was used for a product. */
export interface StockReading {
  available: number;
  promised: number;
  from: number;
  to: number;
  readAt: Millis;
  writtenAt: Millis;
}
export interface LinePromise {
  productId: number;
  wanted: number;
  reduced: number;
  generousUntil: Millis;
  /** No less than this is promised until then: it was sent to Peoplevox before it was cancelled or refunded. */
  kept: number;
  keptUntil: Millis;
}

export interface ShopSettings {
  currency: string;
  decimals: number;
  timeZone: string;
  taxRate: number;
  pricesIncludeTax: boolean;
  holdStockMinutes: number;
  tracking: { ast: boolean; shipment_tracking: boolean; fulfillments: boolean };
}

export interface StoreData {
  settings: ShopSettings;
  lastId: number;
  lastItemId: number;
  lastMetaId: number;
  products: Map<number, Product>;
  orders: Map<number, Order>;
  memory: Map<number, OrderMemory>;
  /** By order, by line item. */
  promises: Map<number, Map<number, LinePromise>>;
  tombstones: Map<number, Millis>;
  mails: Mail[];
  identity: Identity | null;
  pairing: Pairing | null;
  lastContact: Millis | null;
  lease: { holder: string | null; epoch: number; expiresAt: Millis | null };
  live: { on: boolean; from: Millis | null };
  nonces: Map<string, Millis>;
  /** the last reading that was used, by product */
  readings: Map<number, StockReading>;
  passes: Map<string, unknown>;
  entries: BookEntry[];
  requests: RequestEntry[];
  oversold: Books['oversold'];
}

const defaultToggles: Toggles = {
  slowMs: 0,
  failWith: null,
  loseAnswers: false,
  hang: false,
  refuseConnections: false,
  plainPermalinks: false,
  stripHeaders: false,
  clockOffSeconds: 0,
  cachedAnswers: false,
  triggers: 'on',
  triggerCopies: 1,
  triggerDelayMs: 0,
  customerMails: true,
  stockItemsPerPass: null,
};

/** Minor digits of the currencies that do not have two (ISO 4217). */
const currencyDecimals: Record<string, number> = { JPY: 0, KRW: 0, ISK: 0, KWD: 3, BHD: 3, JOD: 3, OMR: 3 };

function emptyData(options: ShopOptions): StoreData {
  const currency = options.currency ?? 'GBP';
  return {
    settings: {
      currency,
      decimals: currencyDecimals[currency] ?? 2,
      timeZone: options.timeZone ?? 'Europe/London',
      taxRate: options.taxRate ?? 0,
      pricesIncludeTax: options.pricesIncludeTax ?? false,
      holdStockMinutes: options.holdStockMinutes ?? 60,
      tracking: { ast: false, shipment_tracking: false, fulfillments: false, ...options.tracking },
    },
    lastId: options.lastId ?? 1000,
    lastItemId: 0,
    lastMetaId: 0,
    products: new Map(),
    orders: new Map(),
    memory: new Map(),
    promises: new Map(),
    tombstones: new Map(),
    mails: [],
    identity: null,
    pairing: null,
    lastContact: null,
    lease: { holder: null, epoch: 0, expiresAt: null },
    live: { on: options.live !== undefined, from: options.live ? Date.parse(options.live.from) : null },
    nonces: new Map(),
    readings: new Map(),
    passes: new Map(),
    entries: [],
    requests: [],
    oversold: [],
  };
}

export class Store {
  readonly data: StoreData;
  readonly toggles: Toggles;
  /** home_url without a trailing slash. */
  homeUrl = '';
  stockLocked = false;
  readonly #clock: () => Date;
  /** Orders that the request under way has changed: the plugin tells the sidecar at the request's end. */
  readonly touched = new Map<number, 'changed' | 'deleted'>();

  constructor(options: ShopOptions, data: StoreData = emptyData(options)) {
    this.data = data;
    this.toggles = { ...defaultToggles, ...options.toggles };
    this.#clock = options.now ?? (() => new Date());
  }

  now(): Millis {
    return this.#clock().getTime() + this.toggles.clockOffSeconds * 1000;
  }

  /** WooCommerce's times have no milliseconds. */
  second(): Millis {
    return Math.floor(this.now() / 1000) * 1000;
  }

  /** Orders, products and refunds share WordPress's numbering. */
  newId(): number {
    this.data.lastId += 1;
    return this.data.lastId;
  }
  newItemId(): number {
    this.data.lastItemId += 1;
    return this.data.lastItemId;
  }
  newMetaId(): number {
    this.data.lastMetaId += 1;
    return this.data.lastMetaId;
  }

  write(fact: BookFact): void {
    this.data.entries.push({ seq: this.data.entries.length + 1, at: iso(this.now()), ...fact });
  }

  /** A draft is no order yet: nobody is told. */
  touch(order: Order): void {
    order.modified = this.second();
    if (!draftStatuses.includes(order.status)) this.touched.set(order.id, 'changed');
  }

  noteOversold(product: Product, by: StockMover): void {
    const { id: product_id, sku, stock } = product;
    this.data.oversold.push({ at: iso(this.now()), product_id, sku, stock, by });
  }

  memoryOf(orderId: number): OrderMemory {
    const there = this.data.memory.get(orderId);
    if (there) return there;
    const fresh = {
      number: null,
      asOf: null,
      sentAt: null,
      reflectedAt: null,
      attention: null,
      attentionAsOf: null,
      despatches: [],
    } satisfies OrderMemory;
    this.data.memory.set(orderId, fresh);
    return fresh;
  }
}

/** What is no order yet. */
export const checkoutDraft = 'checkout-draft';
export const draftStatuses = [checkoutDraft, 'auto-draft'];

export const iso = (at: Millis): string => new Date(at).toISOString().replace('.000Z', 'Z');

export function metaOf(meta: readonly Meta[], key: string): unknown {
  return meta.find((one) => one.key === key)?.value;
}

export function setMeta(store: Store, meta: Meta[], key: string, value: unknown, displayKey?: string): void {
  const there = meta.find((one) => one.key === key);
  if (there) there.value = value;
  else meta.push({ id: store.newMetaId(), key, value, ...(displayKey ? { displayKey } : {}) });
}

export function deleteMeta(meta: Meta[], key: string): void {
  const index = meta.findIndex((one) => one.key === key);
  if (index >= 0) meta.splice(index, 1);
}

/** `_wc_shipment_tracking_items` (woocommerce.md 3.ii). */
export const trackingKey = '_wc_shipment_tracking_items';
export const trackingOf = (order: Order): TrackingItem[] =>
  (metaOf(order.meta, trackingKey) as TrackingItem[] | undefined) ?? [];
