import { expect, test } from 'vitest';
import { despatchNumber, orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import { change, despatch, emptyLedger, news } from '../testing/ledgerBuilders.ts';

const number = salesOrderNumber('SO-1001');

test('the same exception again is the same exception, with its newest reason', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const raise = (reason: string) =>
    ledger.record('sendOrders', [
      change(1001, {}, { open: [{ code: 'unknown_sku', reason }], close: 'all' }),
    ]);
  await raise('HAT is not in Peoplevox.');
  const [first] = await ledger.openProblems(10);
  await clock.advance(60_000);
  await raise('HAT and CAP are not in Peoplevox.');
  expect(await ledger.openProblems(10)).toEqual([{ ...first, reason: 'HAT and CAP are not in Peoplevox.' }]);
  await ledger.record('sendOrders', [change(1001, {}, { close: 'all' })]);
  expect(await ledger.openProblems(10)).toEqual([]);
});

test('what a person dismissed stays quiet for the same reason, comes for another one, and can be brought back', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const id = orderId(1001);
  const raise = (reason: string) =>
    ledger.record('followOrders', [
      change(1001, {}, { open: [{ code: 'differs', reason }], journal: `It differs: ${reason}` }),
    ]);
  const said = async () => (await ledger.orderHistory(id))?.journal.map((row) => row.what);
  await raise('One more.');
  const dismiss = () =>
    ledger.record('Ada', [
      change(1001, {}, { dismiss: { codes: ['differs'], note: 'a gift' }, journal: 'Dismissed.' }),
    ]);
  await dismiss();
  expect(await ledger.openAttention(id)).toEqual([]);
  expect((await ledger.listCounts()).attention).toBe(0);
  expect((await ledger.orderHistory(id))?.dismissed).toMatchObject([
    { code: 'differs', by: 'Ada', note: 'a gift', reason: 'One more.' },
  ]);
  await raise('One more.');
  expect(await ledger.openAttention(id)).toEqual([]);
  expect(await said()).toEqual(['Dismissed.', 'It differs: One more.']);

  await ledger.record('Bob', [change(1001, {}, { bringBack: ['differs'] })]);
  expect(await ledger.openAttention(id)).toEqual(['differs']);
  expect((await ledger.listCounts()).attention).toBe(1);
  await dismiss();
  await raise('Two more.');
  expect(await ledger.openAttention(id)).toEqual(['differs']);
  await dismiss();
  // settled, and the same again much later: that is news
  await ledger.record('followOrders', [change(1001, {}, { close: 'all' })]);
  await raise('Two more.');
  expect(await ledger.openAttention(id)).toEqual(['differs']);
});

test('a number is one order for ever, by whatever name it goes', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders([news(1001), news(1002)], []);
  const since = clock.now();
  const add = [{ number, role: 'former', why: 'resent', left: 'cancelled', sentAt: null, since } as const];
  await ledger.record('Ada', [change(1001, { number: salesOrderNumber('SO-9') }, { otherNumbers: { add } })]);
  await expect(ledger.record('Ada', [change(1002, {}, { otherNumbers: { add } })])).rejects.toThrow();
  expect(await ledger.holderOf(salesOrderNumber('so-1001'))).toBe(1001);
  expect(await ledger.holderOf(salesOrderNumber('so-9'))).toBe(1001);
  expect(await ledger.holderOf(salesOrderNumber('SO-2'))).toBeNull();
  // what it once went under is not what it is found by for despatches
  expect(await ledger.ordersByNumber([number])).toEqual([]);
});

test('a problem of the whole stands once, closes and can come again', async () => {
  const { ledger, clock } = await emptyLedger();
  const away = { code: 'peoplevox_away', reason: 'No answer for 2 minutes.' } as const;
  await ledger.openProblem(away, clock.now());
  await ledger.openProblem({ ...away, reason: 'No answer for 3 minutes.' }, clock.now());
  expect(await ledger.openProblems(10)).toMatchObject([
    { orderId: null, reason: 'No answer for 3 minutes.' },
  ]);
  await ledger.closeProblem('peoplevox_away', clock.now());
  expect(await ledger.openProblems(10)).toEqual([]);
  await ledger.openProblem(away, clock.now());
  expect(await ledger.openProblems(10)).toHaveLength(1);
});

test('what the shop recorded stays recorded, and its keys add up', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  await ledger.noteDespatches('recordDespatches', [despatch(1001, { keys: ['k1'] })]);
  await ledger.noteDespatches('recordDespatches', [
    despatch(1001, { keys: ['k2'], outcome: 'already', told: 'already' }),
  ]);
  await ledger.noteDespatches('recordDespatches', [
    despatch(1001, { keys: ['k2'], outcome: 'waiting', told: null }),
  ]);
  expect(await ledger.recordedDespatches([number])).toMatchObject([
    { keys: ['k1', 'k2'], outcome: 'recorded', told: 'mailed' },
  ]);
});

