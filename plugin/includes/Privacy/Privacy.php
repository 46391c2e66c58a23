<?php
declare(strict_types=1);

namespace Pickwave\Privacy;

use Pickwave\Despatch\Despatch_Book;
use Pickwave\Log;
use Pickwave\Orders\Marks;
use Pickwave\Values;
use Throwable;
use WC_Order;

/**
 * Pickwave's tables hold no personal data of their own, so there is nothing to export. What hangs on an order goes with it:
 * the reason why it needs attention, which may speak of an address, when the order is anonymised, and its despatches when it is deleted.
 * The number it had in the warehouse stays, so that it is never given to another order.
 */
final class Privacy {

	public function __construct( private readonly Marks $marks, private readonly Despatch_Book $book ) {}

	public function keep(): void {
		add_action( 'woocommerce_privacy_remove_order_personal_data', fn ( mixed $order ) => $order instanceof WC_Order ? $this->anonymised( $order->get_id() ) : null );
		add_action( 'woocommerce_delete_order', fn ( mixed $id ) => $this->deleted( Values::int( $id ) ) );
		add_action( 'admin_init', [ $this, 'suggest_policy' ] );
	}

	public function suggest_policy(): void {
		wp_add_privacy_policy_content(
			'Pickwave',
			'<p>' . esc_html__( 'To have your order packed and sent, we pass your name, delivery and billing address, telephone number, e-mail address and what you ordered to our warehouse, which uses the warehouse system Peoplevox. The warehouse tells us when your parcel leaves, and its tracking number.', 'pickwave' ) . '</p>'
		);
	}

	private function anonymised( int $order_id ): void {
		$this->safely( fn () => $this->marks->forget_reason( $order_id ) );
	}

	private function deleted( int $order_id ): void {
		$this->safely(
			function () use ( $order_id ): void {
				$this->marks->forget_reason( $order_id );
				$this->book->forget( $order_id );
			}
		);
	}

	private function safely( callable $work ): void {
		try {
			$work();
		} catch ( Throwable $failure ) {
			Log::error( 'Tidying up after an order failed: ' . $failure->getMessage() );
		}
	}
}
