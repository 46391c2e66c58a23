// What comes back from the warehouse: allocation, despatches and stock, judged by the books of both stand-ins.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BookEntry } from '../simulator/shop/shop.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ settings: (all) => Object.assign(all.stock, { marginSeconds: 60 }) });
});
afterEach(() => bench.stop());

const two = [
  { sku: 'SCARF-RED-M', quantity: 2 },
  { sku: 'HAT-BLUE', quantity: 1 },
];
const sentOrder = async (lines = two) => {
  const id = await bench.place(lines);
  await bench.pass();
  return id;
};
const entries = async <Kind extends BookEntry['kind']>(kind: Kind) =>
  (await bench.shop.books()).entries.filter(
    (entry): entry is Extract<BookEntry, { kind: Kind }> => entry.kind === kind,
  );
const mails = async (id: number) =>
  (await bench.shop.mails()).filter((mail) => mail.order_id === id).map((mail) => mail.kind);
const despatch = (id: number, more: object = {}) =>
  bench.peoplevox.floor.despatch({ order: String(id), carrier: 'Royal Mail', ...more });
/** As the floor takes times, in the tenant's time zone: London in winter. */
const peoplevoxTime = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ');
const minuteMs = 60_000;
/** Reads despatches so many times, so far apart. */
const reads = async (times: number, apart = minuteMs) => {
  for (let count = 0; count < times; count += 1) {
    await bench.keepLease();
    await bench.despatches();
    bench.clock.advance(apart);
  }
};
const status = async (id: number) => (await bench.shop.order(id)).order.status;

