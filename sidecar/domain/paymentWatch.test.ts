import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { money } from './money.ts';
import type { ShopOrder } from './order.ts';
import { paymentShown, watchPayment } from './paymentWatch.ts';
import { Settings } from './settings.ts';
import { shopOrder } from './testOrders.ts';

const settings = (change: Partial<Settings['orders']> = {}): Settings => {
  const all = Value.Create(Settings) as Settings;
  return { ...all, orders: { ...all.orders, ...change } };
};
const placed = new Date('2026-11-02T09:00:00Z');
const later = (minutes: number) => new Date(placed.getTime() + minutes * 60_000);
const days = (count: number) => later(count * 24 * 60);
const look = (order: Partial<ShopOrder>, now: Date, more: { stuckSince?: Date; orders?: object } = {}) =>
  watchPayment(
    shopOrder({ createdAt: placed, modifiedAt: placed, paidAt: null, transactionId: '', ...order }),
    {
      settings: settings(more.orders),
      liveFrom: new Date('2026-11-01T00:00:00Z'),
      stuckSince: more.stuckSince ?? null,
      now,
    },
  );
const codes = ({ open }: ReturnType<typeof look>) => open.map((one) => one.code);
const unpaid = { paidAt: null, transactionId: '' };

describe('paid but stuck', () => {
  test.each(['pending', 'failed', 'cancelled', 'checkout-draft'])(
    'a payment on an order that stays %s is shown after the grace, with what shows it and since when',
    (status) => {
      const paid = { status, transactionId: 'ch_1', paidAt: placed };
      const soon = look(paid, later(14));
      expect([codes(soon), soon.lookAgainAt, soon.stuckSince]).toEqual([[], later(15), placed]);
      const then = look(paid, later(15));
      expect(codes(then)).toEqual(['paid_but_stuck']);
      expect(then.open[0]?.reason).toMatch(
        /since 2026-11-02 09:00 UTC.*transaction ch_1, paid on 2026-11-02 09:00 UTC/,
      );
      expect(then.lookAgainAt).toBeNull();
    },
  );
  test('each sign is enough by itself, and without one nothing is shown', () => {
    const shown = (order: Partial<ShopOrder>) => paymentShown(shopOrder({ ...unpaid, ...order }), settings());
    expect(shown({ transactionId: 'ch_1' })).toContain('ch_1');
    expect(shown({ paidAt: placed })).toContain('paid on');
    expect(shown({ meta: { _stripe_charge_captured: 'yes' } })).toContain('_stripe_charge_captured');
    expect(shown({ meta: { _ppcp_paypal_captured: '1' } })).toContain('_ppcp_paypal_captured');
    expect(shown({ meta: { _billing_note: 'paid' } })).toBeNull();
    expect(shown({})).toBeNull();
  });
  test('a gateway that says the money was not taken outweighs its transaction id', () => {
    const meta = { _stripe_charge_captured: 'no' };
    expect(codes(look({ status: 'cancelled', transactionId: 'ch_1', meta }, days(1)))).toEqual([]);
    const more = { ...meta, _paypal_transaction_id: '5AB' };
    expect(codes(look({ status: 'cancelled', meta: more }, days(1)))).toEqual(['paid_but_stuck']);
  });
  test('the paid date of an order paid on delivery shows no payment', () => {
    expect(codes(look({ status: 'cancelled', paymentMethod: 'cod', paidAt: placed }, days(1)))).toEqual([]);
  });
  test('cancelled and given back in full is settled, given back in part is not', () => {
    const paid = { status: 'cancelled', paidAt: placed, total: money('24', 'GBP') };
    expect(codes(look({ ...paid, refundedTotal: money('24', 'GBP') }, days(1)))).toEqual([]);
    expect(codes(look({ ...paid, refundedTotal: money('10', 'GBP') }, days(1)))).toEqual(['paid_but_stuck']);
  });
  test('later changes of the order do not begin the grace anew', () => {
    const touched = { status: 'pending', transactionId: 'ch_1', modifiedAt: later(16) };
    expect(codes(look(touched, later(17), { stuckSince: placed }))).toEqual(['paid_but_stuck']);
  });
  test('an order paid before go-live is left alone', () => {
    const paidAt = new Date('2026-10-30T09:00:00Z');
    expect(codes(look({ status: 'cancelled', paidAt }, days(1)))).toEqual([]);
  });
  test.each(['processing', 'completed', 'refunded', 'on-hold'])(
    'an order that is %s is not stuck',
    (status) => {
      const watch = look({ status, paidAt: placed, transactionId: 'ch_1' }, days(1), { stuckSince: placed });
      expect([watch.stuckSince, watch.open]).toEqual([null, []]);
      expect(watch.close).toContain('paid_but_stuck');
    },
  );
});

describe('an authorised payment of an order that goes on hold', () => {
  const held = { status: 'on-hold', paymentMethod: 'stripe', transactionId: 'ch_1' };
  const orders = { sendTable: { 'on-hold:stripe': 'send' } };

  test('is shown a day before the authorisation runs out, and says so when it has', () => {
    const early = look(held, days(5), { orders });
    expect([codes(early), early.lookAgainAt]).toEqual([[], days(6)]);
    const warned = look(held, days(6), { orders });
    expect([codes(warned), warned.lookAgainAt]).toEqual([['authorisation_expiring'], days(7)]);
    expect(warned.open[0]?.reason).toContain('runs out on 2026-11-09 09:00 UTC');
    const over = look(held, days(8), { orders });
    expect([codes(over), over.lookAgainAt]).toEqual([['authorisation_expiring'], null]);
    expect(over.open[0]?.reason).toContain('has run out');
  });
  test('has the days of its method, and none where the shop says 0', () => {
    const table = (authorisationDays: Record<string, string>) => ({
      orders: { ...orders, authorisationDays },
    });
    expect(look(held, days(1), table({ '*': '7', stripe: '3' })).lookAgainAt).toEqual(days(2));
    expect(look(held, days(30), table({ '*': '0' }))).toMatchObject({ open: [], lookAgainAt: null });
  });
  test('is settled once it is captured, which moves the order on', () => {
    for (const status of ['processing', 'completed'])
      expect(look({ ...held, status }, days(8), { orders })).toMatchObject({ open: [], lookAgainAt: null });
  });
  test('is not watched where orders on hold wait', () => {
    expect(look({ ...held, paymentMethod: 'bacs' }, days(30), { orders })).toMatchObject({
      open: [],
      lookAgainAt: null,
    });
  });
});
