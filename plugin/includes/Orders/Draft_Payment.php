<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use WC_Order;

/** A checkout draft for which the money may be there: a gateway took it and never came to say so. The sidecar decides what it shows. */
final class Draft_Payment {

	private const NOTHING = [ '', null, false, [] ];

	/** @param list<string> $meta keys by which payment plugins say that they have been paid */
	public function __construct( private readonly array $meta ) {}

	/** Whether the order is an order, or a draft with a transaction, a paid date or a payment plugin's word. */
	public function lets_through( WC_Order $order ): bool {
		if ( Order_Query::CHECKOUT_DRAFT !== $order->get_status() ) {
			return true;
		}
		if ( '' !== $order->get_transaction_id() || null !== $order->get_date_paid() ) {
			return true;
		}
		foreach ( $this->meta as $key ) {
			if ( ! in_array( $order->get_meta( $key ), self::NOTHING, true ) ) {
				return true;
			}
		}
		return false;
	}
}
