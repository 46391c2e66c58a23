// The clock by which stock was read, and what comes of one that is wrong.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refused } from '../domain/errors.ts';
import { sku } from '../domain/ids.ts';
import { type Bench, startBench } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

/** One pass whose reading is stamped as by a clock that is so much ahead. */
async function passAhead(milliseconds: number): Promise<string> {
  const { warehouse, clock } = bench.deps;
  bench.deps.warehouse = {
    ...warehouse,
    readStock: async () => {
      const report = await warehouse.readStock();
      const readAt = new Date(clock.now().getTime() + milliseconds);
      return { ...report, startedAt: readAt, rows: report.rows.map((row) => ({ ...row, readAt })) };
    },
  };
  try {
    return await bench.stock();
  } finally {
    bench.deps.warehouse = warehouse;
  }
}
const problems = async () => (await bench.ledger.openProblems(9)).map(({ code }) => code);
const inShop = async (sku: string) => (await bench.shop.product(sku)).stock;

test('a reading from a clock a day ahead is not taken in, and the next one is', async () => {
  const refused = passAhead(86_400_000);
  await expect(refused).rejects.toBeInstanceOf(Refused);
  await expect(refused).rejects.toThrow('clock');
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.clock.advance(1000);
  expect(await bench.stock()).toBe('4 SKUs read, 1 changed in the shop.');
  expect(await inShop('MUG')).toBe(40);
});

test('a shop that has later readings is a problem with a reason, until it follows again', async () => {
  await passAhead(50_000);
  expect(await problems()).toEqual([]);
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.clock.advance(1000);
  expect(await bench.stock()).toContain('4 refused by the shop');
  expect(await problems()).toEqual(['stock_refused_older']);
  expect(await inShop('MUG')).toBe(100);
  bench.clock.advance(60_000);
  expect(await bench.stock()).toBe('4 SKUs read, 1 changed in the shop.');
  expect(await problems()).toEqual([]);
  expect(await inShop('MUG')).toBe(40);
});

test('each page is written by the time it was asked for, and a short report writes nothing', async () => {
  bench.settings.peoplevox.stockPageSize = 3;
  bench.settings.peoplevox.gapMilliseconds = 1000;
  const passes: { readAt: Date; reflectedBefore: Date; skus: string[] }[] = [];
  const { shop } = bench.deps;
  bench.deps.shop = {
    ...shop,
    applyStock: (pass) => {
      passes.push({ ...pass, skus: pass.items.map((item) => item.sku) });
      return shop.applyStock(pass);
    },
  };
  await bench.stock();
  expect(passes.map(({ skus }) => skus)).toEqual([['HAT-BLUE', 'MUG', 'SCARF-RED-L'], ['SCARF-RED-M']]);
  const pages = bench.peoplevox.books.calls('GetReportData');
  for (const [place, { readAt, reflectedBefore }] of passes.entries()) {
    expect(readAt.getTime()).toBeLessThanOrEqual(pages[place]?.startedAt.getTime() ?? 0);
    expect(readAt.getTime() - reflectedBefore.getTime()).toBe(bench.settings.stock.marginSeconds * 1000);
  }
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.peoplevox.faults.add({ kind: 'short answer', operation: 'GetReportData' });
  bench.clock.advance(60_000);
  await expect(bench.stock()).rejects.toThrow('The total changed from page to page.');
  expect(await inShop('MUG')).toBe(100);
  expect(await problems()).toEqual(['stock_report_short']);
});

test('a SKU with a buffer of its own, and one deleted in Peoplevox', async () => {
  bench.settings.stock.buffer = 2;
  bench.settings.stock.buffers = { MUG: '30' };
  await bench.stock();
  expect([await inShop('MUG'), await inShop('HAT-BLUE')]).toEqual([70, 98]);
  bench.peoplevox.floor.deactivateItem({ item: 'HAT-BLUE' });
  bench.clock.advance(60_000);
  await bench.keepLease();
  expect(await bench.stock()).toBe('4 SKUs read, 1 changed in the shop.');
  expect([await inShop('MUG'), await inShop('HAT-BLUE')]).toEqual([70, 0]);
  expect(await bench.ledger.knownItems([sku('HAT-BLUE~D~'), sku('MUG')])).toEqual(new Set(['MUG']));
});

