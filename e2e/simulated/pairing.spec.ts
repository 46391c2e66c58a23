// From the first look to a paired shop, and out again, as a person does it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ pairing: 'none' });
});
test.afterAll(() => rig?.stop());

/** What `npx pickwave pair` prints on the sidecar's machine, asked at the door that it asks. */
async function printedCode(): Promise<string> {
  const door = JSON.parse(readFileSync(join(rig.sidecar.dataDir, 'door.json'), 'utf8'));
  const answer = await fetch(`${door.url}/local/pairing-code`, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.token}` },
  });
  return ((await answer.json()) as { code: string }).code;
}
async function typeIn(page: Page, { address, code }: { address: string; code: string }) {
  await page.getByLabel('Address of the sidecar').fill(address);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
}
/** What stands at a field, as it is read out. */
const saidAt = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).evaluate((field) => {
    const ids = `${field.getAttribute('aria-describedby') ?? ''} ${field.getAttribute('aria-errormessage') ?? ''}`;
    const words = ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '');
    return `${field.getAttribute('aria-invalid')} ${words.join(' ')}`;
  });

test('the first page says what Pickwave is and the two steps to begin', async ({ page }) => {
  await page.goto(rig.screen);
  await expect(page.getByRole('heading', { name: /two steps/i })).toBeVisible();
  await expect(page.getByText('Nothing is sent or written before you go live.')).toBeVisible();
  await expect(page.getByText('npx pickwave serve')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pair', exact: true })).toBeVisible();
});

test('the sidecar, started without a shop, prints its address and a code', async () => {
  expect(rig.sidecar.output()).toContain(`Pickwave listens on ${rig.sidecar.url}`);
  expect(rig.sidecar.output()).toMatch(/\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/);
});

test('an empty field, a wrong address and a wrong code are said at the field they are about', async ({
  page,
}) => {
  await page.goto(rig.screen);
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  expect(await saidAt(page, 'Address of the sidecar')).toMatch(/^true.*The address is missing/);
  await expect(page.getByLabel('Address of the sidecar')).toBeFocused();

  await typeIn(page, { address: '127.0.0.1:9', code: 'AAAAA-AAAAA' });
  await expect(page.getByText('Nobody answers at that address.')).toBeVisible();
  expect(await saidAt(page, 'Address of the sidecar')).toMatch(/^true.*Nobody answers/);

  await typeIn(page, { address: rig.sidecar.url, code: 'AAAAA-AAAAA' });
  await expect(page.getByText('That is not the code the sidecar printed.')).toBeVisible();
  expect(await saidAt(page, 'Code')).toMatch(/^true.*not the code the sidecar printed/);
  expect(await saidAt(page, 'Address of the sidecar')).not.toMatch(/^true/);
  expect((await rig.shop.state()).paired).toBe(false);
});

test('a code that was guessed at five times is no longer good, and the way to a new one is shown', async ({
  page,
}) => {
  const code = await printedCode();
  for (let guess = 0; guess < 5; guess += 1)
    await expect(rig.shop.pair(rig.sidecar.url, 'AAAAA-AAAAA')).rejects.toThrow();
  await page.goto(rig.screen);
  await typeIn(page, { address: rig.sidecar.url, code });
  await expect(page.getByText('That code is no longer good.')).toBeVisible();
  expect(await saidAt(page, 'Code')).toMatch(/^true.*npx pickwave pair/);
});

test('the right code pairs, however it is typed, and nothing is sent by that', async ({ page }) => {
  const code = await printedCode();
  await page.goto(rig.screen);
  await typeIn(page, {
    address: `  ${rig.sidecar.url}/ `,
    code: ` ${code.toLowerCase().replace('-', ' ')} `,
  });
  await expect(page.getByRole('button', { name: 'Go live…' })).toBeVisible();
  await expect(page.getByText('Paired. Nothing is sent before you go live.')).toBeVisible();
  expect(await rig.shop.state()).toMatchObject({ paired: true, live: { on: false } });
  expect(rig.peoplevox.orders()).toEqual([]);
});

test('unpairing says what it means first, then leads back to the first page; pairing again goes on', async ({
  page,
}) => {
  await page.goto(`${rig.screen}?tab=settings`);
  await page.getByRole('button', { name: 'Unpair…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('paid orders wait in the shop');
  await dialog.getByRole('button', { name: 'Stay paired' }).click();
  expect((await rig.shop.state()).paired).toBe(true);

  await page.getByRole('button', { name: 'Unpair…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unpair' }).click();
  await expect(page.getByRole('heading', { name: /two steps/i })).toBeVisible();
  expect((await rig.shop.state()).paired).toBe(false);

  await typeIn(page, { address: rig.sidecar.url, code: await printedCode() });
  await expect(page.getByRole('button', { name: 'Unpair…' })).toBeVisible();
});
