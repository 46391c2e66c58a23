<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Link\Live;
use Pickwave\Link\Trigger;
use Pickwave\Log;
use Pickwave\Values;
use Throwable;
use WC_Order;

/**
 * Notices which orders a request changed, and when the request is over tells the sidecar their ids. A hint and no more:
 * the sidecar fetches the order, and would find it by itself two minutes later.
 */
final class Order_Events {

	/** @var array<int, 'changed'|'deleted'> */
	private array $noticed = [];
	/** @var array<int, true> */
	private array $our_own = [];

	public function __construct( private readonly Trigger $trigger, private readonly Tombstones $tombstones ) {}

	public function listen(): void {
		add_action( 'woocommerce_after_order_object_save', [ $this, 'saved' ], 50 );
		add_action( 'woocommerce_order_status_changed', fn ( mixed $id, mixed $from, mixed $to, mixed $order = null ) => $this->saved( $order ), 50, 4 );
		foreach ( [ 'woocommerce_payment_complete', 'woocommerce_order_refunded', 'woocommerce_untrash_order' ] as $hook ) {
			add_action( $hook, fn ( mixed $id ) => $this->changed( Values::int( $id ) ), 50 );
		}
		add_action( 'woocommerce_refund_deleted', fn ( mixed $refund, mixed $id ) => $this->changed( Values::int( $id ) ), 50, 2 );
		add_action( 'woocommerce_untrash_order', fn ( mixed $id ) => $this->back( Values::int( $id ) ), 5 );
		foreach ( [ 'woocommerce_trash_order', 'woocommerce_before_delete_order' ] as $hook ) {
			add_action( $hook, fn ( mixed $id ) => $this->gone( Values::int( $id ) ), 50 );
		}
		// Without High-Performance Order Storage the list of orders trashes posts.
		foreach ( [ 'wp_trash_post', 'before_delete_post' ] as $hook ) {
			add_action( $hook, fn ( mixed $id ) => 'shop_order' === get_post_type( Values::int( $id ) ) ? $this->gone( Values::int( $id ) ) : null, 50 );
		}
		add_action( 'untrashed_post', fn ( mixed $id ) => 'shop_order' === get_post_type( Values::int( $id ) ) ? $this->back( Values::int( $id ) ) : null, 50 );
		// Late, when WordPress has flushed the page.
		add_action( 'shutdown', [ $this, 'tell' ], 1000 );
	}

	/** What Pickwave itself writes on this order in this request is no news for the sidecar, which asked for it. */
	public function ignore( int $order_id ): void {
		$this->our_own[ $order_id ] = true;
	}

	public function saved( mixed $order ): void {
		if ( ! $order instanceof WC_Order || 'shop_order' !== $order->get_type() ) {
			return;
		}
		if ( 'trash' === $order->get_status() ) {
			$this->gone( $order->get_id() );
		} elseif ( ! Order_Query::is_draft( $order->get_status() ) ) {
			$this->changed( $order->get_id() );
		}
	}

	public function tell(): void {
		$noticed       = array_diff_key( $this->noticed, $this->our_own );
		$this->noticed = [];
		if ( [] === $noticed || ! Live::read()->on ) {
			return;
		}
		try {
			$this->trigger->send( $noticed );
		} catch ( Throwable $failure ) {
			Log::error( 'The trigger failed: ' . $failure->getMessage() );
		}
	}

	private function changed( int $order_id ): void {
		if ( $order_id > 0 && ! isset( $this->noticed[ $order_id ] ) ) {
			$this->noticed[ $order_id ] = 'changed';
		}
	}

	private function gone( int $order_id ): void {
		// Before a deletion its type can still be asked for; what is a refund or a subscription is none of ours.
		if ( $order_id <= 0 || 'deleted' === ( $this->noticed[ $order_id ] ?? null ) || 'shop_order' !== \Automattic\WooCommerce\Utilities\OrderUtil::get_order_type( $order_id ) ) {
			return;
		}
		$this->noticed[ $order_id ] = 'deleted';
		$this->safely( fn () => $this->tombstones->put( $order_id ) );
	}

	private function back( int $order_id ): void {
		$this->noticed[ $order_id ] = 'changed';
		$this->safely( fn () => $this->tombstones->take_away( $order_id ) );
	}

	/** A fault of ours must not stop the shop's own work. */
	private function safely( callable $work ): void {
		try {
			$work();
		} catch ( Throwable $failure ) {
			Log::error( 'A tombstone could not be written: ' . $failure->getMessage() );
		}
	}
}
