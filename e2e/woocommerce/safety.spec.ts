// Nothing is sent twice, and nothing of a copy at all: a second sidecar, an emptied ledger, the shop under another address.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type JourneyName, journeyNames, type Overview } from '../../sidecar/http/schemas/overview.ts';
import type { ShopStatus } from '../../sidecar/woocommerce/contract.ts';
import { pickwave } from '../rig/pickwaveCommand.ts';
import type { SidecarProcess } from '../rig/sidecarProcess.ts';
import { send, signedRequest } from '../rig/signedRequest.ts';
import { type Rig, startRig } from '../rig/startRig.ts';
import { goLive, overviewOf, released, runJourney } from '../rig/story.ts';
import { until } from '../rig/until.ts';
import { type WatchedDoor, watchedDoor } from '../rig/watchedDoor.ts';
import type { PlacedOrder } from '../wordpress/customer.ts';
import { freePort } from '../wordpress/phpServer.ts';
import { signIn } from './signIn.ts';

let rig: Rig;
/** the way of the second sidecar to Peoplevox */
let door: WatchedDoor;
let second: SidecarProcess;
/** the third, at the address that the shop knows */
let emptied: SidecarProcess;
/** from when orders count, as staff were told when they went live first */
let countsFrom = '';
const folders: string[] = [];
const orders: PlacedOrder[] = [];
const trackedMails = () => rig.site.mails().filter((mail) => mail.message.includes('RM0001GB'));