describe('a SKU whose row is missing from the report', () => {
  const asked = () =>
    bench.peoplevox.books.calls('GetReportData').filter(({ searchClause }) => searchClause.includes('MUG'))
      .length;
  const later = async () => {
    bench.clock.advance(60_000);
    await bench.keepLease();
    return bench.stock();
  };

  test('because it is sold out becomes zero, and is asked for twice and then no more', async () => {
    bench.peoplevox.toggles.soldOut = 'dropped';
    await bench.stock();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
    await later();
    expect(await inShop('MUG')).toBe(0);
    expect(asked()).toBe(2);
    await later();
    expect(asked()).toBe(2);
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 7 });
    await later();
    expect(await inShop('MUG')).toBe(7);
    expect(await inShop('HAT-BLUE')).toBe(100);
  });

  test('because the report left it out keeps its units', async () => {
    const { warehouse } = bench.deps;
    await bench.stock();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 40 });
    bench.deps.warehouse = {
      ...warehouse,
      readStock: async () => {
        const report = await warehouse.readStock();
        return { ...report, rows: report.rows.filter((row) => row.sku !== 'MUG') };
      },
    };
    await later();
    expect(await inShop('MUG')).toBe(60);
    expect(asked()).toBe(1);
  });

  test('is not believed by an answer that lacks what is known to be there', async () => {
    bench.peoplevox.toggles.soldOut = 'dropped';
    await bench.stock();
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
    const { warehouse } = bench.deps;
    bench.deps.warehouse = { ...warehouse, availableOf: async () => [] };
    await later();
    expect(await inShop('MUG')).toBe(100);
    bench.deps.warehouse = warehouse;
    await later();
    expect(await inShop('MUG')).toBe(0);
  });

  test('is held for a person where too many are missing at once, and nobody is asked', async () => {
    const many = Array.from({ length: 30 }, (_, place) => `SKU-${place}`);
    await bench.shop.seedProducts(many.map((sku) => ({ sku, stock: 10 })));
    bench.peoplevox.seed({ items: many.map((code) => ({ code, stock: 10 })) });
    bench.peoplevox.toggles.soldOut = 'dropped';
    await bench.stock();
    for (const item of many) bench.peoplevox.floor.writeOff({ item, quantity: 10 });
    const calls = bench.peoplevox.books.calls().length;
    await later();
    expect(bench.peoplevox.books.calls()).toHaveLength(calls + 1);
    expect(await problems()).toEqual(['stock_held']);
    expect(await inShop('SKU-3')).toBe(10);
  });

  test('a blank cell is none that is missing, and its item keeps its units', async () => {
    await bench.stock();
    const { warehouse } = bench.deps;
    bench.deps.warehouse = {
      ...warehouse,
      readStock: async () => {
        const report = await warehouse.readStock();
        const rows = report.rows.map((row) => (row.sku === 'MUG' ? { ...row, available: null } : row));
        return { ...report, rows };
      },
    };
    await later();
    expect(await inShop('MUG')).toBe(100);
    expect(asked()).toBe(0);
  });
});

