// Sent again under a new number, by a person's word (mission rows O7, O10 and E4).

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mayDismiss } from '../../domain/attention.ts';
import { Silent } from '../../domain/errors.ts';
import { orderId, salesOrderNumber } from '../../domain/ids.ts';
import { atEachPlace } from '../testing/batch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { byHandScene, two } from '../testing/byHandScene.ts';
import { undoResend } from './sendAnew.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const {
  minutes,
  follow,
  sentOrder,
  cancelledOrder,
  history,
  open,
  reasonOf,
  lastSaid,
  remembered,
  lookAnew,
  anew,
  goOn,
  other,
  createdUnder,
  lose,
} = byHandScene(() => bench);

describe('sent again under a new number', () => {
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

  test('opened again between the word and the sending: nothing is made, it is shown, and can be taken back', async () => {
    const id = await cancelledOrder();
    await anew(id);
    bench.peoplevox.floor.reopen({ order: String(id) });
    await goOn();
    expect(createdUnder(`${id}-R1`)).toBe(0);
    expect(await bench.order(id)).toMatchObject({ transfer: 'due', open: ['former_reopened'] });
    // the old one is what is wanted after all
    expect(await undoResend(orderId(id), 'Bob', bench.deps)).toEqual({ kind: 'done' });
    await follow();
    expect(await bench.order(id)).toMatchObject({ number: String(id), warehouse: 'allocated', open: [] });
    expect(await remembered(id)).toMatchObject({ number: String(id), sent_at: expect.any(String) });
    expect(createdUnder(`${id}-R1`)).toBe(0);
  });

  test('not taken back because the shop did not answer, or had it otherwise: it goes on as it was to go', async () => {
    for (const freezeNumbers of [
      () => Promise.reject(new Silent('the shop is away')),
      async () => [],
    ] satisfies (typeof bench.deps.shop.freezeNumbers)[]) {
      const id = await cancelledOrder();
      await anew(id);
      const before = await bench.order(id);
      const shop = { ...bench.deps.shop, freezeNumbers };
      const outcome = await undoResend(orderId(id), 'Bob', { ...bench.deps, shop }).catch(() => null);
      expect(outcome?.kind).not.toBe('done');
      expect(await bench.order(id)).toEqual(before);
      await goOn();
      expect(await bench.order(id)).toMatchObject({ number: `${id}-R1`, transfer: 'complete', open: [] });
    }
  });

  test('opened again between the word and the sending, and closed again: it goes by itself', async () => {
    const id = await cancelledOrder();
    await anew(id);
    bench.peoplevox.floor.reopen({ order: String(id) });
    await goOn();
    minutes(4);
    await bench.pass();
    expect(mayDismiss('former_reopened', (await bench.order(id)).transfer)).toBe(false); // it is what the order waits for
    bench.peoplevox.floor.cancel({ order: String(id) });
    minutes(2);
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ number: `${id}-R1`, transfer: 'complete', open: [] });
    expect(createdUnder(`${id}-R1`)).toBe(1);
  });

  test('opened again after it has gone: both are shown as pickable, until one is closed', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await goOn();
    bench.peoplevox.floor.reopen({ order: String(id) });
    await follow();
    expect(await reasonOf(id, 'former_reopened')).toBe(
      `${id} is Allocated in Peoplevox again, and the order goes as ${id}-R1: both may be picked.`,
    );
    bench.peoplevox.floor.cancel({ order: String(id) });
    await follow();
    expect(await open(id)).toEqual([]);
  });

  test('opened again after it has gone, and then cancelled in the shop: what Pickwave made is cancelled all the same', async () => {
    const id = await cancelledOrder();
    await anew(id);
    await goOn();
    bench.peoplevox.floor.reopen({ order: String(id) });
    await follow();
    await bench.shop.setStatus(id, 'cancelled');
    await bench.pass();
    await follow();
    expect(bench.peoplevox.order(`${id}-R1`)).toMatchObject({ cancelled: true });
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

  test('its number is a sales order of others in Peoplevox: it goes under a number of its own', async () => {
    await sentOrder();
    const id = await bench.place(two);
    other(String(id));
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['not_ours'] });
    expect(await lookAnew(id)).toMatchObject({ look: { number: `${id}-R1`, old: [], taken: String(id) } });
    expect(await anew(id)).toEqual({ kind: 'done' });
    await goOn();
    expect(await bench.order(id)).toMatchObject({ number: `${id}-R1`, transfer: 'complete', open: [] });
    expect(bench.peoplevox.order(`${id}-R1`)).toMatchObject({ held: false, lines: [{ ordered: 2 }] });
    await follow(2);
    await bench.reconcile();
    expect(await open(id)).toEqual([]);
    expect(bench.rowsWritten(id)).toBe(0);
  });

  test('what could not go as it is in the shop now is refused with its reason, and nothing is done', async () => {
    const id = await cancelledOrder();
    await bench.shop.edit(id, { shipping: { postcode: 'SW1A 1A' } });
    expect(await anew(id)).toMatchObject({ kind: 'no', why: expect.stringContaining('SW1A 1A') });
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', resendAs: null });
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

  test('taken back at any moment of its sending: either nothing is made, or it goes, once', async () => {
    const first = bench;
    let left = -1;
    let id = 0;
    let said: string | null = null;
    const places = await atEachPlace(
      {
        sidecar: {
          onPoint: async () => {
            left -= 1;
            if (left === -1) said = (await undoResend(orderId(id), 'Bob', bench.deps)).kind;
          },
        },
      },
      async (its, place) => {
        bench = its; // `first` is stopped in the end
        id = await cancelledOrder();
        await anew(id);
        said = null;
        left = place;
        await goOn();
        left = -1;
        if (said === null) return false;
        await goOn();
        await follow();
        const undone = said === 'done';
        const number = undone ? String(id) : `${id}-R1`;
        expect({ place, undone, created: createdUnder(`${id}-R1`) }).toEqual({
          place,
          undone,
          created: undone ? 0 : 1,
        });
        expect(await bench.order(id)).toMatchObject({ number, transfer: 'complete', resendAs: null });
        expect(await remembered(id)).toMatchObject({ number, sent_at: expect.any(String) });
        return true;
      },
      1,
    );
    bench = first;
    expect(places).toBeGreaterThan(20);
  }, 60_000);

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
