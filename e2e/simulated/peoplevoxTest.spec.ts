// The test of this Peoplevox: asked for with what it writes, followed while it runs, reported with what became of its orders.

import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ live: false, settings: { 'probe.waitSeconds': 5 } });
  await until('calls to Peoplevox are allowed', async () => (await rig.overview()).lease.held);
});
test.afterAll(() => rig?.stop());

const card = (page: Page) =>
  page.getByRole('region', { name: 'What Pickwave found out about this Peoplevox' });

test('nothing is sent without an item code, and what is missing is said at its field', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await card(page).getByText('The 13 questions it asks').click();
  await expect(card(page).getByText('Not asked yet.')).toHaveCount(13);
  await card(page).getByRole('button', { name: 'Test this Peoplevox…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Test this Peoplevox?' });
  await expect(dialog).toContainText('Up to 4 test orders named PW-TEST-…');
  await dialog.getByRole('button', { name: 'Start the test' }).click();
  await expect(dialog.getByLabel('Item code with at least 5 units available')).toHaveAccessibleErrorMessage(
    'Name an item code.',
  );
  expect((await rig.api<{ run: unknown }>('probe')).body.run).toBeNull();
});

test('an item code that Peoplevox does not have is said, and is there to be corrected', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await card(page).getByRole('button', { name: 'Test this Peoplevox…' }).click();
  const field = page.getByLabel('Item code with at least 5 units available');
  await field.fill('TEE-N');
  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(card(page)).toContainText('Peoplevox has no item code "TEE-N". Name one that it has.');
  await card(page).getByRole('button', { name: 'Test this Peoplevox…' }).click();
  await expect(field).toHaveValue('TEE-N');
});

test('a test is followed step by step, and its report says what became of its orders', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await card(page).getByRole('button', { name: 'Test this Peoplevox…' }).click();
  await page.getByLabel('Item code with at least 5 units available').fill('TEE-M');
  await page.getByLabel('Test orders may be allocated for a moment').check();
  await page.getByRole('button', { name: 'Start the test' }).click();
  await expect(card(page).getByRole('progressbar', { name: 'Progress of the test' })).toBeVisible();
  await expect(card(page)).toContainText(/Step \d+ of 11: .*you may leave this page/);
  await expect(card(page)).toContainText('Tested with TEE-M', { timeout: 45_000 });
  // 12: stock was not read yet, so whether a sold-out item keeps its row cannot be told
  await expect(card(page)).toContainText('12 of 13 questions are answered.');
  await expect(card(page)).toContainText(/Its test orders are cancelled or deleted again: PW-TEST-/);
  await expect(card(page)).toContainText(/the margin in Settings is 0 s\. Set it to \d+ s or more/);
});

test('while the sidecar is away the last known is dated, and no test can be asked for', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await expect(card(page)).toContainText('Tested with TEE-M');
  await rig.sidecar.kill();
  await expect(card(page)).toContainText('What was last known:');
  await expect(card(page).getByRole('button', { name: 'Test this Peoplevox…' })).toBeDisabled();
});
