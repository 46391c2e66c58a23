// What people do about an order whose sales order was cancelled, deleted, split, merged or reopened in Peoplevox (mission rows O7, O10 and E4).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttentionCode } from '../../domain/attention.ts';
import { orderId, salesOrderNumber } from '../../domain/ids.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { fulfilledBy, takeUp } from './fulfilled.ts';
import { linkOrder, unlinkOrder } from './linkOrder.ts';
import { lookAtLink } from './lookAtLink.ts';
import { lookAtResend, sendAnew, undoResend } from './sendAnew.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const two = [{ sku: 'MUG', quantity: 2 }];
const badAddress = {
  shipping: {
    first_name: 'A',
    last_name: 'B',
    address_1: '1 Lane',
    city: 'London',
    postcode: 'SW1A 1A',
    country: 'GB',
  },
};
const minutes = (count: number) => bench.clock.advance(count * 60_000);
/** Sent, and followed once; another one beside it, as the canary. */
async function sentOrder(lines = two): Promise<number> {
  await bench.place([{ sku: 'HAT-BLUE', quantity: 1 }]);
  const id = await bench.place(lines);
  await bench.pass();
  await bench.follow();
  return id;
}
async function follow(times = 1): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    minutes(1);
    await bench.keepLease();
    await bench.follow();
  }
}
const open = async (id: number) => (await bench.order(id)).open;
const history = async (id: number) => {
  const all = await bench.ledger.orderHistory(orderId(id));
  if (!all) throw new Error(`no order ${id}`);
  return all;
};
const reasonOf = async (id: number, code: AttentionCode) =>
  (await history(id)).attention.find((one) => one.code === code)?.reason;
const lastSaid = async (id: number) => (await history(id)).journal[0];
const remembered = async (id: number) => (await bench.shop.order(id)).pickwave;
const link = (id: number, number: string) => linkOrder(orderId(id), number, 'Ada', bench.deps);
const look = (id: number, number: string) => lookAtLink(orderId(id), number, bench.deps);
const lookAnew = (id: number) => lookAtResend(orderId(id), bench.deps);
const anew = (id: number, number = `${id}-R1`, lost = false) =>
  sendAnew(orderId(id), { number, lost }, 'Ada', bench.deps);
const other = (order: string, lines = [{ item: 'MUG', quantity: 2 }]) =>
  bench.peoplevox.floor.otherOrder({ order, lines });
const createdUnder = (number: string) => bench.peoplevox.books.order(number).timesCreated;
const lose = () =>
  bench.peoplevox.faults.add({
    kind: 'lost answer',
    operation: 'GetData',
    template: 'Sales orders',
    times: 0,
  });

