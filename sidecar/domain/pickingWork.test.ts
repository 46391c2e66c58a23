import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, orderOfFingerprint } from './fingerprint.ts';
import { salesOrderNumber } from './ids.ts';
import { type Circumstances, pickingWork } from './pickingWork.ts';
import { Settings } from './settings.ts';
import { address, line, shopOrder } from './testOrders.ts';

const settings = (change: (all: Settings) => void = () => undefined) => {
  const all = Value.Create(Settings) as Settings;
  change(all);
  return all;
};
const at = (over: Partial<Circumstances> = {}): Circumstances => ({
  settings: settings(),
  installation: 'shop-1',
  liveFrom: new Date('2026-11-01T00:00:00Z'),
  byHand: false,
  ...over,
});
const wanted = (work: ReturnType<typeof pickingWork>) => {
  if (work.kind !== 'sendable') throw new Error(`it is ${work.kind}: ${JSON.stringify(work)}`);
  return work.wanted;
};
const codes = (work: ReturnType<typeof pickingWork>) =>
  work.kind === 'needs_person' ? work.attention.map((one) => one.code) : [];

describe('what goes', () => {
  test('a paid order becomes a sales order with its number, fingerprint, lines and totals', () => {
    const sales = wanted(
      pickingWork(shopOrder(), at({ settings: settings((all) => (all.orders.numberPrefix = 'WC-')) })),
    );
    expect(sales).toMatchObject({
      number: 'WC-1042',
      fingerprint: 'pickwave:shop-1:1042',
      customerReference: '1042',
      contactName: 'Ada Brown',
      lines: [{ sku: 'SCARF-RED-M', quantity: 2, line: '501' }],
    });
  });

  test('a frozen number stays, whatever the prefix is now', () => {
    const order = shopOrder({
      remembered: {
        number: salesOrderNumber('OLD-7'),
        sentAt: null,
        reflectedAt: null,
        attention: false,
        despatches: [],
      },
    });
    expect(wanted(pickingWork(order, at())).number).toBe('OLD-7');
  });

  test('two lines of one SKU become one row under the first line, with the units of both and the mean price', () => {
    const lines = [line('A', 1, { itemId: 1, unitPrice: 10 }), line('A', 3, { itemId: 2, unitPrice: 6 })];
    const merged = wanted(pickingWork(shopOrder({ lines }), at())).lines;
    expect(merged).toHaveLength(1);
    expect(merged).toMatchObject([{ sku: 'A', quantity: 4, line: '1', unitPrice: 7 }]);
  });

  test('refunded units and lines that do not ship are left out', () => {
    const lines = [
      line('A', 3, { refunded: 1 }),
      line('GIFT-CARD', 1, { itemId: 2, needsShipping: false }),
      line('B', 1, { itemId: 3, refunded: 1 }),
    ];
    expect(wanted(pickingWork(shopOrder({ lines }), at())).lines).toMatchObject([{ sku: 'A', quantity: 2 }]);
  });

  test('the service type is found by method and zone, then by method, then by the fallback', () => {
    const table = { 'flat_rate:3': 'NEXT', flat_rate: 'STANDARD', '*': 'ANY' };
    const type = (instanceId: string, methodId = 'flat_rate') =>
      wanted(
        pickingWork(
          shopOrder({ shippingMethods: [{ methodId, instanceId, title: '' }] }),
          at({ settings: settings((all) => (all.orders.serviceTypes = table)) }),
        ),
      ).serviceType;
    expect([type('3'), type('4'), type('1', 'free_shipping')]).toEqual(['NEXT', 'STANDARD', 'ANY']);
  });
});

describe('what does not go', () => {
  test.each(['pending', 'on-hold', 'checkout-draft', 'completed'])(
    'an order that is %s is not due',
    (status) => {
      expect(pickingWork(shopOrder({ status }), at()).kind).toBe('not_due');
    },
  );
  test.each(['cancelled', 'refunded', 'failed', 'trash'])('an order that is %s is withdrawn', (status) => {
    expect(pickingWork(shopOrder({ status }), at()).kind).toBe('withdrawn');
  });
  test('an order waits in words that name its status', () => {
    expect(pickingWork(shopOrder({ status: 'on-hold', paymentMethod: 'bacs' }), at())).toEqual({
      kind: 'not_due',
      why: 'The order is on-hold.',
    });
  });
  test('an order placed before go-live and paid after it goes', () => {
    const order = shopOrder({
      createdAt: new Date('2026-10-30T09:00:00Z'),
      paidAt: new Date('2026-11-01T09:00:00Z'),
    });
    expect(pickingWork(order, at()).kind).toBe('sendable');
  });
  test('an old order of cash on delivery stays where it is, though its completion gave it a paid date', () => {
    const order = shopOrder({
      paymentMethod: 'cod',
      createdAt: new Date('2026-10-01T09:00:00Z'),
      paidAt: new Date('2026-11-02T09:00:00Z'),
    });
    expect(pickingWork(order, at()).kind).toBe('before_go_live');
  });
  test('an order paid before go-live stays where it is, unless a person sends it', () => {
    const order = shopOrder({ paidAt: new Date('2026-10-31T23:59:59Z') });
    expect(pickingWork(order, at()).kind).toBe('before_go_live');
    expect(pickingWork(order, at({ byHand: true })).kind).toBe('sendable');
  });
  test('a completed order that was being sent still wants what it wanted', () => {
    const order = shopOrder({
      status: 'completed',
      remembered: {
        number: salesOrderNumber('1042'),
        sentAt: null,
        reflectedAt: null,
        attention: false,
        despatches: [],
      },
    });
    expect(pickingWork(order, at()).kind).toBe('sendable');
  });
  test('nothing to pick is an ending, not an error', () => {
    expect(pickingWork(shopOrder({ lines: [line('EBOOK', 1, { needsShipping: false })] }), at()).kind).toBe(
      'nothing_to_pick',
    );
  });
});

