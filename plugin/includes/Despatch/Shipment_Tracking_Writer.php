<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Times;
use WC_Order;

/** WooCommerce Shipment Tracking. */
final class Shipment_Tracking_Writer implements Tracking_Writer {

	public function write( WC_Order $order, Despatch $news ): void {
		if ( function_exists( 'wc_st_add_tracking_number' ) ) {
			wc_st_add_tracking_number(
				$order->get_id(),
				$news->tracking_number,
				$news->carrier,
				intdiv( $news->despatched_at, Times::SECOND_MS ),
				'' === $news->tracking_url ? false : $news->tracking_url
			);
		}
	}
}
