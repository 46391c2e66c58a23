<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Log;
use Pickwave\Orders\Memories;
use Pickwave\Values;
use Throwable;
use WC_Order;
use WP_Post;

/** A column in the list of orders, where they are kept in WooCommerce's own tables and where they are posts. */
final class Order_Column {

	private const COLUMN = 'pickwave';

	public function __construct( private readonly Memories $memories ) {}

	public function show(): void {
		add_filter( 'manage_woocommerce_page_wc-orders_columns', [ $this, 'add' ] );
		add_filter( 'manage_edit-shop_order_columns', [ $this, 'add' ] );
		add_action( 'manage_woocommerce_page_wc-orders_custom_column', [ $this, 'render' ], 10, 2 );
		add_action( 'manage_shop_order_posts_custom_column', [ $this, 'render' ], 10, 2 );
		add_filter( 'woocommerce_shop_order_list_table_prepare_items_query_args', [ $this, 'await_page' ] );
		add_action( 'admin_enqueue_scripts', [ Order_Style::class, 'enqueue' ] );
	}

	/**
	 * After the status, where staff look for how far an order has come.
	 *
	 * @param mixed $columns
	 * @return mixed
	 */
	public function add( mixed $columns ): mixed {
		if ( ! is_array( $columns ) || true !== Rights::may_view() ) {
			return $columns;
		}
		$after = array_search( 'order_status', array_keys( $columns ), true );
		$place = is_int( $after ) ? $after + 1 : count( $columns );
		return array_slice( $columns, 0, $place, true ) + [ self::COLUMN => 'Pickwave' ] + array_slice( $columns, $place, null, true );
	}

	/**
	 * The list is about to ask for its page of orders: what is answered next is what will be shown.
	 *
	 * @param mixed $query
	 * @return mixed
	 */
	public function await_page( mixed $query ): mixed {
		$prime = function ( mixed $found ) use ( &$prime ): mixed {
			remove_filter( 'woocommerce_order_query', $prime );
			$this->prime( is_object( $found ) && isset( $found->orders ) ? $found->orders : $found );
			return $found;
		};
		add_filter( 'woocommerce_order_query', $prime );
		return $query;
	}

	public function render( mixed $column, mixed $order ): void {
		if ( self::COLUMN !== $column || true !== Rights::may_view() ) {
			return;
		}
		$id = $order instanceof WC_Order ? $order->get_id() : Values::int( $order );
		if ( ! $order instanceof WC_Order ) {
			global $wp_query;
			$this->prime( $wp_query instanceof \WP_Query ? [ $id, ...Values::list( $wp_query->posts ) ] : [ $id ] );
		}
		try {
			$memory = $this->memories->of( $id );
		} catch ( Throwable $failure ) {
			self::note( $failure );
			echo '<span aria-hidden="true">–</span><span class="screen-reader-text">' . esc_html__( 'Cannot be read at the moment', 'pickwave' ) . '</span>';
			return;
		}
		$state = Order_State::of( $memory );
		echo wp_kses_post( $state->html( $memory ) );
		if ( null !== $memory->attention ) {
			printf( '<br><span class="pickwave-why">%s</span>', esc_html( $memory->attention->words ) );
		}
	}

	private function prime( mixed $orders ): void {
		$ids = [];
		foreach ( Values::list( $orders ) as $order ) {
			$ids[] = match ( true ) {
				$order instanceof WC_Order => $order->get_id(),
				$order instanceof WP_Post  => $order->ID,
				default                    => Values::int( $order ),
			};
		}
		try {
			$this->memories->prime( array_values( array_filter( $ids ) ) );
		} catch ( Throwable $failure ) {
			self::note( $failure );
		}
	}

	private static function note( Throwable $failure ): void {
		Log::error( 'What Pickwave did of orders cannot be read: ' . $failure->getMessage() );
	}
}
