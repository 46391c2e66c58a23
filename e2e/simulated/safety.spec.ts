// What must never send anything twice, or anything at all: a second sidecar, an emptied ledger, a copy of the shop.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SidecarProcess } from '../rig/sidecarProcess.ts';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';
import { freePort } from '../wordpress/phpServer.ts';

let rig: SimulatedRig;
let first: SidecarProcess;
const folders: string[] = [];
const emptyFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-empty-'));
  folders.push(folder);
  return folder;
};
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ settings: { 'orders.pollSeconds': 5 } });
  first = rig.sidecar;
  for (const units of [1, 2, 3]) await rig.sent(await rig.buy({ 'MUG-RED': units }));
});
test.afterAll(async () => {
  await rig?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const made = () => rig.peoplevox.orders().length;
const nothingTwice = () => {
  for (const number of rig.peoplevox.books.orderNumbers())
    expect(rig.peoplevox.books.order(number).timesCreated).toBe(1);
};
/** The connection of the shop's screen is the plugin's: it is moved to the sidecar that is asked. */
const lookAt = (sidecar: SidecarProcess) =>
  rig.shop.pairByConstants(sidecar.url, rig.sidecarOptions.shop?.secret ?? '');

test('a second sidecar on an empty ledger says that another one is at work, and calls nobody', async ({
  page,
}) => {
  const second = await rig.startSidecar({ port: await freePort(), dataDir: emptyFolder() });
  await lookAt(second);
  await page.goto(rig.screen);
  await expect(page.getByText('This sidecar does not work at the moment.')).toBeVisible();
  await expect(page.getByText('Stop one of the two.').first()).toBeVisible();
  const { lease, problems } = await rig.overview();
  expect(lease.held).toBe(false);
  expect(problems.map((one) => one.code)).toContain('lease_elsewhere');

  const logins = rig.peoplevox.books.calls('Authenticate').length;
  for (const name of ['sendOrders', 'updateStock', 'followOrders']) {
    const { body } = await rig.api<{ started: boolean; words: string }>(`journeys/${name}/run`, {
      method: 'POST',
      body: {},
    });
    expect(body.started).toBe(false);
    expect(body.words).not.toBe('');
  }
  // The first one works on meanwhile, with the session it has.
  await lookAt(first);
  const id = await rig.buy({ 'TEE-L': 1 });
  await rig.sent(id);
  expect(rig.peoplevox.books.calls('Authenticate')).toHaveLength(logins);
  nothingTwice();
  await lookAt(second);
});

test('once the first is killed the second takes over; switched live, it sends nothing twice', async ({
  page,
}) => {
  await first.kill();
  await page.goto(rig.screen);
  await until('the second works for the shop', async () => (await rig.overview()).lease.held);
  await expect(page.getByText('This sidecar does not work at the moment.')).toBeHidden();
  const before = made();
  await rig.goLive();
  await rig.run('noticeOrders');
  await until(
    'it knows every order',
    async () => (await rig.api<{ orders: { transfer: string }[] }>('orders')).body.orders.length >= before,
  );
  await until('nothing is on its way', async () => (await rig.overview()).orders.waitingToSend === 0);
  expect(made()).toBe(before);
  await rig.sent(await rig.buy({ 'TEE-M': 1 }));
  expect(made()).toBe(before + 1);
  nothingTwice();
});

test('an emptied ledger finds what was sent, and sends only what is new', async () => {
  await rig.sidecar.kill();
  const before = made();
  await rig.startSidecar({ dataDir: emptyFolder(), port: Number(new URL(rig.sidecar.url).port) });
  expect((await rig.overview()).live.on).toBe(false);
  await rig.goLive();
  const id = await rig.buy({ 'MUG-BLUE': 1 });
  await rig.sent(id);
  await rig.run('noticeOrders');
  await until('nothing is on its way', async () => (await rig.overview()).orders.waitingToSend === 0);
  expect(made()).toBe(before + 1);
  nothingTwice();
});

test('a copy of the shop at another address does nothing, and its screen names both addresses', async ({
  page,
}) => {
  const copy = await rig.shop.clone();
  const before = { orders: made(), rows: rig.peoplevox.books.rows().length };
  await page.goto(await rig.serveScreen(copy.url));
  await expect(page.getByRole('heading', { name: 'This is a copy of the shop' })).toBeVisible();
  await expect(page.getByText('no order is sent, no stock is written, no customer is mailed')).toBeVisible();
  await expect(page.getByText(copy.url)).toBeVisible();
  await expect(page.getByText(rig.shop.url)).toBeVisible();

  const leases = (await copy.books()).entries.filter(({ kind }) => kind === 'lease').length;
  const { order } = await copy.placeOrder({ lines: [{ sku: 'MUG-RED', quantity: 1 }] });
  await copy.settled();
  expect(
    (await copy.books()).entries.filter((entry) => entry.kind === 'trigger' && entry.order_id === order.id),
  ).toEqual([]);
  // A sidecar beside the copy, with the secret that was copied along, asks who it works for and leaves it at that.
  const known = (await copy.books()).requests.length;
  const heard = async () => (await copy.books()).requests.slice(known);
  const beside = await rig.startSidecar({
    port: await freePort(),
    dataDir: emptyFolder(),
    shop: { url: copy.url, secret: rig.sidecarOptions.shop?.secret ?? '' },
  });
  await until('it has heard that this is a copy', async () =>
    (await heard()).some(({ route, status }) => route.endsWith('shop/status') && status === 200),
  );
  await rig.run('noticeOrders'); // the real shop's sidecar goes on meanwhile
  await beside.stop();
  expect(
    (await heard()).filter(({ route, status }) => !route.endsWith('shop/status') && status === 200),
  ).toEqual([]);
  expect((await copy.books()).entries.filter(({ kind }) => kind === 'lease').length).toBe(leases);
  expect({ orders: made(), rows: rig.peoplevox.books.rows().length }).toEqual(before);
  expect((await rig.overview()).shop.state).toBe('answering');
});
