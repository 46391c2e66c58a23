// Stock between two readings of the whole report: found out, heard of, read by key, written through the same guards (mission rows S1, S2 and S5).

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotTrusted, Refused, Silent } from '../domain/errors.ts';
import { type Sku, sku } from '../domain/ids.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { type Bench, startBench } from './testing/bench.ts';

const incremental = 'Incremental Changes Report v1';
const reconciliation = 'Item availability latest reconciliation';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
  await bench.stock();
});
afterEach(() => bench.stop());

const inShop = async (one: string) => (await bench.shop.product(one)).stock;
const problems = async () => (await bench.ledger.openProblems(9)).map(({ code }) => code);
const later = async (seconds = 30) => {
  bench.clock.advance(seconds * 1000);
  await bench.keepLease();
  return bench.stockChanges();
};
const calls = () => bench.peoplevox.books.calls('GetReportData');
const during = async (work: () => Promise<unknown>) => {
  const before = calls().length;
  await work();
  return calls()
    .slice(before)
    .map(({ template }) => template);
};

describe('what is heard of', () => {
  test('is read by key in one call and written, and read once more when the figure cannot lag', async () => {
    await bench.stockChanges();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    bench.peoplevox.floor.receive({ item: 'HAT-BLUE', quantity: 5 });
    const report = 'Item inventory summary';
    expect(await during(() => later())).toEqual([incremental, report]);
    expect([await inShop('MUG'), await inShop('HAT-BLUE'), await inShop('SCARF-RED-M')]).toEqual([
      40, 105, 100,
    ]);
    expect(
      calls()
        .at(-1)
        ?.searchClause.match(/Equals/g),
    ).toHaveLength(2);
    expect(await during(() => later())).toEqual([incremental]);
    expect(await during(() => later(bench.settings.stock.marginSeconds + 60))).toEqual([incremental, report]);
    expect(await during(() => later(3600))).toEqual([incremental]);
  });

  test('is written less what is promised, as a whole reading is', async () => {
    await bench.stockChanges();
    await bench.place([{ sku: 'MUG', quantity: 7 }]);
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    await later();
    expect(await inShop('MUG')).toBe(33);
  });

  test('waits for the first whole reading', async () => {
    const other = await startBench();
    expect(await other.stockChanges()).toBe('Waits for the first whole reading.');
    expect(other.peoplevox.books.calls('GetReportData')).toHaveLength(0);
    await other.stop();
  });

  test('is not read by key again where the whole report was read since', async () => {
    await bench.stockChanges();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    await later();
    bench.clock.advance(600_000);
    await bench.keepLease();
    await bench.stock();
    expect(await during(() => later())).toEqual([incremental]);
  });

  test('is not lost where the reading by key has no answer', async () => {
    await bench.stockChanges();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    bench.peoplevox.faults.add({
      kind: 'lost answer',
      operation: 'GetReportData',
      template: 'Item inventory summary',
    });
    await expect(later()).rejects.toBeInstanceOf(Silent);
    expect(await inShop('MUG')).toBe(100);
    expect(await later()).toContain('0 SKUs changed. 1 read by key, 1 changed in the shop.');
    expect(await inShop('MUG')).toBe(40);
  });

  test('holds nobody up where the report of changes cannot be trusted', async () => {
    await bench.stockChanges();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    await bench.ledger.wantStock([sku('MUG')], bench.clock.now());
    const { warehouse } = bench.deps;
    bench.deps.warehouse = {
      ...warehouse,
      stockChanges: async () => {
        throw new NotTrusted('Half of it.');
      },
    };
    await expect(later()).rejects.toThrow('Half of it.');
    bench.deps.warehouse = warehouse;
    expect(await inShop('MUG')).toBe(40);
  });
});

