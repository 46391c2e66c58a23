// Orders as a real WooCommerce makes them, in each of its ways of keeping them: what stands in Peoplevox, and what staff see of it on the order.

import { expect, type Page, test } from '@playwright/test';
import { type Rig, startRig } from '../rig/startRig.ts';
import { goLive, overviewOf, released, runJourney } from '../rig/story.ts';
import { until } from '../rig/until.ts';
import { isMarked } from './isMarked.ts';
import { signIn } from './signIn.ts';

test.setTimeout(240_000);

for (const kept of ['hpos', 'posts', 'synced'] as const) {
  test.describe(`orders kept as ${kept}`, () => {
    test.describe.configure({ mode: 'serial' });
    let rig: Rig;
    let sent = 0;
    let stuck = 0;
    const list = kept === 'posts' ? 'edit.php?post_type=shop_order' : 'admin.php?page=wc-orders';
    const screenOf = (id: number) =>
      kept === 'posts' ? `post.php?post=${id}&action=edit` : `admin.php?page=wc-orders&action=edit&id=${id}`;
    const columns = (id: number) => rig.peoplevox.order(String(id))?.columns;
    const box = (page: Page) => page.locator('#pickwave-order');

    test.beforeAll(async () => {
      rig = await startRig({
        settings: { 'orders.pollSeconds': 5 },
        wordpress: { orders: kept, constants: { SAVEQUERIES: true } },
      });
      await rig.site.wp(openTaxes);
      await overviewOf(rig);
      await goLive(rig);
    });
    test.afterAll(() => rig?.stop());

    test('a guest with an accented name and address stands in Peoplevox letter for letter', async () => {
      const order = await rig.site.placeOrder({
        lines: [{ sku: 'TEE-M', quantity: 2 }],
        address: { first_name: 'Zoë', last_name: 'Żółć', address_1: 'Straße 5', city: 'Llanfair·pwll' },
        email: 'zoe@customer.example',
      });
      sent = order.id;
      await released(rig, sent);
      expect(columns(sent)).toMatchObject({
        ContactName: 'Zoë Żółć',
        Email: 'zoe@customer.example',
        ShippingAddressLine1: 'Straße 5',
        ShippingAddressCity: 'Llanfair·pwll',
      });
      expect(rig.peoplevox.books.pickableOtherwise(String(sent), { 'TEE-M': 2 })).toEqual([]);
    });

    test('a registered customer’s variations with a coupon and two tax rates come to the shop’s own amounts', async () => {
      const order = await rig.site.wp<Ordered>(registeredOrder);
      await released(rig, order.id);
      expect(order.rates).toBe(2);
      const there = columns(order.id) ?? {};
      const amounts = ['TaxPaid', 'Discount', 'TotalSale', 'ShippingCost'].map((name) =>
        Math.abs(Number(there[name])).toFixed(2),
      );
      expect(amounts).toEqual([order.tax, order.discount, order.total, order.shipping]);
      expect(there.ContactName).toBe('Søren Kierkegård');
      const lines = rig.peoplevox.order(String(order.id))?.lines.map(({ item, ordered }) => [item, ordered]);
      expect(lines).toEqual([
        ['TEE-S', 1],
        ['TEE-L', 3],
        ['NOTEBOOK', 2],
      ]);
    });

    test('staff see on the order and in the list what became of it, and looking changes nothing', async ({
      page,
    }) => {
      await rig.site.wp(`${setSku} return true;`, ['MUG-RED', 'MUG-RD']);
      stuck = (await rig.site.placeOrder({ lines: [{ sku: 'MUG-RED', quantity: 1 }] })).id;
      const unpaid = await rig.site.placeOrder({
        lines: [{ sku: 'MUG-BLUE', quantity: 1 }],
        payment: 'bacs',
      });
      rig.peoplevox.floor.despatch({
        order: String(sent),
        lines: [{ item: 'TEE-M', quantity: 1 }],
        tracking: 'RM0001GB',
        carrier: 'Royal Mail',
      });
      await runJourney(rig, 'recordDespatches');
      const before = await rig.site.wp<unknown>(traces, [sent, stuck, unpaid.id]);
      await until('the shop knows of the exception', () => isMarked(rig.site, stuck));

      await signIn(page, rig.site, 'manager', list);
      await expect(page.getByRole('columnheader', { name: 'Pickwave' }).first()).toBeVisible();
      const cell = (id: number) => page.locator(`#order-${id}, #post-${id}`).locator('td.column-pickwave');
      await expect(cell(sent)).toHaveText(/1 parcel despatched/);
      await expect(cell(stuck)).toHaveText(/Needs attention.*SKU not in Peoplevox/);
      await expect(cell(unpaid.id)).toHaveText(/Not sent/);

      await page.goto(`${rig.site.url}/wp-admin/${screenOf(stuck)}`);
      await expect(box(page).getByRole('heading', { name: 'Needs attention' })).toBeVisible();
      await expect(box(page)).toContainText(
        'MUG-RD is sold in the shop, but Peoplevox has no such item code.',
      );

      await page.goto(`${rig.site.url}/wp-admin/${screenOf(sent)}`);
      await expect(box(page).getByRole('listitem').first()).toHaveText(`Sales order ${sent}`);
      await expect(box(page)).toContainText(/Sent to Peoplevox .+ ago/);
      await expect(box(page).getByRole('heading', { name: 'Parcels' })).toBeVisible();
      await expect(box(page)).toContainText('Royal Mail RM0001GB');
      await expect(box(page)).toContainText('Customer told by mail');

      await page.goto(`${rig.site.url}/wp-admin/${screenOf(unpaid.id)}`);
      await expect(box(page)).toContainText('Not sent to Peoplevox yet. It goes by itself when it is paid.');
      expect(await rig.site.wp<unknown>(traces, [sent, stuck, unpaid.id])).toEqual(before);

      const inPickwave = box(page).getByRole('link', { name: 'Show this order in Pickwave' });
      expect(await inPickwave.getAttribute('href')).toContain(`tab=orders&order=${unpaid.id}`);
      await page.goto(`${rig.site.url}/wp-admin/admin.php?page=pickwave&tab=orders&order=${sent}`);
      await expect(page.getByText('RM0001GB').first()).toBeVisible();
    });

    test('the mark goes when the exception is settled', async () => {
      await rig.site.wp(`${setSku} return true;`, ['MUG-RD', 'MUG-RED']);
      const answer = await rig.api(`orders/${stuck}/send-again`, { method: 'POST', body: {} });
      expect(answer.status).toBe(200);
      await released(rig, stuck);
      await until('the order is not marked any more', async () => !(await isMarked(rig.site, stuck)));
    });

    test('a page of the list costs one query more, however many orders are on it', async () => {
      expect(await rig.site.wp<number>(queriesOfList, kept)).toBe(1);
    });

    test('PHP had nothing to complain about in all this', () => {
      expect(rig.site.debugLog()).toBe('');
    });
  });
}

