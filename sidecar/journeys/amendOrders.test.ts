// What the shop changes after an order has gone (mission row O10; design.md section 5, step 9): carried over while nobody picks it, else a person is told what to stop.

import { afterEach, describe, expect, test } from 'vitest';
import type { Settings } from '../domain/settings.ts';
import type { Toggles } from '../simulator/peoplevox/toggles.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
afterEach(() => bench.stop());

type LineKey = 'unknown' | 'item' | 'item_line' | 'insert';

/** So many orders of 2 scarves and a hat that were sent and read back, and one beside them that serves as the canary. */
async function sentOrders(
  count: number,
  toggles: Partial<Toggles> = {},
  lineKey: LineKey = 'unknown',
  settings: (all: Settings) => void = () => {},
) {
  bench = await startBench({
    peoplevox: { toggles },
    settings: (all) => {
      all.peoplevox.lineKey = lineKey;
      settings(all);
    },
  });
  await bench.place([{ sku: 'MUG', quantity: 1 }]);
  const ids: number[] = [];
  for (let left = count; left > 0; left -= 1)
    ids.push(
      await bench.place([
        { sku: 'SCARF-RED-M', quantity: 2 },
        { sku: 'HAT-BLUE', quantity: 1 },
      ]),
    );
  await minutes(2);
  for (const id of ids) expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  return ids;
}
async function sent(...about: [Partial<Toggles>?, LineKey?, ((all: Settings) => void)?]) {
  const [id = 0] = await sentOrders(1, ...about);
  return id;
}

async function minutes(times: number, each = 1) {
  for (let time = 0; time < times; time += 1) {
    bench.clock.advance(each * 60_000);
    await bench.pass().catch(() => undefined);
    await bench.follow().catch(() => undefined);
  }
}

const change = {
  up: (id: number) => editQuantity(id, 'SCARF-RED-M', 3),
  down: (id: number) => bench.shop.refund(id, { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }] }),
  added: (id: number) => bench.shop.edit(id, { add: [{ sku: 'MUG', quantity: 2 }] }),
  removed: (id: number) => editQuantity(id, 'HAT-BLUE', 0),
  address: (id: number) =>
    bench.shop.edit(id, { shipping: { address_1: '9 Quay Street', city: 'Bristol', postcode: 'BS1 4DJ' } }),
  cancelled: (id: number) => bench.shop.setStatus(id, 'cancelled'),
};
type Change = keyof typeof change;
const before = { 'SCARF-RED-M': 2, 'HAT-BLUE': 1 };
const after: Record<Change, Record<string, number>> = {
  up: { 'SCARF-RED-M': 3, 'HAT-BLUE': 1 },
  down: { 'SCARF-RED-M': 1, 'HAT-BLUE': 1 },
  added: { 'SCARF-RED-M': 2, 'HAT-BLUE': 1, MUG: 2 },
  removed: { 'SCARF-RED-M': 2 },
  address: before,
  cancelled: before,
};

async function editQuantity(id: number, sku: string, quantity: number) {
  const line = (await bench.shop.order(id)).order.line_items.find((one) => one.sku === sku);
  return bench.shop.edit(id, { quantities: [{ item_id: line?.id ?? 0, quantity }] });
}

const there = (id: number) => bench.peoplevox.order(String(id));
const units = (id: number) =>
  Object.fromEntries((there(id)?.lines ?? []).map((line) => [line.item, line.ordered]));
const rowsOfOurs = (id: number) => bench.peoplevox.books.rows(String(id)).filter(({ by }) => by === 'api');

/** What holds whatever was changed: one number ever, and no hold of ours after the release. */
function noHoldOfOurs(id: number, released: number) {
  const columns = rowsOfOurs(id)
    .slice(released)
    .flatMap((row) => Object.keys(row.columns));
  for (const column of ['OnHold', 'StopShip', 'Attribute4', 'Attribute5'])
    expect(columns).not.toContain(column);
  expect(bench.book(id).timesCreated).toBe(1);
}

const changes = Object.keys(change) as Change[];
const lineKeys = [
  ['item', 'item'],
  ['item+line', 'item_line'],
  ['always insert', 'insert'],
] as const;
const tenants = lineKeys.flatMap(([lineKey, setting], at) =>
  (['honoured', 'ignored'] as const).flatMap((action1) =>
    (['stops allocation', 'only picking'] as const).map((hold, place) => ({
      lineKey,
      setting,
      action1,
      hold,
      commit: (['prompt', 'late', 'queued'] as const)[(at + place) % 3] ?? 'prompt',
    })),
  ),
);

const allocations = ['before allocation', 'after allocation', 'after picking began'] as const;