describe('linked to another sales order', () => {
  test('the order is followed by it: its states, its despatches, its number in the shop; ours is history', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.merge({ order: String(id), into: 'ALL-7' });
    await follow();
    expect(await open(id)).toEqual(['cancelled_in_peoplevox']);
    expect(await look(id, 'ALL-7')).toMatchObject({
      kind: 'done',
      look: {
        mode: 'instead',
        statusWord: 'Allocated',
        lines: [{ sku: 'MUG', quantity: 2 }],
        own: { number: String(id), left: 'cancelled' },
        difference: '',
      },
    });
    expect(await link(id, 'ALL-7')).toEqual({ kind: 'done' });
    expect(await lastSaid(id)).toMatchObject({
      who: 'Ada',
      what: `Linked to ALL-7 (Allocated in Peoplevox) in place of ${id}: ${id} is Cancelled in Peoplevox.`,
    });
    expect(await open(id)).toEqual([]);
    expect(await remembered(id)).toMatchObject({ number: 'ALL-7' });
    await follow();
    expect(await bench.order(id)).toMatchObject({ number: 'ALL-7', warehouse: 'allocated', open: [] });
    expect((await history(id)).otherNumbers).toMatchObject([
      { number: String(id), role: 'former', why: 'linked', left: 'cancelled' },
    ]);
    bench.peoplevox.floor.despatch({ order: 'ALL-7', tracking: 'RM7', carrier: 'Royal Mail' });
    await bench.despatches();
    expect((await bench.shop.order(id)).order.status).toBe('completed');
    expect((await history(id)).despatches).toMatchObject([{ number: 'ALL-7', trackingNumber: 'RM7' }]);
    expect(createdUnder(String(id))).toBe(1);
  });

  test('what left before it was linked is put on the order too, however long ago', async () => {
    const id = await sentOrder();
    other('HAND-1');
    bench.peoplevox.floor.despatch({ order: 'HAND-1', tracking: 'RM1', carrier: 'Royal Mail' });
    bench.peoplevox.floor.cancel({ order: String(id) });
    minutes(60 * 24 * 3);
    await bench.keepLease();
    await bench.despatches();
    await bench.follow();
    await link(id, 'HAND-1');
    await bench.despatches();
    expect((await bench.shop.order(id)).order.status).toBe('completed');
  });

  test('found by either number, and typed in other capitals', async () => {
    const id = await sentOrder();
    other('Hand-1');
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    expect(await link(id, ' hAND-1 ')).toEqual({ kind: 'done' });
    expect(await bench.order(id)).toMatchObject({ number: 'Hand-1' });
    for (const search of ['hand-1', String(id)])
      expect(
        (await bench.ledger.listOrders({ list: 'all', search, before: null, limit: 5 })).map(
          (one) => one.orderId,
        ),
      ).toContain(id);
  });

  test('is refused, and nothing is done, where it is not there, not its own, cancelled, or another order has it', async () => {
    const [one, two_] = [await sentOrder(), await sentOrder()];
    other('GONE-1');
    bench.peoplevox.floor.cancel({ order: 'GONE-1' });
    const why = async (number: string) => {
      const outcome = await link(one, number);
      return outcome.kind === 'no' ? outcome.why : 'done';
    };
    const before = await bench.order(one);
    expect(await why('')).toContain('Type the number');
    expect(await why('x'.repeat(31))).toContain('31');
    expect(await why('A"B')).toContain('no quotes');
    expect(await why('NOBODY')).toBe('Peoplevox has no sales order NOBODY.');
    expect(await why('gone-1')).toContain('is cancelled in Peoplevox');
    expect(await why(String(two_))).toBe(`${two_} is the sales order of order ${two_}.`);
    expect(await why(String(one))).toContain('there is nothing to link');
    expect(await bench.order(one)).toEqual(before);

    bench.peoplevox.floor.cancel({ order: String(two_) });
    other('ALL-7');
    await follow();
    await link(two_, 'ALL-7');
    expect(await why('all-7')).toBe(`ALL-7 is the sales order of order ${two_}.`.replace('ALL', 'all'));
    expect(await why(String(two_))).toBe(`${two_} is the sales order of order ${two_}.`);
  });

  test('a lost answer links nothing', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    other('ALL-7');
    await follow();
    const fault = lose();
    await expect(link(id, 'ALL-7')).rejects.toThrow();
    bench.peoplevox.faults.clear();
    expect(fault).toBeDefined();
    expect(await bench.order(id)).toMatchObject({ number: String(id), open: ['cancelled_in_peoplevox'] });
    expect(await remembered(id)).toMatchObject({ number: String(id) });
  });

  test('lines that differ are named, and it closes when they are right', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    other('ALL-7', [
      { item: 'MUG', quantity: 1 },
      { item: 'HAT-BLUE', quantity: 1 },
    ]);
    await follow();
    expect(await look(id, 'ALL-7')).toMatchObject({
      look: {
        difference: 'MUG: the shop wants 2, Peoplevox has 1; HAT-BLUE: the shop wants 0, Peoplevox has 1',
      },
    });
    await link(id, 'ALL-7');
    expect(await open(id)).toEqual(['differs']);
    bench.peoplevox.floor.edit({
      order: 'ALL-7',
      lines: [
        { item: 'MUG', quantity: 2 },
        { item: 'HAT-BLUE', quantity: 0 },
      ],
    });
    minutes(11);
    await bench.keepLease();
    await bench.checkSent();
    expect(await open(id)).toEqual([]);
  });

  test('cancelled in the shop: nothing is written to a sales order of others, a person is told to stop it', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.merge({ order: String(id), into: 'ALL-7' });
    await follow();
    await link(id, 'ALL-7');
    await follow();
    await bench.shop.setStatus(id, 'cancelled');
    await bench.pass();
    expect(await reasonOf(id, 'cancelled_after_sent')).toContain('Cancel it there');
    expect(bench.peoplevox.order('ALL-7')?.cancelled).toBe(false);
    bench.peoplevox.floor.cancel({ order: 'ALL-7' });
    await follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
  });

  test('changed in the shop: both versions are told, until Peoplevox has the new one', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.merge({ order: String(id), into: 'ALL-7' });
    await follow();
    await link(id, 'ALL-7');
    await follow();
    const [line] = (await bench.shop.order(id)).order.line_items;
    await bench.shop.edit(id, { quantities: [{ item_id: line?.id ?? 0, quantity: 3 }] });
    minutes(1);
    await bench.pass();
    expect(await reasonOf(id, 'changed_after_sent')).toContain('MUG: the shop wants 3, Peoplevox has 2');
    expect(bench.peoplevox.order('ALL-7')?.lines).toMatchObject([{ ordered: 2 }]);
    bench.peoplevox.floor.edit({
      order: 'ALL-7',
      lines: [{ item: 'MUG', quantity: 3, line: String(line?.id) }],
    });
    minutes(6);
    await bench.pass();
    expect(await open(id)).toEqual([]);
  });

  test('taken back: it goes by what it went by before', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    other('ALL-7');
    await follow();
    await link(id, 'ALL-7');
    await follow();
    expect(await unlinkOrder(orderId(id), 'Ada', bench.deps)).toEqual({ kind: 'done' });
    expect(await lastSaid(id)).toMatchObject({
      who: 'Ada',
      what: expect.stringContaining('Not linked to ALL-7'),
    });
    expect(await remembered(id)).toMatchObject({ number: String(id) });
    await follow();
    expect(await bench.order(id)).toMatchObject({ number: String(id), open: ['cancelled_in_peoplevox'] });
    expect((await history(id)).otherNumbers).toEqual([]);
  });

  test('an order that was never sent, and stands in Peoplevox by hand, is followed; taken back it is looked at as before', async () => {
    await sentOrder();
    const id = await bench.place([{ sku: 'MUG', quantity: 2 }], badAddress);
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', number: null });
    other('HAND-1');
    expect(await link(id, 'HAND-1')).toEqual({ kind: 'done' });
    await follow();
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', warehouse: 'allocated' });
    expect(createdUnder(String(id))).toBe(0);
    await unlinkOrder(orderId(id), 'Ada', bench.deps);
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['bad_postcode'] });
    expect(await remembered(id)).toMatchObject({ number: String(id), sent_at: null });
  });

  test('a ledger that was lost makes no second sales order of a linked order', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    other('ALL-7');
    await follow();
    await link(id, 'ALL-7');
    const second = await bench.startSidecar('second');
    minutes(6);
    await second.goLive();
    await second.pass();
    await second.follow();
    await second.reconcile();
    expect(await second.order(id)).toMatchObject({ number: 'ALL-7', open: ['not_ours'] });
    expect(createdUnder(String(id))).toBe(1);
    expect(createdUnder(`${id}-R1`)).toBe(0);
  });
});

