<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Pickwave\Database\Database;
use Pickwave\Link\Live;
use Pickwave\Values;

/**
 * Two customers at the checkout never get the same last unit. WooCommerce keeps units for an order while it is not paid, and looks at stock less what is kept so. Two gaps are
 * left, and in a rush each sells more than there is:
 *
 *     reserved, not paid ──▶ saved as paid: reserved no longer ──▶ stock −1: the unit is free in between
 *     nothing is reserved at all where the shop sets "Hold stock" to 0
 *
 * So what is reserved counts until it is off the stock, and a checkout reserves for a minute at least, as WooCommerce itself does with coupons. How long unpaid orders live is
 * not touched (docs/decisions/0012-the-last-units.md).
 */
final class Last_Units {

	private const LEAST_MINUTES = 1;

	public function __construct( private readonly Database $database ) {}

	public function listen(): void {
		// Late: a shop's own say about how long comes first.
		add_filter( 'woocommerce_order_hold_stock_minutes', [ $this, 'minutes' ], 1000 );
		add_filter( 'woocommerce_query_for_reserved_stock', [ $this, 'reserved' ], 1000, 3 );
	}

	public function minutes( mixed $minutes ): int {
		return max( Values::int( $minutes ), self::guards() ? self::LEAST_MINUTES : 0 );
	}

	/** WooCommerce's own query, counting also orders that are paid and whose units it has not taken off stock yet. It goes into a statement that locks what it reads. */
	public function reserved( mixed $query, mixed $product_id, mixed $exclude_order_id ): mixed {
		$paid = array_map( static fn ( string $status ): string => "wc-$status", Promises::committing_statuses() );
		if ( [] === $paid || ! self::guards() ) {
			return $query;
		}
		$reserved = $this->database->core( 'wc_reserved_stock' );
		$is_paid  = Database::places( count( $paid ), '%s' );
		$is_open  = "'wc-checkout-draft', 'wc-pending'";
		$sql      = OrderUtil::custom_orders_table_usage_is_enabled()
			? "SELECT COALESCE( SUM( kept.stock_quantity ), 0 ) FROM $reserved kept
				JOIN {$this->database->core( 'wc_orders' )} o ON o.id = kept.order_id
				LEFT JOIN {$this->database->core( 'wc_order_operational_data' )} operations ON operations.order_id = kept.order_id
				WHERE ( o.status IN ( $is_open ) OR ( o.status IN ( $is_paid ) AND COALESCE( operations.order_stock_reduced, 0 ) = 0 ) )"
			: "SELECT COALESCE( SUM( kept.stock_quantity ), 0 ) FROM $reserved kept
				JOIN {$this->database->core( 'posts' )} o ON o.ID = kept.order_id
				LEFT JOIN {$this->database->core( 'postmeta' )} reduced ON reduced.post_id = kept.order_id AND reduced.meta_key = '_order_stock_reduced'
				WHERE ( o.post_status IN ( $is_open ) OR ( o.post_status IN ( $is_paid ) AND COALESCE( reduced.meta_value, 'no' ) <> 'yes' ) )";
		return $this->database->statement(
			"$sql AND kept.expires > NOW() AND kept.product_id = %d AND kept.order_id <> %d",
			...[ ...$paid, Values::int( $product_id ), Values::int( $exclude_order_id ) ]
		);
	}

	private static function guards(): bool {
		/**
		 * Whether Pickwave keeps two checkouts from selling the same last unit.
		 *
		 * @param bool $guards true while Pickwave is live
		 */
		return (bool) apply_filters( 'pickwave_guard_last_units', Live::read()->on );
	}
}
