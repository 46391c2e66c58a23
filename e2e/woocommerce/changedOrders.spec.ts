// What staff do to an order in a real WooCommerce after it has gone: edited, refunded in part, cancelled, deleted. In each of the ways of keeping orders, and with
// order numbers that another plugin gives.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Rig, startRig } from '../rig/startRig.ts';
import { goLive, overviewOf } from '../rig/story.ts';
import { until } from '../rig/until.ts';
import type { PlacedOrder } from '../wordpress/customer.ts';
import type { Site } from '../wordpress/startWordPress.ts';
import { isMarked } from './isMarked.ts';
import { signIn } from './signIn.ts';

test.setTimeout(240_000);

for (const kept of ['hpos', 'posts', 'synced'] as const) {
  test.describe(`orders kept as ${kept}`, () => {
    test.describe.configure({ mode: 'serial' });
    let rig: Rig;
    const screenOf = (id: number) =>
      kept === 'posts' ? `post.php?post=${id}&action=edit` : `admin.php?page=wc-orders&action=edit&id=${id}`;
    const there = (order: PlacedOrder) => rig.peoplevox.order(`WEB-${order.number}`);
    const linesThere = (order: PlacedOrder) =>
      Object.fromEntries(there(order)?.lines.map(({ item, ordered }) => [item, ordered]) ?? []);
    /** whatever was done: one sales order for it, never under its id, and never pickable with other units than these */
    const keptWhole = (order: PlacedOrder, ...wanted: Record<string, number>[]) => {
      const { timesCreated, moments } = rig.peoplevox.books.order(`WEB-${order.number}`);
      expect(timesCreated).toBe(1);
      expect(rig.peoplevox.order(String(order.id))).toBeUndefined();
      for (const { pickable, lines } of moments) if (pickable) expect(wanted).toContainEqual(unitsOf(lines));
      expect(rig.peoplevox.books.violations()).toEqual([]);
    };
    const sent = async (lines: { sku: string; quantity: number }[]) => {
      const order = await rig.site.placeOrder({ lines });
      const number = `WEB-${order.number}`;
      await until(`${number} is released`, () => rig.peoplevox.books.order(number).pickable.length > 0, {
        seconds: 60,
      });
      await until(`${number} is known as sent`, async () => (await orderInPickwave(rig, order.id)).sentAt);
      return order;
    };

    test.beforeAll(async () => {
      rig = await startRig({
        settings: {
          'orders.pollSeconds': 5,
          'orders.numberSource': 'meta',
          'orders.numberPrefix': 'WEB-',
          'peoplevox.lineKey': 'item',
        },
        wordpress: { orders: kept },
      });
      await numberOrdersInSequence(rig.site);
      await overviewOf(rig);
      await goLive(rig);
    });
    test.afterAll(() => rig?.stop());

    test('an order goes under the number that the sequential-number plugin gave it', async () => {
      const first = await sent([{ sku: 'MUG-BLUE', quantity: 1 }]);
      const second = await sent([{ sku: 'MUG-RED', quantity: 1 }]);
      expect([first.number, second.number]).toEqual(['5001', '5002']);
      expect(there(second)?.columns).toMatchObject({ SalesOrderNumber: 'WEB-5002' });
      for (const order of [first, second]) keptWhole(order, linesThere(order));
    });

    test('a quantity, a line and an address that staff change are carried over', async () => {
      const order = await sent([
        { sku: 'TEE-M', quantity: 2 },
        { sku: 'MUG-BLUE', quantity: 1 },
      ]);
      await rig.site.wp(editedByStaff, order.id);
      await until(
        'the change is in Peoplevox',
        () =>
          linesThere(order)['TEE-M'] === 3 &&
          linesThere(order).NOTEBOOK === 2 &&
          there(order)?.columns.ShippingAddressLine1 === '7 Łódź Road',
        { seconds: 120 },
      );
      const before = { 'TEE-M': 2, 'MUG-BLUE': 1 };
      const after = { 'TEE-M': 3, 'MUG-BLUE': 1, NOTEBOOK: 2 };
      expect(linesThere(order)).toEqual(after);
      expect(there(order)?.held).toBe(false);
      keptWhole(order, before, { ...before, 'TEE-M': 3 }, after);
    });

    test('a refund of some of the units takes just those out of the sales order', async () => {
      const order = await sent([{ sku: 'TEE-L', quantity: 3 }]);
      await rig.site.wp(refundedInPart, [order.id, 1]);
      await until('one unit less is ordered', () => linesThere(order)['TEE-L'] === 2, { seconds: 120 });
      keptWhole(order, { 'TEE-L': 3 }, { 'TEE-L': 2 });
    });

    test('cancelled in wp-admin before anybody picks it, it is cancelled in Peoplevox', async ({ page }) => {
      const order = await sent([{ sku: 'TEE-S', quantity: 2 }]);
      await signIn(page, rig.site, 'manager', screenOf(order.id));
      await page.locator('#order_status').selectOption('wc-cancelled', { force: true });
      await page.locator('button.save_order').first().click();
      await expect(page.locator('#order_status')).toHaveValue('wc-cancelled');
      await until('it is cancelled in Peoplevox', () => there(order)?.cancelled, { seconds: 120 });
      await until(
        'staff see it so',
        async () => (await orderInPickwave(rig, order.id)).transfer === 'cancelled',
        { seconds: 60 },
      );
      keptWhole(order, { 'TEE-S': 2 });
    });

    test('cancelled once it is being picked, it is left to the packing bench and shown on the order', async ({
      page,
    }) => {
      const order = await sent([{ sku: 'TEE-S', quantity: 2 }]);
      const number = `WEB-${order.number}`;
      rig.peoplevox.floor.pick({ order: number, lines: [{ item: 'TEE-S', quantity: 1 }] });
      const written = rowsOfOurs(rig, number);
      await rig.site.wp(
        '$order = wc_get_order( $args ); $order->update_status( "cancelled" ); return true;',
        order.id,
      );
      await until(
        'a person is asked',
        async () =>
          (await orderInPickwave(rig, order.id)).attention.some(
            ({ code }) => code === 'cancelled_after_sent',
          ),
        { seconds: 120 },
      );
      await until('the shop knows of it', () => isMarked(rig.site, order.id), { seconds: 60 });
      await signIn(page, rig.site, 'manager', screenOf(order.id));
      const box = page.locator('#pickwave-order');
      await expect(box.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
      await expect(box).toContainText('stop the parcel at the packing bench');
      expect(there(order)?.cancelled).toBe(false);
      expect(rowsOfOurs(rig, number)).toBe(written);
      keptWhole(order, { 'TEE-S': 2 });
    });

    test('put in the bin, it is cancelled in Peoplevox', async () => {
      const order = await sent([{ sku: 'MUG-RED', quantity: 2 }]);
      await rig.site.wp('return (bool) wc_get_order( $args )->delete( false );', order.id);
      await until('it is cancelled in Peoplevox', () => there(order)?.cancelled, { seconds: 120 });
      keptWhole(order, { 'MUG-RED': 2 });
    });

    test('PHP had nothing to complain about in all this', () => {
      expect(rig.site.debugLog()).toBe('');
    });
  });
}

interface OrderInPickwave {
  transfer: string;
  sentAt: string | null;
  attention: { code: string }[];
}

const orderInPickwave = async (rig: Rig, id: number) => (await rig.api<OrderInPickwave>(`orders/${id}`)).body;

const rowsOfOurs = (rig: Rig, number: string) =>
  rig.peoplevox.books.rows(number).filter(({ by }) => by === 'api').length;

const unitsOf = (lines: { item: string; quantity: number }[]) =>
  Object.fromEntries(lines.map(({ item, quantity }) => [item, quantity]));

/** The convention of the sequential-number plugins: the number is order meta, given at the checkout, and WooCommerce shows it instead of the id. */
async function numberOrdersInSequence(site: Site): Promise<void> {
  const folder = join(site.documents, 'wp-content/plugins/numbers-in-sequence');
  mkdirSync(folder);
  writeFileSync(join(folder, 'numbers-in-sequence.php'), numbersInSequence);
  await site.wp('return activate_plugin( $args );', 'numbers-in-sequence/numbers-in-sequence.php');
}

const numbersInSequence = `<?php
/* Plugin Name: Numbers in sequence */
add_filter( 'woocommerce_order_number', static fn ( $id, $order ) => $order->get_meta( '_order_number' ) ?: $id, 10, 2 );
add_action( 'woocommerce_store_api_checkout_update_order_meta', static function ( $order ) {
	if ( ! $order->get_meta( '_order_number' ) ) {
		$last = (int) get_option( 'last_order_number', 5000 ) + 1;
		update_option( 'last_order_number', $last );
		$order->update_meta_data( '_order_number', (string) $last );
		$order->save();
	}
} );
`;

/** As the order screen saves it: the lines by wc_save_order_items(), a product added, then the address. */
const editedByStaff = `
  require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
  $order = wc_get_order( $args );
  foreach ( $order->get_items() as $item ) {
    if ( 'TEE-M' === $item->get_product()->get_sku() ) {
      wc_save_order_items( $args, array( 'order_item_id' => array( $item->get_id() ), 'order_item_qty' => array( $item->get_id() => 3 ) ) );
    }
  }
  $order = wc_get_order( $args );
  $order->add_product( wc_get_product( wc_get_product_id_by_sku( 'NOTEBOOK' ) ), 2 );
  $order->set_shipping_address_1( '7 Łódź Road' );
  $order->calculate_totals();
  $order->save();
  return true;`;

const refundedInPart = `
  list( $id, $units ) = $args;
  $items = array();
  foreach ( wc_get_order( $id )->get_items() as $item ) {
    $items[ $item->get_id() ] = array( 'qty' => $units, 'refund_total' => wc_format_decimal( $item->get_total() / $item->get_quantity() * $units, 2 ) );
  }
  $refund = wc_create_refund( array( 'order_id' => $id, 'amount' => array_sum( array_column( $items, 'refund_total' ) ), 'line_items' => $items, 'restock_items' => true ) );
  return ! is_wp_error( $refund );`;
