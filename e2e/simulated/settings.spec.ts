// Settings: a bad one is named at its field and changes nothing, a good one stays; and what stops a start is said all together.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../scripts/lib/run.mjs';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ live: false });
});
test.afterAll(() => rig?.stop());

const poll = 'How often the shop is asked for changed orders, seconds';
const prefix = 'Prefix of the sales order number';
const saved = async (key: string) => {
  const { body } = await rig.api<{ settings: { key: string; value: unknown }[] }>('settings');
  return body.settings.find((one) => one.key === key)?.value;
};

test('a number out of range is said at its field before it is sent, and nothing is saved', async ({
  page,
}) => {
  await page.goto(`${rig.screen}?tab=settings`);
  const field = page.getByLabel(poll, { exact: true });
  await field.fill('1');
  await expect(field).toHaveAccessibleErrorMessage('At least 5.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(field).toBeFocused();
  await expect(page.getByText('1 setting changed, not saved yet')).toBeVisible();
  expect(await saved('orders.pollSeconds')).toBe(60);
});

test('what the sidecar refuses is named at its field, and the good value beside it is not saved either', async ({
  page,
}) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await page.getByLabel(prefix, { exact: true }).fill('no spaces');
  await page.getByLabel(poll, { exact: true }).fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Nothing was saved\. orders\.numberPrefix/)).toBeVisible();
  await expect(page.getByLabel(prefix, { exact: true })).toHaveAccessibleErrorMessage(
    /orders\.numberPrefix cannot be "no spaces"/,
  );
  await expect(page.getByLabel(prefix, { exact: true })).toBeFocused();
  await expect(page.getByLabel(poll, { exact: true })).not.toHaveAttribute('aria-invalid', 'true');
  expect(await saved('orders.pollSeconds')).toBe(60);
  expect(await saved('orders.numberPrefix')).toBe('');
});

test('what is saved counts at once and is still there after the sidecar was killed and started again', async ({
  page,
}) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await page.getByLabel(prefix, { exact: true }).fill('SHOP-');
  await page.getByLabel(poll, { exact: true }).fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. The sidecar works by it from now on.')).toBeVisible();
  await expect(page.getByText('not saved yet')).toBeHidden();

  await rig.sidecar.kill();
  await rig.startSidecar();
  await page.reload();
  await expect(page.getByLabel(prefix, { exact: true })).toHaveValue('SHOP-');
  await expect(page.getByLabel(poll, { exact: true })).toHaveValue('45');
  await rig.goLive();
  const id = await rig.buy({ 'MUG-RED': 1 });
  await until('it goes under the new prefix', () => rig.peoplevox.order(`SHOP-${id}`));
});

test('what the environment sets cannot be changed on the screen, which says so', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=settings`);
  const field = page.getByLabel('How often despatches are read, seconds', { exact: true });
  await expect(field).toBeDisabled();
  await expect(page.locator('[data-setting="despatch.everySeconds"]')).toContainText(/environment/);
});

test('a start with several bad settings stops and names all of them together', async () => {
  const child = spawn(process.execPath, [join(root, 'sidecar/bin/pickwave.mjs'), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      PICKWAVE_DATA_DIR: rig.sidecar.dataDir,
      PICKWAVE_PORT: 'eighty',
      PICKWAVE_SHOP_URL: 'shop.example',
      PICKWAVE_SHOP_SECRET: 'short',
      PICKWAVE_PEOPLEVOX_URL: 'ftp://peoplevox.example',
      PICKWAVE_SETTINGS_ORDERS_POLLSECONDS: '1',
      PICKWAVE_SETTINGS_ORDERS_POLSECONDS: '60',
    },
  });
  let said = '';
  child.stderr.on('data', (part) => {
    said += part;
  });
  const [code] = await once(child, 'close');
  expect(code).not.toBe(0);
  for (const name of [
    'PICKWAVE_PORT is "eighty"',
    'PICKWAVE_SHOP_URL is "shop.example"',
    'PICKWAVE_SHOP_SECRET is too short',
    'PICKWAVE_PEOPLEVOX_URL is "ftp://peoplevox.example"',
    'PICKWAVE_PEOPLEVOX_CLIENT_ID is not set',
    'PICKWAVE_PEOPLEVOX_USERNAME is not set',
    'PICKWAVE_PEOPLEVOX_PASSWORD is not set',
    'PICKWAVE_SETTINGS_ORDERS_POLLSECONDS: orders.pollSeconds cannot be 1',
    'PICKWAVE_SETTINGS_ORDERS_POLSECONDS: it names no setting',
  ])
    expect(said).toContain(name);
  expect(said).not.toContain('at Object');
});
