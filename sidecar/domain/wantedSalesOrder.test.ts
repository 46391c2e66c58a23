// Each column of a sales order from the order, by one setting.

import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { money } from './money.ts';
import type { ShopOrder } from './order.ts';
import { pickingWork } from './pickingWork.ts';
import { Settings } from './settings.ts';
import { settingTrouble } from './settingValues.ts';
import { address, line, shopOrder } from './testOrders.ts';

type Orders = Partial<Settings['orders']>;
const workOf = (order: Partial<ShopOrder>, orders: Orders = {}) => {
  const settings = Value.Create(Settings) as Settings;
  return pickingWork(shopOrder(order), {
    settings: { ...settings, orders: { ...settings.orders, ...orders } },
    installation: 'shop-1',
    liveFrom: new Date(0),
    byHand: true,
  });
};
const wanted = (order: Partial<ShopOrder>, orders: Orders = {}) => {
  const work = workOf(order, orders);
  if (work.kind !== 'sendable') throw new Error(`it is ${work.kind}: ${JSON.stringify(work)}`);
  return work.wanted;
};
const flat = { methodId: 'flat_rate', instanceId: '3', title: 'Next Day' };
const collect = { methodId: 'local_pickup', instanceId: '5', title: 'Collect in York' };

describe('the number', () => {
  test("is the order's id, its number, or what a numbering plugin wrote", () => {
    const order = { number: 'W-77', meta: { _order_number: '#2026-0007' } };
    const number = (numberSource: Settings['orders']['numberSource']) =>
      wanted(order, { numberSource, numberPrefix: 'WC-' }).number;
    expect([number('id'), number('number'), number('meta')]).toEqual(['WC-1042', 'WC-W-77', 'WC-2026-0007']);
  });
  test('that the plugin has not given yet is waited for by a person, never made up', () => {
    const work = workOf({}, { numberSource: 'meta', numberMeta: '_alg_wc_custom_order_number' });
    expect(work).toMatchObject({ kind: 'needs_person', attention: [{ code: 'no_number' }] });
    expect(JSON.stringify(work)).toContain('_alg_wc_custom_order_number');
  });
});

test('the channel goes by where the order was made, else it is the usual one', () => {
  const channels = { admin: 'Phone' };
  expect(wanted({ createdVia: 'admin' }, { channels }).channel).toBe('Phone');
  expect(wanted({ createdVia: 'checkout' }, { channels }).channel).toBe('WooCommerce');
});

test('the site goes by the method in its zone, then by the country, else it is the usual one', () => {
  const sites = { 'flat_rate:3': 'North', IE: 'Dublin' };
  const shipTo = address({ country: 'IE', postcode: 'D02 AF30' });
  const free = { methodId: 'free_shipping', instanceId: '1', title: 'Free' };
  expect(wanted({ shippingMethods: [flat], shipTo }, { sites }).site).toBe('North');
  expect(wanted({ shippingMethods: [free], shipTo }, { sites }).site).toBe('Dublin');
  expect(wanted({ shippingMethods: [free] }, { sites }).site).toBe('PrimarySite');
});

test('the service type may go by the title of the method, whatever its letters', () => {
  const serviceTypes = { 'next day': 'ND', flat_rate: 'STD' };
  expect(wanted({ shippingMethods: [flat] }, { serviceTypes }).serviceType).toBe('ND');
  expect(wanted({ shippingMethods: [{ ...flat, title: 'Economy' }] }, { serviceTypes }).serviceType).toBe(
    'STD',
  );
  expect(
    wanted({ shippingMethods: [flat] }, { serviceTypes: { 'flat_rate:3': 'Z3', ...serviceTypes } })
      .serviceType,
  ).toBe('Z3');
});

describe('collection', () => {
  test('an order the customer collects is no picking work, and says why', () => {
    expect(workOf({ shippingMethods: [collect] })).toEqual({
      kind: 'nothing_to_pick',
      why: 'Nothing on the order is despatched: it goes by Collect in York.',
    });
  });
  test('of one package does not keep the other back, and the service is that of the other', () => {
    const order = wanted({ shippingMethods: [collect, flat] }, { serviceTypes: { flat_rate: 'STD' } });
    expect([order.serviceType, order.lines.length]).toEqual(['STD', 1]);
  });
  test('goes to the warehouse where the settings say so', () => {
    expect(workOf({ shippingMethods: [collect] }, { notDespatchedMethods: [] }).kind).toBe('sendable');
    expect(workOf({ shippingMethods: [collect] }, { notDespatchedMethods: ['local_pickup:4'] }).kind).toBe(
      'sendable',
    );
  });
});