describe('split in Peoplevox', () => {
  const both = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'SCARF-RED-M', quantity: 1 },
  ];
  async function splitOrder(): Promise<number> {
    const id = await sentOrder(both);
    minutes(11);
    await bench.keepLease();
    await bench.checkSent();
    bench.peoplevox.floor.split({
      order: String(id),
      into: 'PART-2',
      lines: [{ item: 'SCARF-RED-M', quantity: 1 }],
    });
    return id;
  }

  test('is seen within hours, with the missing units; linked too, both are followed and both despatches are told', async () => {
    const id = await splitOrder();
    await bench.checkSent();
    expect(await open(id)).toEqual([]); // read not long ago
    minutes(60 * 4 + 1);
    await bench.keepLease();
    await bench.checkSent();
    expect(await open(id)).toEqual(['split_in_peoplevox']);
    expect(await reasonOf(id, 'split_in_peoplevox')).toBe('SCARF-RED-M: the shop wants 1, Peoplevox has 0');
    expect(await look(id, 'PART-2')).toMatchObject({
      look: { mode: 'beside', own: { left: 'open' }, difference: '' },
    });
    await link(id, 'PART-2');
    minutes(11);
    await bench.keepLease();
    await bench.follow();
    await bench.checkSent();
    expect(await bench.order(id)).toMatchObject({ number: String(id), warehouse: 'allocated', open: [] });

    bench.peoplevox.floor.despatch({ order: 'PART-2', tracking: 'RM2', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'part_despatched' });
    expect((await bench.shop.order(id)).order.status).toBe('processing');
    bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM1', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched', open: [] });
    expect((await bench.shop.order(id)).order.status).toBe('completed');
    expect((await history(id)).despatches.map((one) => one.number).sort()).toEqual([String(id), 'PART-2']);
  });

  test('is seen at the latest when what is left of it has gone', async () => {
    const id = await splitOrder();
    bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM1', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    await bench.checkSent();
    expect(await open(id)).toEqual(['split_in_peoplevox']);
    await link(id, 'PART-2');
    await follow();
    expect(await open(id)).toEqual([]);
    bench.peoplevox.floor.despatch({ order: 'PART-2', tracking: 'RM2', carrier: 'Royal Mail' });
    await bench.despatches();
    expect((await bench.shop.order(id)).order.status).toBe('completed');
  });

  test('with our mark on both, the other one is named by the nightly comparison, until it is linked', async () => {
    const id = await sentOrder(both);
    bench.peoplevox.floor.split({
      order: String(id),
      into: 'PART-2',
      lines: [{ item: 'SCARF-RED-M', quantity: 1 }],
      keepsMarks: true,
    });
    await bench.keepLease();
    await bench.reconcile();
    const whole = async () => (await bench.ledger.openProblems(10)).filter((one) => one.orderId === null);
    expect(await whole()).toMatchObject([
      { code: 'sales_order_unknown', reason: expect.stringContaining('PART-2') },
    ]);
    await link(id, 'PART-2');
    minutes(16);
    await bench.keepLease();
    await bench.reconcile();
    expect(await whole()).toEqual([]);
    expect(await open(id)).toEqual([]);
  });
});

