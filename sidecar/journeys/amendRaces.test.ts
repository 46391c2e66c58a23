// What the warehouse does beside us (design.md section 10, promise 9): what it set on purpose stays, picking that begins in the moment of our write is told, and what was taken
// back stays away (docs/decisions/0010-what-the-shop-changed-alone.md).

import { afterEach, describe, expect, test } from 'vitest';
import type { Settings } from '../domain/settings.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
afterEach(() => bench.stop());

const basket = [
  { sku: 'SCARF-RED-M', quantity: 2 },
  { sku: 'HAT-BLUE', quantity: 1 },
];

/** The save that lets an order go. */
const lostRelease = {
  kind: 'lost answer',
  operation: 'SaveData',
  template: 'Sales orders',
  action: 0,
} as const;

/** Called with `pvx:SaveData:Sales orders:before` and the like. */
let onPoint: (label: string) => void = () => undefined;

async function start(settings: (all: Settings) => void = () => undefined, toggles: Partial<Toggles> = {}) {
  onPoint = () => undefined;
  bench = await startBench({
    peoplevox: { toggles },
    settings: (all) => {
      all.peoplevox.lineKey = 'item';
      settings(all);
    },
    sidecar: { onPoint: (label) => onPoint(label) },
  });
  await bench.place([{ sku: 'MUG', quantity: 1 }]);
}
async function sent(more: Parameters<Bench['place']>[1] = {}) {
  const id = await bench.place(basket, more);
  await minutes(2);
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  return id;
}
async function minutes(times: number) {
  for (let time = 0; time < times; time += 1) {
    bench.clock.advance(60_000);
    await bench.pass().catch(() => undefined);
    await bench.follow().catch(() => undefined);
  }
}
const there = (id: number) => bench.peoplevox.order(String(id));
const written = (id: number) => bench.peoplevox.books.rows(String(id)).filter(({ by }) => by === 'api');
async function reasonOf(id: number) {
  const history = await bench.ledger.orderHistory((await bench.order(id)).orderId);
  return (history?.attention ?? []).map(({ reason }) => reason).join(' ');
}
async function quantity(id: number, sku: string, units: number) {
  const line = (await bench.shop.order(id)).order.line_items.find((one) => one.sku === sku);
  return bench.shop.edit(id, { quantities: [{ item_id: line?.id ?? 0, quantity: units }] });
}
const move = (id: number) =>
  bench.shop.edit(id, { shipping: { address_1: '9 Quay Street', city: 'Bristol', postcode: 'BS1 4DJ' } });

describe('what the warehouse set on purpose', () => {
  test('stays when the shop changes something else', async () => {
    await start();
    const id = await sent();
    const set = {
      RequestedDeliveryDate: '2026-12-24 00:00:00',
      ContactName: 'The neighbour',
      Attribute1: 'fragile',
      ShippingCost: '0.00',
    };
    bench.peoplevox.floor.edit({ order: String(id), columns: set });
    const rows = written(id).length;
    await move(id);
    await minutes(3);
    expect(there(id)?.columns).toMatchObject({
      ShippingAddressLine1: '9 Quay Street',
      ContactName: 'The neighbour',
      Attribute1: 'fragile',
    });
    const columns = written(id)
      .slice(rows)
      .flatMap((row) => Object.keys(row.columns));
    expect(columns.filter((one) => !one.startsWith('ShippingAddress') && one !== 'SalesOrderNumber')).toEqual(
      [],
    );
    expect((await bench.order(id)).open).toEqual([]);
  });

  test('stays when a line is changed in the shop; the totals of the order follow', async () => {
    await start();
    const id = await sent();
    bench.peoplevox.floor.edit({ order: String(id), columns: { ShippingAddressLine1: 'Gate 3' } });
    const before = there(id)?.columns.TotalSale;
    await quantity(id, 'SCARF-RED-M', 4);
    await minutes(3);
    expect(there(id)?.columns.ShippingAddressLine1).toBe('Gate 3');
    expect(Number(there(id)?.columns.TotalSale)).toBeGreaterThan(Number(before));
    expect(there(id)?.lines.map(({ item, ordered }) => [item, ordered])).toContainEqual(['SCARF-RED-M', 4]);
    expect((await bench.order(id)).open).toEqual([]);
  });

  test('stays through a release whose answer was lost and a change meanwhile', async () => {
    await start();
    const id = await bench.place(basket);
    bench.peoplevox.faults.add({ ...lostRelease, work: 'done' });
    onPoint = (label) => {
      if (label !== 'pvx:SaveData:Sales orders:after' || there(id)?.held !== false) return;
      bench.peoplevox.floor.edit({ order: String(id), columns: { ContactName: 'The neighbour' } });
      onPoint = () => undefined;
    };
    await bench.pass().catch(() => undefined);
    await move(id);
    await minutes(4);
    expect(there(id)?.columns).toMatchObject({
      ShippingAddressLine1: '9 Quay Street',
      ContactName: 'The neighbour',
    });
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  });
});

