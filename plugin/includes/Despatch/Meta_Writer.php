<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Times;
use WC_Order;

/** No tracking plugin: the same metadata as theirs, which Tracking_Block shows to the customer. */
final class Meta_Writer implements Tracking_Writer {

	public function write( WC_Order $order, Despatch $news ): void {
		$order->update_meta_data(
			Tracking::META,
			[
				...Tracking::items( $order ),
				[
					'tracking_provider'        => '',
					'custom_tracking_provider' => $news->carrier,
					'custom_tracking_link'     => $news->tracking_url,
					'tracking_number'          => $news->tracking_number,
					'date_shipped'             => (string) intdiv( $news->despatched_at, Times::SECOND_MS ),
					'tracking_id'              => md5( "$news->carrier-$news->tracking_number" . microtime() ),
					'source'                   => 'pickwave',
				],
			]
		);
		$order->save();
	}
}
