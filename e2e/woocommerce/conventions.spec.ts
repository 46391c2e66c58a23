// Pickwave keeps to WordPress's and WooCommerce's ways: who may see it, which order tables there are, WooCommerce being there at all.

import { expect, test } from '@playwright/test';
import { type Rig, startRig } from '../rig/startRig.ts';
import { goLive, released, runJourney } from '../rig/story.ts';
import type { Site } from '../wordpress/startWordPress.ts';
import { signIn } from './signIn.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

test.describe('a shop with its own order tables', () => {
  let rig: Rig;
  test.beforeAll(async () => {
    rig = await startRig();
  });
  test.afterAll(() => rig?.stop());

  test('WooCommerce has nothing against Pickwave and its order tables', async ({ page }) => {
    const { site } = rig;
    await signIn(page, site, 'admin', 'admin.php?page=wc-settings&tab=advanced&section=features');
    await expect(page.getByText('High-performance order storage (recommended)')).toBeVisible();
    await expect(page.getByText(/incompatible plugin/i)).toHaveCount(0);
    await page.goto(`${site.url}/wp-admin/plugins.php`);
    await expect(page.getByRole('row', { name: /^Select Pickwave/ })).toBeVisible();
    await expect(page.getByText(/incompatible with/i)).toHaveCount(0);
    for (const feature of ['custom_order_tables', 'cart_checkout_blocks'])
      expect(await compatibility(site, feature), feature).toEqual('compatible');
  });

  test('a shop manager works with the screen', async ({ page }) => {
    await signIn(page, rig.site, 'manager', 'admin.php?page=pickwave');
    await expect(page.getByRole('heading', { name: 'Not live' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Go live/ }).first()).toBeEnabled();
  });

  test('who has no business with orders sees no menu entry and gets no answer', async ({ page }) => {
    const { site } = rig;
    for (const role of ['subscriber', 'customer', 'editor', 'author'])
      for (const path of ['admin/overview', 'admin/orders', 'connection'])
        expect(await asked(site, await loginOf(site, role), path), `${role}, ${path}`).toEqual([
          403,
          'pickwave_forbidden',
        ]);
    expect(await asked(site, null, 'admin/overview')).toEqual([401, 'pickwave_forbidden']);

    // WooCommerce keeps subscribers out of wp-admin altogether; an editor works there.
    await loginOf(site, 'editor');
    const editor = { ...site, admin: { ...site.admin, username: 'an-editor' } };
    await signIn(page, editor, 'admin', 'index.php');
    await expect(page.getByRole('link', { name: 'Posts', exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /Pickwave/ })).toHaveCount(0);
    const screen = await page.goto(`${site.url}/wp-admin/admin.php?page=pickwave`);
    expect(screen?.status()).toBe(403);
  });

  test('stock of an order stays promised more than five minutes later', async () => {
    const { site, peoplevox } = rig;
    await goLive(rig);
    // The pass before makes up the promises of all orders; later passes trust what was kept of settled ones.
    await runJourney(rig, 'updateStock');
    const paid = await site.placeOrder({ lines: [{ sku: 'MUG-RED', quantity: 2 }] });
    const unpaid = await site.placeOrder({ lines: [{ sku: 'NOTEBOOK', quantity: 3 }], payment: 'bacs' });
    expect([paid.status, unpaid.status]).toEqual(['processing', 'on-hold']);
    await released(rig, paid.id);
    await site.wp(`${twentyMinutesPass} return true;`, [paid.id, unpaid.id]);
    peoplevox.floor.receive({ item: 'MUG-RED', quantity: 50 });
    peoplevox.floor.receive({ item: 'NOTEBOOK', quantity: 50 });
    await runJourney(rig, 'updateStock');
    for (const [sku, promised] of [
      ['MUG-RED', 2],
      ['NOTEBOOK', 3],
    ] as const) {
      const available =
        peoplevox.stock(sku).find((row) => row.site === 'PrimarySite')?.available ?? Number.NaN;
      const stock = await site.wp<number>(
        'return (int) wc_get_product(wc_get_product_id_by_sku($args))->get_stock_quantity();',
        sku,
      );
      console.log(
        `${sku}: ${available} available in Peoplevox, ${promised} promised, the shop shows ${stock}`,
      );
      expect(stock, sku).toBe(available - promised);
    }
  });

  test('without WooCommerce there is a notice and nothing else', async ({ page }) => {
    const { site } = rig;
    await rig.sidecar.stop();
    const before = await optionsOf(site);
    await site.wp(
      "require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('woocommerce/woocommerce.php');",
    );
    // Not the dashboard: it shows order notes, and WordPress complains about posts whose type WooCommerce took with it.
    await signIn(page, site, 'admin', 'options-general.php');
    await expect(page.getByText('Pickwave needs WooCommerce 10.0 or newer.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Pickwave', exact: true })).toHaveCount(0);
    await page.goto(`${site.url}/wp-admin/plugins.php`);
    await expect(page.getByRole('row', { name: /^Select Pickwave/ })).toBeVisible();
    expect((await page.goto(`${site.url}/wp-admin/admin.php?page=pickwave`))?.status()).toBe(403);
    expect((await page.goto(site.url))?.status()).toBe(200);
    for (const path of ['shop/status', 'admin/overview', 'connection']) {
      const answer = await fetch(`${site.restUrl}pickwave/v1/${path}`, { method: 'POST' });
      expect([answer.status, ((await answer.json()) as { code: string }).code], path).toEqual([
        404,
        'rest_no_route',
      ]);
    }
    expect(await optionsOf(site)).toEqual(before);

    await site.wp(
      "require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin('woocommerce/woocommerce.php');",
    );
    await page.goto(`${site.url}/wp-admin/admin.php?page=pickwave`);
    await expect(page.getByText('The sidecar does not answer.').first()).toBeVisible();
  });

  test('PHP had nothing to complain about in all this', () => {
    expect(rig.site.debugLog()).toBe('');
  });
});

