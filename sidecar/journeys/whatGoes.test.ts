// What a sales order is made of, as the simulated Peoplevox keeps it: from the shop's order JSON to its columns, by the settings.

import { expect, onTestFinished, test } from 'vitest';
import { type BenchOptions, startBench } from './testing/bench.ts';

const start = async (settings: BenchOptions['settings'] = () => {}, more: BenchOptions = {}) => {
  const bench = await startBench({ settings, ...more });
  onTestFinished(() => bench.stop());
  return bench;
};
const scarves = [{ sku: 'SCARF-RED-M', quantity: 2, meta: { engraving: 'Zoë & Björn' } }];

test('every column goes as the settings say, whatever letters it is written in', async () => {
  const bench = await start(({ orders, peoplevox }) => {
    orders.numberSource = 'meta';
    orders.numberMeta = '_alg_wc_custom_order_number';
    orders.numberPrefix = 'WC-';
    orders.channels = { 'store-api': 'Website' };
    orders.sites = { IE: 'Dublin' };
    orders.serviceTypes = { express: 'RM24', '*': 'RM48' };
    orders.company = 'left_out';
    orders.customer = 'email';
    orders.addressReference = 'order_number';
    orders.deliveryMeta = '_delivery_date';
    orders.country = 'iso';
    orders.attributes = { '1': 'meta:gift_message', '2': 'coupons', '3': 'company' };
    orders.lineAttributes = { '1': 'meta:engraving' };
    orders.lineSequence = true;
    orders.lineDeliveryDate = true;
    peoplevox.discountSign = 'negative';
  });
  bench.peoplevox.seed({ sites: [{ reference: 'Dublin' }] });
  await bench.place(scarves, {
    createdVia: 'store-api',
    shippingMethod: { id: 'flat_rate', title: 'Express', total: '6.00', instanceId: '4' },
    coupon: { code: 'winter', amount: '5.00' },
    billing: { email: 'zoe@example.test' },
    shipping: {
      first_name: 'Zoë',
      last_name: 'Łukasiewicz',
      company: 'Ó Briain & Co',
      address_1: '7 Sráid na Mná',
      city: 'Baile Átha Cliath',
      postcode: 'D02 AF30',
      country: 'IE',
    },
    meta: {
      _alg_wc_custom_order_number: '2026-0042',
      _delivery_date: '24/12/2026',
      gift_message: 'Für Oma 🎁',
    },
  });
  await bench.pass();
  const order = bench.peoplevox.order('WC-2026-0042');
  expect(order?.columns).toMatchObject({
    Customer: 'zoe@example.test',
    ContactName: 'Zoë Łukasiewicz',
    ShippingAddressLine1: '7 Sráid na Mná',
    ShippingAddressCity: 'Baile Átha Cliath',
    ShippingAddressCountry: 'IE',
    ChannelName: 'Website',
    Site: 'Dublin',
    ServiceType: 'RM24',
    Discount: '-5.00',
    Attribute1: 'Für Oma 🎁',
    Attribute2: 'winter',
    Attribute3: 'Ó Briain & Co',
  });
  expect(order?.columns.ShippingAddressReference).toBe(order?.columns.InvoiceAddressReference);
  expect(order?.columns.RequestedDeliveryDate).toContain('24/12/2026');
  expect(order?.lines[0]?.columns).toMatchObject({ Attribute1: 'Zoë & Björn', Sequence: '1' });
  expect(order?.lines[0]?.columns.RequestedDeliveryDate).toContain('24/12/2026');
});

test('the price of a unit goes after the discount, with its tax where the settings say so', async () => {
  const bench = await start(
    (all) => {
      all.orders.salePrice = 'with_tax';
    },
    { shop: { taxRate: 20 } },
  );
  const id = await bench.place([{ sku: 'MUG', quantity: 3, price: '10.00' }], {
    coupon: { code: 'five', amount: '5.00' },
  });
  await bench.pass();
  expect(bench.peoplevox.order(String(id))?.lines[0]?.columns.SalePrice).toBe('10.00');
});