describe('a wish to read a SKU sooner', () => {
  test('goes through the same door, once however often it is wished, also where there is no report of changes', async () => {
    bench.peoplevox.toggles.missingReports = [incremental, reconciliation];
    expect(await bench.stockChanges()).toBe('Changes are not read: only whole readings.');
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    for (let time = 0; time < 10; time += 1)
      await bench.ledger.wantStock([sku('MUG'), sku('NO-SUCH')], bench.clock.now());
    expect(await during(() => later())).toEqual(['Item inventory summary']);
    expect(await inShop('MUG')).toBe(40);
    await later(bench.settings.stock.marginSeconds + 60);
    expect(await bench.ledger.stockWaiting(new Date(bench.clock.now().getTime() + 86_400_000))).toBe(0);
  });

  test('of more than a whole reading costs makes the whole report be read too', async () => {
    const many = Array.from({ length: 150 }, (_, place) => sku(`SKU-${place}`));
    await bench.stockChanges();
    bench.clock.advance(1000);
    await bench.ledger.wantStock(many, bench.clock.now());
    bench.hints.length = 0;
    expect(await later()).toContain('50 more wait: the whole report is read too.');
    expect(bench.hints).toEqual(['updateStock']);
  });
});

describe('the guards of a whole reading hold for some SKUs too', () => {
  const many = Array.from({ length: 60 }, (_, place) => `SKU-${place}`);
  const empty = (some: string[]) => {
    for (const item of some) bench.peoplevox.floor.writeOff({ item, quantity: 10 });
  };
  beforeEach(async () => {
    await bench.shop.seedProducts(many.map((one) => ({ sku: one, stock: 10 })));
    bench.peoplevox.seed({ items: many.map((code) => ({ code, stock: 10 })) });
    bench.clock.advance(1000);
    await bench.stock();
    await bench.stockChanges();
  });

  test('too many that fall to zero wait for a person, who has them written', async () => {
    empty(many.slice(0, 30));
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 5 });
    expect(await later()).toContain('30 held for a person.');
    expect([await inShop('SKU-7'), await inShop('MUG')]).toEqual([10, 105]);
    expect(await problems()).toEqual(['stock_held']);
    await bench.bare.decideHeldStock('Ann', many.map(sku), 'apply');
    await bench.ledger.wantStock(many.slice(0, 30).map(sku), bench.clock.now());
    await later();
    expect(await inShop('SKU-7')).toBe(0);
    expect(await problems()).toEqual([]);
  });

  test('a few at a time are no way around it, while a few over a longer time are trade', async () => {
    bench.settings.stock.maxToZeroPercent = 100;
    for (let from = 0; from < 32; from += 8) {
      empty(many.slice(from, from + 8));
      await later();
    }
    expect([await inShop('SKU-15'), await inShop('SKU-20'), await inShop('SKU-25')]).toEqual([0, 10, 10]);
    expect(await problems()).toEqual(['stock_held']);
    await bench.bare.decideHeldStock('Ann', many.map(sku), 'apply');
    await later(bench.settings.stock.everySeconds);
    await bench.stock();
    bench.clock.advance(bench.settings.stock.everySeconds * 1000);
    empty(many.slice(40, 48));
    await later();
    expect(await inShop('SKU-41')).toBe(0);
  });

  test('those that wait are left alone by changes of others, and so is their exception', async () => {
    empty(many.slice(0, 30));
    await later();
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 5 });
    await later();
    expect(await inShop('MUG')).toBe(105);
    expect(await bench.ledger.heldStock()).toHaveLength(30);
    expect(await problems()).toEqual(['stock_held']);
    bench.peoplevox.floor.receive({ item: 'SKU-3', quantity: 4 });
    await later();
    expect(await inShop('SKU-3')).toBe(4);
    expect(await bench.ledger.heldStock()).toHaveLength(29);
  });

  test('one whose row is gone is asked for twice beside one that is there, before it is zero', async () => {
    bench.peoplevox.toggles.soldOut = 'dropped';
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
    const { warehouse } = bench.deps;
    let blind = true;
    bench.deps.warehouse = {
      ...warehouse,
      availableOf: async (codes) => (blind ? [] : warehouse.availableOf(codes)),
    };
    await later();
    expect(await inShop('MUG')).toBe(100);
    blind = false;
    await later(bench.settings.stock.marginSeconds + 61);
    expect(await inShop('MUG')).toBe(0);
  });
});

test('a whole reading that began before a SKU was read by key does not undo that', async () => {
  await bench.stockChanges();
  const { warehouse } = bench.deps;
  bench.deps.warehouse = {
    ...warehouse,
    readStock: async () => {
      const report = await warehouse.readStock();
      bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
      await later();
      return report;
    },
  };
  bench.clock.advance(1000);
  expect(await bench.stock()).toBe('3 SKUs read, 0 changed in the shop.');
  bench.deps.warehouse = warehouse;
  expect(await inShop('MUG')).toBe(0);
});

