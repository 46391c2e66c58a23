<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Values;
use WC_Email;
use WC_Order;

/** Shows an order's tracking numbers in the customer's mails and under My account, where no tracking plugin does. */
final class Tracking_Block {

	private const MAILS = [ 'customer_completed_order', 'customer_invoice', 'customer_note', 'customer_partially_refunded_order' ];

	public function listen(): void {
		add_action( 'woocommerce_email_before_order_table', [ $this, 'in_mail' ], 5, 4 );
		add_action( 'woocommerce_order_details_before_order_table', [ $this, 'in_account' ], 5 );
	}

	public function in_mail( mixed $order, mixed $for_staff = false, mixed $plain = false, mixed $mail = null ): void {
		if ( ! $order instanceof WC_Order || true === $for_staff || ! $mail instanceof WC_Email || ! in_array( $mail->id, self::MAILS, true ) ) {
			return;
		}
		$shown = self::shown( $order );
		if ( [] === $shown ) {
			return;
		}
		wc_get_template(
			true === $plain ? 'emails/plain/pickwave-tracking.php' : 'emails/pickwave-tracking.php',
			[ 'tracking' => $shown ],
			'',
			self::templates()
		);
	}

	public function in_account( mixed $order ): void {
		if ( $order instanceof WC_Order && [] !== self::shown( $order ) ) {
			wc_get_template( 'order/pickwave-tracking.php', [ 'tracking' => self::shown( $order ) ], '', self::templates() );
		}
	}

	public static function templates(): string {
		return plugin_dir_path( \Pickwave\PLUGIN_FILE ) . 'templates/';
	}

	/** @return list<array{carrier: string, number: string, url: string, date: string}> */
	private static function shown( WC_Order $order ): array {
		if ( Tracking_Plugins::any() ) {
			return [];
		}
		$shown = [];
		foreach ( Tracking::items( $order ) as $item ) {
			$at      = Values::int( $item['date_shipped'] ?? 0 );
			$shown[] = [
				'carrier' => Tracking::carrier_of( $item ),
				'number'  => Values::string( $item['tracking_number'] ?? '' ),
				'url'     => Values::string( $item['custom_tracking_link'] ?? '' ),
				'date'    => 0 === $at ? '' : (string) wp_date( wc_date_format(), $at ),
			];
		}
		return $shown;
	}
}
