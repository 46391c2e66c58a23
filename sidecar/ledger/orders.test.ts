import { expect, test } from 'vitest';
import { orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { WarehouseFact } from '../domain/transfer.ts';
import { transfers, warehouseFacts } from '../domain/transfer.ts';
import { change, emptyLedger, news } from '../testing/ledgerBuilders.ts';

const id = orderId(1001);

test('the same news twice is one order, and what was read last counts, whatever its modified time says', async () => {
  const { ledger } = await emptyLedger();
  const first = news(1001, { shopStatus: 'pending', modifiedAt: new Date('2026-03-02T08:00:03Z') });
  await ledger.noteOrders([first], []);
  await ledger.noteOrders([first], []);
  const fromASlowerClock = news(1001, {
    shopStatus: 'processing',
    modifiedAt: new Date('2026-03-02T08:00:00Z'),
  });
  await ledger.noteOrders([fromASlowerClock], []);
  expect(await ledger.order(id)).toMatchObject({ shopStatus: 'processing', transfer: 'waiting' });
  expect((await ledger.figures(new Date(0))).counts.all).toBe(1);
});

test('a change is dropped, and said to be, where the order is in none of the transfers it may come from', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], [change(1001, { transfer: 'dismissed' })]);
  const begin = { ...change(1001, { transfer: 'nothing_to_pick' }), onlyFrom: ['due', 'unknown'] as const };
  expect(await ledger.record('sendOrders', [begin])).toEqual(new Set([1001]));
  expect(await ledger.order(id)).toMatchObject({ transfer: 'dismissed' });
  expect(await ledger.record('sendOrders', [{ ...begin, onlyFrom: ['dismissed'] }])).toEqual(new Set());
});

test('news changes the shop’s facts only, and no number forgets one', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const sent = {
    transfer: 'loading',
    step: 'header',
    number: salesOrderNumber('SO-1001'),
    attempts: 2,
  } as const;
  await ledger.record('sendOrders', [change(1001, sent)]);
  await ledger.noteOrders([news(1001, { shopStatus: 'on-hold', number: null })], []);
  expect(await ledger.order(id)).toMatchObject({ ...sent, shopStatus: 'on-hold' });
});

test('news, what follows from it and the cursor are one', async () => {
  const { ledger } = await emptyLedger();
  const twice = [
    news(1001, { number: salesOrderNumber('SO') }),
    news(1002, { number: salesOrderNumber('SO') }),
  ];
  await expect(ledger.noteOrders(twice, [], { name: 'orders', value: 'x' })).rejects.toThrow('UNIQUE');
  expect(await ledger.order(id)).toBeNull();
  expect(await ledger.cursor('orders')).toBeNull();

  const due = change(1001, { transfer: 'due' }, { onlyFrom: 'waiting', journal: 'The order is due.' });
  await ledger.noteOrders([news(1001)], [due], { name: 'orders', value: 'x' });
  expect(await ledger.order(id)).toMatchObject({ transfer: 'due' });
  expect(await ledger.cursor('orders')).toBe('x');
});

test('a change that expects another transfer is dropped whole', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], [change(1001, { transfer: 'due' })]);
  const late = change(
    1001,
    { transfer: 'cancelled' },
    { onlyFrom: 'waiting', journal: 'late', open: [{ code: 'gone', reason: '' }] },
  );
  await ledger.record('noticeOrders', [late]);
  expect(await ledger.order(id)).toMatchObject({ transfer: 'due' });
  expect(await ledger.openAttention(id)).toEqual([]);
  expect((await ledger.orderHistory(id))?.journal).toEqual([]);
});

test('of many changes all are made or none', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  await expect(
    ledger.record('sendOrders', [
      change(1001, { attempts: 1 }, { journal: 'began' }),
      change(9999, { attempts: 1 }),
    ]),
  ).rejects.toThrow('no order 9999');
  expect(await ledger.order(id)).toMatchObject({ attempts: 0 });
  expect((await ledger.orderHistory(id))?.journal).toEqual([]);
});

test('the schema takes every word of the domain, and no other', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001, { number: salesOrderNumber('SO-1001') })], []);
  for (const transfer of transfers) await ledger.record('test', [change(1001, { transfer })]);
  for (const warehouse of warehouseFacts) await ledger.record('test', [change(1001, { warehouse })]);
  for (const step of ['header', 'lines', 'remove', 'mark', 'release', null] as const)
    await ledger.record('test', [change(1001, { step })]);
  const nonsense = { transfer: 'sent' } as unknown as { transfer: 'due' };
  await expect(ledger.record('test', [change(1001, nonsense)])).rejects.toThrow('CHECK');
  await expect(ledger.record('test', [change(1001, { attempts: -1 })])).rejects.toThrow('CHECK');
});

test('an order without a number cannot be on its way', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  await expect(ledger.record('test', [change(1001, { transfer: 'loading' })])).rejects.toThrow('CHECK');
});

