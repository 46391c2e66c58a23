// Two sidecars by mistake, and ledgers that are older than what happened (design.md sections 4 and 6; mission rows O4 and O8): one sales order, whatever anybody remembers.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../ledger/openLedger.ts';
import { expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { brokenPace } from '../testing/judge.ts';
import { passTime, round, tried } from '../testing/passTime.ts';
import { type Standing, standingOf } from '../testing/standing.ts';

let bench: Bench;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pickwave-promises-'));
});
afterEach(async () => {
  await bench.stop();
  rmSync(folder, { recursive: true });
});

test('a second sidecar on the same ledger is turned away before it does anything', async () => {
  const dataDir = join(folder, 'one');
  bench = await startBench({ sidecar: { dataDir } });
  await expect(openLedger({ dataDir, clock: bench.clock })).rejects.toThrow(/in use|another/i);
  const orders = await placeBatch(bench, 2);
  await untilSettled(bench, orders);
  await expectSent(bench, orders);
});

describe('two sidecars with two ledgers', () => {
  test('at work side by side: the one with the lease works, and together they keep the pace', async () => {
    bench = await startBench({ sidecar: { losesLease: true } });
    const other = await bench.startSidecar('other', { losesLease: true });
    await tried(() => other.goLive());
    const orders = await placeBatch(bench, 5);
    for (let minute = 1; minute <= 20; minute += 1) {
      bench.clock.advance(60_000);
      await round(other, minute);
      await round(bench, minute);
    }
    await expectSent(bench, orders);
    expect(await other.ledger.openProblems(10)).toMatchObject([{ code: 'lease_elsewhere' }]);
  });

  const moments = ['Sales orders:after', 'Sales order items:before', 'Sales order items:after'];
  test.each(moments)(
    'one that slept in the middle of a batch (%s), while the other took over, does nothing when it wakes',
    async (moment) => {
      let asleep: Promise<void> | null = null;
      const takesOver = async () => {
        bench.clock.advance(400_000); // longer than the lease
        await other.goLive();
        await untilSettled(bench, orders, { sidecar: other });
      };
      bench = await startBench({
        sidecar: {
          losesLease: true,
          onPoint: async (label) => {
            if (asleep !== null || label !== `pvx:SaveData:${moment}`) return;
            asleep = takesOver();
            await asleep;
          },
        },
      });
      const other = await bench.startSidecar('other', { losesLease: true });
      const orders = await placeBatch(bench, 4);
      await tried(() => bench.pass());
      expect(asleep).not.toBeNull();
      const callsThen = bench.peoplevox.books.calls().length;
      await tried(() => bench.send());
      expect(bench.peoplevox.books.calls().length).toBe(callsThen);
      for (let minute = 1; minute <= 15; minute += 1) {
        bench.clock.advance(60_000);
        await round(other, minute);
        await round(bench, minute);
      }
      await expectSent(bench, orders, other.ledger);
    },
  );
});

const ages = [
  ['an hour old', 60],
  ['a day old', 1440],
  ['empty', 90],
] as const;
test.each(ages)(
  'a ledger that is %s: nothing goes twice, what was changed meanwhile is as the shop wants it, what waits for a person still does',
  async (age, minutes) => {
    const kept = join(folder, 'kept');
    const live = join(folder, 'live');
    bench = await startBench({
      peoplevox: { toggles: { lineKey: 'item' } },
      settings: (all) => {
        all.peoplevox.lineKey = 'item';
      },
      sidecar: { dataDir: live },
    });
    const { shop, peoplevox, clock } = bench;
    const floor = peoplevox.floor;
    const before = await placeBatch(bench, 3);
    await untilSettled(bench, before);
    await bench.ledger.close();
    cpSync(live, kept, { recursive: true });
    const first = await bench.startSidecar('bench', { dataDir: live });
    await first.keepLease();

    const [left, cancelled, picked] = before.map(({ id }) => id);
    const after = (await placeBatch(bench, 5)).map(({ id }) => id);
    const [changed, dropped, stopped, held] = after;
    await passTime(bench, first, 3);
    floor.despatch({ order: String(left), tracking: 'T1', carrier: 'Royal Mail' });
    await shop.setStatus(cancelled ?? 0, 'cancelled');
    await shop.refund(cancelled ?? 0);
    await shop.edit(changed ?? 0, { add: [{ sku: 'SCARF-RED-L', quantity: 2 }] });
    await shop.refund(dropped ?? 0);
    floor.pick({ order: String(picked) });
    await shop.refund(picked ?? 0, { lines: [{ sku: 'MUG', quantity: 1 }] }).catch(() => undefined);
    floor.pick({ order: String(stopped) });
    await shop.refund(stopped ?? 0);
    floor.hold({ order: String(held), on: true });
    await passTime(bench, first, 10);
    const waiting = await shop.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] }); // nobody has seen it yet
    await first.ledger.close();
    clock.advance((minutes - 13) * 60_000);

    const restored = await bench.startSidecar('restored', age === 'empty' ? {} : { dataDir: kept });
    clock.advance(600_000); // the lease of the one that is gone runs out
    await restored.goLive();
    await tried(() => restored.interrupted());
    const ids = [...before.map(({ id }) => id), ...after, waiting.order.id];
    await passTime(bench, restored, 40);

    const standings: Standing[] = [];
    for (const id of ids)
      standings.push(await standingOf(bench, id, { ledger: restored.ledger, quantitiesByPerson: false }));
    // what no longer moves and was late long ago is a person's whatever the ledger remembers
    const late = ['not_picked_in_time', 'not_despatched_in_time', 'held_too_long'];
    for (const { id, open, expected } of standings)
      expect({ id, open: open.filter((code) => !late.includes(code)) }).toEqual({ id, open: expected });
    expect(ids.map((id) => bench.book(id).timesCreated)).toEqual(ids.map(() => 1));
    expect(peoplevox.order(String(held))?.held).toBe(true);
    expect(brokenPace(peoplevox)).toEqual([]);
  },
  60_000,
);

test('a prefix changed after go-live: orders keep the number they were given, new ones get the new one, and each goes once', async () => {
  bench = await startBench();
  const old = await placeBatch(bench, 2);
  await untilSettled(bench, old);
  // numbered under the old prefix, and not sent yet
  const halfway = await placeBatch(bench, 1);
  bench.peoplevox.faults.add({ kind: 'lost answer', operation: 'SaveData', template: 'Sales orders' });
  await tried(() => bench.pass());
  bench.settings.orders.numberPrefix = 'WC-';
  const fresh = await placeBatch(bench, 2);
  await untilSettled(bench, [...old, ...halfway, ...fresh]);
  await expectSent(bench, [...old, ...halfway]);
  for (const { id, units } of fresh) {
    expect(await bench.order(id)).toMatchObject({ transfer: 'complete', number: `WC-${id}`, open: [] });
    const { timesCreated } = bench.peoplevox.books.order(`WC-${id}`);
    expect({ timesCreated, other: bench.book(id).timesCreated }).toEqual({ timesCreated: 1, other: 0 });
    expect(bench.peoplevox.books.pickableOtherwise(`WC-${id}`, units)).toEqual([]);
  }
  // and what was sent under the old prefix is still followed
  await bench.shop.setStatus(old[0]?.id ?? 0, 'cancelled');
  await passTime(bench, bench, 5);
  expect(bench.peoplevox.order(String(old[0]?.id))?.cancelled).toBe(true);
});
