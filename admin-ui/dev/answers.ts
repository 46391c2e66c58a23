// Canned answers of the API, one set for each state the screen can be in. Typed by the schemas, so they cannot drift.

import { attentionKinds, mayDismiss } from '../../sidecar/domain/attention.ts';
import { probeQuestions } from '../../sidecar/domain/probe.ts';
import { probeWords } from '../../sidecar/domain/probeWords.ts';
import { may, orderActions } from '../../sidecar/domain/transfer.ts';
import type { OrderDetail, OrderRow, OrderRows, OrdersList } from '../../sidecar/http/schemas/orders.ts';
import type { AttentionView, JourneyView, Overview } from '../../sidecar/http/schemas/overview.ts';
import type { ProbeView } from '../../sidecar/http/schemas/probe.ts';
import type { ReconciliationsList, ReconciliationView } from '../../sidecar/http/schemas/reconciliations.ts';
import type { SettingView } from '../../sidecar/http/schemas/settings.ts';
import type { HeldList, HeldView, StockWhyView } from '../../sidecar/http/schemas/stock.ts';
import type { Connection } from '../api.ts';
import { filters } from '../route.ts';

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const minutes = (count: number) => ago(count * 60);
const hours = (count: number) => ago(count * 3600);

export const connection = (): Connection => ({
  paired: true,
  sidecar_url: 'http://10.0.0.7:8190',
  by_constants: false,
  frozen: null,
  last_contact: ago(12),
  installation_id: '3f0c6f0e-9a51-4c8e-8f5e-0c6a4b1d2e3f',
  plugin_version: '0.1.0',
});

/** Some wait, one is kept, one is written next. */
export function held(): HeldList {
  const one = (sku: string, before: number, decision: HeldView['decision'] = null): HeldView => ({
    sku,
    before,
    available: 0,
    since: minutes(34),
    readAt: ago(50),
    decision,
    decidedBy: decision && 'Ann Taylor',
    decidedAt: decision && minutes(4),
  });
  return {
    held: [
      ...['SCARF-RED-M', 'SCARF-RED-L', 'HAT-BLUE', 'MUG', 'SOCKS-8-11'].map((sku, place) =>
        one(sku, 12 + 31 * place),
      ),
      one('TEA-TOWEL', 4, 'apply'),
      one('ADVENT-CALENDAR-2026', 240, 'discard'),
    ],
    waiting: 5,
    apply: 1,
    discard: 1,
  };
}

let nextId = 1;
function attention(code: keyof typeof attentionKinds, reason: string, order?: OrderRow): AttentionView {
  const { words, owner, next } = attentionKinds[code];
  nextId += 1;
  return {
    id: nextId,
    code,
    words,
    reason,
    detail: code === 'refused_by_peoplevox' ? 'SaveData, Sales orders: -1\nCustomer PO is too long' : null,
    owner,
    next,
    since: hours(6),
    orderId: order?.orderId ?? null,
    shopNumber: order?.shopNumber ?? null,
    mayDismiss: order !== undefined && mayDismiss(code, order.transfer),
  };
}

function row(orderId: number, facts: Partial<OrderRow>): OrderRow {
  const transfer = facts.transfer ?? 'complete';
  return {
    orderId,
    shopNumber: String(orderId),
    shopStatus: 'processing',
    salesOrderNumber: transfer === 'complete' ? `SO-${orderId}` : null,
    transfer,
    warehouse: 'none',
    warehouseWord: '',
    paidAt: hours(3),
    dueAt: hours(3),
    sentAt: transfer === 'complete' ? ago(3 * 3600 - 5) : null,
    linkedAt: null,
    fulfilledBy: null,
    resendAs: null,
    allocatedAt: null,
    despatchedAt: null,
    stageSince: transfer === 'complete' ? hours(2) : null,
    nextAttemptAt: null,
    changedAt: minutes(20),
    totalMinor: 6497,
    currency: 'GBP',
    lineCount: 3,
    attention: [],
    may: orderActions.filter((action) => may(action, transfer, facts.warehouse ?? 'none')),
    ...facts,
  };
}

function withAttention(order: OrderRow, code: keyof typeof attentionKinds, reason: string): OrderRow {
  return { ...order, attention: [attention(code, reason, order)] };
}