test('every field of an order comes back as it was written', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const now = clock.now();
  const set = {
    shopNumber: 'A-1',
    shopStatus: 'completed',
    modifiedAt: now,
    paidAt: null,
    totalMinor: 1,
    currency: 'JPY',
    lineCount: 2,
    skus: [sku('a'), sku('B "quoted"')],
    number: salesOrderNumber('SO-1'),
    transfer: 'unknown',
    step: 'release',
    stepAt: now,
    unknownSince: now,
    askedInVain: 3,
    alone: true,
    byHand: true,
    attempts: 4,
    nextAttemptAt: now,
    seenInWarehouse: true,
    warehouse: 'held_by_us',
    warehouseWord: 'On hold',
    warehouseReadAt: now,
    revisionWanted: 'x',
    revisionSent: 'y',
    dueAt: now,
    sentAt: now,
    allocatedAt: now,
    despatchedAt: now,
    checkedAt: now,
    promisedAt: now,
    stuckSince: now,
    lookAgainAt: now,
    linkedAt: now,
    reopenedAt: now,
    fulfilledBy: 'the shop in Bath',
    resendAs: salesOrderNumber('SO-1001-R1'),
  } as const;
  await ledger.record('test', [change(1001, { ...set, skus: [...set.skus] })]);
  expect(await ledger.order(id)).toEqual({ orderId: id, ...set, stageSince: now });
});

test('a wait begins when an order comes to a stage, not with each reading of it', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const since = async () => (await ledger.order(id))?.stageSince;
  expect(await since()).toBeNull();
  async function read(warehouse: WarehouseFact) {
    await clock.advance(60_000);
    await ledger.record('test', [change(1001, { warehouse })]);
    return clock.now();
  }
  const sent = await read('new');
  await read('part_allocated');
  await read('new');
  expect(await since()).toEqual(sent);
  const allocated = await read('allocated');
  await read('part_picked');
  expect(await since()).toEqual(allocated);
  const again = await read('new');
  expect(await since()).toEqual(again);
  await ledger.record('test', [change(1001, { warehouseWord: 'New' })]);
  expect(await since()).toEqual(again);
});

test('orders to watch come page by page, each once, with what is open of them', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders(
    [1, 2, 3, 4, 5].map((one) => news(one)),
    [
      change(2, { transfer: 'cancelled' }),
      change(3, { transfer: 'dismissed' }, { open: [{ code: 'bad_postcode', reason: 'It is odd.' }] }),
    ],
  );
  const first = await ledger.ordersToWatch(null, 2);
  expect(first.map((one) => Number(one.orderId))).toEqual([1, 3]);
  expect(first[1]?.open).toEqual([{ code: 'bad_postcode', reason: 'It is odd.' }]);
  const next = await ledger.ordersToWatch(orderId(3), 2);
  expect(next.map((one) => Number(one.orderId))).toEqual([4, 5]);
  expect(await ledger.ordersToWatch(orderId(5), 2)).toEqual([]);
});

test('orders go in the order they became due, when their next attempt has come', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders([news(1), news(2), news(3), news(4)], []);
  const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
  expect(await ledger.nextSendAt()).toBeNull();
  await ledger.record('test', [
    change(1, { transfer: 'due', dueAt: at(-1) }),
    change(2, { transfer: 'due', dueAt: at(-3), nextAttemptAt: at(10) }),
    change(3, { transfer: 'loading', number: salesOrderNumber('SO-3'), dueAt: at(-2) }),
    change(4, { transfer: 'dismissed', dueAt: at(-9) }),
  ]);
  const due = async (minutes: number) =>
    (await ledger.ordersToSend(at(minutes), 10)).map((order) => order.orderId);
  expect(await due(0)).toEqual([3, 1]);
  expect(await due(10)).toEqual([2, 3, 1]);
  expect(await ledger.ordersToSend(at(10), 1)).toHaveLength(1);
  expect(await ledger.nextSendAt()).toEqual(at(-2));
  await ledger.record('test', [change(1, { transfer: 'dismissed' }), change(3, { transfer: 'dismissed' })]);
  expect(await ledger.nextSendAt()).toEqual(at(10));
});

test('the least recently read order is followed first, and what is finished no more', async () => {
  const { ledger, clock } = await emptyLedger();
  const numbered = (one: number) => news(one, { number: salesOrderNumber(`SO-${one}`) });
  await ledger.noteOrders([1, 2, 3, 4].map(numbered), []);
  const complete = { transfer: 'complete', seenInWarehouse: true } as const;
  const read = (minutes: number) => ({ warehouseReadAt: new Date(clock.now().getTime() + minutes * 60_000) });
  await ledger.record('test', [
    change(1, { ...complete, warehouse: 'new', ...read(5) }),
    change(2, { ...complete, warehouse: 'allocated', ...read(1) }),
    change(3, { ...complete, warehouse: 'despatched', ...read(9) }),
    change(4, { ...complete, warehouse: 'none' }),
  ]);
  const followed = async () => (await ledger.ordersToFollow(10)).map((order) => order.orderId);
  expect(await followed()).toEqual([4, 2, 1]);
  const gone = { code: 'gone', reason: 'It is not there any more.' } as const;
  await ledger.record('test', [change(2, { warehouse: 'gone', ...read(3) }, { open: [gone] })]);
  expect(await followed()).toEqual([4, 2, 1]);
  await ledger.record('test', [change(2, {}, { close: ['gone'] })]);
  expect(await followed()).toEqual([4, 1]);
  expect(await ledger.canary()).toBe('SO-3');
});
