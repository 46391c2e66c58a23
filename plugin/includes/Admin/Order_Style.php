<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use const Pickwave\PLUGIN_FILE;
use const Pickwave\VERSION;

/** The few rules that the order and the list of orders need, on these two screens only. */
final class Order_Style {

	/** Both ways of keeping orders: the list and the order. */
	private const SCREENS = [ 'woocommerce_page_wc-orders', 'edit-shop_order', 'shop_order' ];

	public static function enqueue(): void {
		if ( in_array( get_current_screen()->id ?? '', self::SCREENS, true ) && true === Rights::may_view() ) {
			wp_enqueue_style( 'pickwave-order', plugins_url( 'assets/order.css', PLUGIN_FILE ), [ 'dashicons' ], VERSION );
		}
	}
}
