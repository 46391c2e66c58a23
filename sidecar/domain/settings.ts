// Everything a person can set, with its default. One schema: the screen, the command line and the file given with --settings share it.
// What peoplevox-api.md section 10 calls unknown is here and nowhere a constant.

import { type Static, Type } from 'typebox';
import { mostRowsPerSave } from './rowsPerSave.ts';
import { salesOrderSettings } from './salesOrderSettings.ts';
import { choice, list, table, text, whole, words, yes } from './settingKinds.ts';

export const Settings = Type.Object({
  orders: Type.Object({
    pollSeconds: whole(60, 'How often the shop is asked for changed orders, seconds', 5, 3600),
    sendStatuses: list(['processing'], 'Order statuses that go to Peoplevox'),
    sendTable: words(
      'Exceptions from that by status, or by status and payment method: "on-hold:stripe": send, "packing": send, "processing:cheque": wait',
    ),
    payLaterMethods: list(
      ['cod'],
      'Payment methods paid on delivery: the order counts from when it was placed, and its paid date shows no payment',
    ),
    stuckGraceMinutes: whole(
      15,
      'A paid order that stays pending, failed, cancelled or a draft is shown after, minutes',
      0,
      1440,
    ),
    // What public code of the gateways writes: Stripe, WooPayments, PayPal Payments, PayPal Standard, Mollie, Square (its own plugin and WooSquare).
    // No list is ever whole, so the merchant may change it.
    paidMeta: list(
      [
        '_stripe_charge_captured=yes',
        '_intention_status=succeeded',
        '_ppcp_paypal_captured',
        '_paypal_transaction_id',
        '_mollie_paid_and_processed',
        '_wc_square_credit_card_charge_captured=yes',
        '_square_charge_captured=yes',
      ],
      'Order meta by which a payment plugin says that the money is there: "key" or "key=value"; another value means that it is not',
    ),
    authorisationDays: Type.Record(Type.String(), Type.String(), {
      default: { '*': '7' },
      title:
        'Days that an authorised payment of an order sent on hold can be captured, by payment method or "*"; 0: for ever',
    }),
    authorisationWarnDays: Type.Number({
      default: 1,
      minimum: 0,
      maximum: 30,
      title: 'Days before it runs out that an authorised payment not captured is shown',
    }),
    ...salesOrderSettings,
    // 100 keys fit into one question (peoplevox-api.md 4.1), and one of them is the canary
    batchOrders: whole(99, 'Orders in one batch, at most', 1, 99),
    gatherSeconds: Type.Number({
      default: 0.5,
      minimum: 0,
      maximum: 60,
      title: 'Seconds that the first order of a quiet time waits for others',
    }),
    batchGapSeconds: Type.Number({
      default: 7,
      minimum: 0,
      maximum: 300,
      title: 'Seconds between two batches while orders keep coming',
    }),
    lateCommitSeconds: whole(
      600,
      'How long Peoplevox may take to finish a save whose answer was lost, seconds',
      0,
      7200,
    ),
    askAgainSeconds: whole(60, 'Seconds between the two questions before an order is sent again', 0, 3600),
    cancelBy: Type.Union([Type.Literal('status'), Type.Literal('delete'), Type.Literal('ask')], {
      default: 'status',
      title:
        'A cancelled order that was sent and is not being picked yet: cancelled in Peoplevox by its status, deleted there, or left to a person',
    }),
    changesAfterSending: Type.Union([Type.Literal('carry'), Type.Literal('ask')], {
      default: 'carry',
      title:
        'A change of an order that was sent and is not being picked yet: carried over, or left to a person',
    }),
    heldSearchSeconds: whole(
      600,
      'How often Peoplevox is searched for orders left on our hold, seconds',
      30,
      86400,
    ),
  }),
  follow: Type.Object({
    everySeconds: whole(60, 'How often open sales orders are read, seconds', 5, 3600),
    linesHours: whole(
      4,
      'How often the lines of open sales orders are read again, to see what people changed in them, hours (0: once, ten minutes after sending)',
      0,
      168,
    ),
  }),
  reconcile: Type.Object({
    everyMinutes: whole(15, 'How often the last hours are compared with Peoplevox, minutes', 5, 240),
    recentHours: whole(2, 'Each comparison looks back, hours', 1, 24),
    hourlyHours: whole(24, 'Once an hour it looks back further, hours', 1, 168),
    nightlyDays: whole(14, 'Once a night it looks back further still, days', 1, 90),
    nightlyAt: text('03:00', 'When the nightly comparison begins, UTC (HH:MM)', {
      pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    }),
    // whether a template can be searched by date is not known (peoplevox-api.md 4.1 has it of reports)
    nightlySearch: Type.Union([Type.Literal('date'), Type.Literal('mark')], {
      default: 'date',
      title:
        'The nightly comparison finds our sales orders by their created date or, where Peoplevox refuses that, all that carry our mark',
    }),
  }),
  late: Type.Object({
    sendMinutes: whole(15, 'Ready and not sent after, minutes of business time (0: not watched)', 0, 10080),
    unknownMinutes: whole(
      20,
      'Peoplevox did not answer and asking has not settled it after, minutes by day and night (0: not watched)',
      0,
      10080,
    ),
    allocateMinutes: whole(
      30,
      'Sent and not allocated after, minutes of business time (0: not watched)',
      0,
      10080,
    ),
    missingMinutes: whole(
      15,
      'How often the missing items of orders that are not allocated are read again, minutes',
      1,
      1440,
    ),
    pickHours: whole(24, 'Allocated and not picked after, hours of business time (0: not watched)', 0, 1000),
    despatchHours: whole(
      8,
      'Picked and not despatched after, hours of business time (0: not watched)',
      0,
      1000,
    ),
    heldHours: whole(
      24,
      'Held in Peoplevox by a person for longer than, hours of business time (0: not watched)',
      0,
      1000,
    ),
    leadHours: whole(
      8,
      'So long before the requested delivery date an order that has not left is late, hours of business time',
      0,
      1000,
    ),
    businessHours: Type.Record(Type.String(), Type.String(), {
      default: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '09:00-17:00'])),
      title:
        'Business hours by weekday: "mon": "09:00-17:00"; a day that is missing is a day off, and where all are missing every hour counts',
    }),
    holidays: Type.Array(Type.String(), { default: [], title: 'Days off besides, as dates: 2026-12-25' }),
    timeZone: text('Europe/London', 'Time zone of the business hours'),
  }),
  despatch: Type.Object({
    everySeconds: whole(60, 'How often despatches are read, seconds', 5, 3600),
    overlapMinutes: whole(30, 'Each read reaches back over the last one, minutes', 1, 2880),
    longOverlapHours: whole(24, 'Once an hour the read reaches back further, hours', 1, 336),
    withoutTracking: Type.Union([Type.Literal('wait'), Type.Literal('record')], {
      default: 'wait',
      title: 'A despatch without a tracking number waits or is recorded',
    }),
    trackingUrls: words('Tracking link by carrier; {number} and {postcode} are filled in'),
    mailMaxAgeDays: whole(3, 'Customers are told of despatches no older than, days', 0, 60),
  }),
  stock: Type.Object({
    everySeconds: whole(
      300,
      'How often the whole stock report is read while changes are not, seconds',
      15,
      86400,
    ),
    changesFrom: choice(
      ['auto', 'incremental', 'reconciliation', 'none'],
      'Changes between two readings of the whole report come from: what this Peoplevox is found to have, one of its two reports of changes, or nothing',
    ),
    changesSeconds: whole(
      30,
      'How often changes are read where there is a report of them, seconds',
      10,
      3600,
    ),
    changesOverlapMinutes: whole(
      15,
      'Each reading of changes reaches back over the last one, minutes',
      2,
      1440,
    ),
    everySecondsWithChanges: whole(
      1800,
      'How often the whole stock report is read while changes are, seconds',
      15,
      86400,
    ),
    sites: list(['PrimarySite'], 'Sites whose stock the shop sells'),
    buffer: whole(0, 'Units kept back of each SKU', 0, 10000),
    buffers: table(
      'Units kept back of single SKUs instead: "SCARF-RED-M": "5"',
      '.',
      '^(10000|[0-9]{1,4})$',
      'a table of SKUs, each with whole units from 0 to 10000',
    ),
    marginSeconds: whole(
      300,
      "How long Peoplevox's stock figure may lag behind an allocation, seconds",
      0,
      7200,
    ),
    maxToZero: whole(20, 'More SKUs than this falling to zero in one pass wait for a person', 0, 1000000),
    maxToZeroPercent: whole(5, 'Nor more than this share of the SKUs in stock, per cent', 0, 100),
  }),
  probe: Type.Object({
    waitSeconds: whole(
      60,
      'How long the test of this Peoplevox waits for something to happen before it counts as not happening, seconds',
      5,
      900,
    ),
  }),
  peoplevox: Type.Object({
    callsPerWindow: whole(12, 'Calls in one window, at most (15 is what Peoplevox allows)', 1, 15),
    windowSeconds: whole(15, 'Length of the window, seconds', 1, 120),
    gapMilliseconds: whole(0, 'Pause between two calls, at least, milliseconds', 0, 5000),
    twoCallsAtOnce: yes(
      true,
      'Two calls to Peoplevox may be under way at once, once the test of this Peoplevox found that it bears them',
    ),
    sessionMinutes: whole(25, 'A session is renewed after, minutes', 1, 600),
    timeoutSeconds: whole(120, 'How long an answer is waited for, seconds', 1, 1200),
    pageSize: whole(250, 'Rows of a page', 1, 1000),
    // 1,000 is the usual ceiling; larger pages risk a time-out (peoplevox-api.md 4.1 and 8)
    stockPageSize: whole(
      1000,
      'Rows of a page of the stock report: fewer where Peoplevox does not answer in time',
      1,
      1000,
    ),
    // a batch has about 250 lines: two pages of the usual size, one of this
    linesPageSize: whole(
      500,
      'Rows of a page of order lines, so that those of a whole batch are one page',
      1,
      1000,
    ),
    rowsPerSave: whole(
      0,
      'Rows of a save, to begin with; 0: as many as the test of this Peoplevox found, and 50 while that is not known',
      0,
      mostRowsPerSave,
    ),
    userId: whole(0, 'UserId in the session header', 0, 2147483647),
    password: Type.Union([Type.Literal('base64'), Type.Literal('plain')], {
      default: 'base64',
      title: 'Password is sent in Base64 or plain (US region)',
    }),
    sessionTexts: list(['Invalid Session', 'Session Expired'], 'Words that mean: log in again'),
    loginTexts: list(['Invalid Username'], 'Words that mean: user name or password is wrong'),
    busyTexts: list(['Too many requests', 'Rate limit'], 'Words that mean: too many calls, nothing was done'),
    timeZone: text('UTC', 'Time zone of the dates in reports'),
    templates: Type.Record(Type.String(), Type.String(), {
      default: {},
      title: 'Template names, where the tenant renamed them',
    }),
    columns: Type.Record(Type.String(), Type.String(), {
      default: {},
      title: 'Column captions, where the tenant renamed them: "Sales orders.ContactName": "Recipient"',
    }),
    searchFields: words(
      'Names in search clauses, where they differ from the usual ones: "Sales orders.SalesOrderNumber": "Number"',
    ),
    missingColumns: Type.Union([Type.Literal('skip'), Type.Literal('stop')], {
      default: 'skip',
      title:
        'A column the template lacks is left out, or nothing is sent (what an order cannot do without always stops it)',
    }),
    statuses: words(
      'Sales order statuses under other names: "Awaiting picker": new, part_allocated, allocated, part_picked, picked, despatched or cancelled',
    ),
    phoneColumn: text(
      '',
      "Column of the sales order that takes the customer's phone number; empty: not sent",
    ),
    discountSign: Type.Union([Type.Literal('positive'), Type.Literal('negative')], {
      default: 'positive',
      title: 'A discount is sent as a positive or a negative number',
    }),
    stockReport: text('Item inventory summary', 'Stock report'),
    stockOrderBy: text('[Item code]', 'Order of the stock report, so that its pages fit together'),
    incrementalReport: text(
      'Incremental Changes Report v1',
      'Report of stock changes, with a Timestamp (one of the same kind may carry another name, such as "PWKS Incremental Changes Report v1 with grouping")',
    ),
    reconciliationReport: text(
      'Item availability latest reconciliation',
      'Report of the latest change of each item, with a Date time',
    ),
    despatchReport: text('Despatch summary', 'Despatch report'),
    despatchOrderBy: text(
      '[Despatch number]',
      'Order of the despatch report, so that its pages fit together',
    ),
    lineKey: Type.Union(
      [Type.Literal('unknown'), Type.Literal('item'), Type.Literal('item_line'), Type.Literal('insert')],
      {
        default: 'unknown',
        title:
          'What makes two lines of a sales order the same: the item, item and line reference, or nothing (each save adds one); while it is not known, changed quantities of sent orders are left to a person',
      },
    ),
    fingerprintAttribute: whole(4, 'Attribute of the sales order that holds our fingerprint', 1, 5),
    loadingAttribute: whole(5, 'Attribute of the sales order that holds our word LOADING', 1, 5),
    useStopShip: yes(false, 'Also clear StopShip on release (newer tenants)'),
  }),
});
export type Settings = Static<typeof Settings>;