describe('the send table', () => {
  const by = (sendTable: Record<string, string>, sendStatuses = ['processing']) =>
    at({ settings: settings((all) => Object.assign(all.orders, { sendTable, sendStatuses })) });
  const kind = (status: string, paymentMethod: string, circumstances: Circumstances) =>
    pickingWork(shopOrder({ status, paymentMethod }), circumstances).kind;

  test('as it comes, processing goes for every method, cash on delivery too, and on hold waits', () => {
    for (const method of ['card', 'cod', 'bacs', 'cheque', ''])
      expect([kind('processing', method, at()), kind('on-hold', method, at())]).toEqual([
        'sendable',
        'not_due',
      ]);
  });
  test('authorised orders on hold go where the shop says so, those of other methods wait', () => {
    const table = by({ 'on-hold:stripe': 'send' });
    expect([kind('on-hold', 'stripe', table), kind('on-hold', 'bacs', table)]).toEqual([
      'sendable',
      'not_due',
    ]);
  });
  test('the most special row counts: status and method, then status, then the list', () => {
    const table = by({ processing: 'wait', 'processing:card': 'send' }, ['processing', 'packing']);
    expect([
      kind('processing', 'card', table),
      kind('processing', 'bacs', table),
      kind('packing', 'bacs', table),
    ]).toEqual(['sendable', 'not_due', 'sendable']);
    expect(pickingWork(shopOrder({ paymentMethod: 'cheque' }), by({ 'processing:cheque': 'wait' }))).toEqual({
      kind: 'not_due',
      why: 'The order is processing, and paid by cheque it waits.',
    });
  });
  test("a shop's own statuses go where they are listed", () => {
    expect(kind('packing', 'card', at())).toBe('not_due');
    expect(kind('packing', 'card', by({ packing: 'send' }))).toBe('sendable');
  });
  test.each(['checkout-draft', 'auto-draft', 'draft', 'pending', 'failed', 'cancelled', 'refunded'])(
    'an order that is %s never goes, whatever the settings say',
    (status) => {
      const table = by({ [status]: 'send', [`${status}:card`]: 'send' }, [status]);
      expect(['not_due', 'withdrawn']).toContain(kind(status, 'card', table));
      expect(kind(status, 'card', { ...table, byHand: true })).not.toBe('sendable');
    },
  );
});

describe('what a person has to put right first', () => {
  test.each([
    ['SW1A 1A', 'bad_postcode'],
    ['SW1A', 'bad_postcode'],
    ['', 'no_address'],
  ])('the UK postcode "%s" is flagged', (postcode, code) => {
    expect(codes(pickingWork(shopOrder({ shipTo: address({ postcode }) }), at()))).toEqual([code]);
  });
  test('a country without postcodes needs none, and another country has its own form', () => {
    expect(pickingWork(shopOrder({ shipTo: address({ country: 'HK', postcode: '' }) }), at()).kind).toBe(
      'sendable',
    );
    expect(
      codes(pickingWork(shopOrder({ shipTo: address({ country: 'DE', postcode: 'YO1 7HH' }) }), at())),
    ).toEqual(['bad_postcode']);
    expect(pickingWork(shopOrder({ shipTo: address({ country: 'DE', postcode: '10115' }) }), at()).kind).toBe(
      'sendable',
    );
  });
  test('everything wrong is named at once, one exception a kind', () => {
    const lines = [
      line(null),
      line(null, 1, { itemId: 2, name: 'Hat' }),
      line('A"B', 1, { itemId: 3 }),
      line('C', 1.5, { itemId: 4 }),
    ];
    const work = pickingWork(shopOrder({ lines, shipTo: address({ city: '' }) }), at());
    expect(codes(work)).toEqual(['no_sku', 'bad_characters', 'odd_quantity', 'no_address']);
    expect(work.kind === 'needs_person' && work.attention[0]?.reason).toContain('"Hat" has no SKU.');
  });
  test('a number over 30 characters is refused before anything is sent', () => {
    const work = pickingWork(
      shopOrder({ number: '9'.repeat(31) }),
      at({ settings: settings((all) => (all.orders.numberSource = 'number')) }),
    );
    expect(codes(work)).toEqual(['number_too_long']);
  });
});

test('a fingerprint names one order of one installation', () => {
  expect(orderOfFingerprint(fingerprintOf('shop-1', 7), 'shop-1')).toBe(7);
  for (const other of ['pickwave:shop-2:7', 'pickwave:shop-1:7x', 'pickwave:shop-1:', '', null])
    expect(orderOfFingerprint(other, 'shop-1')).toBeNull();
});
