// Every page of the screen can be used by people who do not see it, or not well, and on a phone.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
let unpaired: SimulatedRig;
let sent = 0;
let needsSomebody = 0;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  [rig, unpaired] = await Promise.all([startSimulatedRig(), startSimulatedRig({ pairing: 'none' })]);
  await rig.shop.seedProducts([{ sku: 'LAMP-OLD', name: 'Lamp', stock: 5, price: '30.00' }]);
  sent = await rig.buy({ 'MUG-RED': 2, 'TEE-M': 1 });
  await rig.sent(sent);
  rig.peoplevox.floor.despatch({ order: String(sent), tracking: 'RM0001GB', carrier: 'Royal Mail' });
  await rig.run('recordDespatches');
  needsSomebody = await rig.buy({ 'LAMP-OLD': 1 });
  await until('an order needs somebody', async () => (await rig.order(needsSomebody)).attention?.length);
});
test.afterAll(async () => {
  await rig?.stop();
  await unpaired?.stop();
});

async function check(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .exclude('#a11y-speak-intro-text') // WordPress's own, for notices that are read out; outside our page on purpose
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.html),
  }));
  expect(found).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  const sticksOut = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(sticksOut, 'pixels that stick out on a phone').toBeLessThanOrEqual(0);
}

test('the first page', async ({ page }) => {
  await page.goto(unpaired.screen);
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await expect(page.getByText('The address is missing.')).toBeVisible();
  await check(page);
});

test('the overview, with something that needs somebody', async ({ page }) => {
  await page.goto(rig.screen);
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeVisible();
  await check(page);
});

test('what switching off means', async ({ page }) => {
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Switch off…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page);
});

test('the list of orders', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=orders`);
  await expect(page.getByRole('link', { name: `Order ${sent}` })).toBeVisible();
  await check(page);
});

test('an order that was despatched, with what was sent', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=orders&order=${sent}&rows=1`);
  await expect(page.getByRole('region', { name: 'Lines that would be sent' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('RM0001GB');
  await check(page);
});

test('an order that needs somebody', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=orders&order=${needsSomebody}`);
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeVisible();
  await check(page);
});

test('why a SKU has its number', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=stock&sku=MUG-RED`);
  await expect(page.getByRole('region', { name: 'Why a SKU has its number' })).toContainText('in the shop');
  await page.getByRole('button', { name: 'Ask Peoplevox what it has now' }).click();
  await expect(page.getByRole('table', { name: /asked/ })).toBeVisible();
  await check(page);
});

test('the settings, with a bad value', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await page.getByLabel('How often the shop is asked for changed orders, seconds', { exact: true }).fill('1');
  await expect(page.getByText('At least 5.')).toBeVisible();
  await check(page);
});

test('a copy of the shop', async ({ page }) => {
  const copy = await rig.shop.clone();
  await page.goto(await rig.serveScreen(copy.url));
  await expect(page.getByRole('heading', { name: 'This is a copy of the shop' })).toBeVisible();
  await check(page);
});

test('the notice that the sidecar is away, over the last known figures', async ({ page }) => {
  await page.goto(rig.screen);
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeVisible();
  await rig.sidecar.kill();
  await expect(page.getByText('Start it on its machine:')).toBeVisible();
  await check(page);
});