test.describe('a shop that keeps orders as posts, with plain permalinks', () => {
  let rig: Rig;
  test.beforeAll(async () => {
    rig = await startRig({ wordpress: { orders: 'posts', permalinks: 'plain' } });
  });
  test.afterAll(() => rig?.stop());

  test('the main way works: paid, released, despatched, completed, told', async ({ page }) => {
    const { site, peoplevox } = rig;
    expect(await site.wp("return get_option('woocommerce_custom_orders_table_enabled');")).toBe('no');
    await goLive(rig);
    const order = await site.placeOrder({
      lines: [{ sku: 'TEE-L', quantity: 2 }],
      email: 'posts@customer.example',
    });
    expect(await site.wp('return get_post_type($args);', order.id)).toBe('shop_order');
    await released(rig, order.id);
    peoplevox.floor.despatch({ order: String(order.id), tracking: 'RM0009GB', carrier: 'Royal Mail' });
    await runJourney(rig, 'recordDespatches');
    expect(await site.wp('return wc_get_order($args)->get_status();', order.id)).toBe('completed');
    const told = site
      .mails()
      .filter(({ to, message }) => to.includes('posts@customer.example') && message.includes('RM0009GB'));
    expect(told).toHaveLength(1);
    expect(peoplevox.books.order(String(order.id)).timesCreated).toBe(1);

    await signIn(page, site, 'manager', `admin.php?page=pickwave&tab=orders&order=${order.id}`);
    await expect(page.getByText('RM0009GB').first()).toBeVisible();
  });

  test('PHP had nothing to complain about in all this', () => {
    expect(rig.site.debugLog()).toBe('');
  });
});

/** 'compatible', 'incompatible' or 'uncertain', as WooCommerce sorts Pickwave. */
const compatibility = (site: Site, feature: string) =>
  site.wp<string | false>(
    `require_once ABSPATH . 'wp-admin/includes/plugin.php';
    foreach ( \\Automattic\\WooCommerce\\Utilities\\FeaturesUtil::get_compatible_plugins_for_feature( $args ) as $kind => $plugins ) {
      if ( in_array( 'pickwave/pickwave.php', $plugins, true ) ) { return $kind; }
    }
    return false;`,
    feature,
  );

/** A user of this role, made where there is none yet; gives what Basic authentication takes. */
const loginOf = (site: Site, role: string) =>
  site.wp<string>(
    `$name = "an-$args[0]";
    $user = get_user_by( 'login', $name );
    $id   = $user ? $user->ID : wp_insert_user( array( 'user_login' => $name, 'user_email' => "$name@shop.example", 'user_pass' => $args[1], 'role' => $args[0] ) );
    return "$name:" . WP_Application_Passwords::create_new_application_password( $id, array( 'name' => wp_generate_uuid4() ) )[0];`,
    [role, site.admin.password],
  );

/** Status and code of what a stranger (null) or this user gets. */
async function asked(site: Site, login: string | null, path: string): Promise<[number, string | undefined]> {
  const answer = await fetch(`${site.restUrl}pickwave/v1/${path}`, {
    headers: login === null ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
  });
  return [answer.status, ((await answer.json()) as { code?: string }).code];
}

const optionsOf = (site: Site) =>
  site.wp<unknown>(
    `global $wpdb; return $wpdb->get_results( "SELECT option_name, option_value FROM $wpdb->options WHERE option_name LIKE 'pickwave%'", ARRAY_A );`,
  );

/** As if what has happened to these orders ($args) and to the shop's promises had happened twenty minutes ago. */
const twentyMinutesPass = `
  global $wpdb;
  $ms  = 20 * 60 * 1000;
  $ids = implode( ',', array_map( 'intval', $args ) );
  $wpdb->query( "UPDATE {$wpdb->prefix}wc_orders SET date_updated_gmt = date_updated_gmt - INTERVAL 20 MINUTE, date_created_gmt = date_created_gmt - INTERVAL 20 MINUTE WHERE id IN ($ids)" );
  $wpdb->query( "UPDATE {$wpdb->prefix}wc_order_operational_data SET date_paid_gmt = date_paid_gmt - INTERVAL 20 MINUTE WHERE order_id IN ($ids)" );
  $wpdb->query( "UPDATE {$wpdb->prefix}pickwave_promised SET generous_until = generous_until - $ms, committed_at = committed_at - $ms WHERE order_id IN ($ids)" );
  $wpdb->query( "UPDATE {$wpdb->prefix}pickwave_orders SET promised_at = promised_at - $ms WHERE order_id IN ($ids)" );
  $live         = get_option( 'pickwave_live' );
  $live['from'] -= $ms;
  update_option( 'pickwave_live', $live );
`;
