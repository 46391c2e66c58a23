// A save whose work Peoplevox does later than it answers (design.md section 5, step 7; peoplevox-api.md 10): waited out, never done twice.

import { afterEach, describe, expect, test } from 'vitest';
import { atEachPlace, expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { passTime, round, tried } from '../testing/passTime.ts';
import { mortal } from '../testing/points.ts';

let bench: Bench;
afterEach(() => bench.stop());

const lineKeys = ['item', 'always insert'] as const; // written over, and doubled
const tenMinutes = 600_000;
const saves = ['header', 'lines', 'release'] as const;
const ways = ['said yes', 'went into a queue', 'was never answered'] as const;

describe.each(lineKeys)('where lines are kept by %s, a commit that comes ten minutes late', (lineKey) => {
  test.each(saves.flatMap((save) => ways.map((way) => ({ save, way }))))(
    'of the $save, which $way, makes nothing twice',
    async ({ save, way }) => {
      bench = await startBench({ peoplevox: { toggles: { lineKey } } });
      const orders = await placeBatch(bench, 2);
      const { faults } = bench.peoplevox;
      const about = {
        operation: 'SaveData',
        template: save === 'lines' ? 'Sales order items' : 'Sales orders',
        action: save === 'release' ? 0 : 1,
      };
      faults.add({
        ...about,
        kind: way === 'went into a queue' ? 'queued commit' : 'late commit',
        ms: tenMinutes,
      });
      if (way === 'was never answered') faults.add({ ...about, kind: 'lost answer', work: 'done' });
      await untilSettled(bench, orders);
      await passTime(bench, bench, 12);
      await expectSent(bench, orders);
    },
  );
});

test.each(lineKeys)(
  'a Peoplevox that puts every save in a queue gets each order once, in minutes (%s)',
  async (lineKey) => {
    bench = await startBench({ peoplevox: { toggles: { lineKey, commit: 'queued' } } });
    const orders = await placeBatch(bench, 3);
    expect(await untilSettled(bench, orders)).toBeLessThanOrEqual(6);
    await passTime(bench, bench, 12);
    await expectSent(bench, orders);
  },
);

test.each(ways)(
  'a release that is late by more than a minute, and %s, is not sent a second time: the hold that a person sets after it stays',
  async (way) => {
    bench = await startBench();
    const [order] = await placeBatch(bench, 1);
    const number = String(order?.id);
    const { faults, books, floor } = bench.peoplevox;
    const about = { operation: 'SaveData', template: 'Sales orders', action: 0 };
    faults.add({ ...about, kind: way === 'went into a queue' ? 'queued commit' : 'late commit', ms: 90_000 });
    if (way === 'was never answered') faults.add({ ...about, kind: 'lost answer', work: 'done' });
    await tried(() => bench.pass());
    await passTime(bench, bench, 1);
    expect(bench.peoplevox.order(number)?.columns.Attribute5).toBe('LOADING');
    bench.clock.advance(40_000);
    floor.hold({ order: number, on: true });
    await passTime(bench, bench, 14);
    const releases = books.rows(number).filter(({ columns }) => columns.OnHold === 'false');
    expect(releases).toHaveLength(1);
    expect(await bench.order(order?.id ?? 0)).toMatchObject({
      transfer: 'complete',
      warehouse: 'held_by_person',
    });
  },
);

test('killed at any point while every save is in a queue, and started again at once: nothing is written twice, nor after the release', async () => {
  const places = await atEachPlace(
    { peoplevox: { toggles: { commit: 'queued' } } },
    async (started, place) => {
      bench = started;
      const process = mortal();
      const killed = await bench.startSidecar('bench', { ledger: bench.bare, onPoint: process.at });
      const orders = await placeBatch(bench, 2);
      process.dieAt(place + 1);
      await process.live(tried(() => killed.pass()).then(() => passTime(bench, killed, 2)));
      if (!process.dead()) return false;
      const again = await bench.startSidecar('bench', { ledger: bench.bare });
      await tried(() => again.keepLease());
      await tried(() => again.interrupted());
      await round(again, 1);
      await untilSettled(bench, orders, { sidecar: again });
      await expectSent(bench, orders);
      return true;
    },
  );
  expect(places).toBeGreaterThanOrEqual(30);
}, 60_000);

test('an order changed while its header is in a queue goes as it is wanted now', async () => {
  bench = await startBench({ peoplevox: { toggles: { commit: 'queued', commitDelayMs: 30_000 } } });
  const [order] = await placeBatch(bench, 1);
  await tried(() => bench.pass());
  await bench.shop.edit(order?.id ?? 0, { shipping: { address_1: '9 Quay Street' } });
  await untilSettled(bench, [{ id: order?.id ?? 0 }]);
  await passTime(bench, bench, 12);
  expect(bench.peoplevox.order(String(order?.id))?.columns.ShippingAddressLine1).toBe('9 Quay Street');
  await expectSent(bench, order ? [order] : []);
});

const header = { operation: 'SaveData', template: 'Sales orders', action: 1 };

test('an order that was only late by seconds goes on within minutes, not when the wait for a late commit is over', async () => {
  bench = await startBench();
  const orders = await placeBatch(bench, 1);
  bench.peoplevox.faults.add({ ...header, kind: 'late commit', ms: 40_000 });
  bench.peoplevox.faults.add({ ...header, kind: 'lost answer', work: 'done' });
  expect(await untilSettled(bench, orders)).toBeLessThanOrEqual(3);
  await expectSent(bench, orders);
});

test('an order that never arrived is looked for meanwhile, told of once, and not sent again before the wait is over', async () => {
  bench = await startBench();
  const orders = await placeBatch(bench, 1);
  bench.peoplevox.faults.add({ ...header, kind: 'lost answer', work: 'not done' });
  const lostAt = bench.clock.now().getTime();
  await untilSettled(bench, orders);
  await expectSent(bench, orders);
  const [order] = orders;
  const [made] = bench.peoplevox.books.rows(String(order?.id));
  expect((made?.at.getTime() ?? 0) - lostAt).toBeGreaterThanOrEqual(tenMinutes);
  const { orderId } = await bench.order(order?.id ?? 0);
  const told = ((await bench.ledger.orderHistory(orderId))?.journal ?? []).map(({ what }) => what);
  expect(told.filter((what) => what.includes('It may still arrive'))).toHaveLength(1);
});