test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);
test.beforeAll(async () => {
  rig = await startRig({
    env: { PICKWAVE_LEASE_SECONDS: '6' },
    settings: { 'orders.pollSeconds': 5 },
    sidecar: { dataDir: newDataDir() },
  });
  door = await watchedDoor(rig.peoplevox.url);
});
test.afterAll(async () => {
  await rig?.stop();
  await door?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pickwave-safety-'));
  folders.push(folder);
  return folder;
}
async function buy(sku: string, quantity: number): Promise<PlacedOrder> {
  const order = await rig.site.placeOrder({ lines: [{ sku, quantity }], email: 'once@customer.example' });
  orders.push(order);
  return order;
}
/** What `npx pickwave` says beside the sidecar that has this data directory. */
const command = (sidecar: SidecarProcess, ...args: string[]) =>
  pickwave(args, { PICKWAVE_DATA_DIR: sidecar.dataDir });
async function statusOf(sidecar: SidecarProcess): Promise<Overview & { running: boolean }> {
  return JSON.parse((await command(sidecar, 'status', '--json')).out);
}
async function shopStatus(): Promise<ShopStatus> {
  const { status, body } = await send(signedRequest(rig.site, rig.secret, 'status', {}));
  expect(status).toBe(200);
  return body;
}
/** How often each order was created, and what was ever saved of it: to be the same before and after. */
const written = (some: PlacedOrder[]) =>
  some.map(({ id }) => ({
    id,
    timesCreated: rig.peoplevox.books.order(String(id)).timesCreated,
    rows: rig.peoplevox.books.rows(String(id)).length,
  }));
function expectOnceAndWhole(): void {
  expect(written(orders).map(({ timesCreated }) => timesCreated)).toEqual(orders.map(() => 1));
  expect(rig.peoplevox.orders()).toHaveLength(orders.length);
}

test('a second sidecar on an empty ledger calls Peoplevox not once, live or not, and says that another is at work', async () => {
  countsFrom = await goLive(rig);
  const despatched = await buy('TEE-M', 2);
  await released(rig, despatched.id);
  rig.peoplevox.floor.despatch({
    order: String(despatched.id),
    tracking: 'RM0001GB',
    carrier: 'Royal Mail',
  });
  await runJourney(rig, 'recordDespatches');
  expect(trackedMails()).toHaveLength(1);

  second = await rig.startSidecar({
    port: await freePort(),
    dataDir: newDataDir(),
    peoplevox: { url: door.url, credentials: rig.peoplevox.credentials },
  });
  const holder = (await shopStatus()).lease.holder ?? '';
  const said = await until('the second sidecar knows that another works', async () => {
    const overview = await statusOf(second);
    return overview.problems.some(({ code }) => code === 'lease_elsewhere') && overview;
  });
  expect(said).toMatchObject({ running: true, lease: { held: false } });
  expect(said.problems[0]).toMatchObject({
    words: 'Another sidecar is at work for this shop',
    reason: expect.stringContaining(`${holder} works for this shop`),
    next: expect.stringContaining('Stop one of the two'),
  });

  // Somebody even switches it live, and asks it to work.
  expect((await command(second, 'live', 'on')).out).toContain('once this sidecar has its lease');
  const order = await buy('MUG-BLUE', 1);
  for (const journey of ['noticeOrders', 'sendOrders', 'updateStock'] satisfies JourneyName[]) {
    const { code, out, err } = await pickwave(['run', journey], {
      PICKWAVE_DATA_DIR: second.dataDir,
      PICKWAVE_PEOPLEVOX_URL: door.url,
      PICKWAVE_PEOPLEVOX_CLIENT_ID: rig.peoplevox.credentials.clientId,
      PICKWAVE_PEOPLEVOX_USERNAME: rig.peoplevox.credentials.username,
      PICKWAVE_PEOPLEVOX_PASSWORD: rig.peoplevox.credentials.password,
    });
    expect({ code, words: out + err }).toEqual({
      code: 1,
      words: expect.stringContaining('Stop one of the two'),
    });
  }
  await released(rig, order.id);
  expect((await shopStatus()).lease.holder).toBe(holder);
  expect(door.knocks).toEqual([]);
  expectOnceAndWhole();
});

test('when the first is killed the second takes over once the lease has run out, and sends nothing twice', async () => {
  const before = written(orders);
  await rig.sidecar.kill();
  const { lease } = await shopStatus();
  const waiting = await buy('NOTEBOOK', 3);
  await until('the second has the lease', async () => (await statusOf(second)).lease.held);
  await released(rig, waiting.id);
  await until('the second knows all that is open', async () => {
    const { orders: counts } = await statusOf(second);
    return counts.waitingToSend === 0 && counts.inPeoplevox === 2;
  });

  const ranOutAt = Date.parse(lease.expires_at ?? '');
  expect(door.knocks.length).toBeGreaterThan(0);
  expect(door.knocks[0]).toBeGreaterThanOrEqual(ranOutAt);
  console.log(
    `the second sidecar's first call came ${door.knocks[0] ? door.knocks[0] - ranOutAt : '?'} ms after the lease ran out`,
  );
  expect((await statusOf(second)).problems).toEqual([]);
  expect(written(orders.slice(0, -1))).toEqual(before);
  expectOnceAndWhole();
});

test('an emptied ledger, switched live again, sends and mails nothing twice and goes on with new orders', async () => {
  await second.stop();
  const before = written(orders);
  emptied = await rig.startSidecar({ dataDir: newDataDir() });
  await until('it has the lease', async () => (await overviewOf(rig)).lease.held);
  // The ledger knows of nothing, so it waits for a person; the shop remembers from when orders count.
  expect((await overviewOf(rig)).live).toEqual({ on: false, from: null, changedBy: null });
  expect(await goLive(rig)).toBe(countsFrom);

  const fresh = await buy('MUG-RED', 1);
  await released(rig, fresh.id);
  for (const journey of journeyNames) await runJourney(rig, journey);
  await until('it knows all that is open', async () => {
    const { orders: counts } = await statusOf(emptied);
    return counts.waitingToSend === 0 && counts.inPeoplevox === 3;
  });
  expect(written(orders.slice(0, -1))).toEqual(before);
  expectOnceAndWhole();
  expect(trackedMails()).toHaveLength(1);
  const tracking = await rig.site.wp<unknown[]>(
    "return wc_get_order($args)->get_meta('_wc_shipment_tracking_items');",
    orders[0]?.id,
  );
  expect(tracking).toHaveLength(1);
});

test('of a copy of the shop at another address nothing is sent, every route says why, and so does the screen', async ({
  page,
}) => {
  const { site, peoplevox, secret } = rig;
  const copyUrl = site.url.replace('127.0.0.1', 'localhost');
  writeFileSync(site.homeFile, copyUrl);
  const overview = await until('the sidecar knows that it is a copy', async () => {
    const now = await statusOf(emptied);
    return now.shop.state === 'copy' && now.journeys.every(({ state }) => state === 'waiting') && now;
  });
  expect(overview.shop.words).toContain(`${site.url}/`);
  expect(overview.shop.words).toContain(`${copyUrl}/`);
  expect(overview.problems.map(({ code }) => code)).toContain('shop_is_copy');

  const callsBefore = peoplevox.books.calls().length;
  const ofTheCopy = await site.placeOrder({ lines: [{ sku: 'MUG-BLUE', quantity: 1 }] });
  expect(ofTheCopy.status).toBe('processing');
  const status = await shopStatus();
  expect(status).toMatchObject({ frozen: true, bound_url: `${site.url}/`, shop_url: `${copyUrl}/` });
  const epoch = status.lease.epoch;
  const time = new Date().toISOString();
  const bodies: Record<string, object> = {
    lease: { holder: 'of-a-test', seconds: 30 },
    live: { epoch, on: true, from: time },
    orders: { limit: 10 },
    'orders/numbers': { epoch, numbers: [] },
    'orders/marks': { epoch, marks: [] },
    stock: { epoch, pass: 'pass-of-a-copy', read_at: time, reflected_before: time, items: [] },
    skus: { after: 0, limit: 10 },
    despatches: { epoch, despatches: [] },
  };
  for (const [path, body] of Object.entries(bodies))
    expect(await send(signedRequest(site, secret, path, body)), path).toMatchObject({
      status: 409,
      body: { code: 'pickwave_frozen', bound_url: `${site.url}/`, shop_url: `${copyUrl}/` },
    });

  await signIn(page, { ...site, url: copyUrl }, 'manager', 'admin.php?page=pickwave');
  await expect(page.getByRole('heading', { name: 'This is a copy of the shop' })).toBeVisible();
  await expect(page.getByText(`${site.url}/`, { exact: true })).toBeVisible();
  await expect(page.getByText(`${copyUrl}/`, { exact: true })).toBeVisible();
  await page.goto(`${copyUrl}/wp-admin/admin.php?page=wc-orders`);
  await expect(
    page.getByText(`This is a copy of the shop at ${site.url}/, standing at ${copyUrl}/`),
  ).toBeVisible();
  await page.close();

  expect(peoplevox.books.calls()).toHaveLength(callsBefore);
  expect(peoplevox.order(String(ofTheCopy.id))).toBeUndefined();

  rmSync(site.homeFile);
  orders.push(ofTheCopy); // here the copy and the shop share one database
  await released(rig, ofTheCopy.id);
  const after = await buy('TEE-S', 1);
  await released(rig, after.id);
  await until('nothing is the matter any more', async () => (await overviewOf(rig)).problems.length === 0);
  expectOnceAndWhole();
});

test('PHP had nothing to complain about in all this', () => {
  expect(rig.site.debugLog()).toBe('');
});