describe('which report it is', () => {
  const found = () => bench.deps.changes.current()?.found ?? null;

  test('is found out once a day: the incremental one, else the latest reconciliation, else none', async () => {
    await bench.stockChanges();
    expect(found()).toMatchObject({ source: 'incremental', search: 'date' });
    expect(await during(() => later())).toEqual([incremental]);
    bench.peoplevox.toggles.missingReports = [incremental];
    await expect(later()).rejects.toBeInstanceOf(Refused);
    expect(found()).toMatchObject({ source: 'reconciliation', search: 'date' });
    expect(bench.deps.changes.current()?.refused).toEqual([
      { source: 'incremental', words: expect.stringContaining('not found') },
    ]);
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    await later();
    expect(await inShop('MUG')).toBe(40);
    bench.peoplevox.toggles.missingReports = [incremental, reconciliation];
    await expect(later()).rejects.toBeInstanceOf(Refused);
    expect(found()).toBeNull();
    expect(await during(() => later())).toEqual([]);
    bench.peoplevox.toggles.missingReports = [];
    await later(86_400);
    expect(found()).toMatchObject({ source: 'incremental' });
  });

  test('is what a person set, at once', async () => {
    await bench.stockChanges();
    bench.settings.stock.changesFrom = 'reconciliation';
    await later();
    expect(found()).toMatchObject({ source: 'reconciliation' });
    bench.settings.stock.changesFrom = 'none';
    expect(await during(() => later())).toEqual([]);
  });

  test('is remembered over a restart, with how far it was read', async () => {
    await bench.stockChanges();
    const again = await bench.startSidecar('second', { ledger: bench.bare });
    await again.keepLease();
    const before = calls().length;
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
    expect(await again.stockChanges()).toContain('1 SKU changed.');
    expect(calls().length - before).toBe(2);
    expect(await inShop('MUG')).toBe(40);
  });
});

test('after a long silence the whole report is read instead of thousands of changes', async () => {
  bench.settings.peoplevox.stockPageSize = 3;
  await bench.stockChanges();
  for (let time = 0; time < 16; time += 1) {
    bench.clock.advance(60_000);
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 1 });
  }
  bench.hints.length = 0;
  expect(await later(86_000)).toContain(
    'More changes than can be read one by one: the whole report is read instead.',
  );
  expect(bench.hints).toEqual(['updateStock']);
  await bench.stock();
  bench.clock.advance(3_600_000);
  bench.peoplevox.floor.receive({ item: 'MUG', quantity: 3 });
  expect(await later()).toContain('1 read by key, 1 changed in the shop.');
  expect(await inShop('MUG')).toBe(87);
});

test.each([
  ['is ahead', 'Asia/Tokyo'],
  ['is behind', 'America/New_York'],
])('a Peoplevox whose clock %s of what settings say is heard all the same', async (_, timeZone) => {
  bench.peoplevox.toggles.timeZone = timeZone;
  await bench.stockChanges();
  for (const [quantity, left] of [
    [60, 40],
    [30, 10],
  ] as const) {
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity });
    await later();
    expect(await inShop('MUG')).toBe(left);
  }
});

