// Books in which all is well, for tests to spoil one thing at a time: two orders to be picked, of which one has left in two
// parcels, and one that must not go.

import type { CallEntry, OrderMoment } from '../../simulator/peoplevox/books.ts';
import type { OrderView as SalesOrderView } from '../../simulator/peoplevox/peoplevox.ts';
import type {
  BookEntry,
  BookFact,
  ProductView,
  OrderView as ShopOrderView,
} from '../../simulator/shop/shop.ts';
import type { Evidence, SalesOrder } from './evidence.ts';
import type { Wanted } from './wanted.ts';

const liveFrom = new Date('2026-03-02T09:00:00Z');
const later = (seconds: number) => new Date(liveFrom.getTime() + seconds * 1000);
const gmt = (seconds: number) => later(seconds).toISOString().slice(0, 19);

type Lines = { item: string; ordered: number; despatched?: number }[];

const deliverTo = { name: 'Ada Whitlock', postcode: 'LS21 1AA' };

export interface Books {
  wanted: [open: Wanted, gone: Wanted, stays: Wanted];
  evidence: Evidence;
}

export function rightBooks(): Books {
  const open: Wanted = {
    orderId: 1001,
    number: 'WC-1001',
    who: 'Ada',
    what: 'one line',
    units: { SCARF: 2 },
    status: 'processing',
    notBefore: later(5),
    deliverTo,
  };
  const gone: Wanted = {
    orderId: 1002,
    number: 'WC-1002',
    who: 'Ada',
    what: 'two parcels',
    units: { SCARF: 1, HAT: 3 },
    status: 'completed',
    deliverTo,
  };
  const stays: Wanted = {
    orderId: 1003,
    number: 'WC-1003',
    who: 'Ada',
    what: 'cancelled',
    units: {},
    status: 'cancelled',
    deliverTo,
  };
  const goneLines: Lines = [
    { item: 'SCARF', ordered: 1, despatched: 1 },
    { item: 'HAT', ordered: 3, despatched: 3 },
  ];
  const parcels: [string, string, Lines][] = [
    ['DES1', 'AB1GB', [{ item: 'HAT', ordered: 3 }]],
    ['DES2', 'AB2GB', [{ item: 'SCARF', ordered: 1 }]],
  ];
  const evidence: Evidence = {
    liveFrom,
    shopOrders: [
      shopOrder(1001, 'processing', [[11, 1, 'SCARF', 2]]),
      shopOrder(
        1002,
        'completed',
        [
          [12, 1, 'SCARF', 1],
          [13, 2, 'HAT', 3],
        ],
        ['AB1GB', 'AB2GB'],
      ),
      shopOrder(1003, 'cancelled', [[14, 1, 'SCARF', 5]]),
    ],
    products: [product(1, 'SCARF', 7), product(2, 'HAT', 4)],
    mails: [mail('despatched_in_part', 'AB1GB'), mail('completed', 'AB1GB\nAB2GB')],
    shopBooks: {
      entries: [
        entry({ kind: 'trigger', order_id: 1001, event: 'changed', outcome: 202 }),
        entry({ kind: 'trigger', order_id: 1002, event: 'changed', outcome: 'blocked' }),
        despatchEntry('DES1', 13, 3),
        despatchEntry('DES2', 12, 1),
      ],
      requests: [],
      oversold: [],
    },
    salesOrders: new Map([
      ['WC-1001', salesOrder('WC-1001', [{ item: 'SCARF', ordered: 2 }], [])],
      ['WC-1002', salesOrder('WC-1002', goneLines, parcels)],
    ]),
    stock: [
      { item: 'SCARF', site: 'PrimarySite', onHand: 9, allocated: 2, available: 7 },
      { item: 'HAT', site: 'PrimarySite', onHand: 4, allocated: 0, available: 4 },
      { item: 'HAT', site: 'SystemSite', onHand: 99, allocated: 0, available: 99 },
    ],
    stockBook: [],
    calls: [call(1, 'Authenticate', []), call(2, 'SaveData', ['WC-1001'], 'lost after work')],
    violations: [],
    mostCallsInWindow: 12,
    rateLimit: 15,
  };
  return { wanted: [open, gone, stays], evidence };
}