test('a bundle is picked once: packed as one it is one line, else its contents are', async () => {
  const bench = await start();
  const bundle = (alone: 'yes' | 'no') => [
    { sku: 'HAT-BLUE', quantity: 1, meta: { _bundle_cart_key: 'b1', _bundled_items: ['c1'] } },
    {
      sku: 'MUG',
      quantity: 2,
      meta: { _bundle_cart_key: 'c1', _bundled_by: 'b1', _bundled_item_needs_shipping: alone },
    },
  ];
  const packed = await bench.place(bundle('no'));
  const beside = await bench.place(bundle('yes'));
  await bench.pass();
  expect(bench.proof(packed, { 'HAT-BLUE': 1 }).units).toEqual({ 'HAT-BLUE': 1 });
  expect(bench.proof(beside, { 'HAT-BLUE': 1, MUG: 2 }).units).toEqual({ 'HAT-BLUE': 1, MUG: 2 });
});

test('an order the customer collects stays out of Peoplevox, as an ending and not as an error', async () => {
  const bench = await start();
  const id = await bench.place(undefined, {
    shippingMethod: { id: 'pickup_location', title: 'Collect in York', total: '0.00' },
  });
  await bench.pass();
  expect(await bench.order(id)).toMatchObject({ transfer: 'nothing_to_pick', open: [] });
  expect(bench.peoplevox.orders()).toEqual([]);
});

test('an order held for a person is whole in Peoplevox and on hold, and no later write of ours touches the hold', async () => {
  const bench = await start((all) => {
    all.orders.holdWithNote = true;
    all.peoplevox.useStopShip = true;
  });
  const id = await bench.place(undefined, { customerNote: 'Please gift-wrap' });
  const other = await bench.place();
  await bench.pass();
  const number = String(id);
  expect(bench.peoplevox.order(number)).toMatchObject({ held: true, columns: { Attribute5: '' } });
  expect(bench.peoplevox.order(String(other))?.held).toBe(false);
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  expect(bench.proof(id, { 'SCARF-RED-M': 2 })).toMatchObject({
    created: 1,
    pickableOtherwise: 0,
    violations: 0,
  });

  bench.clock.advance(660_000);
  await bench.keepLease();
  await bench.finishHeld();
  await bench.pass();
  await bench.follow();
  await bench.checkSent();
  expect(bench.peoplevox.books.holds(number).map(({ on }) => on)).toEqual([true]);
  expect(await bench.order(id)).toMatchObject({
    transfer: 'complete',
    warehouse: 'held_by_person',
    open: [],
  });
});

test('the answer to the last write of a held order is lost: it is asked for, and still held', async () => {
  const bench = await start((all) => {
    all.orders.holdWithNote = true;
  });
  const id = await bench.place(undefined, { customerNote: 'Please gift-wrap' });
  bench.peoplevox.faults.add({
    kind: 'lost answer',
    work: 'done',
    operation: 'SaveData',
    template: 'Sales orders',
    action: 0,
  });
  await bench.pass();
  await bench.pass();
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  expect(bench.peoplevox.order(String(id))?.held).toBe(true);
});

test('a gift message changed after sending is carried over, for the pickers act on it', async () => {
  const bench = await start((all) => {
    all.orders.attributes = { '1': 'meta:gift_message' };
  });
  const id = await bench.place(undefined, { meta: { gift_message: 'Happy birthday' } });
  await bench.pass();
  expect(await bench.order(id)).toMatchObject({ transfer: 'complete', open: [] });
  await bench.shop.edit(id, { meta: { gift_message: 'Happy anniversary' } });
  bench.clock.advance(1000);
  await bench.pass();
  expect(bench.peoplevox.order(String(id))?.columns.Attribute1).toBe('Happy anniversary');
  expect((await bench.order(id)).open).toEqual([]);
});