export const orders = (): OrderRow[] => [
  row(1052, { transfer: 'due', paidAt: ago(3), dueAt: ago(3), nextAttemptAt: ago(-27) }),
  withAttention(
    row(1051, { transfer: 'waiting', paidAt: hours(6) }),
    'unknown_sku',
    'SCARF-RED-XL is sold in the shop, but Peoplevox has no such item code.',
  ),
  withAttention(
    row(1050, { transfer: 'waiting', paidAt: hours(2), totalMinor: 14000 }),
    'bad_postcode',
    'The postcode is not a full UK postcode.',
  ),
  row(1049, { transfer: 'unknown', changedAt: minutes(2) }),
  row(1048, { transfer: 'loading', dueAt: ago(4) }),
  withAttention(
    row(1047, { transfer: 'waiting', paidAt: hours(5) }),
    'unknown_sku',
    'SCARF-RED-XL is sold in the shop, but Peoplevox has no such item code.',
  ),
  withAttention(
    row(1046, { warehouse: 'new' }),
    'not_allocated',
    'SO-1046 waits to be allocated since Mon 23 Nov 09:14, late since Mon 23 Nov 09:44. Peoplevox does not say which lines; short by the last reading: SCARF-RED-M (0 available, 2 wanted).',
  ),
  row(1045, { warehouse: 'allocated', allocatedAt: hours(2) }),
  withAttention(
    row(1044, { warehouse: 'held_by_person' }),
    'changed_after_sent',
    'A line was added: 1 × HAT-BLUE-S.',
  ),
  row(1043, { warehouse: 'picked' }),
  row(1042, {
    warehouse: 'part_despatched',
    allocatedAt: hours(2.5),
    despatchedAt: hours(1),
    salesOrderNumber: 'SO-1042',
  }),
  row(1041, { warehouse: 'despatched', despatchedAt: hours(20), paidAt: hours(30), totalMinor: 123456 }),
  row(1040, { transfer: 'nothing_to_pick', paidAt: hours(31) }),
  row(1039, { transfer: 'before_go_live', paidAt: hours(100) }),
  row(1038, { transfer: 'dismissed', paidAt: hours(50) }),
  row(1037, { transfer: 'waiting', shopStatus: 'on-hold', paidAt: null, dueAt: null }),
  row(1036, { transfer: 'cancelled' }),
];

export function ordersList(filter: string, search: string): OrdersList {
  const all = orders();
  const fits = (order: OrderRow, name: string) => {
    const done = order.warehouse === 'despatched' || ['cancelled', 'dismissed'].includes(order.transfer);
    if (name === 'open') return !done;
    if (name === 'attention') return order.attention.length > 0;
    if (name === 'waiting_to_send') return ['due', 'loading', 'unknown'].includes(order.transfer);
    if (name === 'in_peoplevox') return order.transfer === 'complete' && order.warehouse !== 'despatched';
    if (name === 'despatched') return order.warehouse === 'despatched';
    return true;
  };
  const found = all.filter((order) => order.shopNumber.startsWith(search));
  const counts = Object.fromEntries(
    filters.map((name) => [name, found.filter((order) => fits(order, name)).length]),
  );
  return {
    orders: found.filter((order) => fits(order, filter)),
    next: filter === 'all' && search === '' ? 'older' : null,
    counts: counts as OrdersList['counts'],
  };
}

export function orderDetail(orderId: number): OrderDetail | null {
  const order = orders().find((known) => known.orderId === orderId);
  if (!order) return null;
  const parted = order.warehouse === 'part_despatched' || order.warehouse === 'despatched';
  const despatch = (name: string, more: object) => ({
    despatch: name,
    carrier: 'Royal Mail',
    trackingNumber: 'AB123456789GB',
    despatchedAt: hours(1),
    outcome: 'recorded' as const,
    why: null,
    told: 'mailed',
    lines: [{ sku: 'SCARF-RED-M', quantity: 2 }],
    ...more,
  });
  return {
    ...order,
    otherNumbers: [],
    dismissed: [],
    late:
      order.warehouse === 'new'
        ? { code: 'not_allocated', since: hours(2), lateAt: hours(1.5), told: true }
        : null,
    despatches: parted
      ? [
          despatch('DES88121', {}),
          despatch('DES88122', { trackingNumber: '', carrier: '', outcome: 'waiting', told: null }),
        ]
      : [],
    journal: [
      { id: 1, at: hours(3), who: 'noticeOrders', what: 'Paid; waiting to be sent', detail: null },
      {
        id: 2,
        at: ago(3 * 3600 - 5),
        who: 'sendOrders',
        what: 'Sent and read back',
        detail: 'Saved: 4 rows',
      },
      { id: 3, at: hours(1), who: 'Anna Smith', what: 'Send again', detail: null },
    ],
  };
}