/** That sales order, which is there. */
export function salesOrderOf({ evidence }: Books, number: string): SalesOrder & { now: SalesOrderView } {
  const found = evidence.salesOrders.get(number);
  if (!found?.now) throw new RangeError(`${number} is not in these books.`);
  return found as SalesOrder & { now: SalesOrderView };
}

function salesOrder(number: string, lines: Lines, parcels: [string, string, Lines][]): SalesOrder {
  const moment: OrderMoment = {
    seq: 1,
    at: later(10),
    pickable: true,
    held: false,
    status: 'New',
    lines: lines.map(({ item, ordered }) => ({ item, line: '', quantity: ordered })),
  };
  return {
    book: {
      number,
      timesCreated: 1,
      timesDeleted: 0,
      there: true,
      moments: [moment],
      pickable: [{ from: moment.at, until: null, moments: [moment] }],
    },
    now: {
      number,
      status: 'New',
      site: 'PrimarySite',
      held: false,
      cancelled: false,
      mayAllocate: true,
      lines: lines.map(({ item, ordered, despatched = 0 }) => ({
        item,
        line: '',
        ordered,
        allocated: ordered - despatched,
        picked: 0,
        despatched,
        columns: {},
      })),
      columns: { ContactName: deliverTo.name, ShippingAddressPostcode: deliverTo.postcode, Attribute5: '' },
    },
    pickableOtherwise: [],
    despatches: parcels.map(([despatch, tracking, units]) => ({
      number: despatch,
      order: number,
      at: later(60),
      parcels: [
        { tracking, lines: units.map(({ item, ordered }) => ({ item, line: '', quantity: ordered })) },
      ],
    })),
  };
}

function shopOrder(
  id: number,
  status: string,
  lines: [itemId: number, productId: number, sku: string, quantity: number][],
  tracking: string[] = [],
): ShopOrderView {
  return {
    order: {
      id,
      status,
      date_created_gmt: gmt(4),
      date_paid_gmt: gmt(5),
      line_items: lines.map(([itemId, productId, sku, quantity]) => ({
        id: itemId,
        name: sku,
        sku,
        product_id: productId,
        variation_id: 0,
        quantity,
      })),
    },
    lines: lines.map(([itemId, , , quantity]) => ({
      item_id: itemId,
      needs_shipping: true,
      refunded: 0,
      reduced: quantity,
    })),
    pickwave: {
      number: `WC-${id}`,
      sent_at: gmt(9),
      reflected_at: gmt(12),
      attention: null,
      despatches: [],
    },
    stock_reduced: true,
    tracking: tracking.map((number) => ({
      tracking_provider: '',
      custom_tracking_provider: 'Royal Mail',
      custom_tracking_link: '',
      tracking_number: number,
      date_shipped: '1',
      tracking_id: number,
      source: 'pickwave',
    })),
    notes: [],
    trashed: false,
  };
}

const product = (id: number, sku: string, stock: number): ProductView => ({
  id,
  parent_id: 0,
  type: 'simple',
  sku,
  name: sku,
  status: 'publish',
  price: '10.00',
  manages_stock: true,
  managed_by: id,
  stock,
  stock_status: 'instock',
  virtual: false,
});

const mail = (kind: 'despatched_in_part' | 'completed', body: string) => ({
  at: gmt(70),
  kind,
  order_id: 1002,
  to: 'ada.whitlock@example.test',
  subject: '',
  body,
});

const entry = (fact: BookFact): BookEntry => ({ seq: 1, at: gmt(6), ...fact });
const despatchEntry = (despatch: string, itemId: number, quantity: number) =>
  entry({
    kind: 'despatch',
    order_id: 1002,
    despatch,
    lines: [{ key: `${despatch}-${itemId}`, item_id: itemId, quantity }],
  });

export function call(
  seq: number,
  operation: string,
  orders: string[],
  outcome: CallEntry['outcome'] = 'answered',
): CallEntry {
  return {
    seq,
    operation,
    template: operation === 'SaveData' ? 'Sales order items' : '',
    action: operation === 'SaveData' ? 1 : null,
    rowsSent: orders.length,
    orders,
    searchClause: '',
    startedAt: later(seq),
    endedAt: later(seq),
    inFlight: 1,
    outcome,
    httpStatus: 200,
    responseId: 0,
    totalCount: 0,
    detail: '',
    faults: [],
  };
}
