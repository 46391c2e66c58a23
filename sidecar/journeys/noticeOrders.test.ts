// Which orders are due and which wait, and payments that the order's status denies, judged by the ledger and the books of both stand-ins.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderId } from '../domain/ids.ts';
import { type Bench, type BenchOptions, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());
const restart = async (options: BenchOptions) => {
  await bench.stop();
  bench = await startBench(options);
};

const two = { 'SCARF-RED-M': 2 };
const right = { created: 1, units: two, held: false, pickableOtherwise: 0, violations: 0 };
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** so much later, with the lease kept and a poll at the end */
async function passAfter(milliseconds: number) {
  bench.clock.advance(milliseconds);
  await bench.pass();
}
const reason = async (id: number) => {
  const found = (await bench.ledger.openProblems(10)).find((one) => one.orderId === id);
  return found?.reason ?? '';
};

describe('an order goes', () => {
  test('when it is to be paid on delivery, though no payment is ever reported', async () => {
    const id = await bench.place(undefined, { paymentMethod: 'cod' });
    await bench.pass();
    expect(bench.proof(id, two)).toEqual(right);
  });

  test('when it was placed before go-live and paid after it', async () => {
    await restart({ live: false });
    const id = await bench.place(undefined, { paymentMethod: 'bacs' });
    await bench.goLive();
    bench.clock.advance(minuteMs);
    await bench.shop.pay(id);
    await passAfter(1000);
    expect(bench.proof(id, two)).toEqual(right);
  });

  test('never because somebody changes the status of an old one', async () => {
    await restart({ live: false });
    const card = await bench.place();
    const cash = await bench.place(undefined, { paymentMethod: 'cod' });
    await bench.goLive();
    bench.clock.advance(minuteMs);
    for (const id of [card, cash])
      for (const status of ['completed', 'on-hold', 'processing']) await bench.shop.setStatus(id, status);
    await passAfter(1000);
    for (const id of [card, cash]) {
      expect(await bench.order(id)).toMatchObject({ shopStatus: 'processing', transfer: 'before_go_live' });
      expect(bench.peoplevox.order(String(id))).toBeUndefined();
    }
  });

  test('when the shop changes which orders go, though nobody touches the order', async () => {
    const id = await bench.place(undefined, { paymentMethod: 'bacs' });
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting' });
    await passAfter(dayMs);
    bench.settings.orders.sendTable = { 'on-hold:bacs': 'send' };
    await passAfter(minuteMs);
    expect(bench.proof(id, two)).toEqual(right);
  });
});

