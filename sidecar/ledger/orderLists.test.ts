import { expect, test } from 'vitest';
import type { OrderId } from '../domain/ids.ts';
import { orderId, salesOrderNumber, sku } from '../domain/ids.ts';
import type { OrderListName } from '../domain/records.ts';
import { change, despatch, emptyLedger, news } from '../testing/ledgerBuilders.ts';

type Opened = Awaited<ReturnType<typeof emptyLedger>>['ledger'];
const everything = { list: 'all', search: '', before: null, limit: 100 } as const;
const ids = async (ledger: Opened, query: Partial<Parameters<Opened['listOrders']>[0]>) =>
  (await ledger.listOrders({ ...everything, ...query })).map((order) => Number(order.orderId));

test('pages hold still while orders come and change', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders(
    Array.from({ length: 30 }, (_, index) => news(index + 1)),
    [],
  );
  const seen: number[] = [];
  let before: OrderId | null = null;
  for (let page = 0; ; page += 1) {
    const rows = await ledger.listOrders({ ...everything, before, limit: 7 });
    if (rows.length === 0) break;
    seen.push(...rows.map((row) => row.orderId));
    before = rows.at(-1)?.orderId ?? null;
    await ledger.noteOrders([news(100 + page)], [change(1 + page, { transfer: 'due' })]);
  }
  expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
});

test('an order is found by number, sales order, SKU and tracking number, whole or by its beginning', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders(
    [news(1001, { shopNumber: 'WEB-77', skus: [sku('Scarf-Red-XL')] }), news(1002, { skus: [sku('HAT')] })],
    [],
  );
  await ledger.record('test', [change(1001, { number: salesOrderNumber('SO-1001') })]);
  await ledger.noteDespatches('recordDespatches', [despatch(1001, { trackingNumber: 'RM123' })]);
  for (const search of ['1001', 'web-77', 'SO-1001', 'so-10', 'scarf-red', 'rm12', ' RM123 '])
    expect(await ids(ledger, { search }), search).toEqual([1001]);
  expect(await ids(ledger, { search: '100' })).toEqual([1002, 1001]);
  expect(await ids(ledger, { search: 'red-xl' })).toEqual([]);
  expect(await ids(ledger, { search: '%' })).toEqual([]);

  await ledger.record('test', [change(1001, { skus: [sku('HAT')] })]);
  expect(await ids(ledger, { search: 'scarf' })).toEqual([]);
  expect(await ids(ledger, { search: 'rm123' })).toEqual([1001]);
});

test('each list is counted as it is listed, whatever happens to orders', async () => {
  const { ledger } = await emptyLedger();
  const numbered = (one: number) => news(one, { number: salesOrderNumber(`SO-${one}`) });
  await ledger.noteOrders([1, 2, 3, 4, 5, 6].map(numbered), []);
  const reason = { code: 'no_address', reason: 'No street.' } as const;
  await ledger.record('test', [
    change(1, { transfer: 'due' }),
    change(2, { transfer: 'unknown' }, { open: [reason, { code: 'gone', reason: '' }] }),
    change(3, { transfer: 'complete', warehouse: 'allocated' }),
    change(4, { transfer: 'complete', warehouse: 'despatched' }),
    change(5, { transfer: 'dismissed' }, { open: [reason] }),
  ]);
  await ledger.record('test', [change(5, {}, { close: 'all' }), change(2, {}, { close: ['gone'] })]);

  const expected: Record<OrderListName, number[]> = {
    all: [6, 5, 4, 3, 2, 1],
    open: [6, 3, 2, 1],
    attention: [2],
    waiting_to_send: [2, 1],
    in_peoplevox: [3],
    despatched: [4],
  };
  const { counts, transfers } = await ledger.figures(new Date(0));
  expect(transfers).toMatchObject({ waiting: 1, due: 1, unknown: 1, complete: 2, dismissed: 1, loading: 0 });
  for (const [list, orders] of Object.entries(expected) as [OrderListName, number[]][]) {
    expect(await ids(ledger, { list }), list).toEqual(orders);
    expect(counts[list], list).toBe(orders.length);
  }
});

test('a list shows the open exceptions of each order, a history all that happened', async () => {
  const { ledger } = await emptyLedger();
  await ledger.noteOrders([news(1001)], []);
  await ledger.record('sendOrders', [
    change(
      1001,
      {},
      {
        open: [{ code: 'bad_postcode', reason: '"SW1" is no postcode.' }],
        journal: 'Held back',
        detail: 'x',
      },
    ),
  ]);
  const [row] = await ledger.listOrders(everything);
  expect(row?.attention).toMatchObject([{ code: 'bad_postcode', orderId: 1001, shopNumber: '1001' }]);

  await ledger.noteDespatches('recordDespatches', [despatch(1001)]);
  const history = await ledger.orderHistory(orderId(1001));
  expect(history?.journal.map(({ who, what }) => `${who}: ${what}`)).toEqual([
    'recordDespatches: Despatch DES1, Royal Mail, AB123456789GB: recorded on the order, the customer was told',
    'sendOrders: Held back',
  ]);
  expect(history?.despatches).toMatchObject([{ despatch: 'DES1', outcome: 'recorded' }]);
  expect(await ledger.orderHistory(orderId(1))).toBeNull();
});

test('the delay from paid to sent is measured over the last 24 hours', async () => {
  const { ledger, clock } = await emptyLedger();
  await ledger.noteOrders(
    [1, 2, 3, 4].map((one) => news(one)),
    [],
  );
  const sent = (one: number, seconds: number, agoMs = 0) => {
    const sentAt = new Date(clock.now().getTime() - agoMs);
    return change(one, { sentAt, paidAt: new Date(sentAt.getTime() - seconds * 1000) });
  };
  await ledger.record('test', [sent(1, 4), sent(2, 6), sent(3, 90), sent(4, 5000, 25 * 3_600_000)]);
  const midnight = new Date('2026-03-02T00:00:00Z');
  expect(await ledger.figures(midnight)).toMatchObject({ sentToday: 3, medianSeconds: 6, p95Seconds: 90 });
});
