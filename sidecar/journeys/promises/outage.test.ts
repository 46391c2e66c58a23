// Peoplevox away for an hour with a backlog waiting (mission row O12; complaint 13): one exception instead of hundreds, no storm of log-ins, and then all of them go.

import { afterEach, expect, test } from 'vitest';
import { createPeoplevoxWatch } from '../../running/peoplevoxWatch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { brokenPace } from '../testing/judge.ts';
import { round } from '../testing/passTime.ts';

let bench: Bench;
afterEach(() => bench.stop());

const many = 120; // several batches, so that what grows with their number would show

test('120 orders that waited for an hour: one exception meanwhile, one log-in after it, all sent within the pace', async () => {
  bench = await startBench({
    stock: 100_000,
    peoplevox: {
      seed: { items: [{ code: 'MUG', stock: 100_000 }] },
    },
  });
  const { shop, clock, peoplevox, ledger } = bench;
  const look = createPeoplevoxWatch({ view: () => bench.warehouse.health(), problems: ledger, clock });
  const open = async () =>
    (await ledger.openProblems(many * 2)).map(({ code, orderId }) => ({ code, orderId }));
  await bench.place([{ sku: 'MUG', quantity: 1 }]);
  await bench.pass();

  await peoplevox.goAway();
  const ids: number[] = [];
  for (let count = 0; count < many; count += 1)
    ids.push((await shop.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] })).order.id);
  for (let minute = 1; minute <= 60; minute += 1) {
    clock.advance(60_000);
    await round(bench, minute);
    await look();
    if (minute > 2) expect(await open()).toEqual([{ code: 'peoplevox_away', orderId: null }]);
  }

  const logins = () => peoplevox.books.calls('Authenticate').length;
  const before = logins();
  await peoplevox.comeBack();
  const backAt = clock.now().getTime();
  for (let next: Date | null = clock.now(); next !== null; next = await ledger.nextSendAt()) {
    clock.advance(Math.max(1, next.getTime() - clock.now().getTime()));
    await bench.keepLease();
    await bench.send();
  }
  const minutes = (clock.now().getTime() - backAt) / 60_000;
  await look();
  clock.advance(60_000);
  await round(bench, 61);

  expect(await open()).toEqual([]);
  const wrong = ids.filter((id) => {
    const { timesCreated, pickable } = peoplevox.books.order(String(id));
    const [first] = pickable;
    return timesCreated !== 1 || first?.moments.length === 0 || first?.until !== null;
  });
  expect(wrong).toEqual([]);
  expect(logins() - before).toBe(1);
  expect(minutes).toBeLessThan(3);
  expect(peoplevox.books.mostCallsIn(15_000)).toBeLessThanOrEqual(15);
  expect(brokenPace(peoplevox)).toEqual([]);
}, 300_000);

test.each([{ kind: 'HTTP status', status: 503 }, { kind: 'SOAP fault' }, { kind: 'HTML page' }] as const)(
  'an hour of $kind instead of answers calls nobody for an order, keeps the pace, and nothing is sent twice',
  async (fault) => {
    bench = await startBench();
    const { clock, peoplevox, ledger } = bench;
    const look = createPeoplevoxWatch({ view: () => bench.warehouse.health(), problems: ledger, clock });
    await bench.place([{ sku: 'MUG', quantity: 1 }]);
    await bench.pass();
    peoplevox.faults.add({ ...fault, times: 0 });
    const ids: number[] = [];
    for (let count = 0; count < 12; count += 1)
      ids.push(await bench.place([{ sku: 'HAT-BLUE', quantity: 1 }]));
    for (let minute = 1; minute <= 60; minute += 1) {
      clock.advance(60_000);
      await round(bench, minute);
      await look();
    }
    expect((await ledger.openProblems(100)).map(({ code }) => code)).toEqual(['peoplevox_away']);
    peoplevox.faults.clear();
    for (let minute = 1; minute <= 25; minute += 1) {
      clock.advance(60_000);
      await round(bench, minute);
      await look();
    }
    expect(await ledger.openProblems(100)).toEqual([]);
    expect(ids.filter((id) => bench.book(id).timesCreated !== 1)).toEqual([]);
    expect(ids.flatMap((id) => peoplevox.books.pickableOtherwise(String(id), { 'HAT-BLUE': 1 }))).toEqual([]);
    expect(brokenPace(peoplevox)).toEqual([]);
  },
  60_000,
);
