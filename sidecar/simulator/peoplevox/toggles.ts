import Type, { type Static, type TSchema } from 'typebox';

const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: [...words], description });
const yes = (description: string) => Type.Boolean({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const text = (description: string) => Type.String({ description });
const perName = <Value extends TSchema>(value: Value, description: string) =>
  Type.Record(Type.String(), value, { description });

/** Everything about a tenant that is unknown or differs (peoplevox-api.md 10 and 13). The README lists it in words. */
export const TogglesSchema = Type.Object(
  {
    // Log-in and sessions (1.4, 1.5)
    password: oneOf(['base64', 'plain'], 'How Authenticate wants the password.'),
    loginRefusal: text('Detail of a refused log-in.'),
    lockOutAfter: count(
      'Refused log-ins in a row after which the right password is refused too; 0 is never.',
    ),
    sessionMinutes: Type.Number({ exclusiveMinimum: 0, description: 'Life of a session.' }),
    sessionLife: oneOf(['sliding', 'absolute'], 'Whether use prolongs a session.'),
    sessionText: oneOf(['Invalid Session', 'Session Expired'], 'Which of the two texts a dead session gets.'),
    secondLoginEndsFirst: yes('A new log-in kills the sessions before it.'),
    parallelCalls: oneOf(
      ['borne', 'refused', 'SOAP fault', 'session dropped', 'answers mixed up'],
      'What a call gets while another is being answered.',
    ),

    // Rate limit and pace (1.5)
    rateLimit: count('Calls allowed in the window; 0 is no limit.'),
    rateWindowMs: Type.Integer({ minimum: 1, description: 'The window.' }),
    rateExceeded: oneOf(['HTTP 429', 'text'], 'What a call over the limit gets.'),
    rateText: text('Detail of a refused call where rateExceeded is text.'),
    callMs: count('Each call takes this long before its work.'),
    rowMs: count('... and this long for each row read or written, after its work.'),

    // The answer (2.0, 2.5, 8)
    shape: oneOf(['2017', '2020s'], 'IntegrationResponse without or with the newer elements.'),
    omitEmptyElements: yes('Empty optional elements are left out.'),
    statuses: oneOf(['every row', 'good rows', 'none on error', 'none'], 'Which rows Statuses lists.'),
    childStatuses: oneOf(['per row', 'per order'], 'Statuses of Sales order items.'),
    childReference: oneOf(
      ['order number', 'item code', 'line'],
      'Reference in a status of Sales order items.',
    ),
    errorDetail: oneOf(['line and reason', 'reason', 'nothing'], 'Detail where rows were refused.'),
    badRow: oneOf(['refuses itself', 'refuses the whole save'], 'What one bad row does to the good ones.'),
    csvLineEnd: oneOf(['LF', 'CRLF'], 'Line ends of CSV in answers.'),
    csvTrailingNewline: yes('CSV in answers ends with a line end.'),
    csvQuotes: oneOf(['all', 'needed'], 'Which values are quoted.'),
    csvEmptyFirstLine: yes('An empty line before the header.'),

    // Dates (4.1)
    timeZone: text('IANA name of the zone that dates are read and written in.'),
    reportSeconds: yes("'dd/MM/yyyy HH:mm:ss' instead of 'dd/MM/yyyy HH:mm' in reports."),
    reportApostrophes: yes('Dates in reports stand between apostrophes.'),
    literalYear: yes('The year in reports is the literal text YYYY.'),

    // Set-up of the tenant (3.1, 4.2)
    captions: perName(perName(Type.String(), ''), 'Template: default column name: renamed caption.'),
    missingColumns: perName(Type.Array(Type.String()), 'Template: default column names it lacks.'),
    missingTemplates: Type.Array(Type.String(), { description: 'Templates not configured.' }),
    reportCaptions: perName(perName(Type.String(), ''), 'Report (default name): caption: renamed caption.'),
    reportNames: perName(Type.String(), 'Report (default name): name on this tenant.'),
    timestampSearch: oneOf(
      ['date or text', 'text', 'refused', 'ignored'],
      'What the Timestamp of Incremental Changes Report v1 may be compared with in a SearchClause.',
    ),
    changeRows: oneOf(
      ['each change', 'latest per item'],
      'Rows of Incremental Changes Report v1; the second as "with grouping".',
    ),
    reconciliationShows: oneOf(
      ['on hand', 'every change'],
      'Which changes are in Item availability latest reconciliation: those of On hand, or allocations too.',
    ),
    missingReports: Type.Array(Type.String(), { description: 'Reports (default names) not there.' }),

    // Reading (4.1, 6)
    searchCase: oneOf(['ignored', 'significant'], 'Upper and lower case in a SearchClause.'),
    duplicatesAcrossPages: yes('A page after the first starts with the last row of the page before.'),
    pageLimit: count('ItemsPerPage is never more than this; 0 is no limit.'),
    reportLagMs: count('Reports (not templates) show the warehouse as it was so long ago.'),
    soldOut: oneOf(['kept', 'dropped', 'dropped when empty'], 'Rows of sold-out items in the stock reports.'),
    negativeAvailable: oneOf(['shown', 'floored'], 'Available below zero.'),
    templateStatus: oneOf(['name', 'id'], 'Status in GetData of Sales orders.'),
    parcels: oneOf(
      ['first', 'joined', 'row each', 'blank'],
      'Tracking numbers of one despatch of several parcels in Despatch summary.',
    ),
    despatchNumbers: oneOf(['DES', 'digits'], 'What despatch numbers look like.'),

    // Writing (2.5, 3, 5.2)
    lineKey: oneOf(['item', 'item+line', 'always insert'], 'What makes an order line the same line.'),
    action1: oneOf(['honoured', 'ignored'], 'Whether Action 1 keeps a new order from allocation.'),
    hold: oneOf(['stops allocation', 'only picking', 'ignored'], 'What OnHold or StopShip stops.'),
    commit: oneOf(['prompt', 'late', 'queued'], 'When a save is applied.'),
    commitDelayMs: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'How long after a late or queued save; null is when told (POST /commit).',
    }),
    allocation: oneOf(['on save', 'when told'], 'When the allocation engine runs.'),
    updateAllocates: oneOf(['yes', 'only while new'], 'Whether an Action 0 update allocates again.'),
    unknownItem: oneOf(['refused', 'dropped', 'accepted'], 'A line of an item that is not there.'),
    unknownServiceType: oneOf(['refused', 'accepted'], 'A ServiceType that is not there.'),
    serviceTypeMatch: oneOf(['name or code', 'name', 'code'], 'How ServiceType is looked up.'),
    unknownPaymentMethod: oneOf(['accepted', 'refused'], 'A PaymentMethod that is not there.'),
    unknownColumn: oneOf(['refused', 'ignored'], 'A CSV column that the template lacks.'),
    overlong: oneOf(['refused', 'truncated'], 'Text longer than its column.'),
    maxRowsPerSave: count('A save of more rows is too long; 0 is no limit.'),
    overMaxRows: oneOf(['refused whole', 'SOAP fault', 'cut off'], 'What a save that is too long gets.'),
    repeatedRows: oneOf(
      ['saved each', 'saved once', 'refused'],
      'Rows of the same sales order in one save of Sales orders.',
    ),
    quantityZero: oneOf(['refused', 'removes the line', 'kept'], 'QuantityOrdered 0.'),
    editAfterPicking: oneOf(['allowed', 'refused', 'ignored'], 'A save once picking has begun.'),
    cancelAfterPicking: oneOf(['allowed', 'refused', 'ignored'], 'A cancellation once picking has begun.'),
    cancelAfterDespatch: oneOf(['refused', 'ignored'], 'A cancellation once all is despatched.'),
    partialShipment: oneOf(
      ['not enforced', 'enforced'],
      'Whether IsPartialShipment false forbids part despatches.',
    ),
    writeOff: oneOf(['takes allocations back', 'leaves allocations'], 'Writing off what is allocated.'),

    // Events (7)
    events: oneOf(['delivered', 'lost', 'duplicated', 'out of order'], 'What happens to call-backs.'),
    eventDelayMs: count('A call-back leaves this much later.'),
    encodeByDefault: yes('encodeParameterData where the subscription does not say.'),
    valueSeparator: text('Between several values of one placeholder.'),
    unknownPlaceholder: oneOf(['left as it is', 'empty'], 'A placeholder the event does not have.'),
  },
  { additionalProperties: false },
);

