<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Log;
use Pickwave\Values;
use Throwable;
use WC_Order;
use WC_Order_Item;

/** Works out an order's promises at every step at which they may have to rise or fall (why there: Promises.php). */
final class Promise_Hooks {

	public function __construct( private readonly Promises $promises ) {}

	public function listen(): void {
		add_action( 'woocommerce_new_order', fn ( mixed $id ) => $this->promises->is_made( Values::int( $id ) ), 5 );
		// Up: before WooCommerce reduces.
		add_action( 'woocommerce_after_order_object_save', [ $this, 'of_order' ], 5 );
		add_filter( 'woocommerce_can_reduce_order_stock', fn ( mixed $can, mixed $order ) => $this->and_pass_on( $can, $order ), 5, 2 );
		add_filter( 'woocommerce_prevent_adjust_line_item_product_stock', [ $this, 'before_line_is_adjusted' ], 5, 2 );
		// Down: after it restored.
		add_action( 'woocommerce_reduce_order_stock', [ $this, 'of_order' ], 5 );
		add_action( 'woocommerce_restore_order_stock', [ $this, 'of_order' ], 5 );
		add_action( 'woocommerce_order_refunded', fn ( mixed $id ) => $this->of_order( wc_get_order( Values::int( $id ) ) ), 5 );
		add_action( 'woocommerce_refund_deleted', fn ( mixed $refund, mixed $id ) => $this->of_order( wc_get_order( Values::int( $id ) ) ), 5, 2 );
		add_action( 'woocommerce_untrash_order', fn ( mixed $id ) => $this->of_order( wc_get_order( Values::int( $id ) ) ), 5 );
		foreach ( [ 'woocommerce_trash_order', 'woocommerce_delete_order', 'wp_trash_post', 'before_delete_post' ] as $hook ) {
			add_action( $hook, fn ( mixed $id ) => $this->safely( fn () => $this->promises->forget( Values::int( $id ) ) ), 5 );
		}
	}

	public function of_order( mixed $order ): void {
		if ( $order instanceof WC_Order && 'shop_order' === $order->get_type() && $order->get_id() > 0 && 'trash' !== $order->get_status() ) {
			$this->safely( fn () => $this->promises->recompute( $order ) );
		}
	}

	/** The line has been saved with its new quantity; the order has not. */
	public function before_line_is_adjusted( mixed $prevent, mixed $item ): mixed {
		if ( $item instanceof WC_Order_Item ) {
			$this->of_order( wc_get_order( $item->get_order_id() ) );
		}
		return $prevent;
	}

	private function and_pass_on( mixed $value, mixed $order ): mixed {
		$this->of_order( $order );
		return $value;
	}

	/** A fault of ours must not stop a checkout. The next pass works out every order that changed, so it heals. */
	private function safely( callable $work ): void {
		try {
			$work();
		} catch ( Throwable $failure ) {
			Log::error( 'Promises could not be worked out: ' . $failure->getMessage() );
		}
	}
}
