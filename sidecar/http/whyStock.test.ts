// Why a SKU has its number: from the running sidecar between the two stand-ins, and what it costs in calls.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sidecar } from '../main.ts';
import { type AskOptions, askSigned, type Stage, startStage } from '../testing/stage.ts';
import type { StockWhyView } from './schemas/stock.ts';

let stage: Stage;
let sidecar: Sidecar;
let from = '';
const ask = (url: string, options: AskOptions = {}) => askSigned(sidecar, url, from, options);
const why = async (query: string) => {
  const reply = await ask(`/api/stock/why?${query}`);
  return { status: reply.statusCode, view: reply.json<StockWhyView>() };
};
const stockCalls = () => stage.peoplevox.books.calls('GetReportData').length;

beforeAll(async () => {
  stage = await startStage();
  sidecar = await stage.open();
  await sidecar.ready();
  const { installation_id } = await stage.shop.state();
  from = `shop ${installation_id} ${stage.shop.url.replace('http://', '')} 7;Zo%C3%AB;manage`;
  await ask('/api/live', { body: { on: true } });
});
afterAll(() => stage.stop());

test('before it was read there is no number to explain, and Peoplevox is not asked', async () => {
  const { view } = await why('sku=SCARF-RED');
  expect(view).toMatchObject({ right: false, stock: 100, target: null, available: null, sites: null });
  expect(view.words).toContain('No reading of Peoplevox’s stock report has had a row of it.');
  expect(stockCalls()).toBe(0);
});

test('read and sold: the promise is told by order, and the shop has what it should', async () => {
  const { order } = await stage.shop.placeOrder({ lines: [{ sku: 'SCARF-RED', quantity: 3 }] });
  const ran = await sidecar.local.inject({
    method: 'POST',
    url: '/local/journeys/updateStock/run',
    headers: { authorization: `Bearer ${sidecar.token}` },
  });
  expect(ran.json()).toMatchObject({ ok: true });
  const before = stockCalls();
  const { view } = await why('sku=SCARF-RED');
  expect(view).toMatchObject({
    right: true,
    stock: 97,
    target: 97,
    available: { units: 100 },
    promised: 3,
    orders: [{ id: order.id, number: String(order.id), status: 'processing', units: 3 }],
    held: false,
  });
  expect(stockCalls()).toBe(before);
});

test('asked now, by one call, site by site', async () => {
  stage.peoplevox.floor.receive({ item: 'SCARF-RED', quantity: 5 });
  const before = stockCalls();
  const { view } = await why('sku=SCARF-RED&now=1');
  expect(view.sites).toMatchObject([{ available: 105, sold: true }]);
  expect(view.available?.units).toBe(100);
  expect(stockCalls()).toBe(before + 1);
});

test('a SKU that neither has is said so, and a missing one is refused', async () => {
  const { status, view } = await why('sku=NO-SUCH');
  expect(status).toBe(200);
  expect(view.words[0]).toBe('The shop has no product with the SKU NO-SUCH.');
  expect((await why('now=1')).status).toBe(400);
});
