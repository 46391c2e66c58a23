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

	/** @var list<int> orders of the page, read with the first of them that is shown */
	private array $to_come = [];

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
	 * The list is about to ask for its page of orders: what is answered from here on may be shown.
	 *
	 * @param mixed $query
	 * @return mixed
	 */
	public function await_page( mixed $query ): mixed {
		add_filter( 'woocommerce_order_query', [ $this, 'found' ] );
		return $query;
	}

	/**
	 * @param mixed $found a list, or an object with one, of orders or their ids
	 * @return mixed
	 */
	public function found( mixed $found ): mixed {
		array_push( $this->to_come, ...self::ids( is_object( $found ) && isset( $found->orders ) ? $found->orders : $found ) );
		return $found;
	}

	public function render( mixed $column, mixed $order ): void {
		if ( self::COLUMN !== $column || true !== Rights::may_view() ) {
			return;
		}
		$id = $order instanceof WC_Order ? $order->get_id() : Values::int( $order );
		if ( ! $order instanceof WC_Order ) {
			global $wp_query;
			array_push( $this->to_come, ...self::ids( $wp_query instanceof \WP_Query ? $wp_query->posts : [] ) );
		}
		try {
			$this->memories->prime( [ $id, ...$this->to_come ] );
			$this->to_come = [];
			$memory        = $this->memories->of( $id );
		} catch ( Throwable $failure ) {
			Log::error( 'What Pickwave did of orders cannot be read: ' . $failure->getMessage() );
			echo '<span aria-hidden="true">–</span><span class="screen-reader-text">' . esc_html__( 'Cannot be read at the moment', 'pickwave' ) . '</span>';
			return;
		}
		$state = Order_State::of( $memory );
		echo wp_kses_post( $state->html( $memory ) );
		if ( null !== $memory->attention ) {
			printf( '<br><span class="pickwave-why">%s</span>', esc_html( $memory->attention->words ) );
		}
	}

	/** @return list<int> */
	private static function ids( mixed $orders ): array {
		$ids = [];
		foreach ( Values::list( $orders ) as $order ) {
			$ids[] = match ( true ) {
				$order instanceof WC_Order => $order->get_id(),
				$order instanceof WP_Post  => $order->ID,
				default                    => Values::int( $order ),
			};
		}
		return array_values( array_filter( $ids ) );
	}
}
