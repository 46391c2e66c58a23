<?php
/**
 * Tracking numbers in a mail to the customer.
 *
 * To override it, copy it to yourtheme/woocommerce/emails/pickwave-tracking.php.
 *
 * @var list<array{carrier: string, number: string, url: string, date: string}> $tracking
 */

defined( 'ABSPATH' ) || exit;
?>
<h2><?php esc_html_e( 'Tracking', 'pickwave' ); ?></h2>
<ul>
<?php foreach ( $tracking as $item ) : ?>
	<li>
		<?php echo esc_html( $item['carrier'] ); ?>
		<?php if ( '' !== $item['url'] ) : ?>
			<a href="<?php echo esc_url( $item['url'] ); ?>"><?php echo esc_html( $item['number'] ); ?></a>
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
