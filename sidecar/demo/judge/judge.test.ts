import { expect, test } from 'vitest';
import { callsSpent, judgeCalls } from './calls.ts';
import type { Check } from './check.ts';
import { judgeDespatches } from './despatches.ts';
import { judgeSentOrders } from './sentOrders.ts';
import { judgeStock } from './stock.ts';
import { type Books, call, rightBooks, salesOrderOf } from './testEvidence.ts';
import { judgeBlockedTrigger, judgeKill, judgeLostAnswer, judgeRepeatedEvent } from './troubles.ts';

const wrongIn = (checks: Check[]) => checks.flatMap((one) => (one.right ? [] : one.wrong));

function judgeAll({ wanted, evidence }: Books): Check[] {
  const [open, gone] = wanted;
  return [
    ...judgeSentOrders(wanted, evidence),
    ...judgeDespatches(wanted, evidence),
    ...judgeStock(evidence),
    ...judgeCalls(evidence, 1),
    judgeRepeatedEvent(open, 1, evidence),
    judgeBlockedTrigger(gone, evidence),
    judgeLostAnswer(open, evidence),
    judgeKill([open], 2, evidence),
  ];
}

test('right books have nothing wrong in them', () => {
  const checks = judgeAll(rightBooks());
  expect(wrongIn(checks)).toEqual([]);
  expect(checks.every((one) => one.right)).toBe(true);
});

