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

  test.each([
    ['cancelled there', (id: number) => bench.peoplevox.floor.cancel({ order: String(id) })],
    [
      'not ours any more',
      (id: number) =>
        bench.peoplevox.floor.edit({
          order: String(id),
          columns: { Attribute4: '', Attribute5: '', OnHold: 'false' },
        }),
    ],
  ])('put on hold, and %s: it waits at once, and nobody is told to stop it', async (_, there) => {
    const id = await unanswered('not done', async (its) => {
      await stops['put on hold'](its);
      there(its);
    });
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting', open: [] });
  });

  test('put on hold, and picked though it is on our hold: a person is told', async () => {
    bench.peoplevox.toggles.hold = 'only picking';
    const id = await unanswered('not done', async (its) => {
      await stops['put on hold'](its);
      bench.peoplevox.toggles.hold = 'ignored';
      bench.peoplevox.floor.allocate({ order: String(its) });
      bench.peoplevox.floor.pick({ order: String(its) });
    });
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test('"pending" in the shop stops it as "on hold" does', async () => {
    const id = await unanswered('done', (its) => bench.shop.setStatus(its, 'pending'));
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test('the shop forgot that it was sent: found released, it remembers again', async () => {
    const id = await unanswered('done', async (its) => {
      await stops['put on hold'](its);
      const { orderId } = await bench.order(its);
      await bench.deps.shop.mark([{ orderId, asOf: bench.clock.now(), sentAt: null, reflectedAt: null }]);
      bench.clock.advance(60_000);
    });
    await passes(bench, bench, 2);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete' });
    expect((await bench.shop.order(id)).pickwave.sent_at).not.toBeNull();
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

  test('after its release is gone by two answers, not by one and a look that found it on our hold', async () => {
    const id = await unanswered('not done');
    await passes(bench, bench, 10); // the wait is over: looked for once, on our hold
    expect(await bench.order(id)).toMatchObject({ transfer: 'unknown', askedInVain: 1 });
    const show = hide(id);
    bench.clock.advance(60_000);
    await bench.pass();
    expect((await bench.order(id)).open).toEqual([]);
    show();
    await passes(bench, bench, 3);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
    expect(bench.proof(id, two)).toMatchObject({ created: 1, units: two, held: false });
  });

  test('gone after it was allocated once: its units are promised again', async () => {
    const id = await unanswered('done');
    await passes(bench, bench, 2);
    await bench.follow();
    const reflected = async () => (await bench.shop.order(id)).pickwave.reflected_at;
    expect(await reflected()).not.toBeNull();
    const { orderId } = await bench.order(id);
    // found on our hold once, its release was late; and then it is not there any more
    await bench.ledger.record('finishHeld', [
      { orderId, set: { transfer: 'unknown', step: 'release', unknownSince: bench.clock.now() } },
    ]);
    bench.peoplevox.floor.delete({ order: String(id) });
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({
      transfer: 'complete',
      warehouse: 'gone',
      allocatedAt: null,
    });
    expect(await reflected()).toBeNull();
  });

  test('is gone when a second answer says so', async () => {
    const id = await unanswered('not done');
    bench.peoplevox.floor.delete({ order: String(id) });
    await passes(bench, bench, 14);
    expect(await bench.order(id)).toMatchObject({ warehouse: 'gone', open: ['gone'] });
  });
});

test('de-allocated, and despatched in part while that is told to the shop: what it was told is kept, so that the next reading tells it otherwise', async () => {
  await bench.place();
  bench.peoplevox.toggles.writeOff = 'takes allocations back';
  const id = await bench.place([{ sku: 'MUG', quantity: 1 }]);
  await bench.pass();
  await bench.follow();
  const reflected = async () => (await bench.shop.order(id)).pickwave.reflected_at;
  expect(await reflected()).not.toBeNull();
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
  bench.clock.advance(60_000);
  const { shop } = bench.deps;
  bench.deps.shop = onceAfter(shop, 'mark', async () => {
    const { orderId } = await bench.order(id);
    await bench.ledger.record('recordDespatches', [{ orderId, set: { warehouse: 'part_despatched' } }]);
  });
  await bench.follow();
  expect(await reflected()).toBeNull();
  bench.peoplevox.floor.receive({ item: 'MUG', quantity: 100 });
  bench.clock.advance(60_000);
  await bench.keepLease();
  await bench.follow();
  expect(await bench.order(id)).toMatchObject({ warehouse: 'part_despatched' });
  expect(await reflected()).not.toBeNull();
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
