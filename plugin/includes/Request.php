<?php
declare(strict_types=1);

namespace Pickwave;

/** Who waits for the answer to this request. */
final class Request {

	/**
	 * A customer, at a page of the shop, at its cart or checkout: what WooCommerce only looks at for staff, mails and settings is not made ready then, since each of it
	 * costs a query. Not one: the admin, the command line, background work, and WordPress's REST API but for WooCommerce's Store API.
	 */
	public static function of_a_customer(): bool {
		if ( is_admin() || wp_doing_cron() || ( defined( 'WP_CLI' ) && WP_CLI ) || 'cli' === PHP_SAPI ) {
			return false;
		}
		// Too early to ask WordPress, which has not parsed the request yet.
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended
		$query = Values::string( wp_unslash( $_GET['rest_route'] ?? '' ) );
		$route = self::rest_route( $query, Values::string( wp_unslash( $_SERVER['REQUEST_URI'] ?? '' ) ), rest_get_url_prefix() );
		return null === $route || str_starts_with( $route, '/wc/store/' );
	}

	/**
	 * `/wc/v3/orders`, by pretty permalinks or by `?rest_route=`. Null: the request is not for the REST API.
	 *
	 * @param string $query  of `rest_route`, empty where it is not there
	 * @param string $uri    path and query of the request
	 * @param string $prefix of the REST API, usually wp-json
	 */
	public static function rest_route( string $query, string $uri, string $prefix ): ?string {
		if ( '' !== $query ) {
			return '/' . ltrim( $query, '/' );
		}
		$path   = strtok( $uri, '?#' );
		$prefix = '/' . trim( $prefix, '/' ) . '/';
		$at     = false === $path ? false : strpos( $path, $prefix );
		return false === $at ? null : substr( (string) $path, $at + strlen( $prefix ) - 1 );
	}
}
