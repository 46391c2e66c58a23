// A sales order: as we want it in Peoplevox, and as Peoplevox has it.

import type { OrderId, SalesOrderNumber, Sku } from './ids.ts';
import type { Money } from './money.ts';
import type { Address } from './order.ts';

/** One row of picking work. One row per SKU until the tenant probe allows more (design.md section 5, step 4). */
export interface WantedLine {
  sku: Sku;
  quantity: number;
  /** `Line`: the first shop line item id with this SKU, frozen; at most 16 characters */
  line: string;
  /** with or without tax, by the settings; not rounded */
  unitPrice: number;
  /** place on the order, from 1 */
  sequence: number;
  requestedDeliveryAt: Date;
  /** by number of the attribute; what is empty is not there */
  attributes: Record<string, string>;
}

/** A shop order made ready for the warehouse, before it is put into Peoplevox's columns. */
export interface WantedSalesOrder {
  orderId: OrderId;
  number: SalesOrderNumber;
  /** installation and order in one word; tells our sales orders from others' (design.md section 5, step 1) */
  fingerprint: string;
  customerReference: string;
  /** name or reference of a customer; empty: the column is left out */
  customer: string;
  contactName: string;
  email: string;
  shipTo: Address;
  invoiceTo: Address;
  /** empty: the columns are left out */
  addressReference: string;
  createdAt: Date;
  requestedDeliveryAt: Date;
  channel: string;
  site: string;
  /** empty: the column is left out */
  serviceType: string;
  paymentMethod: string;
  shippingCost: Money;
  total: Money;
  discount: Money;
  tax: Money;
  isPartialShipment: boolean;
  /** by number of the attribute; what is empty is not there */
  attributes: Record<string, string>;
  lines: WantedLine[];
  /** why it stays on hold in Peoplevox for a person; null: it goes to the pickers at once */
  holdFor: string | null;
  /** what the settings let a change of the order change besides: there where a setting takes it from the order, empty where the order has none */
  changeable: Partial<Record<SettingGroup | 'lineDetails', string>>;
  /** what staff should know of how it is made, in words */
  notes: string[];
}

/** Peoplevox's statuses by name (peoplevox-api.md 5.1); a name we do not know is `other`. */
export const warehouseStatuses = [
  'new',
  'part_allocated',
  'allocated',
  'part_picked',
  'picked',
  'despatched',
  'cancelled',
  'other',
] as const;
export type WarehouseStatus = (typeof warehouseStatuses)[number];

export interface FoundLine {
  sku: Sku;
  quantity: number;
  line: string | null;
  /** those of the settings, by number; one that the tenant's template lacks is missing */
  attributes?: Record<string, string>;
}

/** Units of one item among lines. */
export const unitsOf = <S extends Sku | null>(
  lines: readonly { sku: S; quantity: number }[],
  sku: S,
): number => lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);

/** By number of the attribute. */
type AttributeGroup = `attribute${string}`;
/** What of the header is there only where a setting takes it from the order. */
export type SettingGroup = 'date' | 'site' | AttributeGroup;
/** What of the header changes together after the release: compared, and written, group by group (docs/decisions/0007-what-is-carried-over.md). */
export type HeaderGroup =
  | 'contact'
  | 'address'
  | 'phone'
  | 'service'
  | 'email'
  | 'invoice'
  | 'totals'
  | SettingGroup;

/** Papers and mails, which no picker acts on: carried over where it goes, and no person is troubled where it does not. */
export const isQuiet = (group: HeaderGroup) => group === 'email' || group === 'invoice' || group === 'totals';

/** A cell of the header that a change of the order may change. */
export interface DeliveryCell {
  group: HeaderGroup;
  /** by its usual name */
  column: string;
  value: string;
}

export interface SalesOrderHeader {
  number: SalesOrderNumber;
  /** as Peoplevox writes it, where it was asked for with other capitals */
  spelling?: SalesOrderNumber;
  status: WarehouseStatus;
  /** the raw word */
  statusWord: string;
  onHold: boolean;
  /** the word LOADING stands in our attribute: this is our hold */
  loading: boolean;
  /** null where the attribute is empty: not made by us */
  fingerprint: string | null;
  /** as read: recipient, address, service by the usual names of the columns; what the tenant's template lacks is missing */
  delivery: ReadonlyMap<string, string>;
}

export interface FoundSalesOrder extends SalesOrderHeader {
  lines: FoundLine[];
}

/** How Peoplevox counts a sales order as open: neither despatched nor cancelled. */
export const isOpen = (found: SalesOrderHeader) =>
  found.status !== 'despatched' && found.status !== 'cancelled';

/** Picking has begun, so nothing of ours may change it any more. */
export const pickingBegun = (found: SalesOrderHeader) =>
  found.status === 'part_picked' || found.status === 'picked' || found.status === 'despatched';
