// As what an order goes to the warehouse (mission row O2): each column from the order, by the settings. Pure; whether it may go is pickingWork's.

import { pickedLines } from './bundles.ts';
import { deliveryDate } from './deliveryDate.ts';
import { lineField, metaValue, orderField } from './fields.ts';
import { fingerprintOf } from './fingerprint.ts';
import { holdReason } from './holdRules.ts';
import { type SalesOrderNumber, type Sku, salesOrderNumber } from './ids.ts';
import { type OrderLine, type ShopOrder, unitsWanted } from './order.ts';
import type { WantedLine, WantedSalesOrder } from './salesOrder.ts';
import type { Settings } from './settings.ts';
import { despatchedBy, forMethod } from './shippingMethods.ts';

/** The number an order gets unless one is frozen already (design.md section 5, step 1). Null where the order lacks it. */
export function numberFor(order: ShopOrder, { orders }: Settings): SalesOrderNumber | null {
  const own = {
    id: () => String(order.id),
    number: () => order.number,
    meta: () => metaValue(order.meta, orders.numberMeta).replace(/^#/, ''),
  }
    [orders.numberSource]()
    .trim();
  return own === '' ? null : salesOrderNumber(`${orders.numberPrefix}${own}`);
}

/** The lines that go, or why none does. */
export function linesToPick(order: ShopOrder, { orders }: Settings): OrderLine[] | string {
  const [method] = order.shippingMethods;
  if (method && despatchedBy(order, orders.notDespatchedMethods).length === 0)
    return `Nothing on the order is despatched: it goes by ${method.title || method.methodId}.`;
  const lines = pickedLines(order.lines, orders.bundles).filter((line) => unitsWanted(line) > 0);
  return lines.length === 0 ? 'Nothing on the order has to be picked.' : lines;
}

export function wantedSalesOrder(
  order: ShopOrder,
  number: SalesOrderNumber,
  lines: OrderLine[],
  { settings, installation }: { settings: Settings; installation: string },
): WantedSalesOrder {
  const { orders } = settings;
  const delivery = deliveryDate(order, settings);
  const site = siteOf(order, settings);
  const attributes = valuesBy(orders.attributes, (field) => orderField(field, order));
  const wantedLines = mergedLines(lines, delivery.at, settings);
  const customer = customerOf(order, orders.customer);
  const customerFits = customer.length <= longestCustomer;
  return {
    orderId: order.id,
    number,
    fingerprint: fingerprintOf(installation, order.id),
    customerReference: order.number,
    customer: customerFits ? customer : '',
    contactName: order.shipTo.name || order.shipTo.company,
    email: order.email,
    shipTo: order.shipTo,
    invoiceTo: order.invoiceTo,
    addressReference: { none: '', order_number: order.number, customer_id: idOf(order) }[
      orders.addressReference
    ],
    createdAt: order.createdAt,
    requestedDeliveryAt: delivery.at,
    channel: valueIn(orders.channels, order.createdVia) ?? orders.channel,
    site: site ?? orders.site,
    serviceType: serviceType(order, settings),
    paymentMethod: valueIn(orders.paymentMethods, order.paymentMethod) ?? orders.paymentMethods['*'] ?? '',
    shippingCost: order.shippingTotal,
    total: order.total,
    discount: order.discountTotal,
    tax: order.taxTotal,
    isPartialShipment: orders.partialShipment,
    attributes,
    lines: wantedLines,
    holdFor: holdReason(order, settings),
    changeable: {
      ...(orders.deliveryMeta === '' ? {} : { date: delivery.chosen ? delivery.at.toISOString() : '' }),
      ...(Object.keys(orders.sites).length === 0 ? {} : { site: site ?? '' }),
      ...Object.fromEntries(
        Object.keys(orders.attributes).map((name) => [`attribute${name}`, attributes[name] ?? '']),
      ),
      ...(Object.keys(orders.lineAttributes).length === 0 ? {} : { lineDetails: detailsOf(wantedLines) }),
    },
    notes: [
      ...(delivery.note === null ? [] : [delivery.note]),
      ...(customerFits
        ? []
        : [`The customer "${customer}" has more than ${longestCustomer} characters and is not sent.`]),
    ],
  };
}

/** The attributes of the lines in one text: another text is another engraving. */
const detailsOf = (lines: WantedLine[]) =>
  JSON.stringify(lines.map(({ line, attributes }) => [line, Object.entries(attributes).sort()]).sort());

const longestCustomer = 50; // peoplevox-api.md 3.3; cut, it would name another customer

const valueIn = (table: Record<string, string>, name: string): string | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null;

const idOf = ({ customerId }: ShopOrder) => (customerId === null ? '' : String(customerId));
const customerOf = (order: ShopOrder, what: Settings['orders']['customer']) =>
  ({ none: '', email: order.email, customer_id: idOf(order) })[what];

/** The site by the table; null where it has none for this order. */
function siteOf(order: ShopOrder, { orders }: Settings): string | null {
  const [method] = despatchedBy(order, orders.notDespatchedMethods);
  const byMethod = method ? forMethod(orders.sites, method) : null;
  return byMethod ?? valueIn(orders.sites, order.shipTo.country);
}

function serviceType(order: ShopOrder, { orders }: Settings): string {
  const [method] = despatchedBy(order, orders.notDespatchedMethods);
  return (method ? forMethod(orders.serviceTypes, method) : null) ?? orders.serviceTypes['*'] ?? '';
}

/** What there is of a table of fields, by the name of its attribute. */
const valuesBy = (table: Record<string, string>, read: (field: string) => string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(table)
      .map(([name, field]) => [name, read(field).trim()] as const)
      .filter(([, value]) => value !== ''),
  );

// One row per SKU: whether Peoplevox keeps two rows of one item apart is not known (peoplevox-api.md 5.2, "Line key").
function mergedLines(lines: OrderLine[], requestedDeliveryAt: Date, { orders }: Settings): WantedLine[] {
  const merged = new Map<Sku, WantedLine>();
  for (const line of lines) {
    if (line.sku === null) continue; // refused before
    const quantity = unitsWanted(line);
    const price = orders.salePrice === 'with_tax' ? line.unitPriceWithTax : line.unitPrice;
    const attributes = valuesBy(orders.lineAttributes, (field) => lineField(field, line));
    const before = merged.get(line.sku);
    if (before) {
      const units = before.quantity + quantity;
      before.unitPrice = (before.unitPrice * before.quantity + price * quantity) / units;
      before.quantity = units;
      before.attributes = bothOf(before.attributes, attributes);
    } else {
      merged.set(line.sku, {
        sku: line.sku,
        quantity,
        line: String(line.itemId),
        unitPrice: price,
        sequence: merged.size + 1,
        requestedDeliveryAt,
        attributes,
      });
    }
  }
  return [...merged.values()];
}

/** Two engravings of one mug are both told. */
function bothOf(a: Record<string, string>, b: Record<string, string>): Record<string, string> {
  const both = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const there = both[name];
    if (there === undefined) both[name] = value;
    else if (!there.split('; ').includes(value)) both[name] = `${there}; ${value}`;
  }
  return both;
}