interface Ordered {
  id: number;
  tax: string;
  discount: string;
  total: string;
  shipping: string;
  rates: number;
}

const openTaxes = `
  update_option( 'woocommerce_calc_taxes', 'yes' );
  foreach ( array( '' => '20', 'reduced-rate' => '5' ) as $class => $rate ) {
    WC_Tax::_insert_tax_rate( array( 'tax_rate_country' => 'GB', 'tax_rate' => $rate, 'tax_rate_name' => "VAT $rate", 'tax_rate_class' => $class ) );
  }
  $notebook = wc_get_product( wc_get_product_id_by_sku( 'NOTEBOOK' ) );
  $notebook->set_tax_class( 'reduced-rate' );
  $notebook->save();
  $coupon = new WC_Coupon();
  $coupon->set_code( 'tenth' );
  $coupon->set_discount_type( 'percent' );
  $coupon->set_amount( 10 );
  $coupon->save();
  return true;`;

const registeredOrder = `
  $customer = wp_insert_user( array( 'user_login' => 'soren', 'user_email' => 'soren@customer.example', 'user_pass' => wp_generate_password(), 'role' => 'customer' ) );
  $address  = array( 'first_name' => 'Søren', 'last_name' => 'Kierkegård', 'address_1' => '12 Østergade', 'city' => 'London', 'postcode' => 'SW1A 1AA', 'country' => 'GB', 'email' => 'soren@customer.example' );
  $order    = wc_create_order( array( 'customer_id' => $customer ) );
  $order->set_address( $address, 'billing' );
  $order->set_address( $address, 'shipping' );
  foreach ( array( 'TEE-S' => 1, 'TEE-L' => 3, 'NOTEBOOK' => 2 ) as $sku => $units ) {
    $order->add_product( wc_get_product( wc_get_product_id_by_sku( $sku ) ), $units );
  }
  $order->apply_coupon( 'tenth' );
  $order->calculate_totals();
  $order->set_payment_method( 'test_card' );
  $order->payment_complete( 'tx-soren' );
  return array( 'id' => $order->get_id(), 'tax' => wc_format_decimal( $order->get_total_tax(), 2 ), 'discount' => wc_format_decimal( $order->get_discount_total(), 2 ), 'total' => wc_format_decimal( $order->get_total(), 2 ), 'shipping' => wc_format_decimal( $order->get_shipping_total(), 2 ), 'rates' => count( $order->get_taxes() ) );`;

const setSku =
  '$product = wc_get_product( wc_get_product_id_by_sku( $args[0] ) ); $product->set_sku( $args[1] ); $product->save();';

/** What would show that an order was written to; WooCommerce itself notes who has it open. */
const traces = `
  return array_map( static fn ( $id ) => array( wc_get_order( $id )->get_date_modified()->getTimestamp(), array_values( array_diff( array_map( static fn ( $meta ) => $meta->key, wc_get_order( $id )->get_meta_data() ), array( '_edit_lock' ) ) ) ), $args );`;

/** How often Pickwave's tables are asked while the column of the list of orders is drawn; -1 where not every order has its cell. */
const queriesOfList = `
  global $wpdb, $wp_query;
  if ( 'posts' === $args ) {
    $column   = 'manage_shop_order_posts_custom_column';
    $wp_query = new WP_Query( array( 'post_type' => 'shop_order', 'post_status' => 'any' ) );
    $found    = wp_list_pluck( $wp_query->posts, 'ID' );
  } else {
    $column = 'manage_woocommerce_page_wc-orders_custom_column';
    $query  = apply_filters( 'woocommerce_shop_order_list_table_prepare_items_query_args', array( 'type' => 'shop_order', 'limit' => 20, 'paginate' => true ) );
    $found  = wc_get_orders( $query )->orders;
  }
  ob_start();
  foreach ( $found as $order ) {
    do_action( $column, 'pickwave', $order );
  }
  $drawn = substr_count( ob_get_clean(), 'pickwave-state ' );
  $asked = count( array_filter( $wpdb->queries, static fn ( $one ) => str_contains( $one[0], 'pickwave_despatches' ) || str_contains( $one[0], 'pickwave_orders' ) ) );
  return $drawn === count( $found ) && $drawn > 2 ? $asked : -1;`;
