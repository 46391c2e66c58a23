<?php
declare(strict_types=1);

namespace Pickwave;

/** Who waits for the answer to this request. */
final class Request {

	/**
	 * A customer, at a page of the shop, at its cart or checkout: what WooCommerce only looks at for staff, mails and settings is not made ready then, since each of it
	 * costs a query. Not one: the admin, the command line, background work, and WooCommerce's REST API but for its Store API.
	 */
	public static function of_a_customer(): bool {
		if ( is_admin() || wp_doing_cron() || ( defined( 'WP_CLI' ) && WP_CLI ) || 'cli' === PHP_SAPI ) {
			return false;
		}
		return WC()->is_store_api_request() || ! WC()->is_rest_api_request();
	}
}
