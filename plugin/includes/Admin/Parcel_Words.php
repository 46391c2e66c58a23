<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Despatch\Tracking;
use Pickwave\Values;
use WC_Order;

/** A parcel on the order, in words for staff. */
final class Parcel_Words {

	/** Carrier and tracking number, escaped; a link where the order has one. */
	public static function tracking( string $number, WC_Order $order ): string {
		if ( '' === $number ) {
			return esc_html__( 'Without a tracking number', 'pickwave' );
		}
		foreach ( Tracking::items( $order ) as $item ) {
			if ( Values::string( $item['tracking_number'] ?? '' ) === $number ) {
				$words   = esc_html( trim( Tracking::carrier_of( $item ) . ' ' . $number ) );
				$address = Values::string( $item['custom_tracking_link'] ?? '' );
				return '' === $address ? $words : sprintf( '<a href="%s">%s</a>', esc_url( $address ), $words );
			}
		}
		return esc_html( $number );
	}

	/** What the customer heard of it (docs/link.md, Despatch). */
	public static function told( ?string $told ): string {
		return match ( $told ) {
			'mailed'        => __( 'Customer told by mail', 'pickwave' ),
			'mail_disabled' => __( 'Customer not told: the mail is switched off in WooCommerce', 'pickwave' ),
			'no_address'    => __( 'Customer not told: the order has no mail address', 'pickwave' ),
			'quiet'         => __( 'Customer not told: the despatch is too old for a mail', 'pickwave' ),
			'already'       => __( 'Customer told before', 'pickwave' ),
			default         => __( 'Not known whether the customer was told', 'pickwave' ),
		};
	}
}