describe('SKUs that would fall to zero at once', () => {
  const many = Array.from({ length: 30 }, (_, place) => `SKU-${place}`);
  const later = async () => {
    bench.clock.advance(60_000);
    await bench.keepLease();
    return bench.stock();
  };
  const say = (decision: 'apply' | 'discard' | null, some = many) =>
    bench.bare.decideHeldStock('Ann', some.map(sku), decision);
  const units = (moved: number) => {
    for (const item of many)
      if (moved > 0) bench.peoplevox.floor.receive({ item, quantity: moved });
      else bench.peoplevox.floor.writeOff({ item, quantity: -moved });
  };

  beforeEach(async () => {
    await bench.shop.seedProducts(many.map((one) => ({ sku: one, stock: 10 })));
    bench.peoplevox.seed({ items: many.map((code) => ({ code, stock: 10 })) });
    await bench.stock();
    units(-10);
    bench.peoplevox.floor.receive({ item: 'MUG', quantity: 5 });
    await later();
  });

  test('wait with their numbers, and the others are written', async () => {
    expect(await inShop('SKU-7')).toBe(10);
    expect(await inShop('MUG')).toBe(105);
    expect(await problems()).toEqual(['stock_held']);
    const held = await bench.ledger.heldStock();
    expect(held.map((one) => one.sku)).toEqual([...many].sort());
    expect(held[0]).toMatchObject({ before: 10, available: 0, decision: null });
  });

  test('are written by a person’s word, once, and then no longer waited for', async () => {
    await say('apply');
    await later();
    expect(await inShop('SKU-7')).toBe(0);
    expect(await problems()).toEqual([]);
    await later();
    expect(await bench.ledger.heldStock()).toEqual([]);
    units(4);
    await later();
    units(-4);
    await later();
    expect(await problems()).toEqual(['stock_held']);
    expect(await inShop('SKU-7')).toBe(4);
  });

  test('stay as they are by a person’s word, until Peoplevox has units of them again', async () => {
    await say('discard');
    expect(await later()).toContain('30 kept as they are.');
    expect(await inShop('SKU-7')).toBe(10);
    expect(await problems()).toEqual([]);
    units(6);
    await later();
    expect(await inShop('SKU-7')).toBe(6);
    expect(await bench.ledger.heldStock()).toEqual([]);
  });

  test('wait again where that word is taken back, and are written where only some were decided about', async () => {
    await say('discard');
    await later();
    await say(null, many.slice(0, 3));
    await say('apply', many.slice(3, 6));
    await later();
    expect(await problems()).toEqual(['stock_held']);
    expect(await inShop('SKU-1')).toBe(10);
    expect(await inShop('SKU-4')).toBe(0);
    expect(await inShop('SKU-9')).toBe(10);
  });

  test('need nobody once Peoplevox has units of them again', async () => {
    units(10);
    await later();
    expect(await problems()).toEqual([]);
    expect(await bench.ledger.heldStock()).toEqual([]);
  });
});

test('each reading says how right the shop was, summed up by the day where the business is', async () => {
  bench.settings.late.timeZone = 'Asia/Tokyo';
  await bench.stock();
  bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 60 });
  bench.peoplevox.floor.receive({ item: 'HAT-BLUE', quantity: 5 });
  bench.clock.advance(60_000);
  await bench.stock();
  const [today] = await bench.bare.stockDays(9);
  expect(today).toMatchObject({ day: '2026-11-23', readings: 2, checked: 8, off: 2, offUnits: 65 });
  expect(today?.last).toMatchObject({ checked: 4, off: 2, offUnits: 65 });
  bench.clock.advance(6 * 3_600_000);
  await bench.keepLease();
  await bench.stock();
  expect((await bench.bare.stockDays(9)).map(({ day, off }) => [day, off])).toEqual([
    ['2026-11-24', 0],
    ['2026-11-23', 2],
  ]);
});

describe('a SKU that Peoplevox cannot be asked for by name', () => {
  const odd = ['A 12" plate', 'Z 12" plate'];
  const later = async () => {
    bench.clock.advance(60_000);
    await bench.keepLease();
    return bench.stock();
  };
  beforeEach(async () => {
    await bench.shop.seedProducts(odd.map((one) => ({ sku: one, stock: 5 })));
    bench.peoplevox.seed({ items: odd.map((code) => ({ code, stock: 5 })) });
    bench.peoplevox.toggles.soldOut = 'dropped';
    await bench.stock();
  });

  test('waits for a person when its row is missing, who has it written', async () => {
    bench.peoplevox.floor.writeOff({ item: 'Z 12" plate', quantity: 5 });
    await later();
    expect(await inShop('Z 12" plate')).toBe(5);
    expect(await problems()).toEqual(['stock_held']);
    await bench.bare.decideHeldStock('Ann', [sku('Z 12" plate')], 'apply');
    await later();
    expect(await inShop('Z 12" plate')).toBe(0);
    expect(await problems()).toEqual([]);
  });

  test('is not the one by which the others are asked for', async () => {
    bench.peoplevox.floor.writeOff({ item: 'MUG', quantity: 100 });
    await later();
    expect(await inShop('MUG')).toBe(0);
  });
});
