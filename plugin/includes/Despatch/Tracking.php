<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Values;
use WC_Order;

/**
 * Tracking numbers on orders, where the shop's tracking plugin keeps them; without one in the same place, so that one
 * that is installed later finds them.
 *
 * The item's id holds the time, so neither plugin notices the same number twice: this does, by carrier and number.
 */
final class Tracking {

	public const META = '_wc_shipment_tracking_items';

	public function put( Despatch $news ): void {
		$order = wc_get_order( $news->order_id );
		if ( '' === $news->tracking_number || ! $order instanceof WC_Order || self::has( $order, $news ) ) {
			return;
		}
		self::writer()->write( $order, $news );
	}

	/** Puts the number on the order in the place of one that is no parcel's any more. */
	public function replace( Despatch $news, string $old ): void {
		$order = wc_get_order( $news->order_id );
		if ( '' === $news->tracking_number || ! $order instanceof WC_Order ) {
			return;
		}
		$items = self::items( $order );
		$kept  = array_values( array_filter( $items, static fn ( array $item ): bool => Values::string( $item['tracking_number'] ?? '' ) !== $old ) );
		if ( count( $kept ) < count( $items ) ) {
			$order->update_meta_data( self::META, $kept );
			$order->save();
		}
		$this->put( $news );
	}

	/** @return list<array<string, mixed>> */
	public static function items( WC_Order $order ): array {
		return Values::maps( $order->get_meta( self::META ) );
	}

	/** @param array<string, mixed> $item */
	public static function carrier_of( array $item ): string {
		$custom = Values::string( $item['custom_tracking_provider'] ?? '' );
		return '' === $custom ? Values::string( $item['tracking_provider'] ?? '' ) : $custom;
	}

	private static function has( WC_Order $order, Despatch $news ): bool {
		foreach ( self::items( $order ) as $item ) {
			if ( Values::string( $item['tracking_number'] ?? '' ) === $news->tracking_number && sanitize_title( self::carrier_of( $item ) ) === sanitize_title( $news->carrier ) ) {
				return true;
			}
		}
		return false;
	}

	private static function writer(): Tracking_Writer {
		return match ( true ) {
			Tracking_Plugins::ast()               => new Ast_Writer(),
			Tracking_Plugins::shipment_tracking() => new Shipment_Tracking_Writer(),
			default                               => new Meta_Writer(),
		};
	}
}
