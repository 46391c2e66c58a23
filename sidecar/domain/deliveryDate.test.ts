import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { deliveryDate, readDeliveryDate } from './deliveryDate.ts';
import { Settings } from './settings.ts';
import { shopOrder } from './testOrders.ts';

const london = 'Europe/London';

test.each([
  ['2026-12-24', '2026-12-24T00:00:00.000Z'],
  ['20261224', '2026-12-24T00:00:00.000Z'],
  ['2026-07-01', '2026-06-30T23:00:00.000Z'],
  ['2026-12-24 09:30:00', '2026-12-24T09:30:00.000Z'],
  ['2026-12-24T09:30:00+01:00', '2026-12-24T08:30:00.000Z'],
  ['24/12/2026', '2026-12-24T00:00:00.000Z'],
  ['4/3/2027', '2027-03-04T00:00:00.000Z'],
  ['24.12.2026 9:30', '2026-12-24T09:30:00.000Z'],
  ['24-12-2026', '2026-12-24T00:00:00.000Z'],
  ['24 December, 2026', '2026-12-24T00:00:00.000Z'],
  ['Thursday, December 24, 2026', '2026-12-24T00:00:00.000Z'],
  ['1798102800', '2026-12-24T09:00:00.000Z'],
  ['1798102800000', '2026-12-24T09:00:00.000Z'],
])('the delivery date "%s" is read on the warehouse\'s clock', (text, moment) => {
  expect(readDeliveryDate(text, london, 'day_first')?.toISOString()).toBe(moment);
});

test.each([
  'next Tuesday',
  '31/02/2027',
  '24/13/2026',
  '2026-13-01',
  '12',
  '0000-00-00',
  '24/12-2026',
  '1/1/1970',
])('"%s" is no delivery date, and nothing fails over it', (text) =>
  expect(readDeliveryDate(text, london, 'day_first')).toBeNull(),
);

test('slashes begin with the month where the settings say so, dots and dashes never do', () => {
  const read = (text: string) => readDeliveryDate(text, 'UTC', 'month_first')?.toISOString().slice(0, 10);
  expect([read('04/03/2027'), read('04.03.2027'), read('04-03-2027')]).toEqual([
    '2027-04-03',
    '2027-03-04',
    '2027-03-04',
  ]);
});

const settings = (orders: Partial<Settings['orders']>): Settings => {
  const all = Value.Create(Settings) as Settings;
  return { ...all, orders: { ...all.orders, ...orders } };
};
const friday = new Date('2026-11-06T15:00:00Z');
const on = (orders: Partial<Settings['orders']>, createdAt = friday) =>
  deliveryDate(shopOrder({ createdAt }), settings(orders)).at.toISOString().slice(0, 10);

test('delivery is so many days after the order, or so many working days, never at a weekend then', () => {
  expect(on({ deliveryDays: 2 })).toBe('2026-11-08');
  expect(on({ deliveryDays: 2, deliveryWorkingDays: true })).toBe('2026-11-10');
  expect(on({ deliveryDays: 0, deliveryWorkingDays: true })).toBe('2026-11-06');
  const saturday = new Date('2026-11-07T15:00:00Z');
  expect(on({ deliveryDays: 0, deliveryWorkingDays: true }, saturday)).toBe('2026-11-09');
  expect(on({ deliveryDays: 1, deliveryWorkingDays: true }, saturday)).toBe('2026-11-09');
});

test('a date the customer chose wins; one that cannot be read is told and gives way to the usual one', () => {
  const dated = (text: string) =>
    deliveryDate(
      shopOrder({ createdAt: friday, meta: { _delivery_date: text } }),
      settings({ deliveryMeta: '_delivery_date', deliveryDays: 1 }),
    );
  expect(dated('24/12/2026')).toEqual({ at: new Date('2026-12-24T00:00:00Z'), chosen: true, note: null });
  expect(dated('soon')).toMatchObject({ at: new Date('2026-11-07T15:00:00Z'), chosen: false });
  expect(dated('soon').note).toContain('"soon"');
  expect(dated(' ')).toMatchObject({ chosen: false, note: null });
});