describe('paid, but the order does not say so', () => {
  test.each(['pending', 'failed', 'cancelled'])(
    'an order that is paid and yet %s is shown after a quarter of an hour, and goes once it is processing',
    async (status) => {
      const id = await bench.place(undefined, { paymentMethod: 'card_later' });
      await bench.shop.setStatus(id, status);
      await bench.shop.edit(id, { transactionId: 'ch_77' });
      await passAfter(minuteMs);
      await passAfter(12 * minuteMs);
      await bench.place(); // from here on no poll shows the order by itself
      await passAfter(minuteMs);
      expect((await bench.order(id)).open).toEqual([]);
      await passAfter(2 * minuteMs);
      expect((await bench.order(id)).open).toEqual(['paid_but_stuck']);
      expect(await reason(id)).toContain('transaction ch_77');
      expect(bench.peoplevox.order(String(id))).toBeUndefined();

      await bench.shop.setStatus(id, 'processing');
      await passAfter(1000);
      expect((await bench.order(id)).open).toEqual([]);
      expect(bench.proof(id, two)).toEqual(right);
    },
  );

  test('a checkout draft that its gateway took money for is shown, and still is when WooCommerce has cleaned it away', async () => {
    const early = await bench.place(undefined, { status: 'checkout-draft' });
    const unpaid = await bench.place(undefined, { status: 'checkout-draft' });
    const late = await bench.place(undefined, { status: 'checkout-draft' });
    await bench.shop.edit(early, { meta: { _ppcp_paypal_captured: 'true' } });
    await bench.shop.edit(late, { transactionId: 'ch_78' });
    await passAfter(minuteMs);
    expect(await bench.ledger.orders([unpaid].map(orderId))).toEqual([]);
    await bench.shop.delete(early);
    await passAfter(minuteMs);
    expect(await bench.order(early)).toMatchObject({ shopStatus: 'deleted', open: ['paid_but_stuck'] });
    expect(await reason(early)).toContain('The checkout draft was deleted');
    await passAfter(20 * minuteMs);
    expect(await reason(late)).toContain('The order is Draft');

    for (const id of [unpaid, late]) await bench.shop.delete(id);
    await passAfter(minuteMs);
    await passAfter(dayMs);
    expect(await bench.order(late)).toMatchObject({ transfer: 'cancelled', open: ['paid_but_stuck'] });
    expect(await reason(late)).toContain('transaction ch_78');
    for (const id of [early, unpaid, late]) expect(bench.peoplevox.order(String(id))).toBeUndefined();
  });

  test('a checkout draft paid after all goes once, like any order', async () => {
    const id = await bench.place(undefined, { status: 'checkout-draft' });
    await bench.shop.edit(id, { transactionId: 'ch_79' });
    await passAfter(20 * minuteMs);
    await passAfter(minuteMs);
    expect((await bench.order(id)).open).toEqual(['paid_but_stuck']);
    await bench.shop.pay(id, 'ch_79');
    await passAfter(minuteMs);
    expect((await bench.order(id)).open).toEqual([]);
    expect(bench.proof(id, two)).toEqual(right);
  });

  test('a gateway that takes ten minutes calls nobody', async () => {
    const id = await bench.place(undefined, { paymentMethod: 'card_later' });
    await bench.shop.edit(id, { meta: { _stripe_charge_captured: 'yes' } });
    await passAfter(minuteMs);
    await passAfter(9 * minuteMs);
    await bench.shop.pay(id);
    await passAfter(1000);
    await passAfter(10 * minuteMs);
    expect((await bench.order(id)).open).toEqual([]);
    expect(bench.proof(id, two)).toEqual(right);
  });

  test('an order that its customer cancelled after paying stays shown until the money is given back', async () => {
    const id = await bench.place();
    await bench.shop.setStatus(id, 'cancelled');
    await passAfter(minuteMs);
    await passAfter(20 * minuteMs);
    await bench.shop.edit(id, { customerNote: 'please call me' });
    await passAfter(20 * minuteMs);
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: ['paid_but_stuck'] });
    await bench.shop.refund(id);
    await passAfter(minuteMs);
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
  });

  test('stays shown though the sales order is taken back in Peoplevox only later', async () => {
    const id = await bench.place();
    const lost = { kind: 'lost answer', work: 'not done', operation: 'SaveData' } as const;
    bench.peoplevox.faults.add({ ...lost, template: 'Sales order items' });
    await bench.pass();
    await bench.peoplevox.goAway();
    await bench.shop.setStatus(id, 'cancelled');
    for (const minutes of [1, 20]) {
      bench.clock.advance(minutes * minuteMs);
      await bench.keepLease();
      await bench.notice();
    }
    expect((await bench.order(id)).open).toEqual(['paid_but_stuck']);
    await bench.peoplevox.comeBack();
    await passAfter(11 * minuteMs);
    await passAfter(2 * minuteMs);
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(true);
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: ['paid_but_stuck'] });
  });

  test('is closed where the order is deleted, and not opened again where a person set it aside', async () => {
    const ids = [await bench.place(), await bench.place()];
    for (const id of ids) await bench.shop.setStatus(id, 'pending');
    await passAfter(minuteMs);
    await passAfter(20 * minuteMs);
    const [gone = 0, aside = 0] = ids;
    for (const id of ids) expect((await bench.order(id)).open).toEqual(['paid_but_stuck']);
    await bench.shop.delete(gone);
    const { orderId } = await bench.order(aside);
    await bench.ledger.record('Ann', [
      { orderId, set: { transfer: 'dismissed' }, close: ['paid_but_stuck'] },
    ]);
    await bench.shop.edit(aside, { customerNote: 'again' });
    await passAfter(minuteMs);
    await passAfter(20 * minuteMs);
    for (const id of ids) expect((await bench.order(id)).open).toEqual([]);
  });

  test('a shop that does not answer about an order is asked again later, and the others have their turn', async () => {
    const ids = [await bench.place(), await bench.place()];
    for (const id of ids) await bench.shop.setStatus(id, 'failed');
    await passAfter(minuteMs);
    const [silent = 0, told = 0] = ids;
    bench.clock.advance(5 * minuteMs);
    await bench.place(); // from here on no poll shows the two by itself
    await passAfter(minuteMs);
    const { orders } = bench.deps.shop;
    bench.deps.shop.orders = async (asked) => orders(asked.filter((id) => id !== silent));
    await passAfter(20 * minuteMs);
    expect([(await bench.order(silent)).open, (await bench.order(told)).open]).toEqual([
      [],
      ['paid_but_stuck'],
    ]);
    bench.deps.shop.orders = orders;
    await passAfter(61 * minuteMs);
    expect((await bench.order(silent)).open).toEqual(['paid_but_stuck']);
  });
});

