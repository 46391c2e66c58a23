// What the simulated shop can be asked to do: the same calls whether it runs in this process (startShop) or in its
// own (launchShop, connectShop), so every argument and answer is JSON.

export interface ShopOptions {
  /** The shop's clock, for orders, leases and signatures. Only in this process; default: the system's. */
  now?: () => Date;
  /** 0 (the default) takes any free port. */
  port?: number;
  controlPort?: number;
  /** home_url where it differs from where the shop listens, e.g. https://shop.example. */
  homeUrl?: string;
  /** A shop in a subfolder: '/shop'. Default: none. */
  folder?: string;
  /** With sidecarUrl: paired by constants in wp-config.php. Without both, the shop is not paired. */
  secret?: string;
  sidecarUrl?: string;
  installationId?: string;
  currency?: string;
  timeZone?: string;
  /** Percent, 0 by default (taxes off). */
  taxRate?: number;
  pricesIncludeTax?: boolean;
  tracking?: { ast?: boolean; shipment_tracking?: boolean; fulfillments?: boolean };
  /** The first order's id is one more than this. Default 1000. */
  lastId?: number;
  /** Minutes for which a pending order holds stock back from other customers. Default 60. */
  holdStockMinutes?: number;
  /** Live from the start, from this moment; otherwise the sidecar switches it. Only a live shop sends triggers. */
  live?: { from: string };
  products?: ProductSeed[];
  toggles?: Partial<Toggles>;
}

/** A product. `stock`: a number manages stock, null does not. */
export interface ProductSeed {
  sku: string;
  name?: string;
  /** Price in the shop's currency, '12.50'. Default '10.00'. */
  price?: string;
  stock?: number | null;
  status?: ProductStatus;
  /** A virtual product needs no shipping. */
  virtual?: boolean;
  downloadable?: boolean;
  backorders?: 'no' | 'notify' | 'yes';
  lowStockAmount?: number;
  variations?: VariationSeed[];
}
export type ProductStatus = 'publish' | 'draft' | 'private' | 'pending' | 'trash';
export interface VariationSeed {
  sku: string;
  attributes: Record<string, string>;
  price?: string;
  /** A number: its own stock. 'parent': the parent's. null: not managed. Default: 'parent' where the parent manages stock. */
  stock?: number | 'parent' | null;
  status?: ProductStatus;
  virtual?: boolean;
  downloadable?: boolean;
}

export interface ProductView {
  id: number;
  parent_id: number;
  type: 'simple' | 'variable' | 'variation';
  sku: string;
  name: string;
  status: ProductStatus;
  price: string | null;
  /** Whose stock counts: its own, its parent's, or nobody's. */
  manages_stock: boolean | 'parent';
  managed_by: number | null;
  stock: number | null;
  stock_status: 'instock' | 'outofstock' | 'onbackorder';
  virtual: boolean;
}

export interface Address {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  phone?: string;
  email?: string;
}

/**
 * card: paid at once (payment_complete). card_later: stays pending until pay(). cod: processing, and payment_complete
 * never fires. bacs: on-hold until pay().
 */
export type PaymentMethod = 'card' | 'card_later' | 'cod' | 'bacs';

export interface OrderLineSeed {
  /** One of the two. A SKU that several products have takes the first. */
  sku?: string;
  product_id?: number;
  quantity: number;
  /** Net or gross per unit as the shop's prices are; default the product's. */
  price?: string;
  /** What other plugins write on the line, such as `_bundled_by`. */
  meta?: Record<string, unknown>;
}
export interface OrderSeed {
  lines: OrderLineSeed[];
  paymentMethod?: PaymentMethod;
  /** Places it with this status and without a payment: 'checkout-draft', 'auto-draft', 'pending', 'failed' … */
  status?: string;
  billing?: Partial<Address>;
  shipping?: Partial<Address>;
  customerNote?: string;
  shippingMethod?: { id: string; title: string; total?: string; instanceId?: string } | null;
  coupon?: { code: string; amount: string };
  fees?: { name: string; amount: string }[];
  /** 'checkout' (default) checks stock as WooCommerce does; 'admin' and 'pos' do not. */
  createdVia?: 'checkout' | 'store-api' | 'admin' | 'pos' | 'rest-api';
  meta?: Record<string, unknown>;
}