describe('the customer', () => {
  test('is not sent unless the settings say so; guests have no id', () => {
    const order = { customerId: 7, email: 'ada@example.test' };
    const customer = (choice: Settings['orders']['customer'], more: Partial<ShopOrder> = {}) =>
      wanted({ ...order, ...more }, { customer: choice }).customer;
    expect([customer('none'), customer('email'), customer('customer_id')]).toEqual([
      '',
      'ada@example.test',
      '7',
    ]);
    expect(customer('customer_id', { customerId: null })).toBe('');
  });
  test('is left out and told of where it would have to be cut, for that would name another', () => {
    const order = wanted({ email: `${'a'.repeat(50)}@example.test` }, { customer: 'email' });
    expect(order.customer).toBe('');
    expect(order.notes).toHaveLength(1);
  });
  test('may be the reference of both addresses', () => {
    expect(wanted({ customerId: 7 }, { addressReference: 'customer_id' }).addressReference).toBe('7');
    expect(wanted({}, { addressReference: 'order_number' }).addressReference).toBe('1042');
  });
});

test('attributes come from fields of the order or from what other plugins wrote, and what is empty is not there', () => {
  const order = {
    customerNote: 'Leave at no. 3',
    coupons: ['WINTER', 'VIP'],
    meta: { gift_message: 'Für Zoë' },
    shipTo: address({ company: 'ACME', phone: '020 7946 0018' }),
  };
  const attributes = { '1': 'customer_note', '2': 'meta:gift_message', '3': 'coupons' };
  expect(wanted(order, { attributes }).attributes).toEqual({
    '1': 'Leave at no. 3',
    '2': 'Für Zoë',
    '3': 'WINTER, VIP',
  });
  const others = { '1': 'company', '2': 'phone', '3': 'currency', '4': 'meta:toString', '5': 'customer_id' };
  expect(wanted(order, { attributes: others }).attributes).toEqual({
    '1': 'ACME',
    '2': '020 7946 0018',
    '3': 'GBP',
  });
});

test('what is no field of an order is refused where it is set, with what there is', () => {
  expect(settingTrouble('orders.attributes', { '1': 'meta:gift', '5': 'currency' })).toBeNull();
  expect(settingTrouble('orders.attributes', { '6': 'currency' })).toContain('numbers 1 to 5');
  expect(settingTrouble('orders.attributes', { '1': 'colour' })).toContain('customer_note');
  expect(settingTrouble('orders.attributes', { '1': 'meta:' })).toContain('meta:');
  expect(settingTrouble('orders.lineAttributes', { '4': 'name' })).toContain('numbers 1 to 3');
});

describe('lines', () => {
  const lines = [
    line('MUG', 1, { itemId: 1, unitPrice: 10, unitPriceWithTax: 12, meta: { engraving: 'Ada' } }),
    line('TEE', 1, { itemId: 2 }),
    line('MUG', 3, { itemId: 3, unitPrice: 6, unitPriceWithTax: 7.2, meta: { engraving: 'Zoë' } }),
  ];
  test('have the price with tax where the settings say so', () => {
    expect(wanted({ lines }, { salePrice: 'with_tax' }).lines[0]?.unitPrice).toBeCloseTo(8.4);
    expect(wanted({ lines }).lines[0]?.unitPrice).toBeCloseTo(7);
  });
  test('of one SKU keep what was written on each', () => {
    const [mug] = wanted({ lines }, { lineAttributes: { '1': 'meta:engraving', '2': 'name' } }).lines;
    expect(mug?.attributes).toEqual({ '1': 'Ada; Zoë', '2': 'Product MUG' });
  });
  test('have their place on the order', () => {
    expect(wanted({ lines }).lines.map((one) => [one.sku, one.sequence])).toEqual([
      ['MUG', 1],
      ['TEE', 2],
    ]);
  });
});

describe('a hold for a person', () => {
  const total = money('500.01', 'GBP');
  test.each([
    ['its total is over the limit', { total }, { holdAbove: 500 }, 'GBP 500.01 is over 500'],
    [
      'it goes abroad',
      { shipTo: address({ country: 'HK', postcode: '' }) },
      { holdOutside: ['gb', 'IE'] },
      'it goes to HK',
    ],
    [
      'the customer left a note',
      { customerNote: 'Ring twice' },
      { holdWithNote: true },
      'the customer left a note',
    ],
  ] as const)('where %s', (_, order, orders, words) => {
    expect(wanted(order, { ...orders } as Orders).holdFor).toContain(words);
    expect(wanted(order).holdFor).toBeNull();
  });
  test('not where no rule says so', () => {
    expect(
      wanted({ total: money('500.00', 'GBP') }, { holdAbove: 500, holdOutside: ['GB'], holdWithNote: true })
        .holdFor,
    ).toBeNull();
  });
});
