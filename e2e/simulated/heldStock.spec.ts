// Many SKUs fall to zero at once: a person looks at their numbers and says whether the warehouse is right.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';

const many = Array.from({ length: 8 }, (_, place) => `SOCKS-${place}`);
let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ settings: { 'stock.maxToZero': 5 } });
  await rig.shop.seedProducts(many.map((sku) => ({ sku, name: sku, stock: 10, price: '4.00' })));
  rig.peoplevox.seed({ items: many.map((code) => ({ code, stock: 10 })) });
  await rig.run('updateStock');
  for (const item of many) rig.peoplevox.floor.writeOff({ item, quantity: 10 });
  await rig.run('updateStock');
});
test.afterAll(() => rig?.stop());

const card = (page: Page) => page.getByRole('region', { name: 'Stock that was not written, to be safe' });
const inShop = async (sku: string) => (await rig.shop.product(sku)).stock;

test('they are shown with both numbers, the shop keeps its own, and all can use the card', async ({
  page,
}) => {
  await page.goto(rig.screen);
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toContainText('Merchandising');
  await expect(card(page)).toContainText('8 SKUs would fall to zero at once by the last reading.');
  await expect(card(page).getByRole('row', { name: /^SOCKS-3/ })).toContainText('100'); // 10 written last, 0 read
  expect(await inShop('SOCKS-3')).toBe(10);
  const { violations } = await new AxeBuilder({ page }).exclude('#a11y-speak-intro-text').analyze();
  expect(violations.map(({ id, help }) => ({ id, help }))).toEqual([]);
});

test('one is applied and written, one is discarded and kept, and that is taken back', async ({ page }) => {
  await page.goto(rig.screen);
  await card(page).getByRole('button', { name: 'Apply: SOCKS-0' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is SOCKS-0 sold out?' });
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => inShop('SOCKS-0')).toBe(0);

  await card(page).getByRole('button', { name: 'Discard: SOCKS-1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  const row = card(page).getByRole('row', { name: /^SOCKS-1/ });
  await expect(row).toContainText('Kept as it is until Peoplevox has units of it.');
  await row.getByRole('button', { name: 'Take back: SOCKS-1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(card(page).getByRole('button', { name: 'Discard: SOCKS-1' })).toBeEnabled();
  expect(await inShop('SOCKS-1')).toBe(10);
});

test('the rest is discarded at once, and nobody is called any more', async ({ page }) => {
  await page.goto(rig.screen);
  await card(page)
    .getByRole('button', { name: /^Discard all/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeHidden();
  await expect(card(page)).toContainText('SKUs are kept as they are, as somebody decided.');
  expect(await inShop('SOCKS-5')).toBe(10);
  for (const item of many) rig.peoplevox.floor.receive({ item, quantity: 3 });
  await rig.run('updateStock');
  await expect(card(page)).toBeHidden({ timeout: 15_000 });
  expect(await inShop('SOCKS-5')).toBe(3);
});
