// Fifty customers want the last twenty units at once, while stock is written all the time: never more than twenty are sold, and in the end all twenty are
// (mission row S4). Guests at the classic and the block checkout, by card and by bank transfer.

import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { sku } from '../../sidecar/domain/ids.ts';
import { systemClock } from '../../sidecar/running/systemClock.ts';
import { createShopClient } from '../../sidecar/woocommerce/shopClient.ts';
import { buyClassically, makeClassicCheckout } from '../wordpress/classicCheckout.ts';
import { type Site, startWordPress } from '../wordpress/startWordPress.ts';

const wanted = 50;
const there = 20;
const item = 'MUG-RED';
/** Whoever was refused tries again, until nobody gets anything any more. */
const mostRounds = 8;

let site: Site;
let client: ReturnType<typeof createShopClient>;
let classic: string;
let epoch: number | null = null;

test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);
test.beforeAll(async () => {
  const secret = randomBytes(32).toString('hex');
  site = await startWordPress({
    workers: 10,
    nothingInBackground: true,
    constants: { PICKWAVE_SIDECAR_URL: 'http://127.0.0.1:9', PICKWAVE_SECRET: secret },
  });
  client = createShopClient({
    address: () => site.restUrl,
    secret: () => secret,
    holder: 'last-units',
    clock: systemClock,
    epoch: () => epoch,
  });
  await client.status();
  epoch = (await client.lease(300)).epoch;
  await client.setLive(true, new Date());
  classic = await makeClassicCheckout(site);
});
test.afterAll(async () => {
  await client?.close();
  await site?.stop();
});

for (const minutes of [60, 0])
  test(`fifty customers, twenty units, stock reserved for ${minutes} minutes`, async () => {
    await site.wp(`update_option( 'woocommerce_hold_stock_minutes', $args );`, minutes);
    const before = await sold();
    const available = before + there; // the warehouse has not set anything aside for those that were sold before
    await writePass(available);
    const writing = keepWriting(available);
    const most = { seen: 0 };
    const customers = Array.from({ length: wanted }, (_, at) => ({ at, has: false, words: '' }));
    try {
      for (let round = 1; round <= mostRounds; round += 1) {
        const without = customers.filter(({ has }) => !has);
        await Promise.all(without.map(attempt));
        most.seen = Math.max(most.seen, (await sold()) - before);
        const got = without.filter(({ has }) => has).length;
        console.log(`round ${round}: ${without.length} tried, ${got} bought, ${most.seen} sold`);
        if (got === 0 && round > 1) break;
      }
    } finally {
      await writing.stop();
    }
    for (const { words } of customers.filter(({ has }) => !has)) expect(words).toMatch(refusedForStock);
    await writePass(available);
    expect({ most: most.seen, sold: (await sold()) - before }).toEqual({ most: there, sold: there });
    expect(await stock()).toEqual({
      stock: 0,
      status: 'outofstock',
      lookupStock: 0,
      lookupStatus: 'outofstock',
    });
    expect(writing.passes()).toBeGreaterThan(5);
    expect(complaints()).toEqual([]);
  });

/** WooCommerce's own classic checkout is behind PHP in one place. */
const complaints = () =>
  site
    .debugLog()
    .split('\n')
    .filter((line) => line !== '' && !line.includes('wp-includes/kses.php'));

const refusedForStock = /out of stock|not enough|cannot be (?:added|purchased)|in stock/i;

interface Customer {
  at: number;
  has: boolean;
  words: string;
}
async function attempt(customer: Customer): Promise<void> {
  const payment = customer.at % 4 < 2 ? 'test_card' : 'bacs';
  const productId = site.products[item]?.id ?? 0;
  try {
    if (customer.at % 2 === 0) await site.placeOrder({ lines: [{ sku: item, quantity: 1 }], payment });
    else await buyClassically(site.url, classic, { productId, quantity: 1, payment });
    customer.has = true;
  } catch (failure) {
    customer.words = String(failure);
  }
}

/** Two identical passes at a time, one after the other, as two that were sent because an answer was lost. */
function keepWriting(available: number) {
  let going = true;
  let passes = 0;
  const loop = (async () => {
    while (going) {
      await writePass(available, 2);
      passes += 1;
    }
  })();
  return {
    passes: () => passes,
    async stop() {
      going = false;
      await loop;
    },
  };
}
async function writePass(available: number, times = 1): Promise<void> {
  const readAt = new Date();
  const pass = {
    pass: randomUUID(),
    readAt,
    reflectedBefore: new Date(0),
    items: [{ sku: sku(item), available }],
  };
  await Promise.all(Array.from({ length: times }, () => client.applyStock(pass)));
}

/** Units in orders that the warehouse is going to send. */
const sold = () =>
  site.wp<number>(
    `global $wpdb; return (int) $wpdb->get_var( $wpdb->prepare(
      "SELECT COALESCE( SUM( quantity.meta_value ), 0 ) FROM {$wpdb->prefix}wc_orders orders
      JOIN {$wpdb->prefix}woocommerce_order_items items ON items.order_id = orders.id AND items.order_item_type = 'line_item'
      JOIN {$wpdb->prefix}woocommerce_order_itemmeta quantity ON quantity.order_item_id = items.order_item_id AND quantity.meta_key = '_qty'
      JOIN {$wpdb->prefix}woocommerce_order_itemmeta product ON product.order_item_id = items.order_item_id AND product.meta_key = '_product_id'
      WHERE orders.type = 'shop_order' AND orders.status IN ( 'wc-processing', 'wc-on-hold', 'wc-completed' ) AND product.meta_value = %d",
      wc_get_product_id_by_sku( $args )
    ) );`,
    item,
  );

const stock = () =>
  site.wp<{ stock: number; status: string; lookupStock: number; lookupStatus: string }>(
    `global $wpdb; $id = wc_get_product_id_by_sku( $args );
    $lookup = $wpdb->get_row( $wpdb->prepare( "SELECT stock_quantity, stock_status FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id = %d", $id ) );
    return [ 'stock' => (float) get_post_meta( $id, '_stock', true ), 'status' => get_post_meta( $id, '_stock_status', true ), 'lookupStock' => (float) $lookup->stock_quantity, 'lookupStatus' => $lookup->stock_status ];`,
    item,
  );
