// What people do about an order whose sales order was cancelled, deleted, split, merged or reopened in Peoplevox (mission rows O7, O10 and E4).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderId } from '../../domain/ids.ts';
import { followOrders } from '../followOrders.ts';
import { badAddress } from '../testing/badAddress.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { byHandScene, two } from '../testing/byHandScene.ts';
import { onceAfter } from '../testing/onceAfter.ts';
import { fulfilledBy, takeUp } from './fulfilled.ts';
import { unlinkOrder } from './linkOrder.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const {
  minutes,
  follow,
  sentOrder,
  history,
  open,
  reasonOf,
  lastSaid,
  remembered,
  link,
  look,
  other,
  createdUnder,
  lose,
} = byHandScene(() => bench);

/** What happens once the shop has been marked, and before its caller writes that down. */
const afterMark = (happens: () => Promise<unknown>) => onceAfter(bench.deps.shop, 'mark', happens);

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
    expect(await why(String(two_))).toBe(
      `${two_} is the sales order of order ${two_}. Does this one go in its parcel, say that it was fulfilled by ${two_}.`,
    );
    expect(await why(String(one))).toContain('there is nothing to link');
    expect(await bench.order(one)).toEqual(before);

    bench.peoplevox.floor.cancel({ order: String(two_) });
    other('ALL-7');
    await follow();
    await link(two_, 'ALL-7');
    expect(await why('all-7')).toContain(`all-7 is the sales order of order ${two_}.`);
    expect(await why(String(two_))).toBe(
      `${two_} is the sales order of order ${two_}. Does this one go in its parcel, say that it was fulfilled by ${two_}.`,
    );
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

  test('made by hand under its own number, and another one beside it: each link is taken back by itself', async () => {
    await sentOrder();
    const id = await bench.place(two, badAddress);
    await bench.pass();
    other(String(id));
    other('PART-2');
    await link(id, String(id));
    minutes(1);
    await link(id, 'PART-2');
    await follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', number: String(id), open: [] });
    minutes(1);
    await unlinkOrder(orderId(id), 'Ada', bench.deps);
    await follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', warehouse: 'allocated', open: [] });
    await unlinkOrder(orderId(id), 'Ada', bench.deps);
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['bad_postcode'] });
    expect(await remembered(id)).toMatchObject({ number: String(id), sent_at: null });
    expect((await history(id)).otherNumbers).toEqual([]);
  });

  test('linked while its own is read: nothing is kept of that reading, and the next one reads both', async () => {
    await sentOrder();
    const id = await bench.place(two);
    await bench.pass();
    other('PART-2'); // two more than the shop wants
    // seen allocated now, of which the shop is told: it is linked in that moment
    await followOrders({ ...bench.deps, shop: afterMark(() => link(id, 'PART-2')) });
    expect(await bench.order(id)).toMatchObject({ warehouse: 'none', allocatedAt: null });
    expect((await history(id)).otherNumbers).toMatchObject([{ number: 'PART-2', role: 'beside' }]);
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: ['differs'] });
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

  test('both parts gone, what is wanted more counts against the two together', async () => {
    const id = await splitOrder();
    await link(id, 'PART-2');
    for (const order of [String(id), 'PART-2'])
      bench.peoplevox.floor.despatch({ order, tracking: 'RM1', carrier: 'Royal Mail' });
    await bench.despatches();
    await follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched' });
    await bench.shop.setStatus(id, 'on-hold');
    await bench.shop.edit(id, { add: [{ sku: 'SCARF-RED-M', quantity: 1 }] });
    await bench.shop.setStatus(id, 'processing');
    minutes(11);
    await bench.pass();
    await bench.checkSent();
    expect(await reasonOf(id, 'more_wanted')).toMatch(/^SCARF-RED-M: the shop wants 2, Peoplevox has 1\. /);
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
    // seen, says a person: it is still somebody's word there
    await bench.ledger.record('Ada', [
      { orderId: orderId(id), dismiss: { codes: ['reopened_in_peoplevox'], note: 'asked Bob' } },
    ]);
    minutes(10);
    await bench.pass();
    await follow();
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

  test('overtaken by news of the order, it is not done, and the shop counts its units as before', async () => {
    await sentOrder();
    const id = await bench.place(two, badAddress);
    await bench.pass();
    const overtaking = async () => {
      await bench.shop.edit(id, { shipping: { postcode: 'SW1A 1AA' } });
      await bench.notice([id]);
    };
    const deps = { ...bench.deps, shop: afterMark(overtaking) };
    expect(await fulfilledBy(orderId(id), 'Bath', 'Ada', deps)).toMatchObject({ kind: 'no' });
    expect(await bench.order(id)).toMatchObject({ transfer: 'due', fulfilledBy: null });
    expect(await remembered(id)).toMatchObject({ sent_at: null, reflected_at: null });
    minutes(6);
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
    expect(createdUnder(String(id))).toBe(1);
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