export interface OrderEdit {
  billing?: Partial<Address>;
  shipping?: Partial<Address>;
  customerNote?: string;
  /** Quantities of lines that are there; 0 removes the line. Stock follows, as in wp-admin. */
  quantities?: { item_id: number; quantity: number }[];
  add?: OrderLineSeed[];
  meta?: Record<string, unknown>;
  /** What stands on a line, an engraving say. */
  lineMeta?: { item_id: number; meta: Record<string, unknown> }[];
  /** As a gateway leaves it that took the money and never came to payment_complete(). */
  transactionId?: string;
}
export interface RefundRequest {
  /** By item_id, or by SKU (its first line). Without lines: money only. */
  lines?: { item_id?: number; sku?: string; quantity: number }[];
  /** Default: what the lines cost, or, without lines, all that is left. */
  amount?: string;
  reason?: string;
  restock?: boolean;
}

/** An order as the shop keeps it: `order` exactly as wc/v3 gives it. */
export interface OrderView {
  order: Record<string, unknown> & { id: number; status: string; line_items: LineView[] };
  lines: { item_id: number; needs_shipping: boolean; refunded: number; reduced: number }[];
  pickwave: {
    number: string | null;
    sent_at: string | null;
    reflected_at: string | null;
    attention: { code: string; reason: string } | null;
    despatches: {
      despatch: string;
      tracking_number: string;
      lines: { key: string; item_id: number; quantity: number }[];
    }[];
  };
  stock_reduced: boolean;
  tracking: TrackingItem[];
  notes: { at: string; text: string; for_customer: boolean }[];
  trashed: boolean;
}
export interface LineView {
  id: number;
  name: string;
  sku: string | null;
  product_id: number;
  variation_id: number;
  quantity: number;
  [key: string]: unknown;
}
/** As the Shipment Tracking plugins keep it in `_wc_shipment_tracking_items` (woocommerce.md 3.ii). */
export interface TrackingItem {
  tracking_provider: string;
  custom_tracking_provider: string;
  custom_tracking_link: string;
  tracking_number: string;
  date_shipped: string;
  tracking_id: string;
  source: string;
}

/** A mail to the customer, as WooCommerce would have sent it. */
export interface Mail {
  at: string;
  kind:
    | 'processing'
    | 'on_hold'
    | 'completed'
    | 'failed'
    | 'partly_refunded'
    | 'refunded'
    | 'despatched'
    | 'despatched_in_part';
  order_id: number;
  to: string;
  subject: string;
  body: string;
}

export interface Toggles {
  /** Every answer waits this long, the work done first. */
  slowMs: number;
  /** Answers this status (500 to 599) and does nothing. */
  failWith: number | null;
  /** Does the work, then drops the connection without an answer. */
  loseAnswers: boolean;
  /** Takes the request, does nothing and never answers. */
  hang: boolean;
  /** Does not listen: ECONNREFUSED. The control stays. */
  refuseConnections: boolean;
  /** Plain permalinks: /wp-json/ is an HTML 404, ?rest_route= works. */
  plainPermalinks: boolean;
  /** Something in front of the shop drops the X-Pickwave-* headers. */
  stripHeaders: boolean;
  /** The shop's clock is this far ahead (behind, where negative). */
  clockOffSeconds: number;
  /** A cache in front answers the same address with what it answered first, whatever the headers say. */
  cachedAnswers: boolean;
  /** blocked: the shop cannot reach the sidecar. lost: it believes it could. */
  triggers: 'on' | 'blocked' | 'lost';
  /** Each trigger is sent so many times. */
  triggerCopies: number;
  triggerDelayMs: number;
  /** The mail to the customer is switched off in WooCommerce > Settings > Emails. */
  customerMails: boolean;
  /** Stock passes answer `deferred` after so many items, as if 10 seconds were up. Null: all are done. */
  stockItemsPerPass: number | null;
}

