// Going live, what the overview says of it, and the journeys: run now, pause, resume.

import { expect, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ live: false, settings: { 'orders.pollSeconds': 3600 } });
  await until('the sidecar works for the shop', async () => (await rig.overview()).lease.held);
});
test.afterAll(() => rig?.stop());

const row = (name: string) => ({ name: new RegExp(`^${name}`) });

test('going live says what will happen, and can be left for later', async ({ page }) => {
  const early = await rig.buy({ 'MUG-RED': 1 });
  await page.goto(rig.screen);
  await expect(page.getByRole('heading', { name: 'Not live' })).toBeVisible();
  await expect(page.getByText('Look at the settings first, then go live.')).toBeVisible();
  await page.getByRole('button', { name: 'Go live…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Go live?' });
  await expect(dialog).toContainText('go to Peoplevox by themselves, within seconds');
  await expect(dialog).toContainText('Orders paid before that stay where they are');
  await expect(dialog).toContainText('stock becomes what Peoplevox has available, less what is promised');
  await expect(dialog).toContainText('tells the customer');
  await dialog.getByRole('button', { name: 'Not yet' }).click();
  await expect(dialog).toBeHidden();
  expect((await rig.shop.state()).live.on).toBe(false);
  expect(rig.peoplevox.order(String(early))).toBeUndefined();
});

test('once live, the overview says since when and who switched it, and an order goes over by itself', async ({
  page,
}) => {
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Go live…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click();
  await expect(page.getByText('Live. Orders go to Peoplevox by themselves.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Live', exact: true })).toBeVisible();
  await expect(page.getByText('Orders count that were paid since')).toBeVisible();
  await expect(page.getByText('Switched on by Demo staff')).toBeVisible();
  await expect(page.getByText('No order has been paid yet.')).toBeVisible();

  const { from } = (await rig.shop.state()).live;
  await until('the next second', () => Date.now() > Date.parse(from ?? '') + 1000, { everyMs: 20 });
  await rig.sent(await rig.buy({ 'MUG-RED': 2 }));
  await expect(page.getByText('All paid orders are in Peoplevox.')).toBeVisible();
  const card = page.getByRole('region', { name: 'Orders → Peoplevox' });
  await expect(card).toContainText('0 orders waiting');
  await expect(card).toContainText('1 in Peoplevox');
  await expect(card).toContainText('1 sent today');
  await expect(page.getByRole('region', { name: 'Peoplevox', exact: true })).toContainText('Answering');
  await expect(page.getByText('Nothing needs you')).toBeVisible();
});

test('"Run now" reads the stock at once, and the row says when it last went well', async ({ page }) => {
  rig.peoplevox.floor.receive({ item: 'TEE-L', quantity: 7 });
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Run now: Update stock' }).click();
  await expect(page.getByText('It runs now.')).toBeVisible();
  await until('the shop shows the new stock', async () => (await rig.shop.product('TEE-L')).stock === 107);
  await expect(page.getByRole('row', row('Update stock'))).toContainText(/(just now|seconds? ago|s ago)/);
});

test('a paused journey says so and does nothing until it is resumed', async ({ page }) => {
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Pause: Send orders' }).click();
  await expect(page.getByText('Send orders is paused until you resume it.')).toBeVisible();
  await expect(page.getByRole('row', row('Send orders'))).toContainText('Paused');
  const waiting = await rig.buy({ 'MUG-BLUE': 1 });
  await expect(page.getByRole('link', { name: '1 order waiting' })).toBeVisible();
  expect(rig.peoplevox.order(String(waiting))).toBeUndefined();

  await page.getByRole('button', { name: 'Resume: Send orders' }).click();
  await expect(page.getByText('Send orders goes on.')).toBeVisible();
  await rig.sent(waiting);
  await expect(page.getByRole('row', row('Send orders'))).not.toContainText('Paused');
});

test('switched off, orders wait; switched on again, they go', async ({ page }) => {
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Switch off…' }).click();
  const off = page.getByRole('dialog', { name: 'Switch Pickwave off?' });
  await expect(off).toContainText('What is in Peoplevox already is picked and shipped as usual.');
  await off.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByRole('heading', { name: 'Not live' })).toBeVisible();
  const waiting = await rig.buy({ 'MUG-BLUE': 1 });

  await page.getByRole('button', { name: 'Switch on again…' }).click();
  const on = page.getByRole('dialog');
  await expect(on).toContainText('when it first went live');
  expect(rig.peoplevox.order(String(waiting))).toBeUndefined();
  await on.getByRole('button', { name: 'Go live' }).click();
  await rig.sent(waiting);
});
