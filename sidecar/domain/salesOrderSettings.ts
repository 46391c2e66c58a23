// What a sales order is made of, as settings: every column of peoplevox-api.md 3.3 and 3.4 that shops fill in their own way.

import { Type } from 'typebox';
import { lineFields, orderFields } from './fields.ts';
import { choice, list, table, text, whole, words, yes } from './settingKinds.ts';

const oneOf = (fields: readonly string[]) => `^(?:${fields.join('|')}|meta:\\S.*)$`;

export const salesOrderSettings = {
  numberPrefix: Type.String({
    default: '',
    title: 'Prefix of the sales order number',
    maxLength: 12,
    pattern: '^[A-Za-z0-9_.-]*$',
  }),
  numberSource: choice(
    ['id', 'number', 'meta'],
    'Sales order number from the order id, the order number, or a field that another plugin writes on the order (meta)',
  ),
  numberMeta: text(
    '_order_number',
    'Order meta key that holds the number, where it is taken from there: "_order_number", "_alg_wc_custom_order_number" …',
    { minLength: 1, maxLength: 255 },
  ),
  channel: text('WooCommerce', 'Channel name', { maxLength: 50 }),
  channels: words(
    'Channel name by where the order was made: "checkout", "admin", "rest-api" …; else the one above',
  ),
  site: text('PrimarySite', 'Site that ships', { maxLength: 100 }),
  sites: words(
    'Site by the shipping method in its zone or the country of delivery: "flat_rate:3", "IE"; else the one above',
  ),
  serviceTypes: words(
    'Service type by shipping method: "flat_rate:3" (a method in one shipping zone), "Next day" (its title), "flat_rate" or "*" for all others',
  ),
  notDespatchedMethods: list(
    ['local_pickup', 'pickup_location'],
    'Shipping methods by which nothing is despatched, such as collection in the shop: these orders stay out of Peoplevox',
  ),
  paymentMethods: words(
    'Payment method in Peoplevox by the shop\'s: "cod" or "*"; empty leaves the column out',
  ),
  country: choice(['name', 'iso'], 'Country as English name or ISO code'),
  company: choice(
    ['address', 'left_out'],
    'Company in front of the street, or left out of the address (an attribute can hold it)',
  ),
  customer: choice(
    ['none', 'email', 'customer_id'],
    "Customer column: not sent, the customer's e-mail, or the customer's id in the shop (not sent for guests)",
  ),
  addressReference: choice(
    ['none', 'order_number', 'customer_id'],
    'Reference of both addresses: not sent, the order number, or the customer id (not sent for guests)',
  ),
  deliveryDays: whole(0, 'Requested delivery date: days after the order', 0, 90),
  deliveryWorkingDays: yes(false, 'Only Mondays to Fridays count as days of delivery'),
  deliveryMeta: text(
    '',
    'Order meta key that holds the requested delivery date (a delivery date plugin); empty: none',
    { maxLength: 255 },
  ),
  deliveryDateOrder: choice(
    ['day_first', 'month_first'],
    'A date written with slashes there, such as 03/04/2027, begins with the day or the month',
  ),
  partialShipment: yes(false, 'Peoplevox may ship an order in parts'),
  holdAbove: Type.Number({
    default: 0,
    minimum: 0,
    maximum: 1_000_000_000,
    title:
      "Orders over this total (in the order's own currency) go to Peoplevox but stay on hold there for a person; 0: none",
  }),
  holdOutside: list(
    [],
    'Orders to countries other than these (ISO codes) go to Peoplevox but stay on hold there for a person; empty: none',
  ),
  holdWithNote: yes(
    false,
    'Orders with a note of the customer go to Peoplevox but stay on hold there for a person',
  ),
  attributes: table(
    'Attributes of the sales order by number: "1": "customer_note", "2": "meta:gift_message"',
    '^[1-5]$',
    oneOf(orderFields),
    `a table of attribute numbers 1 to 5, each with ${orderFields.join(', ')} or meta: and a meta key of the order`,
  ),
  lineAttributes: table(
    'Attributes of each line by number: "1": "name", "2": "meta:engraving"',
    '^[1-3]$',
    oneOf(lineFields),
    `a table of attribute numbers 1 to 3, each with ${lineFields.join(', ')} or meta: and a meta key of the line`,
  ),
  salePrice: choice(
    ['without_tax', 'with_tax'],
    'Price of a unit, after discounts and rounded to two decimals, without or with its tax',
  ),
  bundles: choice(
    ['as_shipped', 'bundle', 'contents', 'both'],
    'A bundle goes as the shop ships it, as the bundle alone (Peoplevox knows the kit), as its contents alone, or as both',
  ),
  lineSequence: yes(false, 'Lines carry their place on the order (Sequence)'),
  lineDeliveryDate: yes(false, 'Lines carry the requested delivery date too'),
};
