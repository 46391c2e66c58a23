<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Link\Live;
use Pickwave\Orders\Order_Line;
use Pickwave\Orders\Order_Lines;
use Pickwave\Times;
use WC_Order;

/** Why an order has not been sent, as far as the shop itself can tell; what only the sidecar knows comes as attention. */
final class Not_Sent {

	private const ENDED = [ 'cancelled', 'refunded', 'failed' ];

	/** A sentence, or empty. */
	public static function why( WC_Order $order ): string {
		$live = Live::read();
		$paid = $order->get_date_paid();
		return match ( true ) {
			! $live->on => __( 'Pickwave is not live.', 'pickwave' ),
			in_array( $order->get_status(), self::ENDED, true ) => sprintf(
				/* translators: %s: the status of an order, such as Cancelled. */
				__( 'It is not wanted any more (%s).', 'pickwave' ),
				wc_get_order_status_name( $order->get_status() )
			),
			! self::ships( $order ) => __( 'Nothing of it needs to be picked.', 'pickwave' ),
			null !== $paid && $paid->getTimestamp() * Times::SECOND_MS < $live->counts_from() => __( 'It was paid before Pickwave went live, and goes only by hand.', 'pickwave' ),
			null === $paid && $order->has_status( [ 'pending', 'on-hold' ] ) => __( 'It goes by itself when it is paid.', 'pickwave' ),
			default => '',
		};
	}

	private static function ships( WC_Order $order ): bool {
		return array_filter( Order_Lines::of( $order ), static fn ( Order_Line $line ): bool => $line->needs_shipping && $line->wanted() > 0 ) !== [];
	}
}