/** What is done to the books, and what is then said to be wrong, among other things perhaps. */
const spoilt: [name: string, spoil: (books: Books) => void, said: string][] = [
  [
    'an order that never went',
    ({ evidence }) => evidence.salesOrders.delete('WC-1001'),
    'WC-1001 was never created',
  ],
  [
    'an order created twice',
    (books) => {
      salesOrderOf(books, 'WC-1001').book.timesCreated = 2;
    },
    'WC-1001 was created 2 times',
  ],
  [
    'a sales order deleted and made anew',
    (books) => {
      salesOrderOf(books, 'WC-1001').book.timesDeleted = 1;
    },
    'WC-1001 is gone again',
  ],
  [
    'a cancelled sales order',
    (books) => {
      salesOrderOf(books, 'WC-1001').now.cancelled = true;
    },
    'WC-1001 is cancelled',
  ],
  [
    'a missing line',
    (books) => {
      salesOrderOf(books, 'WC-1002').now.lines.pop();
    },
    'WC-1002 has 1 × SCARF, ordered were 1 × SCARF, 3 × HAT',
  ],
  [
    'a line too many',
    (books) => {
      const { lines } = salesOrderOf(books, 'WC-1001').now;
      lines.push(...lines);
    },
    'WC-1001 has 4 × SCARF, ordered were 2 × SCARF',
  ],
  [
    'another customer’s address',
    (books) => {
      salesOrderOf(books, 'WC-1001').now.columns.ShippingAddressPostcode = 'BA1 1LN';
    },
    'WC-1001 goes to Ada Whitlock, BA1 1LN instead of Ada Whitlock, LS21 1AA',
  ],
  [
    'a hold left behind',
    (books) => {
      salesOrderOf(books, 'WC-1001').now.held = true;
    },
    'WC-1001 is on hold',
  ],
  [
    'the word LOADING left behind',
    (books) => {
      salesOrderOf(books, 'WC-1001').now.columns.Attribute5 = 'LOADING';
    },
    'WC-1001 still carries the word LOADING',
  ],
  [
    'an order only ever saved with Action 1',
    (books) => {
      salesOrderOf(books, 'WC-1001').now.mayAllocate = false;
    },
    'WC-1001 was never saved with Action 0',
  ],
  [
    'an order that could be picked half loaded',
    (books) => {
      const there = salesOrderOf(books, 'WC-1002');
      const [moment] = there.book.moments;
      if (moment) there.pickableOtherwise.push({ ...moment, lines: moment.lines.slice(1) });
    },
    'WC-1002: could be picked with 3 × HAT in it',
  ],
  [
    'an order that must not go and went',
    (books) => books.evidence.salesOrders.set('WC-1003', salesOrderOf(books, 'WC-1001')),
    'WC-1003 was created',
  ],
  [
    'a sales order nobody ordered',
    (books) => books.evidence.salesOrders.set('WC-1', salesOrderOf(books, 'WC-1001')),
    'WC-1 stands for no order of the shop',
  ],
  [
    'an order sent before it was paid',
    ({ wanted: [open] }) => {
      open.notBefore = new Date('2026-03-02T09:00:40Z');
    },
    'WC-1001 was created 30 s too soon',
  ],
  [
    'a despatch the shop does not know',
    ({ evidence }) => evidence.shopBooks.entries.pop(),
    'order 1002: 4 units left the warehouse, 3 are on the order',
  ],
  [
    'a despatch recorded twice',
    ({ evidence: { shopBooks } }) => shopBooks.entries.push(...shopBooks.entries.slice(-1)),
    'order 1002: 4 units left the warehouse, 5 are on the order',
  ],
  [
    'a tracking number that did not arrive',
    ({ evidence }) => evidence.shopOrders[1]?.tracking.pop(),
    'order 1002 lacks AB2GB',
  ],
  [
    'a tracking number of somebody else',
    ({ evidence: { shopOrders } }) => shopOrders[0]?.tracking.push(...(shopOrders[1]?.tracking ?? [])),
    'order 1001 has AB1GB, which is not its own or is there twice',
  ],
  [
    'a tracking number shown twice',
    ({ evidence: { shopOrders } }) => {
      const [first] = shopOrders[1]?.tracking ?? [];
      if (first) shopOrders[1]?.tracking.push(first);
    },
    'order 1002 has AB1GB, which is not its own or is there twice',
  ],
  [
    'an order closed too soon',
    ({ evidence: { shopOrders } }) => {
      if (shopOrders[0]) shopOrders[0].order.status = 'completed';
    },
    'order 1001 is completed, not processing',
  ],
  ['an order that vanished', ({ evidence }) => evidence.shopOrders.shift(), 'order 1001 is not in the shop'],
  [
    'a customer told twice',
    ({ evidence: { mails } }) => mails.push(...mails.slice(-1)),
    'order 1002: 3 mails for 2 despatches',
  ],
  ['a customer not told', ({ evidence: { mails } }) => mails.pop(), 'order 1002: 1 mails for 2 despatches'],
  [
    'a mail without its number',
    ({ evidence: { mails } }) => {
      if (mails[1]) mails[1].body = 'On its way!';
    },
    'order 1002: the mail of DES2 does not name its tracking number',
  ],
  [
    'stock that Peoplevox does not have',
    ({ evidence: { products } }) => {
      if (products[0]) products[0].stock = 8;
    },
    'SCARF: the shop shows 8, Peoplevox has 7 available, 0 are promised',
  ],
  [
    'a promise not kept back',
    (books) => {
      const line = salesOrderOf(books, 'WC-1001').now.lines[0];
      if (line) line.allocated = 0;
    },
    'SCARF: the shop shows 7, Peoplevox has 7 available, 2 are promised',
  ],
  [
    'an oversale in the shop',
    ({ evidence: { shopBooks } }) =>
      shopBooks.oversold.push({ at: '', product_id: 1, sku: 'SCARF', stock: -1, by: { what: 'hand' } }),
    'the shop’s SCARF went to -1',
  ],
  [
    'an oversale in the warehouse',
    ({ evidence: { stockBook } }) =>
      stockBook.push({
        seq: 1,
        at: new Date(),
        item: 'HAT',
        site: 'PrimarySite',
        onHandBefore: 1,
        onHand: 1,
        allocatedBefore: 1,
        allocated: 2,
        reason: '',
      }),
    'of HAT 2 were allocated with 1 on hand',
  ],
  [
    'a call that came too soon',
    ({ evidence }) =>
      evidence.violations.push({ seq: 9, at: new Date(), operation: 'GetData', callsInWindow: 15 }),
    'GetData came as call 16',
  ],
  [
    'a limit that is not enforced',
    ({ evidence }) => {
      evidence.rateLimit = 0;
    },
    'the limit was not enforced',
  ],
  [
    'a login storm',
    ({ evidence }) => evidence.calls.push(call(3, 'Authenticate', [])),
    '2 log-ins for 1 starts',
  ],
  [
    'an event that was never heard',
    ({ evidence: { shopBooks } }) => shopBooks.entries.shift(),
    'the event was heard 0 times, not 1',
  ],
  [
    'a trigger that was not blocked',
    ({ evidence: { shopBooks } }) => {
      const [, second] = shopBooks.entries;
      if (second?.kind === 'trigger') second.outcome = 202;
    },
    'a trigger of it got out',
  ],
  [
    'an answer that was not lost',
    ({ evidence }) => {
      if (evidence.calls[1]) evidence.calls[1].outcome = 'answered';
    },
    '0 answers were lost, not one',
  ],
  [
    'lines saved again instead of asked for',
    ({ evidence }) => evidence.calls.push(call(3, 'SaveData', ['WC-1001'])),
    'its lines were saved 2 times',
  ],
  [
    'a sidecar killed while it was idle',
    ({ evidence }) => {
      evidence.calls = evidence.calls.filter((one) => one.seq !== 2);
    },
    'it was not killed during a call',
  ],
  [
    'a kill after the answer',
    ({ evidence }) => {
      if (evidence.calls[1]) evidence.calls[1].outcome = 'answered';
    },
    'the call was answered before the kill',
  ],
  [
    'a kill during a call of other orders',
    ({ evidence }) => {
      if (evidence.calls[1]) evidence.calls[1].orders = ['WC-1002'];
    },
    'the call was of other orders',
  ],
];

test.each(spoilt)('the books of %s fail', (_name, spoil, said) => {
  const books = rightBooks();
  spoil(books);
  expect(wrongIn(judgeAll(books))).toContain(said);
});

test('an order from before go-live promises nothing', () => {
  const books = rightBooks();
  const [, , cancelled] = books.evidence.shopOrders;
  if (!cancelled) throw new Error('no third order');
  cancelled.order.status = 'processing';
  expect(wrongIn(judgeStock(books.evidence))).toEqual([
    'SCARF: the shop shows 7, Peoplevox has 7 available, 5 are promised',
  ]);
  cancelled.order.date_paid_gmt = '2026-03-02T08:59:59';
  expect(wrongIn(judgeStock(books.evidence))).toEqual([]);
});

test('calls are counted by operation, template and action', () => {
  const { evidence } = rightBooks();
  evidence.calls.push(call(3, 'SaveData', ['WC-1001', 'WC-1002']));
  expect(callsSpent(evidence)).toEqual([
    { what: 'SaveData Sales order items (Action 1)', calls: 2, rows: 3 },
    { what: 'Authenticate', calls: 1, rows: 0 },
  ]);
});
