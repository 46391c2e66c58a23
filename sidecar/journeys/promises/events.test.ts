// Events are hints (design.md section 1; mission rows O1 and W): ten times, at once and in any order they do no more than once, and without any everything is found.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { orderId } from '../../domain/ids.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { brokenPace, brokenPromises, type Version } from '../testing/judge.ts';
import { passTime } from '../testing/passTime.ts';
import { startRunner } from '../testing/runner.ts';
import { isRight, shopWants, standingOf } from '../testing/standing.ts';

let bench: Bench;
afterEach(() => bench.stop());

const basket = [
  { sku: 'SCARF-RED-M', quantity: 2 },
  { sku: 'MUG', quantity: 1 },
];
const start = async () => {
  bench = await startBench({
    settings: (all) => {
      all.peoplevox.lineKey = 'item';
    },
  });
};

/** What happens to an order in the shop, each of which the shop tells of. */
const news: Record<string, (id: number) => Promise<unknown>> = {
  paid: (id) => bench.shop.pay(id),
  'its address changed': (id) => bench.shop.edit(id, { shipping: { address_1: '9 Quay Street' } }),
  'a line added': (id) => bench.shop.edit(id, { add: [{ sku: 'HAT-BLUE', quantity: 1 }] }),
  'refunded in part': (id) => bench.shop.refund(id, { lines: [{ sku: 'SCARF-RED-M', quantity: 1 }] }),
  'refunded whole': (id) => bench.shop.refund(id),
};
const stories = [
  ['paid'],
  ['paid', 'its address changed'],
  ['paid', 'a line added', 'refunded in part'],
  ['paid', 'refunded whole'],
  ['its address changed', 'paid', 'refunded in part'],
  ['paid', 'refunded in part', 'refunded whole'],
];

async function expectRight(orders: Map<number, Version[]>) {
  for (const [id, versions] of orders) {
    const standing = await standingOf(bench, id, { ledger: bench.ledger, quantitiesByPerson: false });
    expect({ ...standing, right: isRight(standing) }).toMatchObject({ right: true, open: [], expected: [] });
    expect(brokenPromises(bench.peoplevox, String(id), versions)).toEqual([]);
  }
  expect(brokenPace(bench.peoplevox)).toEqual([]);
}

/** The nth event of each story happens; gives the orders it happened to. */
async function happens(turn: number, orders: Map<number, Version[]>): Promise<number[]> {
  const touched: number[] = [];
  for (const [at, id] of [...orders.keys()].entries()) {
    const what = stories[at]?.[turn];
    if (what === undefined) continue;
    await news[what]?.(id);
    touched.push(id);
    orders.get(id)?.push({ from: bench.clock.now(), units: shopWants(await bench.shop.order(id)) ?? {} });
  }
  return touched;
}

async function placeUnpaid(): Promise<Map<number, Version[]>> {
  const orders = new Map<number, Version[]>();
  for (const _ of stories) orders.set(await bench.place(basket, { paymentMethod: 'bacs' }), []);
  return orders;
}

describe('each event ten times, at once and out of order', () => {
  test('by the runner as it is: every order ends as the shop wants it, made once', async () => {
    await start();
    const orders = await placeUnpaid();
    const runner = await startRunner(bench);
    try {
      const told: number[] = [...orders.keys()];
      for (let turn = 0; turn < 3; turn += 1) {
        bench.clock.advance(1000);
        told.push(...(await happens(turn, orders)));
        // the newest first, old ones again among them, and each ten times
        const events = Array.from({ length: 10 }, () => [...told].reverse()).flat();
        for (const id of events) runner.hint('noticeOrders', [orderId(id)]);
        for (let time = 0; time < 10; time += 1) {
          runner.hint('followOrders');
          runner.hint('recordDespatches');
          runner.hint('sendOrders');
        }
      }
      await vi.waitFor(
        () => {
          bench.clock.advance(1000);
          runner.hint('sendOrders');
          return expectRight(orders);
        },
        { timeout: 15_000, interval: 20 },
      );
    } finally {
      await runner.stop();
    }
    await passTime(bench, bench, 16);
    await expectRight(orders);
  }, 30_000);

  test('by journeys that are run ten times in parallel: a change that another was faster with is dropped', async () => {
    await start();
    const orders = await placeUnpaid();
    for (let turn = 0; turn < 3; turn += 1) {
      bench.clock.advance(1000);
      const touched = await happens(turn, orders);
      await Promise.all(Array.from({ length: 10 }, () => bench.notice([...touched].reverse())));
      await bench.send();
      await Promise.all(Array.from({ length: 10 }, () => bench.follow()));
    }
    await passTime(bench, bench, 16);
    await expectRight(orders);
  });
});

test('with every event lost, of the shop and of Peoplevox, each change is carried over within two minutes by asking', async () => {
  await start();
  const orders = await placeUnpaid();
  for (let turn = 0; turn < 3; turn += 1) {
    await passTime(bench, bench, 1);
    await happens(turn, orders);
    await passTime(bench, bench, 2);
    await expectRight(orders);
  }
  const [first = 0] = orders.keys();
  bench.peoplevox.floor.despatch({ order: String(first), tracking: 'T1', carrier: 'Royal Mail' });
  await passTime(bench, bench, 2);
  expect((await bench.shop.order(first)).order.status).toBe('completed');
  expect((await bench.shop.books()).entries.filter(({ kind }) => kind === 'trigger').length).toBeGreaterThan(
    0,
  );
  expect(bench.peoplevox.books.events()).toEqual([]);
});