describe('merged in Peoplevox', () => {
  test.each([
    ['cancelled', 'cancelled_in_peoplevox'],
    ['deleted', 'gone'],
    ['empty', 'merged_in_peoplevox'],
  ] as const)('and left %s: it is shown as %s', async (leaves, code) => {
    const id = await sentOrder();
    minutes(11);
    await bench.keepLease();
    await bench.checkSent();
    bench.peoplevox.floor.merge({ order: String(id), into: 'ALL-7', leaves });
    await follow(2);
    minutes(60 * 4);
    await bench.keepLease();
    await bench.checkSent();
    expect(await open(id)).toEqual([code]);
    expect((await history(id)).attention[0]).toMatchObject({ code, orderId: id });
    await link(id, 'ALL-7');
    await follow();
    expect(await open(id)).toEqual([]);
  });
});

describe('opened again in Peoplevox', () => {
  test('while the shop wants it: it goes on, and the exception closes by itself', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    bench.peoplevox.floor.reopen({ order: String(id) });
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
    expect((await lastSaid(id))?.what).toBe(`${id} was opened again in Peoplevox: Allocated.`);
  });

  test('though the shop cancelled it: shown within the hour, not cancelled again, and closed when they agree', async () => {
    const id = await sentOrder();
    await bench.keepLease();
    await bench.reconcile(); // the night
    await bench.shop.setStatus(id, 'refunded');
    await bench.pass();
    await follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', warehouse: 'cancelled', open: [] });
    bench.peoplevox.floor.reopen({ order: String(id) });
    minutes(61);
    await bench.keepLease();
    await bench.reconcile();
    await bench.pass();
    await follow();
    expect(await open(id)).toContain('reopened_in_peoplevox');
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(false);
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
  });

  test('after it was despatched: shown by the night, and followed again', async () => {
    const id = await sentOrder([
      { sku: 'MUG', quantity: 2 },
      { sku: 'HAT-BLUE', quantity: 1 },
    ]);
    bench.peoplevox.floor.despatch({
      order: String(id),
      lines: [{ item: 'MUG', quantity: 2 }],
      tracking: 'RM1',
    });
    bench.peoplevox.floor.closeShort({ order: String(id) });
    await bench.despatches();
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched' });
    bench.peoplevox.floor.despatch({ order: String(id - 1), tracking: 'RM0' });
    bench.peoplevox.floor.reopen({ order: String(id) });
    minutes(60 * 20);
    await bench.keepLease();
    await bench.reconcile();
    expect(await open(id)).toContain('reopened_in_peoplevox');
    bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM2' });
    await follow();
    expect(await open(id)).not.toContain('reopened_in_peoplevox');
  });
});