const goods = ['MUG', 'HAT-BLUE', 'SCARF-RED-M', 'SCARF-RED-L'] as const;
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      item: fc.constantFrom(...goods),
      units: fc.integer({ min: -9, max: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('other order' as const),
      item: fc.constantFrom(...goods),
      units: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      item: fc.constantFrom(...goods),
      units: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      fate: fc.constantFrom('well', 'well', 'lost report', 'lost reading', 'short report', 'twice'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('whole reading' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
  },
);

/** What was available of each item, moment by moment. */
class History {
  readonly #moments: { at: number; units: Map<string, number> }[] = [];

  note(at: Date, units: (item: string) => number): void {
    this.#moments.push({ at: at.getTime(), units: new Map(goods.map((item) => [item, units(item)])) });
  }
  at(moment: number): Map<string, number> {
    return (this.#moments.findLast(({ at }) => at <= moment) ?? this.#moments[0])?.units ?? new Map();
  }
}

/** The warehouse whose stock report lags behind, while its report of changes does not. */
const lagging = (of: Bench['deps']['warehouse'], lagMs: number, history: History, now: () => Date) => ({
  ...of,
  availableOf: async (codes: Sku[]) => {
    const rows = await of.availableOf(codes);
    const shown = history.at(now().getTime() - lagMs);
    return rows.map((row) => ({ ...row, available: shown.get(row.sku) ?? row.available }));
  },
});

test('with readings lost, repeated, overlapping and lagging, the last one leaves the shop at the formula', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 20 }),
      fc.constantFrom('each change' as const, 'latest per item' as const),
      fc.constantFrom('date or text' as const, 'text' as const, 'refused' as const),
      fc.constantFrom(0, 20_000, 200_000),
      async (steps, changeRows, timestampSearch, lagMs) => {
        await bench.stop();
        bench = await startBench({
          settings: (all) => {
            all.stock.buffer = 1;
            all.stock.maxToZero = 1_000_000;
            all.stock.maxToZeroPercent = 100;
          },
          peoplevox: {
            toggles: { changeRows, timestampSearch },
            seed: { items: goods.map((code) => ({ code, stock: 30 })) },
          },
          stock: 30,
        });
        await play(steps, lagMs);
      },
    ),
    propertyRuns('changes of stock', 12),
  );
}, 240_000);

async function play(steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[], lagMs: number) {
  const { peoplevox, clock, deps } = bench;
  const history = new History();
  const free = (item: string) =>
    peoplevox.stock(item).reduce((sum, row) => sum + row.onHand - row.allocated, 0);
  const note = () => history.note(clock.now(), free);
  note();
  await bench.stock();
  deps.warehouse = lagging(deps.warehouse, lagMs, history, () => clock.now());
  await bench.stockChanges();
  const promised = new Map<string, number>();
  for (const one of steps) {
    await bench.keepLease();
    switch (one.kind) {
      case 'move':
        if (one.units > 0) peoplevox.floor.receive({ item: one.item, quantity: one.units });
        else if (one.units < 0 && free(one.item) >= -one.units)
          peoplevox.floor.writeOff({ item: one.item, quantity: -one.units });
        break;
      case 'other order':
        peoplevox.floor.otherOrder({
          order: `O-${clock.now().getTime()}`,
          channel: 'Other',
          lines: [{ item: one.item, quantity: one.units }],
        });
        break;
      case 'order':
        await bench.place([{ sku: one.item, quantity: one.units }]);
        promised.set(one.item, (promised.get(one.item) ?? 0) + one.units);
        break;
      case 'wait':
        clock.advance(one.seconds * 1000);
        break;
      case 'whole reading':
        clock.advance(1000);
        await bench.stock();
        break;
      case 'read':
        await readOnce(one.fate);
        break;
      default:
        one satisfies never;
    }
    note();
    clock.advance(1000);
  }
  peoplevox.faults.clear();
  // what was heard of last is read, and read once more when it has settled
  for (let time = 0; time < 3; time += 1) {
    await later(bench.settings.stock.marginSeconds + 61);
  }
  for (const item of goods) {
    const target = Math.max(0, free(item) - bench.settings.stock.buffer) - (promised.get(item) ?? 0);
    expect([item, await inShop(item)]).toEqual([item, target]);
  }
}

async function readOnce(fate: string): Promise<void> {
  const { peoplevox } = bench;
  const report = (template: string) => ({ operation: 'GetReportData', template });
  if (fate === 'lost report') peoplevox.faults.add({ kind: 'lost answer', ...report(incremental) });
  if (fate === 'short report') peoplevox.faults.add({ kind: 'empty answer', ...report(incremental) });
  if (fate === 'lost reading')
    peoplevox.faults.add({ kind: 'lost answer', ...report('Item inventory summary') });
  for (let time = 0; time < (fate === 'twice' ? 2 : 1); time += 1)
    await bench.stockChanges().catch((failure: unknown) => {
      if (!(failure instanceof Silent || failure instanceof NotTrusted)) throw failure;
    });
  peoplevox.faults.clear();
}