/** What one request meets. reset: dropped before the work. html: a 200 page that is not ours. */
export type Fault =
  | { kind: 'status'; status: number }
  | { kind: 'slow'; ms: number }
  | { kind: 'lose_answer' }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'html' }
  | { kind: 'truncate' }
  | { kind: 'strip_headers' };
export interface FaultOrder {
  /** 'shop/orders', 'admin/overview', 'connection' … Without it: any request. */
  route?: string;
  fault: Fault;
  /** How many of the next matching requests; default 1. */
  times?: number;
  /** How many matching requests go through first; default 0. */
  after?: number;
}

/** What happened in the shop, in order. `by` is the pass, the despatch, or what moved it. */
export type BookEntry = { seq: number; at: string } & BookFact;
export type BookFact =
  | { kind: 'stock'; product_id: number; sku: string; from: number; to: number; by: StockMover }
  | { kind: 'status'; order_id: number; from: string; to: string; by: 'customer' | 'staff' | 'pickwave' }
  | {
      kind: 'order';
      order_id: number;
      what: 'created' | 'edited' | 'refunded' | 'trashed' | 'restored' | 'deleted';
    }
  | { kind: 'note'; order_id: number; text: string; for_customer: boolean }
  | { kind: 'tracking'; order_id: number; despatch: string; provider: string; number: string }
  | {
      kind: 'despatch';
      order_id: number;
      despatch: string;
      lines: { key: string; item_id: number; quantity: number }[];
    }
  | { kind: 'mail'; order_id: number; mail: Mail['kind']; to: string }
  | { kind: 'number'; order_id: number; number: string }
  | {
      kind: 'mark';
      order_id: number;
      as_of: string;
      sent_at: string | null;
      reflected_at: string | null;
    }
  | { kind: 'attention'; order_id: number; as_of: string; code: string | null }
  | { kind: 'lease'; holder: string | null; epoch: number }
  | { kind: 'live'; on: boolean; from: string | null }
  | { kind: 'pairing'; installation_id: string; bound_url: string | null }
  | {
      kind: 'trigger';
      order_id: number;
      event: 'changed' | 'deleted';
      outcome: number | 'blocked' | 'lost' | 'failed';
    };
export type StockMover =
  | { what: 'order' | 'restored' | 'restock' | 'edit'; order_id: number }
  | { what: 'pass'; pass: string; available: number; promised: number }
  | { what: 'hand' };

export interface RequestEntry {
  at: string;
  method: string;
  route: string;
  from: string | null;
  /** What was answered; null where no answer got out. */
  status: number | null;
  code: string | null;
  fault: Fault['kind'] | null;
}
export interface Books {
  entries: BookEntry[];
  /** Every request that reached the shop, answered or not. */
  requests: RequestEntry[];
  /** Each time a stock went below zero, with who took it there. */
  oversold: { at: string; product_id: number; sku: string; stock: number; by: StockMover }[];
}

export interface ShopState {
  paired: boolean;
  by_constants: boolean;
  sidecar_url: string | null;
  installation_id: string | null;
  bound_url: string | null;
  frozen: boolean;
  lease: { holder: string | null; epoch: number; expires_at: string | null };
  live: { on: boolean; from: string | null };
}