export const orderRows = (orderId: number): OrderRows => ({
  sendable: orderId !== 1051,
  words: orderId === 1051 ? 'SCARF-RED-XL is not an item in Peoplevox.' : '',
  header: Object.entries({
    SalesOrderNumber: `SO-${orderId}`,
    Customer: '4711',
    CustomerPurchaseOrderReferenceNumber: '',
    RequestedDeliveryDate: '2026-11-24',
    ShippingAddressLine1: '1 High Street',
    ShippingAddressPostcode: 'SW1A 1AA',
    ChannelName: 'WooCommerce',
    SiteReference: 'PrimarySite',
  }).map(([column, value]) => ({ column, value })),
  lines: ['SCARF-RED-M', 'HAT-BLUE-S', 'GLOVE-L'].map((itemCode, place) =>
    Object.entries({
      SalesOrderNumber: `SO-${orderId}`,
      ItemCode: itemCode,
      Line: String(300 + place),
      QuantityOrdered: String(place + 1),
      SalePrice: '19.99',
      TaxCode: '',
      Attribute1: `3f0c6f0e:${orderId}`,
    }).map(([column, value]) => ({ column, value })),
  ),
});

function journey(name: JourneyView['name'], more: Partial<JourneyView> = {}): JourneyView {
  return {
    name,
    state: 'going',
    paused: false,
    lastStartedAt: ago(32),
    lastSuccessAt: ago(31),
    nextRunAt: ago(-28),
    problem: null,
    failingSince: null,
    lastResult: null,
    ...more,
  };
}

const compared = (id: number, ago: number, more: Partial<ReconciliationView> = {}): ReconciliationView => ({
  id,
  depth: 'recent',
  startedAt: minutes(ago),
  endedAt: minutes(ago),
  checked: 412,
  found: 412,
  sentAgain: 0,
  waiting: 0,
  odd: 0,
  problem: null,
  ...more,
});

/** All there the last time; one was missing before, and once Peoplevox could not be believed. */
export const reconciliations = (): ReconciliationsList => ({
  reconciliations: [
    compared(4, 4),
    compared(3, 19, { checked: 410, found: 407, sentAgain: 1, waiting: 2 }),
    compared(2, 34, {
      checked: 0,
      found: 0,
      problem: '"Sales orders" came without SO-1041, which exists.',
    }),
    compared(1, 49, { depth: 'hourly', checked: 4871, found: 4870, odd: 1 }),
  ],
  lastWhole: compared(4, 4),
});

/** All is right but that somebody edited the stock by hand. */
export const stockWhy = (sku: string): StockWhyView => ({
  sku,
  words: [
    'Peoplevox had 15 units to sell, read on 23 Nov, 09:56, after keeping back 2.',
    '4 units promised to orders that Peoplevox’s figure may not reflect yet: 1042 (3), 1040 (1).',
    'So the shop should have 11, and it has 12. The next reading puts it right.',
    'Last written, from 14 to 11, on 23 Nov, 09:57, by the reading of 23 Nov, 09:56 (15 units to sell).',
    'It is read next on 23 Nov, 10:11.',
  ],
  right: false,
  productId: 7,
  stock: 12,
  target: 11,
  available: { units: 15, readAt: ago(4) },
  promised: 4,
  orders: [
    { id: 1042, number: '1042', status: 'processing', units: 3 },
    { id: 1040, number: '1040', status: 'on-hold', units: 1 },
  ],
  writtenAt: ago(3),
  held: false,
  sites: [
    { site: 'PrimarySite', available: 17, sold: true, readAt: ago(0) },
    { site: 'Returns', available: null, sold: false, readAt: ago(0) },
  ],
  nextReadAt: ago(-11),
});

/** Never tested. */
export const probe = (): ProbeView => ({
  run: null,
  step: null,
  questions: probeQuestions.map((name) => {
    const { question, until } = probeWords[name];
    return { question, finding: null, words: '', until };
  }),
  lag: '',
  lagCovered: true,
  kept: null,
});

