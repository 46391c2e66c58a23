<?php
/**
 * Tracking numbers in a plain-text mail to the customer.
 *
 * To override it, copy it to yourtheme/woocommerce/emails/plain/pickwave-tracking.php.
 *
 * @var list<array{carrier: string, number: string, url: string, date: string}> $tracking
 */

defined( 'ABSPATH' ) || exit;

echo esc_html( wp_strip_all_tags( __( 'Tracking', 'pickwave' ) ) ) . "\n\n";
foreach ( $tracking as $item ) {
	echo esc_html( trim( "{$item['carrier']} {$item['number']}" ) ) . "\n";
	if ( '' !== $item['url'] ) {
		echo esc_url( $item['url'] ) . "\n";
	}
}
echo "\n";
