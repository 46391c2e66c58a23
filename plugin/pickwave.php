<?php
/**
 * Plugin Name:          Pickwave – Peoplevox sync for WooCommerce
 * Description:          Keeps a WooCommerce shop and a Peoplevox warehouse in step: orders go over, stock and despatches come back.
 * Version:              0.1.0
 * Requires at least:    6.8
 * Requires PHP:         8.1
 * Requires Plugins:     woocommerce
 * Author:               The Pickwave contributors
 * Text Domain:          pickwave
 * Domain Path:          /languages
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * WC requires at least: 10.0
 * WC tested up to:      11.0
 *
 * @package Pickwave
 */

declare(strict_types=1);

namespace Pickwave;

defined( 'ABSPATH' ) || exit;

const VERSION            = '0.1.0';
const LEAST_WOOCOMMERCE  = '10.0';
const PLUGIN_FILE        = __FILE__;
const REST_NAMESPACE     = 'pickwave/v1';
const SECOND_CHANCE_HOOK = 'pickwave_second_chance';

// Pickwave\Link\Lease is includes/Link/Lease.php.
spl_autoload_register(
	static function ( string $name ): void {
		if ( str_starts_with( $name, __NAMESPACE__ . '\\' ) ) {
			$file = __DIR__ . '/includes/' . str_replace( '\\', '/', substr( $name, strlen( __NAMESPACE__ ) + 1 ) ) . '.php';
			if ( is_file( $file ) ) {
				require $file;
			}
		}
	}
);

add_action(
	'before_woocommerce_init',
	static function (): void {
		// WooCommerce reads it where features are switched and plugins are managed.
		if ( class_exists( \Automattic\WooCommerce\Utilities\FeaturesUtil::class ) && ! Request::of_a_customer() ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', __FILE__, true );
		}
	}
);

// Other sites of a network make their tables when they are next visited.
register_activation_hook(
	__FILE__,
	static function (): void {
		( new Database\Schema( Database\Database::of_this_shop() ) )->up_to_date();
	}
);

add_action(
	'plugins_loaded',
	static function (): void {
		if ( Requirements::met() ) {
			( new Plugin() )->start();
		} else {
			Requirements::explain();
		}
	}
);
