// A save whose work Peoplevox does later than it answers (design.md section 5, step 7; peoplevox-api.md 10): waited out, never done twice.

import { afterEach, describe, expect, test } from 'vitest';
import { expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { passTime, tried } from '../testing/passTime.ts';

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
