<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use Pickwave\Log;
use Pickwave\Times;
use Pickwave\Values;
use Throwable;
use WC_Order;
use WC_REST_Orders_Controller;
use WP_REST_Request;

/** Orders as the sidecar gets them: as wc/v3 shows them, with what only WordPress knows cheaply, and with Pickwave's own marks. */
final class Order_Reader {

	public function __construct( private readonly Database $database ) {}

	/**
	 * @param list<WC_Order> $orders
	 * @return list<array<string, mixed>>
	 */
	public function entries( array $orders ): array {
		$ids        = array_map( static fn ( WC_Order $order ): int => $order->get_id(), $orders );
		$marks      = $this->marks( $ids );
		$despatches = $this->despatches( $ids );
		$this->have_products_at_hand( $orders );

		// WooCommerce's own controller, asked directly: its route shows nothing to somebody who is not logged in.
		$controller = new WC_REST_Orders_Controller();
		$request    = new WP_REST_Request( 'GET', '/wc/v3/orders' );
		$request->set_param( 'context', 'view' );
		return array_map(
			static fn ( WC_Order $order ): array => self::order( $order, $controller, $request )
				+ [ 'pickwave' => self::pickwave( $marks[ $order->get_id() ] ?? [] ) + [ 'despatches' => $despatches[ $order->get_id() ] ?? [] ] ],
			$orders
		);
	}

	/**
	 * An order that WooCommerce or another plugin fails on must not hold up its page. It goes over with its id alone, and the
	 * sidecar shows it as one that cannot be read.
	 *
	 * @return array{order: mixed, lines: list<array<string, mixed>>}
	 */
	private static function order( WC_Order $order, WC_REST_Orders_Controller $controller, WP_REST_Request $request ): array {
		try {
			return [
				'order' => $controller->prepare_object_for_response( $order, $request )->get_data(),
				'lines' => array_map( static fn ( Order_Line $line ): array => $line->json(), Order_Lines::of( $order ) ),
			];
		} catch ( Throwable $failure ) {
			Log::error( sprintf( 'Order %d cannot be read: %s (%s:%d)', $order->get_id(), $failure->getMessage(), basename( $failure->getFile() ), $failure->getLine() ) );
			return [ 'order' => [ 'id' => $order->get_id() ], 'lines' => [] ];
		}
	}

	/**
	 * @param array<string, string|null> $mark
	 * @return array<string, mixed>
	 */
	private static function pickwave( array $mark ): array {
		return [
			'number'       => $mark['number'] ?? null,
			'sent_at'      => Times::iso_or_null( Values::int_or_null( $mark['sent_at'] ?? null ) ),
			'reflected_at' => Times::iso_or_null( Values::int_or_null( $mark['reflected_at'] ?? null ) ),
			'attention'    => isset( $mark['attention_code'] )
				? [ 'code' => $mark['attention_code'], 'reason' => (string) ( $mark['attention_reason'] ?? '' ) ]
				: null,
		];
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, array<string, string|null>>
	 */
	private function marks( array $ids ): array {
		$marks = [];
		foreach ( $this->rows_of( 'orders', $ids, 'order_id' ) as $row ) {
			$marks[ Values::int( $row['order_id'] ) ] = $row;
		}
		return $marks;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, list<array{despatch: string, tracking_number: string, lines: list<array{key: string, item_id: int, quantity: int}>}>>
	 */
	private function despatches( array $ids ): array {
		$parcels = [];
		foreach ( $this->rows_of( 'despatch_lines', $ids, 'despatch, tracking_number, line_key' ) as $row ) {
			$order_id = Values::int( $row['order_id'] );
			$despatch = (string) $row['despatch'];
			$number   = (string) $row['tracking_number'];
			$last     = array_key_last( $parcels[ $order_id ] ?? [] );
			if ( null === $last || $parcels[ $order_id ][ $last ]['despatch'] !== $despatch || $parcels[ $order_id ][ $last ]['tracking_number'] !== $number ) {
				$parcels[ $order_id ][] = [ 'despatch' => $despatch, 'tracking_number' => $number, 'lines' => [] ];
				$last                   = array_key_last( $parcels[ $order_id ] );
			}
			$parcels[ $order_id ][ $last ]['lines'][] = [
				'key'      => (string) $row['line_key'],
				'item_id'  => Values::int( $row['item_id'] ),
				'quantity' => Values::int( $row['quantity'] ),
			];
		}
		return $parcels;
	}

	/**
	 * @param list<int> $ids
	 * @return list<array<string, string|null>>
	 */
	private function rows_of( string $table, array $ids, string $order ): array {
		return [] === $ids ? [] : $this->database->rows(
			"SELECT * FROM {$this->database->table( $table )} WHERE order_id IN (" . Database::places( count( $ids ) ) . ") ORDER BY $order",
			...$ids
		);
	}

	/**
	 * One query for the products of all lines, where each line would ask for its own.
	 *
	 * @param list<WC_Order> $orders
	 */
	private function have_products_at_hand( array $orders ): void {
		$ids = [];
		foreach ( $orders as $order ) {
			foreach ( $order->get_items() as $item ) {
				if ( $item instanceof \WC_Order_Item_Product ) {
					$ids[ $item->get_product_id() ]   = true;
					$ids[ $item->get_variation_id() ] = true;
				}
			}
		}
		unset( $ids[0] );
		_prime_post_caches( array_keys( $ids ) );
	}
}
