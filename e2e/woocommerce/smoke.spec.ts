// The ground that the other specs stand on: the plugin lives in a real WooCommerce, and nothing complains.

import { expect, test } from '@playwright/test';
import { type Site, startWordPress } from '../wordpress/startWordPress.ts';
import { signIn } from './signIn.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startWordPress();
});
test.afterAll(() => site?.stop());
test.afterEach('nothing is in the log of PHP', () => {
  expect(site.debugLog()).toBe('');
});

test('an order placed in the shop is in the list of orders', async ({ page }) => {
  const order = await site.placeOrder({ lines: [{ sku: 'TEE-M', quantity: 2 }] });
  await signIn(page, site, 'manager', 'admin.php?page=wc-orders');
  const row = page.getByRole('row', { name: new RegExp(`#${order.number} Ada Byron`) });
  await expect(row).toContainText('Processing');
});

test('the plugin is active and can be switched off and on again', async ({ page }) => {
  await signIn(page, site, 'admin', 'plugins.php');
  const row = page.getByRole('row', { name: /Pickwave/ });
  await row.getByRole('link', { name: /^Deactivate/ }).click();
  await expect(page.getByText('Plugin deactivated.')).toBeVisible();
  await row.getByRole('link', { name: /^Activate/ }).click();
  await expect(page.getByText('Plugin activated.')).toBeVisible();
});

test('the screen opens under the WooCommerce menu', async ({ page }) => {
  await signIn(page, site, 'manager', 'index.php');
  const menu = page.getByRole('navigation', { name: 'Main menu' });
  await menu.getByRole('link', { name: 'WooCommerce', exact: true }).hover();
  await menu.getByRole('link', { name: 'Pickwave' }).click();
  await expect(page.getByRole('heading', { name: 'Pickwave' }).first()).toBeVisible();
});

test('the shop uses its own order tables', async () => {
  const uses = await site.wp<boolean>(
    'return \\Automattic\\WooCommerce\\Utilities\\OrderUtil::custom_orders_table_usage_is_enabled();',
  );
  expect(uses).toBe(true);
});

test('a customer is told about the order by mail', async () => {
  const order = await site.placeOrder({
    lines: [{ sku: 'MUG-BLUE', quantity: 1 }],
    email: 'eve@customer.example',
  });
  const mail = site.mails().find(({ to }) => to.includes('eve@customer.example'));
  expect(mail?.message).toContain(order.number);
});
