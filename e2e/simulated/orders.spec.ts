// Where is an order, what became of it, and what can be done with it.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { badPostcode, customer } from '../../sidecar/demo/customers.ts';
import { type SimulatedRig, startSimulatedRig } from '../rig/startSimulatedRig.ts';
import { until } from '../rig/until.ts';

let rig: SimulatedRig;
const orders = { mugs: 0, tees: 0, parts: 0, lamp: 0, postcode: 0 };
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  rig = await startSimulatedRig({
    settings: {
      'orders.numberPrefix': 'SO-',
      'orders.partialShipment': true,
      'despatch.trackingUrls': { 'Royal Mail': 'https://track.example/{number}' },
    },
  });
  await rig.shop.seedProducts([{ sku: 'LAMP-OLD', name: 'Lamp', stock: 5, price: '30.00' }]);
  rig.peoplevox.seed({ items: [{ code: 'LAMP-NEW', name: 'Lamp', stock: 5 }] });
  orders.mugs = await rig.buy({ 'MUG-RED': 2 });
  orders.tees = await rig.buy({ 'TEE-M': 1, 'TEE-L': 1 });
  orders.parts = await rig.buy({ 'MUG-BLUE': 2, 'TEE-M': 1 });
  for (const id of [orders.mugs, orders.tees, orders.parts]) await sent(id);
});
test.afterAll(() => rig?.stop());

const salesOrder = (id: number) => `SO-${id}`;
const sent = (id: number) =>
  until(`order ${id} is in Peoplevox`, async () => {
    const released = rig.peoplevox.books.order(salesOrder(id)).pickable.length > 0;
    return released && (await rig.order(id)).transfer === 'complete';
  });
const attention = (id: number, code: string) =>
  until(`order ${id} needs somebody: ${code}`, async () =>
    ((await rig.order(id)).attention ?? []).some((one) => one.code === code),
  );

const list = (page: Page) => page.getByRole('region', { name: 'Orders', exact: true });
const link = (page: Page, id: number) => list(page).getByRole('link', { name: `Order ${id}`, exact: true });
const openOrder = async (page: Page, id: number) => {
  await page.goto(`${rig.screen}?tab=orders&order=${id}`);
  await expect(page.getByRole('heading', { name: new RegExp(`^Order ${id} · `) })).toBeVisible();
};
const filter = (page: Page, words: string) =>
  page.getByRole('list', { name: 'Filter orders' }).getByRole('link', { name: words });
const shows = async (page: Page, ids: number[]) => {
  const others = [orders.mugs, orders.tees, orders.parts].filter((id) => !ids.includes(id));
  for (const id of ids) await expect(link(page, id)).toBeVisible();
  for (const id of others) await expect(link(page, id)).toHaveCount(0);
};
const timeline = (page: Page): Locator =>
  page.getByRole('region', { name: 'What happened' }).getByRole('listitem');

test('an order that was sent tells when it was paid, sent and allocated, and under which number', async ({
  page,
}) => {
  await rig.run('followOrders');
  await page.goto(`${rig.screen}?tab=orders`);
  await link(page, orders.mugs).click();
  await expect(page.getByRole('heading', { name: `Order ${orders.mugs} · Allocated` })).toBeFocused();
  await expect(timeline(page)).toHaveText([
    /^Paid.*£28\.95 · 1 line/,
    new RegExp(`^Sent.*${salesOrder(orders.mugs)} · 1 line`),
    /^Allocated/,
  ]);
  await page.getByRole('link', { name: '← All orders' }).click();
  await expect(link(page, orders.mugs)).toBeVisible();
});

test('"See what would be sent" shows it column by column, without a call to Peoplevox', async ({ page }) => {
  await openOrder(page, orders.tees);
  const before = rig.peoplevox.books.calls().length;
  await page.getByRole('button', { name: 'See what would be sent' }).click();
  const rows = page.getByRole('region', { name: 'What would be sent' });
  await expect(rows).toContainText(salesOrder(orders.tees));
  await expect(rows.getByRole('row', { name: /TEE-M/ })).toBeVisible();
  await expect(rows.getByRole('row', { name: /TEE-L/ })).toBeVisible();
  expect(rig.peoplevox.books.calls()).toHaveLength(before);
});

