// An order as the shop has it, past the edge: no WooCommerce field names, no doubtful strings.

import type { OrderId, SalesOrderNumber, Sku } from './ids.ts';
import type { Money } from './money.ts';

export interface Address {
  name: string;
  company: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postcode: string;
  /** ISO 3166 alpha-2, as WooCommerce keeps it */
  country: string;
  phone: string;
}

/** Fields that another plugin, or the shop, put on an order or a line: by key, texts only. */
export type Meta = Readonly<Record<string, string>>;

/** How a line belongs to the bundle or composite it was bought in; null on a line that stands for itself. */
export interface PartOf {
  /** line item id of the bundle */
  itemId: number;
  /** whether it travels on its own; false: inside the bundle, null: nobody says */
  shipsAlone: boolean | null;
}

export interface OrderLine {
  /** WooCommerce's line item id: what Peoplevox gets as `Line` */
  itemId: number;
  productId: number;
  variationId: number;
  /** null where the product has none */
  sku: Sku | null;
  name: string;
  quantity: number;
  /** units already refunded */
  refunded: number;
  /** unit price without tax, in the order's currency, not rounded */
  unitPrice: number;
  /** the same with its tax */
  unitPriceWithTax: number;
  needsShipping: boolean;
  partOf: PartOf | null;
  meta: Meta;
}

/** One method for each package of the order: usually one, none where nothing ships. */
export interface ShippingMethod {
  /** `flat_rate` */
  methodId: string;
  /** number of the method in its zone; '' where it has none */
  instanceId: string;
  title: string;
}

/** A parcel that is on the order: what was in it, under which tracking number; '' where it has none. */
export interface RememberedDespatch {
  despatch: string;
  trackingNumber: string;
  lines: { key: string; itemId: number; quantity: number }[];
}

export interface ShopOrder {
  id: OrderId;
  /** what the customer sees, without `#` */
  number: string;
  /** without `wc-` */
  status: string;
  createdAt: Date;
  modifiedAt: Date;
  paidAt: Date | null;
  total: Money;
  /** what was given back of it so far */
  refundedTotal: Money;
  shippingTotal: Money;
  taxTotal: Money;
  discountTotal: Money;
  paymentMethod: string;
  transactionId: string;
  email: string;
  shipTo: Address;
  invoiceTo: Address;
  shippingMethods: ShippingMethod[];
  lines: OrderLine[];
  customerNote: string;
  /** `checkout`, `store-api`, `admin`, `rest-api` … */
  createdVia: string;
  /** null: a guest */
  customerId: number | null;
  paymentTitle: string;
  coupons: string[];
  meta: Meta;
  /** What the shop's own table remembers of us, whatever became of the ledger (design.md section 4). */
  remembered: {
    number: SalesOrderNumber | null;
    sentAt: Date | null;
    reflectedAt: Date | null;
    /** shows staff that it needs somebody */
    attention: boolean;
    despatches: RememberedDespatch[];
  };
}

/** What a line still wants picked: ordered less refunded, never below zero. */
export const unitsWanted = (line: OrderLine) => Math.max(0, line.quantity - line.refunded);