describe('a despatch', () => {
  test('of a part puts tracking on the order, tells the customer and leaves it open; the rest completes it', async () => {
    const id = await sentOrder();
    despatch(id, { lines: [{ item: 'SCARF-RED-M', quantity: 2 }], tracking: 'RM1' });
    await bench.despatches();
    expect(await status(id)).toBe('processing');
    expect((await bench.shop.order(id)).tracking.map((one) => one.tracking_number)).toEqual(['RM1']);
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part']);
    await bench.follow();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'part_despatched' });

    despatch(id, { tracking: 'RM2' });
    await bench.despatches();
    expect(await status(id)).toBe('completed');
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part', 'completed']);
    expect((await bench.shop.mails()).at(-1)?.body).toContain('RM2');
    expect(await bench.order(id)).toMatchObject({ warehouse: 'despatched', open: [] });
  });

  test('read again and again, or by another sidecar without memory, changes nothing', async () => {
    const id = await sentOrder();
    despatch(id, { lines: [{ item: 'SCARF-RED-M', quantity: 1 }], tracking: 'RM1' });
    for (let count = 0; count < 3; count += 1) await bench.despatches();
    const second = await bench.startSidecar();
    await second.goLive();
    await second.notice();
    await second.despatches();
    expect(await entries('despatch')).toHaveLength(1);
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part']);
  });

  test('is recorded by a sidecar without memory that reads despatches before it knows the orders', async () => {
    const id = await sentOrder();
    despatch(id, { tracking: 'RM1' });
    bench.clock.advance(3 * 3_600_000);
    const second = await bench.startSidecar();
    await second.goLive();
    await second.despatches();
    expect(await second.ledger.cursor('recordDespatches')).toBeNull();
    await second.notice();
    await second.despatches();
    expect(await status(id)).toBe('completed');
    expect(await second.ledger.cursor('recordDespatches')).not.toBeNull();
  });

  test('that comes into the report hours late is found by the hourly read', async () => {
    const id = await sentOrder();
    await reads(2);
    const at = bench.clock.now();
    await reads(12, 15 * minuteMs);
    bench.peoplevox.floor.addDespatchRow({
      columns: {
        'Salesorder number': String(id),
        'Despatch number': 'DES900',
        'Despatch date': peoplevoxTime(at),
        'Item code': 'HAT-BLUE',
        'No of items': '1',
        'Tracking number': 'RM9',
      },
    });
    await reads(5, 15 * minuteMs);
    expect((await bench.shop.order(id)).tracking.map((one) => one.tracking_number)).toEqual(['RM9']);
  });

  test('whose answer was lost is recorded once', async () => {
    const id = await sentOrder();
    despatch(id, { tracking: 'RM1' });
    await bench.shop.fault({ route: 'shop/despatches', fault: { kind: 'lose_answer' } });
    await expect(bench.despatches()).rejects.toThrow();
    await bench.despatches();
    expect(await entries('despatch')).toHaveLength(1);
    expect(await mails(id)).toEqual(['processing', 'completed']);
    expect(
      (await bench.ledger.recordedDespatches([(await bench.order(id)).number ?? ('' as never)]))[0],
    ).toMatchObject({ outcome: 'already' });
  });

  test('without a number waits for it, and is carried over when it comes', async () => {
    const id = await sentOrder();
    const number = despatch(id, {});
    await bench.despatches();
    expect(await status(id)).toBe('processing');
    expect(await bench.ledger.unsettledDespatches()).toEqual([String(id)]);
    bench.clock.advance(3_600_000);
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'LATE1' });
    await bench.keepLease();
    await bench.despatches();
    expect(await status(id)).toBe('completed');
    expect((await bench.shop.order(id)).tracking.map((one) => one.tracking_number)).toEqual(['LATE1']);
    expect(await bench.ledger.unsettledDespatches()).toEqual([]);
  });

  test('whose number comes hours later, long after the reads have moved on, is carried over all the same', async () => {
    const id = await sentOrder();
    const number = despatch(id, {});
    await reads(4, 15 * minuteMs);
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'LATE1' });
    await reads(2);
    expect(await status(id)).toBe('completed');
    expect(await mails(id)).toEqual(['processing', 'completed']);
    expect(await bench.ledger.unsettledDespatches()).toEqual([]);
  });

  test('in two parcels waits for the number of the first though the second has come', async () => {
    await bench.stop();
    bench = await startBench({ peoplevox: { toggles: { parcels: 'row each' } } });
    const id = await sentOrder();
    const number = despatch(id, {
      parcels: [
        { lines: [{ item: 'SCARF-RED-M', quantity: 2 }] },
        { lines: [{ item: 'HAT-BLUE', quantity: 1 }] },
      ],
    });
    await reads(4, 15 * minuteMs);
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'P2', parcel: 2 });
    await reads(4, 15 * minuteMs);
    expect(await status(id)).toBe('processing');
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'P1', parcel: 1 });
    await reads(2);
    expect(await status(id)).toBe('completed');
    expect((await bench.shop.order(id)).tracking.map((one) => one.tracking_number)).toEqual(['P2', 'P1']);
    expect(await bench.ledger.unsettledDespatches()).toEqual([]);
  });

  test('in two parcels tells the customer of each, with its own number, also when the second number comes later', async () => {
    await bench.stop();
    bench = await startBench({ peoplevox: { toggles: { parcels: 'row each' } } });
    const id = await sentOrder();
    const number = despatch(id, {
      parcels: [
        { lines: [{ item: 'SCARF-RED-M', quantity: 2 }], tracking: 'P1' },
        { lines: [{ item: 'HAT-BLUE', quantity: 1 }] },
      ],
    });
    await bench.despatches();
    bench.clock.advance(60_000);
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'P2', parcel: 2 });
    await bench.despatches();
    await bench.despatches();
    const sent = (await bench.shop.mails()).filter((mail) => mail.order_id === id);
    expect(sent.map((mail) => mail.kind)).toEqual(['processing', 'despatched_in_part', 'completed']);
    expect(sent[1]?.body).toContain('P1');
    expect(sent[2]?.body).toContain('P2');
    expect(await status(id)).toBe('completed');
  });

  test('of the rest goes on the order though a part of what came first was sent back', async () => {
    const id = await sentOrder();
    despatch(id, { lines: [{ item: 'SCARF-RED-M', quantity: 2 }], tracking: 'RM1' });
    await bench.despatches();
    await bench.shop.refund(id, { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }] });
    bench.clock.advance(60_000);
    despatch(id, { tracking: 'RM2' });
    await bench.despatches();
    expect(await status(id)).toBe('completed');
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part', 'partly_refunded', 'completed']);
    expect((await bench.order(id)).open).toEqual([]);
  });

  const tracking = async (id: number) =>
    (await bench.shop.order(id)).tracking.map((one) => one.tracking_number);

  test('whose label is printed anew is the same units under another number, and told of once', async () => {
    const id = await sentOrder([{ sku: 'MUG', quantity: 2 }]);
    const number = despatch(id, { lines: [{ item: 'MUG', quantity: 1 }], tracking: 'T1' });
    await bench.despatches();
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'T2' });
    await reads(3);
    expect(await status(id)).toBe('processing');
    expect(await tracking(id)).toEqual(['T2']);
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part']);
    expect((await bench.shop.order(id)).notes.filter((one) => one.text.includes('T2'))).toHaveLength(1);
    expect(
      await bench.ledger.recordedDespatches([(await bench.order(id)).number ?? ('' as never)]),
    ).toMatchObject([{ trackingNumber: 'T2' }]);
  });

  test('recorded without a number gets it when it comes, and is not counted again', async () => {
    bench.settings.despatch.withoutTracking = 'record';
    const id = await sentOrder([{ sku: 'MUG', quantity: 2 }]);
    const number = despatch(id, { lines: [{ item: 'MUG', quantity: 1 }] });
    await bench.despatches();
    bench.peoplevox.floor.tracking({ despatch: number, tracking: 'T2' });
    await reads(3);
    expect(await status(id)).toBe('processing');
    expect(await tracking(id)).toEqual(['T2']);
    expect(await mails(id)).toEqual(['processing', 'despatched_in_part']);
  });

  test('of one of two equal lines stays on its line though that is refunded and nothing is remembered here', async () => {
    const id = await sentOrder([
      { sku: 'MUG', quantity: 1 },
      { sku: 'MUG', quantity: 1 },
    ]);
    despatch(id, { lines: [{ item: 'MUG', quantity: 1 }], tracking: 'T1' });
    await bench.despatches();
    const [item] = (await bench.shop.order(id)).lines;
    await bench.shop.refund(id, { lines: [{ item_id: item?.item_id ?? 0, quantity: 1 }] });
    bench.clock.advance(60_000);
    const second = await bench.startSidecar();
    await second.goLive();
    await second.notice();
    await second.despatches();
    expect(await status(id)).toBe('processing');
    expect(await entries('despatch')).toHaveLength(1);
  });

  test('that does not fit the order is shown, and nothing of it is guessed', async () => {
    const id = await sentOrder();
    const number = despatch(id, { lines: [{ item: 'SCARF-RED-M', quantity: 1 }], tracking: 'RM1' });
    const columns = {
      'Salesorder number': String(id),
      'Despatch number': number,
      'Item code': 'MUG',
      'No of items': '1',
      'Tracking number': 'RM1',
    };
    bench.peoplevox.floor.addDespatchRow({ columns });
    await bench.despatches();
    expect((await bench.order(id)).open).toEqual(['despatch_does_not_fit']);
    expect(await entries('despatch')).toEqual([]);
  });

  test('that the shop refused is put again until it is taken, and only then the exception closes', async () => {
    const id = await sentOrder();
    despatch(id, { tracking: 'T1' });
    await bench.shop.setStatus(id, 'cancelled');
    await reads(3, 30 * minuteMs);
    expect((await bench.order(id)).open).toContain('despatch_does_not_fit');
    const told = async () =>
      ((await bench.ledger.orderHistory((await bench.order(id)).orderId))?.journal ?? []).filter((one) =>
        one.what.includes('refused'),
      );
    expect(await told()).toHaveLength(1);
    await bench.shop.setStatus(id, 'processing');
    await reads(2);
    expect(await status(id)).toBe('completed');
    expect((await mails(id)).at(-1)).toBe('completed');
    expect((await bench.order(id)).open).not.toContain('despatch_does_not_fit');
    expect(await bench.ledger.unsettledDespatches()).toEqual([]);
  });

  test('that does not fit goes on the order once the order was put right, however late', async () => {
    const id = await sentOrder([{ sku: 'MUG', quantity: 1 }]);
    const odd = {
      'Salesorder number': String(id),
      'Despatch number': 'DES900',
      'Despatch date': peoplevoxTime(bench.clock.now()),
      'Item code': 'MUG',
      'No of items': '2',
      'Tracking number': 'RM9',
    };
    bench.peoplevox.floor.addDespatchRow({ columns: odd });
    await reads(4, 30 * minuteMs);
    expect((await bench.order(id)).open).toEqual(['despatch_does_not_fit']);
    const [item] = (await bench.shop.order(id)).lines;
    await bench.shop.edit(id, { quantities: [{ item_id: item?.item_id ?? 0, quantity: 2 }] });
    await reads(2);
    expect(await status(id)).toBe('completed');
    expect((await bench.order(id)).open).toEqual([]);
  });

  test('of a sales order that is not ours is left alone', async () => {
    bench.peoplevox.floor.otherOrder({ order: 'EBAY-1', lines: [{ item: 'MUG', quantity: 1 }] });
    despatch('EBAY-1' as never, { tracking: 'E1' });
    expect(await bench.despatches()).toBe('No new despatch.');
  });

  test('from before the age limit is recorded without a mail', async () => {
    const id = await sentOrder();
    despatch(id, { tracking: 'OLD1' });
    bench.clock.advance(4 * 86_400_000);
    await bench.keepLease();
    await bench.despatches();
    expect(await status(id)).toBe('completed');
    expect(await mails(id)).toEqual(['processing']);
  });
});

