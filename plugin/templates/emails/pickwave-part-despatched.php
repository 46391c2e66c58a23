<?php
/**
 * The mail to the customer: part of the order is on its way.
 *
 * To override it, copy it to yourtheme/woocommerce/emails/pickwave-part-despatched.php.
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

do_action( 'woocommerce_email_header', $email_heading, $email );
?>
<p>
<?php
echo esc_html(
	'' === $order->get_billing_first_name()
		? __( 'Hi,', 'pickwave' )
		/* translators: %s: the customer's first name. */
		: sprintf( __( 'Hi %s,', 'pickwave' ), $order->get_billing_first_name() )
);
?>
</p>
<p>
<?php
echo esc_html(
	sprintf(
		[] === $parcel->to_come
			/* translators: %s: an order number. */
			? __( 'These items of your order %s have left our warehouse:', 'pickwave' )
			/* translators: %s: an order number. */
			: __( 'Part of your order %s has left our warehouse:', 'pickwave' ),
		$order->get_order_number()
	)
);
?>
</p>
<ul>
<?php foreach ( $parcel->items as $item ) : ?>
	<li><?php echo esc_html( "{$item['quantity']} × {$item['name']}" ); ?></li>
<?php endforeach; ?>
</ul>
<?php if ( '' !== $parcel->despatch->tracking_number ) : ?>
<p>
	<?php echo esc_html( trim( $parcel->despatch->carried_by() . ' ' . __( 'tracking number', 'pickwave' ) ) ); ?>:
	<?php if ( '' !== $parcel->despatch->tracking_url ) : ?>
		<a href="<?php echo esc_url( $parcel->despatch->tracking_url ); ?>"><?php echo esc_html( $parcel->despatch->tracking_number ); ?></a>
	<?php else : ?>
		<strong><?php echo esc_html( $parcel->despatch->tracking_number ); ?></strong>
	<?php endif; ?>
</p>
<?php endif; ?>
<?php if ( [] !== $parcel->to_come ) : ?>
<p><?php esc_html_e( 'Still to come:', 'pickwave' ); ?></p>
<ul>
	<?php foreach ( $parcel->to_come as $item ) : ?>
	<li><?php echo esc_html( "{$item['quantity']} × {$item['name']}" ); ?></li>
	<?php endforeach; ?>
</ul>
<?php endif; ?>
<?php
do_action( 'woocommerce_email_customer_details', $order, $sent_to_admin, $plain_text, $email );

if ( '' !== $additional_content ) {
	echo wp_kses_post( wpautop( wptexturize( $additional_content ) ) );
}

do_action( 'woocommerce_email_footer', $email );
