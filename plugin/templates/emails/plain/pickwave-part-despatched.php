<?php
/**
 * The plain-text mail to the customer: part of the order is on its way.
 *
 * To override it, copy it to yourtheme/woocommerce/emails/plain/pickwave-part-despatched.php.
 *
 * @var WC_Order $order
 * @var Pickwave\Despatch\Parcel $parcel
 * @var string $email_heading
 * @var string $additional_content
 * @var bool $sent_to_admin
 * @var bool $plain_text
 * @var WC_Email $email
 */

defined( 'ABSPATH' ) || exit;

echo esc_html( wp_strip_all_tags( $email_heading ) ) . "\n\n";
echo esc_html(
	'' === $order->get_billing_first_name()
		? __( 'Hi,', 'pickwave' )
		/* translators: %s: the customer's first name. */
		: sprintf( __( 'Hi %s,', 'pickwave' ), $order->get_billing_first_name() )
) . "\n\n";
echo esc_html(
	sprintf(
		[] === $parcel->to_come
			/* translators: %s: an order number. */
			? __( 'These items of your order %s have left our warehouse:', 'pickwave' )
			/* translators: %s: an order number. */
			: __( 'Part of your order %s has left our warehouse:', 'pickwave' ),
		$order->get_order_number()
	)
) . "\n\n";
foreach ( $parcel->items as $item ) {
	echo esc_html( "- {$item['quantity']} × {$item['name']}" ) . "\n";
}
if ( '' !== $parcel->despatch->tracking_number ) {
	echo "\n" . esc_html( trim( $parcel->despatch->carried_by() . ' ' . __( 'tracking number', 'pickwave' ) ) . ': ' . $parcel->despatch->tracking_number ) . "\n";
	if ( '' !== $parcel->despatch->tracking_url ) {
		echo esc_url( $parcel->despatch->tracking_url ) . "\n";
	}
}
if ( [] !== $parcel->to_come ) {
	echo "\n" . esc_html( __( 'Still to come:', 'pickwave' ) ) . "\n";
	foreach ( $parcel->to_come as $item ) {
		echo esc_html( "- {$item['quantity']} × {$item['name']}" ) . "\n";
	}
}
echo "\n";

do_action( 'woocommerce_email_customer_details', $order, $sent_to_admin, $plain_text, $email );

if ( '' !== $additional_content ) {
	echo "\n" . esc_html( wp_strip_all_tags( wptexturize( $additional_content ) ) ) . "\n";
}

echo wp_kses_post( Pickwave\Values::string( apply_filters( 'woocommerce_email_footer_text', get_option( 'woocommerce_email_footer_text' ) ) ) );