describe('stock', () => {
  const shopStock = async (sku: string) => (await bench.shop.product(sku)).stock;

  test('is what Peoplevox has available less what is promised, before, while and after it is allocated', async () => {
    const open = await bench.place([{ sku: 'MUG', quantity: 4 }], { paymentMethod: 'bacs' });
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 10 });
    await bench.stock();
    expect(await shopStock('MUG')).toBe(110 - 4);

    await bench.shop.pay(open);
    await bench.pass();
    bench.clock.advance(10_000);
    await bench.follow();
    await bench.stock(); // allocated, but the figure may still lag: counted twice rather than sold twice
    expect(await shopStock('MUG')).toBe(106 - 4);

    bench.clock.advance(120_000);
    await bench.keepLease();
    await bench.stock();
    expect(await shopStock('MUG')).toBe(106);
  });

  test('is promised again when Peoplevox takes the allocation back', async () => {
    const id = await sentOrder([{ sku: 'MUG', quantity: 4 }]);
    await bench.follow();
    bench.clock.advance(120_000);
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 98 });
    await bench.keepLease();
    await bench.follow();
    expect((await bench.order(id)).allocatedAt).toBeNull();
    await bench.stock();
    expect(await shopStock('MUG')).toBeLessThanOrEqual(0);
  });

  test('is no longer promised once all has left, though the order was never seen allocated', async () => {
    const id = await sentOrder([{ sku: 'MUG', quantity: 4 }]);
    despatch(id, { tracking: 'RM1' });
    await bench.despatches();
    expect(bench.hints).toContain('updateStock');
    expect((await bench.order(id)).allocatedAt).not.toBeNull();
    expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
    bench.clock.advance(600_000);
    await bench.keepLease();
    await bench.stock();
    expect(await shopStock('MUG')).toBe(96);
  });

  test('of a short, empty or changing report is not written at all', async () => {
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 50 });
    bench.peoplevox.faults.add({ kind: 'truncated CSV', operation: 'GetReportData' });
    await expect(bench.stock()).rejects.toThrow();
    bench.peoplevox.faults.add({ kind: 'empty answer', operation: 'GetReportData' });
    await expect(bench.stock()).rejects.toThrow();
    expect((await entries('stock')).filter((entry) => entry.by.what === 'pass')).toEqual([]);
    await bench.stock();
    expect(await shopStock('MUG')).toBe(150);
  });

  test('is written once though the answer to the pass was lost', async () => {
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 7 });
    await bench.shop.fault({ route: 'shop/stock', fault: { kind: 'lose_answer' } });
    await bench.stock();
    expect(await shopStock('MUG')).toBe(107);
    expect(
      (await entries('stock')).filter((entry) => entry.by.what === 'pass' && entry.sku === 'MUG'),
    ).toHaveLength(1);
  });

  test('that would fall to zero for many SKUs at once waits for a person', async () => {
    await bench.stop();
    const products = Array.from({ length: 12 }, (_, index) => ({ sku: `P${index}`, stock: 5 }));
    bench = await startBench({ products });
    bench.peoplevox.seed({ items: products.map(({ sku }) => ({ code: sku, stock: 5 })) });
    await bench.stock();
    for (const { sku } of products.slice(0, 8)) bench.peoplevox.floor.writeOff({ item: sku, quantity: 5 });
    bench.peoplevox.floor.receive({ item: 'P11', quantity: 3 });
    bench.clock.advance(10_000);
    await bench.stock();
    expect(await shopStock('P0')).toBe(5);
    expect(await shopStock('P11')).toBe(8);
    expect((await bench.ledger.openProblems(10)).map((one) => one.code)).toContain('stock_held');
  });
});