describe('an order that was authorised only', () => {
  const sent = async () => {
    bench.settings.orders.sendTable = { 'on-hold:card': 'send' };
    const id = await bench.place(undefined, { paymentMethod: 'card_later' });
    await bench.shop.edit(id, { transactionId: 'ch_78', meta: { _stripe_charge_captured: 'no' } });
    await bench.shop.setStatus(id, 'on-hold');
    await passAfter(1000);
    expect(bench.proof(id, two)).toEqual(right);
    return id;
  };

  test('goes on hold where the shop says so, and is shown to finance before the authorisation runs out', async () => {
    const id = await sent();
    await passAfter(5 * dayMs);
    expect((await bench.order(id)).open).toEqual([]);
    await passAfter(dayMs);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['authorisation_expiring'] });
    expect(await reason(id)).toContain('runs out on 2026-11-30');
    await bench.shop.setStatus(id, 'processing');
    await passAfter(1000);
    expect((await bench.order(id)).open).toEqual([]);
    expect(bench.proof(id, two)).toEqual(right);
  });

  test('and captured in time calls nobody', async () => {
    const id = await sent();
    await bench.shop.setStatus(id, 'completed');
    await passAfter(1000);
    await passAfter(8 * dayMs);
    expect((await bench.order(id)).open).toEqual([]);
  });
});

describe('a cancelled order that is paid after all', () => {
  test('goes', async () => {
    const id = await bench.place(undefined, { paymentMethod: 'card_later' });
    await bench.shop.setStatus(id, 'cancelled');
    await passAfter(minuteMs);
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled' });
    await bench.shop.pay(id);
    await passAfter(minuteMs);
    expect(bench.proof(id, two)).toEqual(right);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  });

  test('is not written over the sales order that was cancelled for it: a person is told', async () => {
    const id = await bench.place();
    const lost = { kind: 'lost answer', work: 'not done', operation: 'SaveData' } as const;
    bench.peoplevox.faults.add({ ...lost, template: 'Sales order items' });
    await bench.pass();
    await bench.shop.setStatus(id, 'cancelled');
    await passAfter(12 * minuteMs);
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(true);

    await bench.shop.setStatus(id, 'processing');
    await passAfter(minuteMs);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['cancelled_in_peoplevox'] });
    expect(await reason(id)).toContain('before it could be picked');
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(true);
    expect(bench.book(id).pickable).toEqual([]);
    expect(bench.book(id).timesCreated).toBe(1);
  });
});