describe.each(tenants)(
  'where lines are kept by $lineKey, Action 1 is $action1, a hold $hold and a save is applied $commit',
  ({ setting, commit, ...toggles }) => {
    test.each(allocations)('each change %s is carried over, or told with both versions', async (when) => {
      const allocation = when === 'before allocation' ? 'when told' : 'on save';
      const ids = await sentOrders(changes.length, { ...toggles, allocation }, setting);
      const begun = when === 'after picking began';
      const pick = (id: number) =>
        bench.peoplevox.floor.pick({ order: String(id), lines: [{ item: 'SCARF-RED-M', quantity: 1 }] });
      if (begun) for (const id of ids) pick(id);
      const written = ids.map((id) => rowsOfOurs(id).length);
      bench.peoplevox.toggles.commit = commit;
      bench.clock.advance(1000);
      for (const [at, what] of changes.entries()) await change[what](ids[at] ?? 0);
      await minutes(commit === 'prompt' ? 3 : 8);
      for (const [at, what] of changes.entries()) {
        const id = ids[at] ?? 0;
        const order = await bench.order(id);
        const code = what === 'cancelled' ? 'cancelled_after_sent' : 'changed_after_sent';
        const risky = begun || (setting === 'insert' && (what === 'up' || what === 'down'));
        expect({ what, units: units(id), open: order.open }).toEqual({
          what,
          units: risky ? before : after[what],
          open: risky ? [code] : [],
        });
        expect(there(id)?.cancelled).toBe(what === 'cancelled' && !begun);
        expect(order.transfer).toBe(what === 'cancelled' && !begun ? 'cancelled' : 'complete');
        const street = there(id)?.columns.ShippingAddressLine1;
        if (what === 'address' && !begun) expect(street).toBe('9 Quay Street');
        else expect(street).not.toBe('9 Quay Street');
        if (begun) expect(rowsOfOurs(id)).toHaveLength(written[at] ?? 0);
        noHoldOfOurs(id, written[at] ?? 0);
      }
      expect(bench.peoplevox.books.violations()).toEqual([]);
    });
  },
);

describe('a cancelled order', () => {
  test('is left to the packing bench once it is being picked, in words that say what to stop', async () => {
    const id = await sent();
    bench.peoplevox.floor.pick({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity: 1 }] });
    await change.cancelled(id);
    await minutes(2);
    const [card] = (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.attention ?? [];
    expect(card?.reason).toContain('stop the parcel at the packing bench');
    bench.peoplevox.floor.cancel({ order: String(id) });
    await minutes(2);
    expect((await bench.order(id)).open).toEqual([]);
  });

  test('that was told as changed, and has left since, is told as cancelled instead', async () => {
    const id = await sent();
    bench.peoplevox.floor.pick({ order: String(id) });
    await change.address(id);
    await minutes(2);
    expect((await bench.order(id)).open).toEqual(['changed_after_sent']);
    bench.peoplevox.floor.despatch({ order: String(id), carrier: 'Royal Mail', tracking: 'T1' });
    await bench.follow();
    await change.cancelled(id);
    await minutes(2);
    expect((await bench.order(id)).open).toContain('cancelled_after_sent');
    expect((await bench.order(id)).open).not.toContain('changed_after_sent');
  });

  test('lets go of the units that the shop keeps promised', async () => {
    const id = await sent();
    await change.cancelled(id);
    await minutes(1);
    expect((await bench.shop.order(id)).pickwave.reflected_at).not.toBeNull();
  });

  test('deleted in the shop is deleted in Peoplevox where settings say so', async () => {
    const id = await sent({}, 'unknown', (all) => {
      all.orders.cancelBy = 'delete';
    });
    await bench.shop.delete(id);
    await minutes(3);
    expect(there(id)).toBeUndefined();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', open: [] });
  });

  test.each([
    ['cancelBy', 'ask', 'cancelled', 'cancelled_after_sent'],
    ['changesAfterSending', 'ask', 'address', 'changed_after_sent'],
  ] as const)('or a changed one is only shown where %s is %s', async (setting, ask, what, code) => {
    const id = await sent({}, 'item', (all) => {
      all.orders[setting] = ask;
    });
    const written = rowsOfOurs(id).length;
    await change[what](id);
    await minutes(2);
    expect((await bench.order(id)).open).toEqual([code]);
    expect(rowsOfOurs(id)).toHaveLength(written);
  });

  test('that Peoplevox keeps open though it said yes is shown', async () => {
    const id = await sent();
    bench.peoplevox.faults.add({ kind: 'drop row', template: 'Sales orders', order: String(id), times: 0 });
    await change.cancelled(id);
    await minutes(5);
    expect((await bench.order(id)).open).toEqual(['cancelled_after_sent']);
    expect(there(id)?.cancelled).toBe(false);
  });
});