test('a partial despatch is told with its tracking and leaves the order open; the rest despatches it', async ({
  page,
}) => {
  const number = salesOrder(orders.parts);
  rig.peoplevox.floor.despatch({
    order: number,
    lines: [{ item: 'MUG-BLUE', quantity: 2 }],
    tracking: 'RM0001GB',
    carrier: 'Royal Mail',
  });
  await rig.run('recordDespatches');
  await openOrder(page, orders.parts);
  await expect(
    page.getByRole('heading', { name: `Order ${orders.parts} · Despatched in part` }),
  ).toBeVisible();
  await expect(timeline(page).filter({ hasText: 'RM0001GB' })).toHaveText(
    /^Despatched.*2 × MUG-BLUE · Royal Mail RM0001GB · customer told/,
  );
  expect((await rig.shop.order(orders.parts)).order.status).toBe('processing');

  rig.peoplevox.floor.despatch({ order: number, tracking: 'RM0002GB', carrier: 'Royal Mail' });
  await rig.run('recordDespatches');
  await expect(
    page.getByRole('heading', { name: `Order ${orders.parts} · Despatched`, exact: true }),
  ).toBeVisible();
  await expect(timeline(page).filter({ hasText: 'RM0002GB' })).toHaveText(/1 × TEE-M/);
  expect((await rig.shop.order(orders.parts)).order.status).toBe('completed');
  expect((await rig.shop.order(orders.parts)).tracking).toMatchObject([
    { tracking_number: 'RM0001GB' },
    { tracking_number: 'RM0002GB' },
  ]);
});