export type Toggles = Static<typeof TogglesSchema>;

/** A 2020s tenant that behaves: what is surely known, and the likeliest reading of the rest. */
export const defaultToggles = (): Toggles => ({
  password: 'base64',
  loginRefusal: 'System : Security:Invalid Username or Password',
  lockOutAfter: 0,
  sessionMinutes: 30,
  sessionLife: 'sliding',
  sessionText: 'Invalid Session',
  secondLoginEndsFirst: false,
  parallelCalls: 'borne',

  rateLimit: 15,
  rateWindowMs: 15_000,
  rateExceeded: 'HTTP 429',
  rateText: 'System : Too many requests',
  callMs: 0,
  rowMs: 0,

  shape: '2020s',
  omitEmptyElements: false,
  statuses: 'every row',
  childStatuses: 'per row',
  childReference: 'order number',
  errorDetail: 'line and reason',
  badRow: 'refuses itself',
  csvLineEnd: 'LF',
  csvTrailingNewline: true,
  csvQuotes: 'all',
  csvEmptyFirstLine: false,

  timeZone: 'UTC',
  reportSeconds: false,
  reportApostrophes: true,
  literalYear: false,

  captions: {},
  missingColumns: {},
  missingTemplates: [],
  reportCaptions: {},
  reportNames: {},
  missingReports: [],
  timestampSearch: 'date or text',
  changeRows: 'each change',
  reconciliationShows: 'on hand',

  searchCase: 'ignored',
  duplicatesAcrossPages: false,
  pageLimit: 0,
  reportLagMs: 0,
  soldOut: 'kept',
  negativeAvailable: 'shown',
  templateStatus: 'name',
  parcels: 'first',
  despatchNumbers: 'DES',

  lineKey: 'item',
  action1: 'honoured',
  hold: 'stops allocation',
  commit: 'prompt',
  commitDelayMs: 1_000,
  allocation: 'on save',
  updateAllocates: 'yes',
  unknownItem: 'refused',
  unknownServiceType: 'refused',
  serviceTypeMatch: 'name or code',
  unknownPaymentMethod: 'accepted',
  unknownColumn: 'refused',
  overlong: 'refused',
  maxRowsPerSave: 0,
  overMaxRows: 'refused whole',
  repeatedRows: 'saved each',
  quantityZero: 'refused',
  editAfterPicking: 'allowed',
  cancelAfterPicking: 'allowed',
  cancelAfterDespatch: 'refused',
  partialShipment: 'not enforced',
  writeOff: 'takes allocations back',

  events: 'delivered',
  eventDelayMs: 0,
  encodeByDefault: false,
  valueSeparator: ',',
  unknownPlaceholder: 'left as it is',
});
