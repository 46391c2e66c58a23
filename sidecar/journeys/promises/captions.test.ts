// A tenant whose template columns have other captions (peoplevox-api.md 3.1; mission row O2): read with GetSaveTemplate, and a missing one named before the first order goes.

import { afterEach, expect, test } from 'vitest';
import { createTemplateWatch } from '../../running/templateWatch.ts';
import { expectSent, placeBatch, untilSettled } from '../testing/batch.ts';
import { type Bench, startBench } from '../testing/bench.ts';
import { passTime } from '../testing/passTime.ts';

let bench: Bench;
afterEach(() => bench.stop());

const captions = {
  'Sales orders': { ContactName: 'Recipient', SalesOrderNumber: 'Order no' },
  'Sales order items': { SalesOrderNumber: 'Order no', ItemCode: 'SKU code' },
};
const named = {
  'Sales orders.ContactName': 'Recipient',
  'Sales orders.SalesOrderNumber': 'Order no',
  'Sales order items.SalesOrderNumber': 'Order no',
  'Sales order items.ItemCode': 'SKU code',
};

/** As the sidecar runs it beside the journeys. */
const templateWatch = () =>
  createTemplateWatch({
    lacking: bench.warehouse.lackingColumns,
    read: () => bench.warehouse.missingColumns(),
    mayAsk: () => true,
    problems: bench.ledger,
    clock: bench.clock,
    log: { warn: () => {} },
  });
const saves = () => bench.peoplevox.books.calls('SaveData').length;

test('renamed captions that settings name are written and read under their names', async () => {
  bench = await startBench({
    peoplevox: { toggles: { captions } },
    settings: (all) => {
      all.peoplevox.columns = named;
    },
  });
  const orders = await placeBatch(bench, 3);
  await untilSettled(bench, orders);
  await expectSent(bench, orders);
  expect(bench.peoplevox.order(String(orders[0]?.id))?.columns.ContactName).toBe('Jo Bloggs');
});

test('a renamed caption that nobody named is told before the first order goes; nothing is sent until it is, and then all go', async () => {
  bench = await startBench({ peoplevox: { toggles: { captions } } });
  await templateWatch().look();
  const [problem] = await bench.ledger.openProblems(10);
  expect(problem).toMatchObject({ code: 'template_column_missing', orderId: null });
  expect(problem?.reason).toContain('"Sales orders" lacks SalesOrderNumber');

  const orders = await placeBatch(bench, 3);
  await passTime(bench, bench, 5);
  expect({ saves: saves(), orders: bench.peoplevox.orders() }).toEqual({ saves: 0, orders: [] });
  expect((await bench.ledger.openProblems(10)).map(({ code }) => code)).toEqual(['template_column_missing']);

  bench.settings.peoplevox.columns = named;
  await templateWatch().look();
  await untilSettled(bench, orders);
  await expectSent(bench, orders);
});
