<?php
/**
 * A card payment that succeeds at once, as most real gateways report it: through payment_complete().
 */
class Pickwave_Test_Card_Gateway extends WC_Payment_Gateway {

	public function __construct() {
		$this->id                 = 'test_card';
		$this->method_title       = 'Test card';
		$this->method_description = 'Pays at once.';
		$this->title              = 'Card';
		$this->enabled            = 'yes';
		$this->has_fields         = false;
		$this->supports           = array( 'products', 'refunds' );
	}

	/**
	 * Pays.
	 *
	 * @param int $order_id the order.
	 */
	public function process_payment( $order_id ): array {
		$order = wc_get_order( $order_id );
		$order->payment_complete( 'test-' . $order_id );
		return array(
			'result'   => 'success',
			'redirect' => $this->get_return_url( $order ),
		);
	}

	/**
	 * Pays back.
	 *
	 * @param int        $order_id the order.
	 * @param float|null $amount   how much.
	 * @param string     $reason   why.
	 */
	public function process_refund( $order_id, $amount = null, $reason = '' ): bool {
		return true;
	}
}