describe('fulfilled another way', () => {
  test('ends the following with who and what, lets go of the promised units, and leaves the order in the shop as it is', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    const inShop = async () => (await bench.shop.product('MUG')).stock ?? 0;
    minutes(10);
    await bench.keepLease();
    await bench.stock();
    const before = await inShop();
    expect(await fulfilledBy(orderId(id), ' the shop in Bath ', 'Ada', bench.deps)).toEqual({ kind: 'done' });
    expect(await bench.order(id)).toMatchObject({
      transfer: 'dismissed',
      fulfilledBy: 'the shop in Bath',
      open: [],
    });
    expect(await lastSaid(id)).toMatchObject({
      who: 'Ada',
      what: 'Fulfilled by the shop in Bath. Pickwave follows it no longer.',
    });
    minutes(10);
    await bench.keepLease();
    await bench.stock();
    expect(await inShop()).toBe(before + 2);
    expect((await bench.shop.order(id)).order.status).toBe('processing');
    await follow(2);
    await bench.reconcile();
    expect(await open(id)).toEqual([]);
  });

  test('is refused while a sales order of it is open, and where Peoplevox does not answer', async () => {
    const id = await sentOrder();
    expect(await fulfilledBy(orderId(id), 'Bath', 'Ada', bench.deps)).toEqual({
      kind: 'no',
      why: `${id} is Allocated in Peoplevox: it would be picked too. Cancel it there first.`,
    });
    expect(await fulfilledBy(orderId(id), '  ', 'Ada', bench.deps)).toMatchObject({ kind: 'no' });
    bench.peoplevox.floor.cancel({ order: String(id) });
    lose();
    await expect(fulfilledBy(orderId(id), 'Bath', 'Ada', bench.deps)).rejects.toThrow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', fulfilledBy: null });
  });

  test('taken up again, it is where it was', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    await fulfilledBy(orderId(id), 'Bath', 'Ada', bench.deps);
    expect(await takeUp(orderId(id), 'Bob', bench.deps)).toEqual({ kind: 'done' });
    await follow();
    expect(await bench.order(id)).toMatchObject({ fulfilledBy: null, open: ['cancelled_in_peoplevox'] });
  });

  test('opened again in Peoplevox after that: the nightly comparison names it', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    await fulfilledBy(orderId(id), 'Bath', 'Ada', bench.deps);
    bench.peoplevox.floor.reopen({ order: String(id) });
    await bench.keepLease();
    await bench.reconcile();
    expect((await bench.ledger.openProblems(10)).filter((one) => one.orderId === null)).toMatchObject([
      { reason: `Open in Peoplevox: ${id} (order ${id} was fulfilled by Bath).` },
    ]);
  });

  test('a ledger that was lost does not send it', async () => {
    await sentOrder();
    const id = await bench.place(two, badAddress);
    await bench.pass();
    await fulfilledBy(orderId(id), 'Bath', 'Ada', bench.deps);
    await bench.shop.edit(id, { shipping: { postcode: 'SW1A 1AA' } });
    const second = await bench.startSidecar('second');
    minutes(6);
    await second.goLive();
    await second.pass();
    await second.reconcile();
    expect(createdUnder(String(id))).toBe(0);
  });
});