/** All is well, and much of it. */
export const calmOverview = (): Overview => ({
  version: '0.1.0',
  now: new Date().toISOString(),
  live: { on: true, from: hours(90), changedBy: 'Anna Smith' },
  shop: { state: 'answering', url: 'https://shop.example', words: '', lastAnswerAt: ago(12) },
  lease: { held: true, words: '' },
  peoplevox: {
    state: 'answering',
    words: '',
    host: 'eu.peoplevox.example',
    lastAnswerAt: ago(9),
    callsUsed: 4,
    callsAllowed: 12,
    windowSeconds: 15,
    callsToday: 8421,
  },
  journeys: [
    journey('noticeOrders'),
    journey('sendOrders', { lastResult: '3 orders sent' }),
    journey('followOrders', { lastResult: '41 orders read' }),
    journey('recordDespatches', { lastResult: '2 despatches recorded' }),
    journey('updateStock', { lastResult: '9,800 SKUs read, 14 changed' }),
    journey('reconcileOrders', { lastSuccessAt: minutes(4), nextRunAt: ago(-660) }),
    journey('finishHeld', { lastSuccessAt: minutes(7), nextRunAt: ago(-180) }),
    journey('watchLate', { lastResult: 'No order is late.' }),
  ],
  orders: {
    waitingToSend: 0,
    needAttention: 0,
    inPeoplevox: 412,
    sentToday: 421,
    medianSeconds: 4.2,
    p95Seconds: 9.1,
  },
  stock: { readAt: ago(240), checked: 9_800, off: 14, offUnits: 23 },
  problems: [],
});

/** Orders need somebody, one journey fails, one is paused. */
export function busyOverview(): Overview {
  const calm = calmOverview();
  return {
    ...calm,
    orders: { ...calm.orders, needAttention: 4, waitingToSend: 3 },
    problems: [
      attention('template_column_missing', 'Sales orders: the column "Attribute 4" is not in the template.'),
      ...orders().flatMap((order) => order.attention),
    ],
    journeys: calm.journeys.map((view) => {
      if (view.name === 'updateStock') {
        return {
          ...view,
          state: 'failing',
          lastSuccessAt: minutes(34),
          failingSince: minutes(29),
          problem: 'Peoplevox did not answer 3 times. Nothing was written; next try in 2 minutes.',
        };
      }
      return view.name === 'recordDespatches' ? { ...view, state: 'waiting', paused: true } : view;
    }),
  };
}

export function notLiveOverview(): Overview {
  const calm = calmOverview();
  return {
    ...calm,
    live: { on: false, from: null, changedBy: null },
    orders: {
      waitingToSend: 0,
      needAttention: 0,
      inPeoplevox: 0,
      sentToday: 0,
      medianSeconds: null,
      p95Seconds: null,
    },
    stock: null,
    journeys: calm.journeys.map((view) => ({
      ...view,
      state: 'waiting',
      problem: 'Pickwave is not live yet.',
      lastSuccessAt: null,
      nextRunAt: null,
      lastResult: null,
    })),
    peoplevox: { ...calm.peoplevox, state: 'not_asked_yet', lastAnswerAt: null, callsUsed: 0, callsToday: 0 },
  };
}

const setting = (
  key: string,
  title: string,
  value: unknown,
  more: Partial<SettingView> = {},
): SettingView => ({
  key,
  title,
  type: 'text',
  choices: [],
  minimum: null,
  maximum: null,
  value,
  default: value,
  source: 'default',
  ...more,
});

export const settings = (): SettingView[] => [
  setting('orders.pollSeconds', 'How often the shop is asked for changed orders, seconds', 30, {
    type: 'number',
    minimum: 5,
    maximum: 3600,
    default: 60,
    source: 'saved',
  }),
  setting('orders.sendStatuses', 'Order statuses that go to Peoplevox', ['processing'], { type: 'list' }),
  setting('orders.numberPrefix', 'Prefix of the sales order number', ''),
  setting('orders.numberSource', 'Sales order number from the order id or the order number', 'id', {
    type: 'choice',
    choices: ['id', 'number'],
  }),
  setting(
    'orders.serviceTypes',
    'Service type by shipping method: "flat_rate", "flat_rate:3" or "*" for all others',
    { 'flat_rate:3': 'RM48', '*': 'Standard' },
    { type: 'table', default: {}, source: 'saved' },
  ),
  setting('orders.partialShipment', 'Peoplevox may ship an order in parts', false, { type: 'boolean' }),
  setting('despatch.mailMaxAgeDays', 'Customers are told of despatches no older than, days', 3, {
    type: 'number',
    minimum: 0,
    maximum: 60,
  }),
  setting('stock.sites', 'Sites whose stock the shop sells', ['PrimarySite'], { type: 'list' }),
  setting('peoplevox.callsPerWindow', 'Calls in one window, at most (15 is what Peoplevox allows)', 8, {
    type: 'number',
    minimum: 1,
    maximum: 15,
    default: 12,
    source: 'environment',
  }),
  setting('peoplevox.timeZone', 'Time zone of the dates in reports', 'Europe/London', {
    default: 'UTC',
    source: 'file',
  }),
];
