// What the contract suite needs of a shop besides the signed link: somebody who buys, and somebody who runs it.

export interface NewProduct {
  sku: string;
  /** '12.00', in the shop's terms. Default '10.00'. */
  price?: string;
  /** Null or absent: stock is not managed. */
  stock?: number | null;
  virtual?: boolean;
  draft?: boolean;
  name?: string;
  /** Variations: `stock` null leaves it to the parent. */
  variations?: { sku: string; stock: number | null }[];
}
export interface Product {
  id: number;
  /** In the order they were asked for. */
  variations: number[];
}

export interface NewOrder {
  lines: { product: number; variation?: number; quantity: number }[];
  status: 'pending' | 'processing' | 'on-hold' | 'completed' | 'failed' | 'checkout-draft';
  /** '' for an order without an address to write to. */
  email?: string;
  /** A fixed amount off the cart. */
  coupon?: string;
  fee?: string;
  note?: string;
  /** As a gateway leaves it. */
  transactionId?: string;
  meta?: { key: string; value: string };
}
export interface Placed {
  id: number;
  /** The ids of its lines, in their order. */
  items: number[];
}

export interface Mail {
  to: string;
  subject: string;
  body: string;
}

export interface Target {
  readonly kind: 'simulated' | 'real';
  /** home_url without a trailing slash. */
  readonly url: string;
  readonly secret: string;
  /** The time by which requests are stamped. */
  now(): Date;
  newProduct(product: NewProduct): Promise<Product>;
  /** A second product with the SKU of one that is there; null where this shop cannot be brought to it. */
  newDouble(sku: string): Promise<Product | null>;
  stock(product: number): Promise<number | null>;
  setStock(product: number, stock: number): Promise<void>;
  /** Made by staff or through the API. */
  newOrder(order: NewOrder): Promise<Placed>;
  /** Bought through the shop's checkout, cash on delivery: processing. */
  checkout(lines: NewOrder['lines'], email: string): Promise<Placed>;
  setStatus(order: number, status: string): Promise<void>;
  refund(order: number, lines: { item: number; quantity: number }[], restock: boolean): Promise<void>;
  setQuantity(order: number, item: number, quantity: number): Promise<void>;
  trash(order: number): Promise<void>;
  delete(order: number): Promise<void>;
  /** Mails to this address so far, oldest first. */
  mailsTo(address: string): Promise<Mail[]>;
  /** The mail that goes with a completed order, on or off. */
  completedMail(on: boolean): Promise<void>;
  /** What home_url says from now on; null: what it said at first. Absent where this shop cannot be brought to it. */
  moveHome?(url: string | null): Promise<void>;
  close(): Promise<void>;
}

export interface TargetOpener {
  kind: Target['kind'];
  open(): Promise<Target>;
}