describe('an answer that is lost', () => {
  test.each(
    (['item', 'insert'] as const).flatMap((setting) =>
      [1, 2].flatMap((times) => (['done', 'not done'] as const).map((work) => ({ setting, times, work }))),
    ),
  )(
    '$times times, the work $work, line key $setting: each change ends as the shop wants it',
    async (lost) => {
      const { setting, times, work } = lost;
      const all: Change[] = ['cancelled', 'address', 'removed', 'added'];
      if (setting === 'item') all.push('up', 'down');
      const lineKey = setting === 'item' ? 'item' : 'always insert';
      const ids = await sentOrders(all.length, { lineKey }, setting);
      const written = ids.map((id) => rowsOfOurs(id).length);
      for (const [at, what] of all.entries()) {
        const id = ids[at] ?? 0;
        await change[what](id);
        bench.peoplevox.faults.add({
          kind: 'lost answer',
          operation: 'SaveData',
          order: String(id),
          times,
          work,
        });
      }
      await minutes(17, 4);
      for (const [at, what] of all.entries()) {
        const id = ids[at] ?? 0;
        expect({ what, units: units(id), lines: there(id)?.lines.length }).toEqual({
          what,
          units: after[what],
          lines: Object.keys(after[what]).length,
        });
        expect(there(id)?.cancelled).toBe(what === 'cancelled');
        // cancelled after it was paid, and not refunded: that is told for itself
        expect((await bench.order(id)).open).toEqual(what === 'cancelled' ? ['paid_but_stuck'] : []);
        noHoldOfOurs(id, written[at] ?? 0);
      }
    },
  );

  test('because the commit comes eight minutes late adds nothing twice', async () => {
    const id = await sent({ lineKey: 'always insert' }, 'insert');
    await change.added(id);
    bench.peoplevox.faults.add({ kind: 'late commit', operation: 'SaveData', ms: 480_000 });
    await minutes(15);
    expect(there(id)?.lines.filter(({ item }) => item === 'MUG')).toHaveLength(1);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  });

  test('with a change back in the shop meanwhile ends as the shop wants it', async () => {
    const id = await sent({}, 'item');
    await change.up(id);
    bench.peoplevox.faults.add({ kind: 'late commit', operation: 'SaveData', ms: 120_000 });
    await minutes(1);
    await editQuantity(id, 'SCARF-RED-M', 2);
    await minutes(30);
    expect(units(id)).toEqual(before);
    expect((await bench.order(id)).open).toEqual([]);
  });
});

test("a person's hold is not lifted by a change", async () => {
  const id = await sent({}, 'item');
  bench.peoplevox.floor.hold({ order: String(id), on: true });
  await change.address(id);
  await change.up(id);
  await minutes(3);
  expect(units(id)).toEqual(after.up);
  expect(there(id)?.held).toBe(true);
});

test("a quantity is a person's while the line key is not known, and closes when it is right", async () => {
  const id = await sent();
  await change.down(id);
  await minutes(2);
  const card = (await bench.ledger.orderHistory((await bench.order(id)).orderId))?.attention[0];
  expect(card?.reason).toContain('SCARF-RED-M: the shop wants 1, Peoplevox has 2');
  bench.peoplevox.floor.edit({ order: String(id), lines: [{ item: 'SCARF-RED-M', quantity: 1 }] });
  await minutes(6);
  expect((await bench.order(id)).open).toEqual([]);
});

test('lines that a person changed in Peoplevox are not written over', async () => {
  const id = await sent({}, 'item');
  bench.peoplevox.floor.edit({ order: String(id), lines: [{ item: 'HAT-BLUE', quantity: 4 }] });
  await change.up(id);
  await minutes(2);
  expect(units(id)).toEqual({ 'SCARF-RED-M': 2, 'HAT-BLUE': 4 });
  expect((await bench.order(id)).open).toContain('changed_after_sent');
});

test('a quantity is carried over once the test of this Peoplevox has found out its line key', async () => {
  const id = await sent();
  await change.down(id);
  await minutes(2);
  expect((await bench.order(id)).open).toEqual(['changed_after_sent']);
  await bench.keepLease();
  await bench.probe();
  await minutes(7);
  expect(units(id)).toEqual(after.down);
  expect((await bench.order(id)).open).toEqual([]);
});

describe('what is no word of the shop', () => {
  test('a setting changed after sending takes nothing back: a person is asked', async () => {
    const id = await sent();
    bench.settings.orders.notDespatchedMethods = ['flat_rate'];
    await bench.shop.edit(id, { shipping: { address_1: '9 Quay Street' } });
    await minutes(2);
    await bench.reconcile();
    await minutes(20);
    expect(there(id)).toMatchObject({ cancelled: false });
    expect(units(id)).toEqual(before);
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: ['changed_after_sent'] });
  });

  test('an order put on hold after it was sent is shown, until it goes on', async () => {
    const id = await sent();
    await bench.shop.setStatus(id, 'on-hold');
    await minutes(2);
    expect((await bench.order(id)).open).toEqual(['changed_after_sent']);
    await bench.shop.setStatus(id, 'processing');
    await minutes(2);
    expect((await bench.order(id)).open).toEqual([]);
    expect(units(id)).toEqual(before);
  });

  test('an order wanted after all, once both systems had it cancelled, is shown and not forgotten', async () => {
    const id = await sent();
    await bench.shop.setStatus(id, 'cancelled');
    await bench.peoplevox.floor.cancel({ order: String(id) });
    bench.clock.advance(1000);
    await bench.notice();
    bench.clock.advance(61_000);
    await bench.follow();
    expect(await bench.order(id)).toMatchObject({ transfer: 'cancelled', warehouse: 'cancelled' });
    await bench.shop.setStatus(id, 'processing');
    await minutes(3);
    expect((await bench.order(id)).open).toEqual(['cancelled_in_peoplevox']);
    expect(bench.book(id).timesCreated).toBe(1);
  });
});
