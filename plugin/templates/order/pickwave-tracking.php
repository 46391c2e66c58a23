<?php
/**
 * Tracking numbers of an order under My account.
 *
 * To override it, copy it to yourtheme/woocommerce/order/pickwave-tracking.php.
 *
 * @var list<array{carrier: string, number: string, url: string, date: string}> $tracking
 */

defined( 'ABSPATH' ) || exit;
?>
<section class="woocommerce-order-tracking-numbers">
	<h2 class="woocommerce-column__title"><?php esc_html_e( 'Tracking', 'pickwave' ); ?></h2>
	<ul>
	<?php foreach ( $tracking as $item ) : ?>
		<li>
			<?php echo esc_html( $item['carrier'] ); ?>
			<?php if ( '' !== $item['url'] ) : ?>
				<a href="<?php echo esc_url( $item['url'] ); ?>" rel="noopener"><?php echo esc_html( $item['number'] ); ?></a>
			<?php else : ?>
				<strong><?php echo esc_html( $item['number'] ); ?></strong>
			<?php endif; ?>
			<?php
			if ( '' !== $item['date'] ) {
				/* translators: %s: a date. */
				echo esc_html( sprintf( __( '(sent %s)', 'pickwave' ), $item['date'] ) );
			}
			?>
		</li>
	<?php endforeach; ?>
	</ul>
</section>
