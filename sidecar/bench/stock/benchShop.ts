// A real WooCommerce with a catalogue of a size, Pickwave's plugin paired and live, and its shop client.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Site, startWordPress } from '../../../e2e/wordpress/startWordPress.ts';
import { type Sku, sku } from '../../domain/ids.ts';
import { systemClock } from '../../running/systemClock.ts';
import { createShopClient } from '../../woocommerce/shopClient.ts';

export interface BenchShop {
  site: Site;
  client: ReturnType<typeof createShopClient>;
  /** the catalogue: simple products with stock of their own */
  products: { id: number; sku: Sku }[];
  /** WooCommerce's own REST API as an administrator; throws with its words where it refuses */
  rest<T>(method: string, route: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

const leaseSeconds = 300;

/** Seconds, and about half a minute for each 100,000 products. `constants`: of wp-config.php. */
export async function startBenchShop(
  size: number,
  constants: Record<string, string> = {},
): Promise<BenchShop> {
  const secret = randomBytes(32).toString('hex');
  const sidecar = await answeringSidecar();
  const site = await startWordPress({
    nothingInBackground: true,
    options: { pickwave_test_block: '' }, // of the test shop: where it is missing, it costs a query that is nobody's
    constants: { PICKWAVE_SIDECAR_URL: sidecar.url, PICKWAVE_SECRET: secret, ...constants },
  });
  let epoch: number | null = null;
  const client = createShopClient({
    address: () => site.restUrl,
    secret: () => secret,
    holder: 'bench',
    clock: systemClock,
    epoch: () => epoch,
  });
  const keepLease = async () => {
    epoch = (await client.lease(leaseSeconds)).epoch;
  };
  let renewing: NodeJS.Timeout | undefined;
  const stop = async () => {
    clearInterval(renewing);
    await client.close();
    await site.stop();
    await sidecar.stop();
  };
  try {
    const products = await makeCatalogue(site, size);
    await client.status(); // with constants nobody pairs: the first to ask binds the shop to its address
    await keepLease();
    renewing = setInterval(keepLease, (leaseSeconds * 1000) / 3);
    await client.setLive(true, new Date());
    return { site, client, products, rest: (...asked) => rest(site, ...asked), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** Takes every trigger of the plugin, as a sidecar that is up does. */
async function answeringSidecar(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, reply) => {
    request.resume().on('end', () => reply.writeHead(202, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

/** Straight into the tables that WooCommerce keeps a product in: through its API 100,000 would take an hour. */
async function makeCatalogue(site: Site, size: number): Promise<BenchShop['products']> {
  const first = await site.wp<number>(inserting, { size, at_once: 1000 });
  return Array.from({ length: size }, (_, at) => ({ id: first + at, sku: skuOf(at) }));
}
const skuOf = (at: number) => sku(`BENCH-${String(at).padStart(6, '0')}`);

const inserting = `
global $wpdb;
$first = 1 + (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->posts" );
$term  = (int) get_term_by( 'slug', 'simple', 'product_type' )->term_taxonomy_id;
$now   = current_time( 'mysql' );
$meta  = [ '_manage_stock' => 'yes', '_stock' => '500', '_stock_status' => 'instock', '_backorders' => 'no', '_price' => '9.00', '_regular_price' => '9.00' ];
$insert = static function ( string $into, array $rows ) use ( $wpdb ): void {
	if ( false === $wpdb->query( "INSERT INTO $into VALUES " . implode( ',', $rows ) ) ) {
		throw new RuntimeException( $wpdb->last_error );
	}
};
for ( $from = 0; $from < $args['size']; $from += $args['at_once'] ) {
	$posts = $metas = $terms = $lookups = [];
	for ( $at = $from; $at < min( $args['size'], $from + $args['at_once'] ); $at++ ) {
		$id  = $first + $at;
		$sku = sprintf( 'BENCH-%06d', $at );
		$posts[] = "($id, 1, '$now', '$now', '', 'Bench $at', '', 'publish', 'bench-$at', '', '', '$now', '$now', '', 'product')";
		foreach ( [ '_sku' => $sku ] + $meta as $key => $value ) {
			$metas[] = "($id, '$key', '$value')";
		}
		$terms[]   = "($id, $term)";
		$lookups[] = "($id, '$sku', 9, 9, 500, 'instock')";
	}
	$insert( "$wpdb->posts (ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type)", $posts );
	$insert( "$wpdb->postmeta (post_id, meta_key, meta_value)", $metas );
	$insert( "$wpdb->term_relationships (object_id, term_taxonomy_id)", $terms );
	$insert( "{$wpdb->prefix}wc_product_meta_lookup (product_id, sku, min_price, max_price, stock_quantity, stock_status)", $lookups );
}
return $first;
`;

async function rest<T>({ restUrl, admin }: Site, method: string, route: string, body?: unknown): Promise<T> {
  const login = Buffer.from(`${admin.username}:${admin.applicationPassword}`).toString('base64');
  const reply = await fetch(`${restUrl}${route}`, {
    method,
    headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${route}: ${reply.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}
