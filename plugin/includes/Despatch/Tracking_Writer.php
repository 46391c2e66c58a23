<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use WC_Order;

interface Tracking_Writer {

	/** Puts the despatch's tracking number on the order and saves it. It is not there yet. */
	public function write( WC_Order $order, Despatch $news ): void;
}