test('papers that are otherwise while it is being picked trouble nobody', async () => {
  await start();
  const id = await sent();
  bench.peoplevox.floor.pick({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
  const rows = written(id).length;
  await bench.shop.edit(id, { billing: { email: 'new@example.com' } });
  await minutes(3);
  expect((await bench.order(id)).open).toEqual([]);
  expect(written(id)).toHaveLength(rows);
});

describe('picking that begins between our reading and our write', () => {
  test.each([
    ['an address', move, 'Sales orders', 0],
    ['a quantity', (id: number) => quantity(id, 'SCARF-RED-M', 1), 'Sales order items', 0],
    [
      'a new line',
      (id: number) => bench.shop.edit(id, { add: [{ sku: 'MUG', quantity: 1 }] }),
      'Sales order items',
      0,
    ],
    ['a line that is taken away', (id: number) => quantity(id, 'SCARF-RED-M', 0), 'Sales order items', 2],
  ] as const)('is told after %s, and nothing more is written', async (_what, change, template, action) => {
    await start();
    const id = await sent();
    const rows = written(id).length;
    await change(id);
    let picked = false;
    onPoint = (label) => {
      if (picked || label !== `pvx:SaveData:${template}:before`) return;
      // the totals go first, in a save of the header
      if (template === 'Sales orders' && written(id).length > rows) return;
      picked = true;
      bench.peoplevox.floor.pick({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
    };
    await minutes(8);
    expect(picked).toBe(true);
    expect((await bench.order(id)).open).toEqual(['changed_after_sent']);
    expect(await reasonOf(id)).toContain('at the packing bench');
    const last = written(id).at(-1);
    expect([last?.template, last?.action]).toEqual([template, action]);
  });

  test.each(['refused', 'ignored'] as const)('is told after a cancellation that is %s', async (rule) => {
    await start(undefined, { cancelAfterPicking: rule });
    const id = await sent();
    await bench.shop.setStatus(id, 'cancelled');
    onPoint = (label) => {
      if (label !== 'pvx:SaveData:Sales orders:before') return;
      onPoint = () => undefined;
      bench.peoplevox.floor.pick({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
    };
    const rows = written(id).length;
    await minutes(6);
    expect((await bench.order(id)).open).toContain('cancelled_after_sent');
    expect(await reasonOf(id)).toContain('stop the parcel at the packing bench');
    expect(written(id)).toHaveLength(rows + 1);
  });

  test('is not risked for the second of two orders: each kind of write has its own reading', async () => {
    await start();
    const [one, other] = [await sent(), await sent()];
    await move(one);
    await quantity(other, 'SCARF-RED-M', 1);
    const rows = written(other).length;
    onPoint = (label) => {
      if (label !== 'pvx:SaveData:Sales orders:after') return;
      onPoint = () => undefined;
      bench.peoplevox.floor.pick({ order: String(other), lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
    };
    await minutes(3);
    expect(there(one)?.columns.ShippingAddressLine1).toBe('9 Quay Street');
    expect(
      written(other)
        .slice(rows)
        .map(({ template }) => template),
    ).not.toContain('Sales order items');
    expect((await bench.order(other)).open).toEqual(['changed_after_sent']);
  });
});

test('one that Peoplevox refuses does not keep the change of another, and is told in its own words', async () => {
  await start(undefined, { badRow: 'refuses the whole save' });
  const [bad, good] = [await sent(), await sent()];
  bench.peoplevox.faults.add({
    kind: 'refuse row',
    template: 'Sales orders',
    order: String(bad),
    times: 0,
    text: 'Postcode is on the black list',
  });
  await move(bad);
  await move(good);
  await minutes(6);
  expect(there(good)?.columns.ShippingAddressLine1).toBe('9 Quay Street');
  expect((await bench.order(good)).open).toEqual([]);
  expect(await reasonOf(bad)).toContain('Postcode is on the black list');
});

describe('a deleted sales order', () => {
  const byDeleting = (all: Settings) => {
    all.orders.cancelBy = 'delete';
  };

  test.each(['late commit', 'queued commit'] as const)(
    'is not made again by a %s of a change before',
    async (kind) => {
      await start(byDeleting);
      const id = await sent();
      bench.peoplevox.faults.add({ kind, operation: 'SaveData', order: String(id), ms: 300_000 });
      await move(id);
      await minutes(1);
      await bench.shop.setStatus(id, 'cancelled');
      await minutes(20);
      expect(bench.peoplevox.pendingCommits()).toBe(0);
      expect(bench.book(id).timesCreated).toBe(1);
      expect(there(id)?.cancelled ?? true).toBe(true);
      expect((await bench.order(id)).transfer).toBe('cancelled');
    },
  );

  test('that comes back all the same is told', async () => {
    await start(byDeleting);
    const id = await sent();
    await bench.shop.delete(id);
    await minutes(2);
    expect(there(id)).toBeUndefined();
    bench.peoplevox.floor.otherOrder({ order: String(id), lines: [{ item: 'MUG', quantity: 1 }] });
    await minutes(10);
    await bench.checkSent();
    expect(await reasonOf(id)).toContain('made it again');
    bench.peoplevox.floor.cancel({ order: String(id) });
    await bench.checkSent();
    expect((await bench.order(id)).open).toEqual([]);
  });
});

describe('an order on our hold that is cancelled in the shop', () => {
  /** Its lines are lost, so that it stays on our hold. */
  async function held() {
    await start();
    const id = await bench.place(basket);
    bench.peoplevox.faults.add({
      kind: 'drop row',
      template: 'Sales order items',
      order: String(id),
      item: 'HAT-BLUE',
      times: 0,
    });
    await minutes(2);
    expect(there(id)?.held).toBe(true);
    return id;
  }

  test('and that Peoplevox does not cancel is asked for three times, told, and closes when it is done', async () => {
    const id = await held();
    bench.peoplevox.faults.add({
      kind: 'drop row',
      template: 'Sales orders',
      order: String(id),
      times: 0,
    });
    const asked = () => written(id).filter(({ columns }) => columns.Status === 'Cancelled').length;
    await bench.shop.setStatus(id, 'cancelled');
    await minutes(40);
    await bench.finishHeld();
    await minutes(10);
    expect(asked()).toBeLessThanOrEqual(3);
    expect(await bench.order(id)).toMatchObject({ transfer: 'waiting' });
    expect(await reasonOf(id)).toContain('cancel it there');
    bench.peoplevox.floor.cancel({ order: String(id) });
    await bench.finishHeld();
    await minutes(2);
    const after = await bench.order(id);
    expect(after.transfer).toBe('cancelled');
    expect(after.open).not.toContain('cancelled_after_sent');
  });

  test('and that was set aside by a person is not left in the lists of the warehouse', async () => {
    const id = await held();
    const { orderId } = await bench.order(id);
    await bench.ledger.record('Ann', [
      { orderId, set: { transfer: 'dismissed', nextAttemptAt: null, attempts: 0 } },
    ]);
    await bench.finishHeld();
    expect(there(id)?.cancelled).toBe(true);
    expect(await bench.order(id)).toMatchObject({ transfer: 'dismissed' });
    expect(bench.book(id).timesCreated).toBe(1);
  });

  test('after it was marked sent lets go of the units that the shop keeps promised', async () => {
    await start();
    const id = await bench.place(basket);
    // the release is lost, and not done
    bench.peoplevox.faults.add({ ...lostRelease, work: 'not done', times: 0 });
    await bench.pass().catch(() => undefined);
    expect(there(id)?.held).toBe(true);
    bench.peoplevox.faults.clear();
    expect((await bench.shop.order(id)).pickwave.sent_at).not.toBeNull();
    await bench.shop.setStatus(id, 'cancelled');
    await minutes(2);
    expect(there(id)?.cancelled).toBe(true);
    expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
  });
});

describe('the text on a line', () => {
  async function engraved(lineKey: Settings['peoplevox']['lineKey']) {
    await start((all) => {
      all.peoplevox.lineKey = lineKey;
      all.orders.lineAttributes = { 1: 'meta:engraving' };
    });
    const id = await bench.place([{ sku: 'MUG', quantity: 1, meta: { engraving: 'To Ann' } }]);
    await minutes(2);
    expect(there(id)?.lines[0]?.columns.Attribute1).toBe('To Ann');
    const item = (await bench.shop.order(id)).order.line_items[0]?.id ?? 0;
    await bench.shop.edit(id, { lineMeta: [{ item_id: item, meta: { engraving: 'To Anne' } }] });
    await minutes(3);
    return id;
  }

  test('changed in the shop is carried over where the line may be written', async () => {
    const id = await engraved('item');
    expect(there(id)?.lines.map(({ columns }) => columns.Attribute1)).toEqual(['To Anne']);
    expect((await bench.order(id)).open).toEqual([]);
  });

  test('is told where the line may not be written, without the text itself', async () => {
    const id = await engraved('insert');
    expect(there(id)?.lines.map(({ columns }) => columns.Attribute1)).toEqual(['To Ann']);
    expect(await reasonOf(id)).toContain('MUG: the shop has other details of the line');
    expect(await reasonOf(id)).not.toContain('Ann');
  });
});