test('a sales order that is other than it was sent ten minutes after is shown, until it is right', async () => {
  const id = await sentOrder();
  const line = (quantity: number) =>
    bench.peoplevox.floor.edit({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity }] });
  expect(await bench.checkSent()).toBe('');
  line(3);
  bench.clock.advance(601_000);
  await bench.keepLease();
  expect(await bench.checkSent()).toBe('Read again: 1, different: 1.');
  expect((await bench.order(id)).open).toEqual(['differs']);
  line(1);
  await bench.checkSent();
  expect((await bench.order(id)).open).toEqual([]);
  expect(await bench.checkSent()).toBe('');
});

describe('a sales order in the hands of the warehouse', () => {
  test('held by a person stays held', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.hold({ order: String(id), on: true });
    await bench.follow();
    await bench.finishHeld();
    await bench.pass();
    expect(await bench.order(id)).toMatchObject({ warehouse: 'held_by_person', transfer: 'complete' });
    expect(bench.peoplevox.order(String(id))?.held).toBe(true);
  });

  test('cancelled by a person is shown and never written over', async () => {
    const id = await sentOrder();
    bench.peoplevox.floor.cancel({ order: String(id) });
    await bench.follow();
    expect((await bench.order(id)).open).toEqual(['cancelled_in_peoplevox']);
    await bench.shop.edit(id, { customerNote: 'please hurry' });
    bench.clock.advance(1000);
    await bench.pass();
    expect(bench.peoplevox.order(String(id))?.cancelled).toBe(true);
  });
});