/** Refusals are thrown as ShopRefused: `code` for programs, `message` for people. */
export class ShopRefused extends Error {
  override readonly name = 'ShopRefused';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What can be asked of a running shop; over HTTP each is `POST <controlUrl>/_control/<name>` (README.md). */
export interface ShopCalls {
  state(): Promise<ShopState>;
  seedProducts(products: ProductSeed[]): Promise<ProductView[]>;
  /** Throws ShopRefused not_found. Where several products have the SKU, the first; productsBySku gives all. */
  product(sku: string): Promise<ProductView>;
  products(): Promise<ProductView[]>;
  /** An edit by hand in wp-admin. Changing `stock` sets it absolutely. */
  editProduct(
    id: number,
    change: {
      sku?: string;
      name?: string;
      price?: string;
      stock?: number | 'parent' | null;
      status?: ProductStatus;
    },
  ): Promise<ProductView>;
  deleteProduct(id: number): Promise<void>;
  /** Places an order as a customer (or as staff: createdVia 'admin'). Refuses not_enough_stock, not_found. */
  placeOrder(order: OrderSeed): Promise<OrderView>;
  /** payment_complete: pending, on-hold, failed or cancelled becomes processing (completed where nothing ships). */
  pay(orderId: number, transactionId?: string): Promise<OrderView>;
  setStatus(orderId: number, status: string): Promise<OrderView>;
  refund(orderId: number, refund?: RefundRequest): Promise<OrderView>;
  edit(orderId: number, change: OrderEdit): Promise<OrderView>;
  trash(orderId: number): Promise<OrderView>;
  untrash(orderId: number): Promise<OrderView>;
  /** For ever: leaves a tombstone. */
  delete(orderId: number): Promise<void>;
  /** Throws ShopRefused not_found. */
  order(orderId: number): Promise<OrderView>;
  orders(): Promise<OrderView[]>;
  mails(): Promise<Mail[]>;
  books(): Promise<Books>;
  toggles(change?: Partial<Toggles>): Promise<Toggles>;
  /** Adds to the queue of faults; the first that fits a request is used up by it. */
  fault(order: FaultOrder): Promise<void>;
  clearFaults(): Promise<void>;
  /** Sends the trigger for an order now, whether it changed or not, so many times. */
  trigger(orderId: number, event?: 'changed' | 'deleted', times?: number): Promise<void>;
  /** Waits until every trigger that was due has been sent and answered. */
  settled(): Promise<void>;
  /** Pairs with the sidecar as wp-admin would. Refuses with the sidecar's code and message. */
  pair(sidecarUrl: string, code: string): Promise<ShopState>;
  unpair(): Promise<ShopState>;
  /** Constants in wp-config.php. */
  pairByConstants(sidecarUrl: string, secret: string): Promise<ShopState>;
  /** The shop was moved here on purpose or not: what home_url says from now on. */
  moveTo(homeUrl: string): Promise<ShopState>;
  /** Sets the stock lock as another request would hold it; false gives it back. */
  lockStock(held: boolean): Promise<void>;
}

export const shopCallNames = [
  'state',
  'seedProducts',
  'product',
  'products',
  'editProduct',
  'deleteProduct',
  'placeOrder',
  'pay',
  'setStatus',
  'refund',
  'edit',
  'trash',
  'untrash',
  'delete',
  'order',
  'orders',
  'mails',
  'books',
  'toggles',
  'fault',
  'clearFaults',
  'trigger',
  'settled',
  'pair',
  'unpair',
  'pairByConstants',
  'moveTo',
  'lockStock',
] as const satisfies readonly (keyof ShopCalls)[];

export interface Shop extends ShopCalls {
  /** home_url without a trailing slash: what PICKWAVE_SHOP_URL is set to. */
  readonly url: string;
  /** The address of the REST index as WordPress would give it at the start. */
  readonly restUrl: string;
  /** Where /_control answers: its own port, so that it answers when the shop refuses connections. */
  readonly controlUrl: string;
  /** A copy of this shop with everything in it, at another address: it finds itself frozen. */
  clone(): Promise<Shop>;
  /** Ends it, and the clones made from it. */
  stop(): Promise<void>;
}
