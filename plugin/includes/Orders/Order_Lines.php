<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Values;
use WC_Order;
use WC_Order_Item_Product;
use WC_Product;

/** The lines of an order, as far as the warehouse is concerned. */
final class Order_Lines {

	/** @return list<Order_Line> */
	public static function of( WC_Order $order ): array {
		$refunded = self::refunded( $order );
		return self::lines(
			$order,
			static fn ( int $id ): float => $refunded[ $id ] ?? 0.0,
			// From the metadata's cache, not from the object: WooCommerce reduces stock on an object of its own, and this one may be older.
			static fn ( int $id ): float => Values::float( wc_get_order_item_meta( $id, '_reduced_stock' ) )
		);
	}

	/**
	 * As they were ordered: nothing is asked of the database, and `refunded` and `reduced` are 0, whatever they are.
	 *
	 * @return list<Order_Line>
	 */
	public static function ordered( WC_Order $order ): array {
		return self::lines( $order, static fn (): float => 0.0, static fn (): float => 0.0 );
	}

	/**
	 * @param callable(int): float $refunded units, by item
	 * @param callable(int): float $reduced units, by item
	 * @return list<Order_Line>
	 */
	private static function lines( WC_Order $order, callable $refunded, callable $reduced ): array {
		$lines = [];
		foreach ( $order->get_items() as $item ) {
			if ( $item instanceof WC_Order_Item_Product ) {
				$id      = $item->get_id();
				$lines[] = new Order_Line(
					item_id: $id,
					product_id: $item->get_variation_id() > 0 ? $item->get_variation_id() : $item->get_product_id(),
					name: $item->get_name(),
					quantity: Values::float( $item->get_quantity() ),
					refunded: $refunded( $id ),
					reduced: $reduced( $id ),
					needs_shipping: self::needs_shipping( $item ),
				);
			}
		}
		return $lines;
	}

	/** A line whose product is gone is taken for one that ships: somebody has to look at it. */
	private static function needs_shipping( WC_Order_Item_Product $item ): bool {
		$product = $item->get_product();
		return ! $product instanceof WC_Product || $product->needs_shipping();
	}

	/**
	 * Units refunded, by line: one walk over the refunds, where get_qty_refunded_for_item() walks once for each line.
	 *
	 * @return array<int, float>
	 */
	private static function refunded( WC_Order $order ): array {
		$units = [];
		foreach ( $order->get_refunds() as $refund ) {
			foreach ( $refund->get_items() as $item ) {
				$of           = Values::int( $item->get_meta( '_refunded_item_id' ) );
				$units[ $of ] = ( $units[ $of ] ?? 0.0 ) + abs( Values::float( $item->get_quantity() ) );
			}
		}
		return $units;
	}
}
