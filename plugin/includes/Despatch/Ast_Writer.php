<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Times;
use WC_Order;

/** Advanced Shipment Tracking. */
final class Ast_Writer implements Tracking_Writer {

	// 1 and 2 would make it change the order's status and mail the customer by itself.
	private const LEAVE_STATUS_ALONE = 0;

	public function write( WC_Order $order, Despatch $news ): void {
		if ( function_exists( 'ast_insert_tracking_number' ) ) {
			ast_insert_tracking_number(
				$order->get_id(),
				$news->tracking_number,
				$news->carrier,
				(string) wp_date( 'Y-m-d', intdiv( $news->despatched_at, Times::SECOND_MS ) ),
				self::LEAVE_STATUS_ALONE
			);
		}
	}
}