test('an order is found by its number, its sales order, a SKU and a tracking number', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=orders`);
  await shows(page, [orders.mugs, orders.tees, orders.parts]);
  const search = page.getByRole('searchbox', { name: 'Search orders' });
  for (const [typed, found] of [
    [String(orders.tees), [orders.tees]],
    [salesOrder(orders.mugs), [orders.mugs]],
    ['TEE-M', [orders.tees, orders.parts]],
    ['RM0002GB', [orders.parts]],
  ] as const) {
    await search.fill(typed);
    await expect(page).toHaveURL(new RegExp(`search=${typed}`));
    await shows(page, [...found]);
  }
  await search.fill('9999');
  await expect(page.getByText('No order has “9999”')).toBeVisible();
  await page.getByRole('link', { name: 'Show all orders' }).click();
  await shows(page, [orders.mugs, orders.tees, orders.parts]);
});

test('the filters say how many orders they hold, and show those', async ({ page }) => {
  await page.goto(`${rig.screen}?tab=orders`);
  await expect(filter(page, 'All')).toHaveText('All 3');
  await expect(filter(page, 'Open')).toHaveText('Open 2');
  await expect(filter(page, 'Need attention')).toHaveText('Need attention 0');
  await expect(filter(page, 'In Peoplevox')).toHaveText('In Peoplevox 2');
  await expect(filter(page, 'Despatched')).toHaveText('Despatched 1');
  await filter(page, 'Despatched').click();
  await shows(page, [orders.parts]);
  await filter(page, 'In Peoplevox').click();
  await shows(page, [orders.mugs, orders.tees]);
  await filter(page, 'Need attention').click();
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
});

test('an unknown SKU is said with reason, owner and next step; corrected and sent again, the order goes over', async ({
  page,
}) => {
  orders.lamp = await rig.buy({ 'LAMP-OLD': 1 });
  await attention(orders.lamp, 'unknown_sku');
  await page.goto(rig.screen);
  const problem = page.getByRole('region', { name: 'What needs somebody' });
  await expect(problem).toContainText('SKU not in Peoplevox');
  await expect(problem).toContainText('LAMP-OLD is sold in the shop, but Peoplevox has no such item code.');
  await expect(problem).toContainText('Merchandising');
  await expect(problem).toContainText('Create the item in Peoplevox, or correct the SKU in the shop');
  await expect(page.getByRole('link', { name: '1 order needs attention' })).toBeVisible();
  await problem.getByRole('link', { name: '1 order' }).click();
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toContainText('LAMP-OLD');
  expect(rig.peoplevox.order(salesOrder(orders.lamp))).toBeUndefined();

  const lamp = await rig.shop.product('LAMP-OLD');
  await rig.shop.editProduct(lamp.id, { sku: 'LAMP-NEW' });
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText(`Order ${orders.lamp} goes to Peoplevox now.`)).toBeVisible();
  await sent(orders.lamp);
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeHidden();
  await expect(timeline(page).filter({ hasText: salesOrder(orders.lamp) })).toHaveText(/^Sent/);
  await expect(page.getByRole('region', { name: 'Journal' })).toContainText('To be sent again, by hand.');
  await expect(page.getByRole('region', { name: 'Journal' })).toContainText('Demo staff');
  await page.goto(rig.screen);
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  await expect(page.getByRole('link', { name: 'needs attention' })).toBeHidden();
  expect(rig.peoplevox.order(salesOrder(orders.lamp))?.lines).toMatchObject([
    { item: 'LAMP-NEW', ordered: 1 },
  ]);
});

test('half a postcode is quoted for customer service, and the order is held back', async ({ page }) => {
  const at = customer(4);
  orders.postcode = await rig.buy({ 'TEE-L': 1 }, { billing: { ...at, postcode: badPostcode } });
  await attention(orders.postcode, 'bad_postcode');
  await openOrder(page, orders.postcode);
  const problem = page.getByRole('region', { name: 'What needs somebody' });
  await expect(problem).toContainText(`"${badPostcode}" is not a full UK postcode.`);
  await expect(problem).toContainText('Customer service');
  await expect(problem).toContainText(
    'Ask the customer, correct the postcode on the order, then send again.',
  );
  await expect(page.getByRole('heading', { level: 2 })).toContainText('Held back, not sent');
});

test('an order set aside is not sent, says by whom, and "Send again" takes it up', async ({ page }) => {
  await openOrder(page, orders.postcode);
  await page.getByRole('button', { name: `More for order ${orders.postcode}` }).click();
  await page.getByRole('menuitem', { name: 'Set aside…' }).click();
  const dialog = page.getByRole('dialog', { name: `Set order ${orders.postcode} aside?` });
  await expect(dialog).toContainText('Your name and the time are kept.');
  await dialog.getByRole('button', { name: 'Set aside' }).click();
  await expect(page.getByRole('heading', { name: 'Set aside by a person' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What needs somebody' })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Journal' })).toContainText('Set aside: not to be sent.');

  await rig.shop.edit(orders.postcode, { shipping: { postcode: customer(4).postcode ?? '' } });
  await rig.shop.settled();
  await rig.run('noticeOrders');
  expect(rig.peoplevox.order(salesOrder(orders.postcode))).toBeUndefined();
  await page.getByRole('button', { name: 'Send again' }).click();
  await sent(orders.postcode);
  await expect(
    page.getByRole('heading', { name: new RegExp(`^Order ${orders.postcode} · (Sent|In Peoplevox)`) }),
  ).toBeVisible();
});

test('what is in Peoplevox cannot be sent again or set aside, and the buttons say why', async ({ page }) => {
  await openOrder(page, orders.mugs);
  const again = page.getByRole('button', { name: 'Send again' });
  await expect(again).toBeDisabled();
  await expect(again).toHaveAccessibleDescription(
    /It is in Peoplevox already, complete. Nothing is sent twice./,
  );
  await page.getByRole('button', { name: `More for order ${orders.mugs}` }).click();
  await expect(page.getByRole('menuitem', { name: /Set aside/ })).toContainText(
    'It is in Peoplevox already. Cancel it there if it is not to be shipped.',
  );
});

test('"Send again" is reached and triggered by keyboard alone', async ({ page }) => {
  const lamp = await rig.shop.product('LAMP-NEW');
  await rig.shop.editProduct(lamp.id, { sku: 'LAMP-OLD' });
  const id = await rig.buy({ 'LAMP-OLD': 1 });
  await attention(id, 'unknown_sku');
  rig.peoplevox.seed({ items: [{ code: 'LAMP-OLD', name: 'Lamp', stock: 5 }] });
  await page.goto(`${rig.screen}?tab=orders&filter=attention`);
  const again = list(page)
    .getByRole('row', { name: `Order ${id}` })
    .getByRole('button', { name: 'Send again' });
  await expect(again).toBeVisible();
  await tabTo(page, again);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('status').filter({ hasText: `Order ${id} goes to Peoplevox now.` }),
  ).toBeVisible();
  await sent(id);
});

/** Tab by Tab from the top of the page. Throws when the end comes without it. */
async function tabTo(page: Page, wanted: Locator) {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('60 times Tab did not lead there.');
}

test('no order was made twice in all this, and none was pickable while incomplete', () => {
  for (const number of rig.peoplevox.books.orderNumbers())
    expect(rig.peoplevox.books.order(number).timesCreated).toBe(1);
  expect(rig.peoplevox.books.pickableOtherwise(salesOrder(orders.tees), { 'TEE-M': 1, 'TEE-L': 1 })).toEqual(
    [],
  );
});