describe('sent again under a new number', () => {
  async function cancelledOrder(): Promise<number> {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    return id;
  }
  const goOn = async () => {
    bench.clock.advance(11_000);
    await bench.pass();
  };

  test('goes the same way as every order, once, and is followed under it', async () => {
    const id = await cancelledOrder();
    expect(await lookAnew(id)).toMatchObject({
      look: { number: `${id}-R1`, old: [{ number: String(id), left: 'cancelled' }], left: false },
    });
    expect(await anew(id)).toEqual({ kind: 'done' });
    expect(await lastSaid(id)).toMatchObject({
      who: 'Ada',
      what: `To be sent again as ${id}-R1: ${id} is cancelled in Peoplevox.`,
    });
    await goOn();
    expect(await bench.order(id)).toMatchObject({
      number: `${id}-R1`,
      transfer: 'complete',
      resendAs: null,
      open: [],
    });
    expect(bench.peoplevox.order(`${id}-R1`)).toMatchObject({ held: false, lines: [{ ordered: 2 }] });
    expect(bench.peoplevox.books.pickableOtherwise(`${id}-R1`, { MUG: 2 })).toEqual([]);
    expect([createdUnder(String(id)), createdUnder(`${id}-R1`)]).toEqual([1, 1]);
    expect(await remembered(id)).toMatchObject({ number: `${id}-R1`, sent_at: expect.any(String) });
    await follow(2);
    await bench.reconcile();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [] });
    bench.peoplevox.floor.despatch({ order: `${id}-R1`, tracking: 'RM1', carrier: 'Royal Mail' });
    await bench.despatches();
    expect((await bench.shop.order(id)).order.status).toBe('completed');
  });

  test('a second time it is -R2, and a number is never used twice', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await goOn();
    bench.peoplevox.floor.delete({ order: `${id}-R1` });
    await follow(2);
    expect(await anew(id, `${id}-R2`)).toEqual({ kind: 'done' });
    await goOn();
    expect(await bench.order(id)).toMatchObject({ number: `${id}-R2`, transfer: 'complete' });
    expect(createdUnder(`${id}-R1`)).toBe(1);
  });

  test('never while the old one is open, and never without an answer', async () => {
    const id = await cancelledOrder();
    bench.peoplevox.floor.reopen({ order: String(id) });
    expect(await anew(id)).toEqual({
      kind: 'no',
      why: `${id} is Allocated in Peoplevox: as long as it is open, no other one is made.`,
    });
    bench.peoplevox.floor.cancel({ order: String(id) });
    lose();
    await expect(anew(id)).rejects.toThrow();
    bench.peoplevox.faults.clear();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', resendAs: null });
    expect(createdUnder(`${id}-R1`)).toBe(0);
    bench.peoplevox.faults.add({
      kind: 'empty answer',
      operation: 'GetData',
      template: 'Sales orders',
      times: 0,
    });
    await expect(anew(id)).rejects.toThrow(); // an answer without its canary is no answer
  });

  test('opened again between the word and the sending: nothing is made, and it is shown', async () => {
    const id = await cancelledOrder();
    await anew(id);
    bench.peoplevox.floor.reopen({ order: String(id) });
    await goOn();
    expect(createdUnder(`${id}-R1`)).toBe(0);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['reopened_in_peoplevox'] });
    // the old one is what is wanted after all
    expect(await link(id, String(id))).toEqual({ kind: 'done' });
    await follow();
    expect(await bench.order(id)).toMatchObject({ number: String(id), warehouse: 'allocated', open: [] });
  });

  test('opened again after it has gone: both are shown as pickable, until one is closed', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await goOn();
    bench.peoplevox.floor.reopen({ order: String(id) });
    await follow();
    expect(await reasonOf(id, 'reopened_in_peoplevox')).toBe(
      `${id} is Allocated in Peoplevox again, and the order goes as ${id}-R1: both may be picked.`,
    );
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    expect(await open(id)).toEqual([]);
  });

  test('a parcel that is lost goes again only by that word; what leaves then is for customer service', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.despatch({ order: String(id), tracking: 'LOST1', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    expect(await anew(id)).toMatchObject({ kind: 'no', why: expect.stringContaining('the parcel is lost') });
    expect(await anew(id, `${id}-R1`, true)).toEqual({ kind: 'done' });
    await goOn();
    expect(await bench.order(id)).toMatchObject({ number: `${id}-R1`, transfer: 'complete' });
    bench.peoplevox.floor.despatch({ order: `${id}-R1`, tracking: 'NEW1', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    await bench.despatches();
    expect(await open(id)).toEqual(['replacement_despatched']);
    expect(await reasonOf(id, 'replacement_despatched')).toContain('Royal Mail NEW1');
    expect((await bench.shop.order(id)).tracking).toMatchObject([{ tracking_number: 'LOST1' }]);
  });

  test.each([
    ['and is on the order', 'RM1'],
    ['and waits for its tracking number', ''],
  ])('where a part has left already %s it is refused: it would go twice', async (_, tracking) => {
    const id = await sentOrder();
    bench.peoplevox.floor.despatch({ order: String(id), lines: [{ item: 'MUG', quantity: 1 }], tracking });
    if (tracking) await bench.despatches();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    expect(await anew(id)).toMatchObject({
      kind: 'no',
      why: expect.stringContaining('A part of it has left'),
    });
  });

  test('taken back before it has gone, nothing was made', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await bench.pass();
    expect(createdUnder(`${id}-R1`)).toBe(0); // a few seconds for second thoughts
    expect(await undoResend(orderId(id), 'Bob', bench.deps)).toEqual({ kind: 'done' });
    expect(await lastSaid(id)).toMatchObject({ who: 'Bob', what: `Not to be sent as ${id}-R1 after all.` });
    await goOn();
    await follow();
    expect(createdUnder(`${id}-R1`)).toBe(0);
    expect(await bench.order(id)).toMatchObject({ number: String(id), open: ['cancelled_in_peoplevox'] });
    expect((await history(id)).otherNumbers).toEqual([]);
  });

  test('an answer lost on its way makes no second one', async () => {
    const id = await cancelledOrder();
    bench.peoplevox.faults.add({
      kind: 'lost answer',
      work: 'done',
      operation: 'SaveData',
      template: 'Sales orders',
      order: `${id}-R1`,
    });
    await anew(id);
    await goOn();
    for (let turn = 0; turn < 4; turn += 1) {
      minutes(11);
      await bench.pass();
    }
    expect(await bench.order(id)).toMatchObject({ number: `${id}-R1`, transfer: 'complete', open: [] });
    expect(createdUnder(`${id}-R1`)).toBe(1);
    expect(bench.peoplevox.books.pickableOtherwise(`${id}-R1`, { MUG: 2 })).toEqual([]);
  });

  test('cancelled in the shop before it has gone: nothing is made', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await bench.shop.setStatus(id, 'cancelled');
    await goOn();
    expect(createdUnder(`${id}-R1`)).toBe(0);
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', resendAs: null, open: [] });
  });

  test('a ledger that was lost goes on under the new number, and makes no third', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await goOn();
    const second = await bench.startSidecar('second');
    minutes(6);
    await second.goLive();
    await second.pass();
    await second.follow();
    await second.reconcile();
    expect(await second.order(id)).toMatchObject({
      number: `${id}-R1`,
      transfer: 'complete',
      warehouse: 'allocated',
    });
    expect([createdUnder(String(id)), createdUnder(`${id}-R1`), createdUnder(`${id}-R2`)]).toEqual([1, 1, 0]);
  });

  test('a number with no room for the suffix is refused', async () => {
    bench.settings.orders.numberPrefix = 'A-LONG-PREFIX-OF-24-CHR-';
    const id = await sentOrder();
    const number = `A-LONG-PREFIX-OF-24-CHR-${id}`;
    expect(number.length).toBeGreaterThan(27);
    bench.peoplevox.floor.cancel({ order: number });
    await follow();
    expect(await anew(id, `${number}-R1`)).toMatchObject({
      kind: 'no',
      why: expect.stringContaining('30 fit'),
    });
    expect(salesOrderNumber(number).length).toBeLessThanOrEqual(30);
  });
});