test('a despatch without tracking waits until it has one', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const waits = despatch(1001, {
    despatch: despatchNumber('DES2'),
    trackingNumber: '',
    outcome: 'waiting',
    told: null,
  });
  await ledger.noteDespatches('recordDespatches', [waits]);
  await ledger.noteDespatches('recordDespatches', [waits]);
  expect(await ledger.unsettledDespatches()).toEqual([number]);
  expect(await ledger.recordedDespatches([number])).toMatchObject([{ outcome: 'waiting' }]);
  expect((await ledger.orderHistory(orderId(1001)))?.journal).toHaveLength(1);
  await ledger.noteDespatches('recordDespatches', [{ ...waits, trackingNumber: 'X1', outcome: 'recorded' }]);
  expect(await ledger.unsettledDespatches()).toEqual([]);
  expect(await ledger.recordedDespatches([number])).toMatchObject([{ trackingNumber: 'X1' }]);
});

test('a parcel that waits is not forgotten because another of its despatch was recorded', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  const waits = despatch(1001, { keys: ['k2'], trackingNumber: '', outcome: 'waiting', told: null });
  await ledger.noteDespatches('recordDespatches', [waits, despatch(1001)]);
  expect(await ledger.unsettledDespatches()).toEqual([number]);
  await ledger.endUnsettled(orderId(1001), [waits]);
  expect(await ledger.unsettledDespatches()).toEqual([number]);
  await ledger.endUnsettled(orderId(1001), []);
  expect(await ledger.unsettledDespatches()).toEqual([]);
  expect(await ledger.recordedDespatches([number])).toMatchObject([{ outcome: 'recorded', keys: ['k1'] }]);
});

test('what the shop refused, and what did not fit, is asked for again until it is settled', async () => {
  const { ledger } = await emptyLedger();
  const other = salesOrderNumber('SO-1002');
  await ledger.noteOrders([news(1001, { number }), news(1002, { number: other })], []);
  await ledger.noteDespatches('recordDespatches', [despatch(1001, { outcome: 'refused', told: null })]);
  await ledger.record('recordDespatches', [
    change(1002, undefined, { open: [{ code: 'despatch_does_not_fit', reason: 'DES1: MUG' }] }),
  ]);
  expect((await ledger.unsettledDespatches()).sort()).toEqual([number, other]);
  await ledger.noteDespatches('recordDespatches', [despatch(1001)]);
  await ledger.record('recordDespatches', [change(1002, undefined, { close: ['despatch_does_not_fit'] })]);
  expect(await ledger.unsettledDespatches()).toEqual([]);
});

test('a stock pass is noted once, and an older reading never replaces a newer', async () => {
  const { ledger, clock } = await emptyLedger();
  const [hat, cap, bag] = [sku('HAT'), sku('CAP'), sku('BAG')];
  const pass = (name: string, readAt: string, available: number) => ({
    pass: name,
    readAt: new Date(readAt),
    reflectedBefore: new Date(readAt),
    items: [hat, cap, bag].map((one) => ({ sku: one, available })),
  });
  const result = (one: typeof hat, outcome: 'written' | 'deferred' | 'unchanged') => ({
    sku: one,
    outcome,
    productId: 1,
    from: 1,
    to: 2,
    promised: 0,
  });
  const newer = pass('pass-0002', '2026-03-02T08:10:00Z', 7);
  const results = [result(hat, 'written'), result(cap, 'unchanged'), result(bag, 'deferred')];
  await ledger.noteStockPass(newer, results, clock.now());
  await ledger.noteStockPass(newer, results, clock.now());
  await ledger.noteStockPass(
    pass('pass-0001', '2026-03-02T08:00:00Z', 3),
    [result(hat, 'written')],
    clock.now(),
  );
  expect(await ledger.lastSellable()).toEqual(
    new Map([
      [hat, 7],
      [cap, 7],
    ]),
  );
});

test('30,000 SKUs in one pass after another', async () => {
  const { ledger, clock } = await emptyLedger();
  const items = Array.from({ length: 30_000 }, (_, index) => ({
    sku: sku(`S${index}`),
    available: index % 50,
  }));
  await ledger.noteItems(
    items.map((item) => item.sku),
    clock.now(),
  );
  expect((await ledger.knownItems([...items.map((item) => item.sku), sku('NEW')])).size).toBe(30_000);
  const results = items.map((item) => ({
    sku: item.sku,
    outcome: 'written' as const,
    productId: 1,
    from: 0,
    to: item.available,
    promised: 0,
  }));
  const read = clock.now();
  await ledger.noteStockPass({ pass: 'pass-big', readAt: read, reflectedBefore: read, items }, results, read);
  expect((await ledger.lastSellable()).size).toBe(30_000);
});

test('calls to Peoplevox are remembered in the order they were made', async () => {
  const { ledger, clock } = await emptyLedger();
  const now = clock.now().getTime();
  await ledger.calls.record(now - 72 * 3_600_000, 'GetReportData', 'bulk', 5);
  await ledger.calls.record(now + 1000, 'SaveData', 'orders', 10);
  await ledger.calls.record(now, 'GetData', 'orders', 20);
  expect(await ledger.calls.recent(now - 15_000)).toEqual([
    { at: now + 1000, uptime: 10 },
    { at: now, uptime: 20 },
  ]);
  expect(await ledger.calls.recent(0)).toHaveLength(2);
});
