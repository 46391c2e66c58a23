// Trouble on either side, said in words: once, with what it means and what to do; and nothing lost by it.

import { expect, type Page, test } from '@playwright/test';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({ settings: { 'orders.pollSeconds': 5, 'follow.everySeconds': 5 } });
  await rig.sent(await rig.buy({ 'MUG-RED': 1 }));
});
test.afterAll(() => rig?.stop());

const logins = () => rig.peoplevox.books.calls('Authenticate').length;
const peoplevoxCard = (page: Page) => page.getByRole('region', { name: 'Peoplevox', exact: true });

test('a wrong password of Peoplevox is one clear message, and no storm of logins, however much there is to do', async ({
  page,
}) => {
  const { password } = rig.peoplevox.credentials;
  rig.peoplevox.credentials.password = 'changed by somebody';
  rig.peoplevox.expireSessions();
  const before = logins();
  const waiting = [];
  for (let count = 0; count < 5; count += 1) waiting.push(await rig.buy({ 'MUG-RED': 1 }));
  await page.goto(rig.screen);
  await expect(peoplevoxCard(page)).toContainText('Refuses the login');
  const problem = page.getByRole('region', { name: 'What needs somebody' });
  await expect(problem.getByRole('listitem')).toHaveCount(1);
  await expect(problem).toContainText('Peoplevox refuses the login');
  await expect(problem).toContainText('Whoever runs the site');
  await expect(page.getByRole('link', { name: '5 orders waiting' })).toBeVisible();

  for (const name of ['sendOrders', 'followOrders', 'recordDespatches', 'updateStock'] as const) {
    const { lastStartedAt } = await rig.journey(name);
    await rig.api(`journeys/${name}/run`, { method: 'POST', body: {} });
    await until(`${name} has tried`, async () => {
      const now = await rig.journey(name);
      return now.lastStartedAt !== lastStartedAt && now.state !== 'running';
    });
  }
  expect(logins() - before).toBeLessThanOrEqual(2);
  await expect(page.getByRole('row', { name: /^Update stock/ })).toContainText('Waits for Peoplevox.');
  await expect(page.getByText('Invalid Username or Password')).toHaveCount(1);
  await expect(problem.getByRole('listitem')).toHaveCount(1);
  expect(rig.peoplevox.orders()).toHaveLength(1);

  rig.peoplevox.credentials.password = password;
  await peoplevoxCard(page).getByRole('button', { name: 'Try the login again' }).click();
  for (const id of waiting) await rig.sent(id);
  await expect(peoplevoxCard(page)).toContainText('Answering');
  await expect(problem).toBeHidden();
  expect(logins() - before).toBeLessThanOrEqual(3);
});

test('while Peoplevox is away orders wait and the screen says so; when it is back they go', async ({
  page,
}) => {
  await rig.peoplevox.goAway();
  const waiting = await rig.buy({ 'MUG-BLUE': 2 });
  await page.goto(rig.screen);
  await expect(peoplevoxCard(page)).toContainText('Does not answer');
  await expect(page.getByRole('link', { name: '1 order waiting' })).toBeVisible();
  await page.getByRole('link', { name: '1 order waiting' }).click();
  await expect(page.getByRole('row', { name: `Order ${waiting}` })).toContainText('Waiting to be sent');

  await rig.peoplevox.comeBack();
  await rig.sent(waiting);
  await expect(
    page.getByText('No order is waiting: everything that is paid has gone to Peoplevox.'),
  ).toBeVisible();
  expect(rig.peoplevox.books.order(String(waiting)).timesCreated).toBe(1);
});

test('the sidecar killed: one notice says since when, what still works and how to start it; the last figures stay', async ({
  page,
}) => {
  await page.goto(rig.screen);
  await expect(page.getByRole('region', { name: 'Orders → Peoplevox' })).toContainText('7 sent today');
  await rig.sidecar.kill();
  const notice = page.locator('.pickwave-notice');
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText('The sidecar does not answer.');
  await expect(notice).toContainText(/Last heard of it: (just now|.* ago)/);
  await expect(notice).toContainText('The shop sells as always, and paid orders wait safely');
  await expect(notice).toContainText('npx pickwave serve');
  await expect(page.getByText(/What was last known: /)).toBeVisible();
  const figures = page.getByRole('region', { name: 'Orders → Peoplevox' });
  await expect(figures).toContainText('7 sent today');
  expect(await figures.evaluate((card) => card.closest('.is-stale') !== null)).toBe(true);
  await expect(page.getByRole('button', { name: 'Run now: Send orders' })).toBeDisabled();

  await page.reload();
  await expect(notice).toHaveCount(1);
  await expect(figures).toContainText('7 sent today');

  const meanwhile = await rig.buy({ 'TEE-L': 1 });
  await rig.startSidecar();
  await rig.sent(meanwhile);
  await expect(notice).toHaveCount(0);
  await expect(page.getByText(/What was last known: /)).toHaveCount(0);
  await expect(figures).toContainText('8 sent today');
  for (const number of rig.peoplevox.books.orderNumbers())
    expect(rig.peoplevox.books.order(number).timesCreated).toBe(1);
});
