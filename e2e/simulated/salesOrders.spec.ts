// A sales order was cancelled, merged or lost in Peoplevox: what staff say about it, in the browser.

import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig();
});
test.afterAll(() => rig?.stop());

const sentOrder = async () => {
  const id = await rig.buy({ 'MUG-RED': 2 });
  await rig.sent(id);
  await rig.run('followOrders');
  return id;
};
const needs = (id: number, code: string) =>
  until(`order ${id} needs somebody: ${code}`, async () =>
    (await rig.order(id)).attention.some((one) => one.code === code),
  );
async function cancelledOrder(): Promise<number> {
  const id = await sentOrder();
  rig.peoplevox.floor.cancel({ order: String(id) });
  await rig.run('followOrders');
  await needs(id, 'cancelled_in_peoplevox');
  return id;
}
async function choose(page: Page, id: number, item: string) {
  await page.getByRole('button', { name: `More for order ${id}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
const open = (page: Page, id: number) => page.goto(`${rig.screen}?tab=orders&order=${id}`);
const story = (page: Page) => page.getByRole('region', { name: 'What happened' });
const needsSomebody = (page: Page) => page.getByRole('region', { name: 'What needs somebody' });

test('a merged order is linked: what it is in Peoplevox is shown first, then it is followed', async ({
  page,
}) => {
  const id = await sentOrder();
  rig.peoplevox.floor.merge({ order: String(id), into: 'ALL-7' });
  await rig.run('followOrders');
  await needs(id, 'cancelled_in_peoplevox');
  await open(page, id);
  await expect(needsSomebody(page)).toContainText('link to that sales order');
  await choose(page, id, 'Link to a sales order…');
  const dialog = page.getByRole('dialog', { name: `Link order ${id} to a sales order` });
  await dialog.getByLabel('Sales order number in Peoplevox').fill('NOBODY');
  await dialog.getByRole('button', { name: 'Look it up' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Peoplevox has no sales order NOBODY.');
  await dialog.getByLabel('Sales order number in Peoplevox').fill('ALL-7');
  await dialog.getByRole('button', { name: 'Look it up' }).click();
  await expect(dialog).toContainText('ALL-7, Allocated');
  await expect(dialog).toContainText('2 × MUG-RED');
  await expect(dialog).toContainText('It has what the order wants.');
  await expect(dialog).toContainText(`${id} is Cancelled in Peoplevox. The order goes by ALL-7 instead.`);
  expect((await rig.order(id)).salesOrderNumber).toBe(String(id));
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: `Order ${id} · Allocated` })).toBeVisible();
  await expect(needsSomebody(page)).toHaveCount(0);
  await expect(story(page)).toContainText(`${id} was cancelled in Peoplevox · it goes by ALL-7 since`);
});

test('sent again under a new number: never while the old one is open, and taken back in time', async ({
  page,
}) => {
  const id = await cancelledOrder();
  await open(page, id);
  rig.peoplevox.floor.reopen({ order: String(id) });
  await choose(page, id, 'Send again under a new number…');
  const dialog = page.getByRole('dialog', { name: `Send order ${id} again under a new number?` });
  await expect(dialog.getByRole('alert')).toContainText(`${id} is Allocated in Peoplevox`);
  await dialog.getByRole('button', { name: 'Leave it' }).click();

  rig.peoplevox.floor.cancel({ order: String(id) });
  await choose(page, id, 'Send again under a new number…');
  await expect(dialog).toContainText(`${id} is cancelled in Peoplevox.`);
  await dialog.getByRole('button', { name: `Send as ${id}-R1` }).click();
  await choose(page, id, 'Do not send again after all');
  await expect(page.getByRole('status').filter({ hasText: `Order ${id} is not sent again.` })).toBeVisible();

  await rig.run('followOrders');
  await needs(id, 'cancelled_in_peoplevox');
  await choose(page, id, 'Send again under a new number…');
  await dialog.getByRole('button', { name: `Send as ${id}-R1` }).click();
  await until('it has gone', async () => (await rig.order(id)).salesOrderNumber === `${id}-R1`);
  await until('it is released', async () => (await rig.order(id)).transfer === 'complete');
  expect(rig.peoplevox.books.pickableOtherwise(`${id}-R1`, { 'MUG-RED': 2 })).toEqual([]);
  await expect(story(page)).toContainText(`it goes as ${id}-R1 since`);
});

test('fulfilled another way, with who and what, and taken up again', async ({ page }) => {
  const id = await cancelledOrder();
  await open(page, id);
  await choose(page, id, 'Fulfilled another way…');
  const dialog = page.getByRole('dialog', { name: `Order ${id} was fulfilled another way?` });
  await dialog.getByLabel('Fulfilled by what or whom').fill('the shop in Bath');
  await dialog.getByRole('button', { name: 'It was' }).click();
  await expect(
    page.getByRole('heading', { name: `Order ${id} · Fulfilled by the shop in Bath` }),
  ).toBeVisible();
  expect((await rig.shop.order(id)).order.status).toBe('processing');
  await choose(page, id, 'Take up again');
  await rig.run('followOrders');
  await expect(needsSomebody(page)).toContainText('cancelled in Peoplevox');
});

test('an exception that only informs is dismissed with a note, and brought back', async ({ page }) => {
  const id = await sentOrder();
  rig.peoplevox.floor.pick({ order: String(id) });
  await rig.shop.setStatus(id, 'cancelled');
  await rig.run('noticeOrders');
  await needs(id, 'cancelled_after_sent');
  await open(page, id);
  await page.getByRole('button', { name: 'Dismiss: The order was cancelled' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('stopped at the bench');
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
  await expect(needsSomebody(page)).toHaveCount(0);
  const dismissed = page.getByRole('region', { name: 'Dismissed' });
  await expect(dismissed).toContainText('“stopped at the bench”');
  await dismissed.getByRole('button', { name: 'Undo' }).click();
  await expect(needsSomebody(page)).toContainText('The order was cancelled after it went to the warehouse');
});
