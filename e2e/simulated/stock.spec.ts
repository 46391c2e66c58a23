// Why a SKU has its number: typed in, or by a link, with the orders that it is promised to.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';

let rig: SimulatedRig;
let order: number;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ settings: { 'orders.pollSeconds': 3600 } });
  await rig.run('updateStock');
  order = await rig.buy({ 'MUG-RED': 3 });
  await rig.run('updateStock');
});
test.afterAll(() => rig?.stop());

const card = (page: Page) => page.getByRole('region', { name: 'Why a SKU has its number' });
const stockCalls = () => rig.peoplevox.books.calls('GetReportData').length;

test('typed in, it says what the number is made of, and all can use the page', async ({ page }) => {
  await page.goto(rig.screen);
  await page.getByRole('link', { name: 'Stock', exact: true }).click();
  await expect(card(page)).toContainText('Type a SKU');
  await card(page).getByLabel('SKU').fill('MUG-RED');
  await card(page).getByLabel('SKU').press('Enter');
  const { stock } = await rig.shop.product('MUG-RED');
  await expect(card(page)).toContainText(`MUG-RED: ${stock} in the shop`);
  await expect(card(page)).toContainText(`So the shop should have ${stock}, and it has.`);
  await expect(card(page)).toContainText('3 units promised to orders');
  expect(new URL(page.url()).searchParams.get('sku')).toBe('MUG-RED');
  const { violations } = await new AxeBuilder({ page }).exclude('#a11y-speak-intro-text').analyze();
  expect(violations.map(({ id, help }) => ({ id, help }))).toEqual([]);
});

test('Peoplevox is asked only by the button, once for each press', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=stock&sku=MUG-RED`);
  await expect(card(page)).toContainText('in the shop');
  const before = stockCalls();
  await card(page).getByRole('button', { name: 'Ask Peoplevox what it has now' }).click();
  await expect(card(page).getByRole('table', { name: /asked/ }).getByRole('row')).toHaveCount(2);
  expect(stockCalls()).toBe(before + 1);
});

test('an order that units are promised to is one click away', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=stock&sku=MUG-RED`);
  await card(page)
    .getByRole('link', { name: String(order) })
    .click();
  await expect(page).toHaveURL(new RegExp(`order=${order}`));
});

test('a SKU that neither has is said so', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=stock&sku=NO-SUCH`);
  await expect(card(page)).toContainText('NO-SUCH is not written');
  await expect(card(page)).toContainText('The shop has no product with the SKU NO-SUCH.');
});
