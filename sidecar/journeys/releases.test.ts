// A release whose outcome nobody knows: the pickers may have the order, or a person may have put it on hold again. Judged by the books of the stand-in.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultSpec } from '../simulator/peoplevox/faults.ts';
import { type Bench, startBench } from './testing/bench.ts';
import { onceAfter } from './testing/onceAfter.ts';
import { passes } from './testing/passTime.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const two = { 'SCARF-RED-M': 2 };
const release = { operation: 'SaveData', template: 'Sales orders', action: 0 } as const;
const fault = (more: Omit<FaultSpec, 'operation' | 'template' | 'action'>) =>
  bench.peoplevox.faults.add({ ...release, ...more });
const releases = () =>
  bench.peoplevox.books
    .calls('SaveData')
    .filter(({ template, action }) => template === release.template && action === 0).length;
const there = (id: number) => bench.peoplevox.order(String(id));

/** A canary, and an order whose release is not answered; what happens before anybody asks. */
async function unanswered(
  work: 'done' | 'not done',
  meanwhile: (id: number) => Promise<unknown> | unknown = () => {},
): Promise<number> {
  await bench.place();
  await bench.pass();
  const id = await bench.place();
  fault({ kind: 'lost answer', work });
  bench.deps.warehouse = onceAfter(bench.deps.warehouse, 'release', () => meanwhile(id));
  await bench.pass();
  expect(bench.peoplevox.faults.list()).toEqual([]);
  return id;
}

describe('kept from going in the shop while it is not known whether it was released', () => {
  const stops = {
    'put on hold': (id: number) => bench.shop.setStatus(id, 'on-hold'),
    'without an address': (id: number) => bench.shop.edit(id, { shipping: { address_1: '', postcode: '' } }),
    'with an item that Peoplevox lacks': async (id: number) => {
      await bench.shop.seedProducts([{ sku: 'NEW-ITEM', stock: 5 }]);
      await bench.shop.edit(id, { add: [{ sku: 'NEW-ITEM', quantity: 1 }] });
    },
  };
  const cases = Object.entries(stops);

  test.each(cases)('%s, and the pickers have it: a person is told to stop it', async (_, stop) => {
    const id = await unanswered('done', stop);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
    expect(there(id)?.held).toBe(false);
  });

  test.each(cases)('%s, and the release comes late: a person is told when it has come', async (_, stop) => {
    const id = await unanswered('not done');
    await stop(id);
    await passes(bench, bench, 2);
    expect(await bench.order(id)).toMatchObject({ transfer: 'unknown', open: [] });
    bench.peoplevox.floor.edit({ order: String(id), columns: { OnHold: 'false', Attribute5: '' } });
    await passes(bench, bench, 10);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test.each(cases)('%s, and it is still on our hold: it waits there', async (_, stop) => {
    const id = await unanswered('not done');
    const before = releases();
    await stop(id);
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting' });
    expect((await bench.order(id)).open).not.toContain('changed_after_sent');
    expect(there(id)?.held).toBe(true);
    expect(releases()).toBe(before);
  });

  test('taken off hold again, what was told closes, and nothing is written', async () => {
    const id = await unanswered('done', stops['put on hold']);
    const before = bench.rowsWritten(id);
    await bench.shop.setStatus(id, 'processing');
    await passes(bench, bench, 2);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
    expect(bench.rowsWritten(id)).toBe(before);
  });

  test.each(cases)('%s, and the hold is lifted long after: a person is told', async (_, stop) => {
    const id = await unanswered('not done', stop);
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting' });
    await bench.finishHeld();
    await bench.send();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting' });
    bench.peoplevox.floor.edit({ order: String(id), columns: { OnHold: 'false', Attribute5: '' } });
    await bench.keepLease();
    await bench.finishHeld();
    await bench.send();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test('found released, what was wrong on its way there is told no more', async () => {
    bench.peoplevox.faults.add({ kind: 'drop row', operation: 'SaveData', template: 'Sales order items' });
    await bench.place();
    await passes(bench, bench, 13);
    const id = await bench.place();
    bench.peoplevox.faults.add({ kind: 'drop row', operation: 'SaveData', order: String(id), skip: 1 });
    await bench.pass();
    expect((await bench.order(id)).open).toEqual(['lines_lost']);
    fault({ kind: 'lost answer', work: 'done' });
    bench.deps.warehouse = onceAfter(bench.deps.warehouse, 'release', () => stops['put on hold'](id));
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test('taken off hold again while it waits on our hold, it goes', async () => {
    const id = await unanswered('not done');
    await bench.shop.setStatus(id, 'on-hold');
    await passes(bench, bench, 14);
    await bench.shop.setStatus(id, 'processing');
    await passes(bench, bench, 2);
    expect(bench.proof(id, two)).toMatchObject({ created: 1, units: two, held: false, pickableOtherwise: 0 });
  });
});

describe('a release that is only late', () => {
  /** A person at the warehouse sets it on hold after it was released; whatever of ours came later would lift that. */
  async function staysOnHold(id: number): Promise<void> {
    bench.peoplevox.commit();
    expect(there(id)?.held).toBe(false);
    bench.peoplevox.floor.hold({ order: String(id), on: true });
    await passes(bench, bench, 15);
    expect(there(id)?.held).toBe(true);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete' });
  }

  test('is not sent twice though Peoplevox did not say whether it took it', async () => {
    const id = await bench.place();
    fault({ kind: 'late commit' });
    const { warehouse } = bench.deps;
    bench.deps.warehouse = {
      ...warehouse,
      release: async (orders) => {
        bench.deps.warehouse = warehouse;
        await warehouse.release(orders);
        return new Map(orders.map(({ number }) => [number, { kind: 'unsure', words: 'Row 2 is wrong.' }]));
      },
    };
    await bench.pass();
    await passes(bench, bench, 5);
    expect(releases()).toBe(1);
    await staysOnHold(id);
  });

  test('is not sent twice because the search for our holds has found it', async () => {
    const id = await bench.place();
    fault({ kind: 'late commit' });
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete' });
    expect(there(id)?.held).toBe(true);
    await bench.finishHeld();
    await passes(bench, bench, 5);
    expect(releases()).toBe(1);
    await staysOnHold(id);
  });
});

describe('a sales order that Peoplevox does not show', () => {
  const hide = (id: number) => {
    const { warehouse } = bench.deps;
    const without = <Found>(found: Map<string, Found>) =>
      new Map([...found].filter(([number]) => number !== String(id)));
    bench.deps.warehouse = {
      ...warehouse,
      find: async (...asked) => without(await warehouse.find(...asked)),
      headers: async (...asked) => without(await warehouse.headers(...asked)),
    } as typeof warehouse;
    return () => {
      bench.deps.warehouse = warehouse;
    };
  };

  test('after its release is gone, and nobody misses it once it shows again', async () => {
    let show = () => {};
    const id = await unanswered('done', (its) => {
      show = hide(its);
    });
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', warehouse: 'gone', open: ['gone'] });
    show();
    await bench.follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'allocated', open: [], askedInVain: 0 });
    expect(bench.proof(id, two)).toMatchObject({ created: 1, held: false });
  });

  test('is not gone by one answer in which it is missing', async () => {
    await bench.place();
    await bench.pass();
    const id = await bench.place();
    bench.peoplevox.faults.add({
      kind: 'refuse row',
      order: String(id),
      operation: 'SaveData',
      template: 'Sales order items',
      times: 0,
    });
    await passes(bench, bench, 3);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: ['refused_by_peoplevox'] });
    bench.peoplevox.faults.clear();
    const { orderId } = await bench.order(id);
    await bench.ledger.record('noticeOrders', [{ orderId, set: { transfer: 'due' } }]);
    const show = hide(id);
    await bench.send();
    expect((await bench.order(id)).open).not.toContain('gone');
    show();
    await passes(bench, bench, 3);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
    expect(bench.proof(id, two)).toMatchObject({ created: 1, held: false });
  });

  test('is gone when a second answer says so', async () => {
    const id = await unanswered('not done');
    bench.peoplevox.floor.delete({ order: String(id) });
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ warehouse: 'gone', open: ['gone'] });
  });
});

test('despatched whole while Peoplevox is asked how it stands, it stays despatched', async () => {
  await bench.place();
  const id = await bench.place();
  await bench.pass();
  bench.peoplevox.floor.pick({ order: String(id) });
  bench.deps.warehouse = onceAfter(bench.deps.warehouse, 'headers', async () => {
    bench.peoplevox.floor.despatch({ order: String(id), tracking: 'RM1', carrier: 'Royal Mail' });
    await bench.despatches();
  });
  await bench.follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched', open: [] });
});
