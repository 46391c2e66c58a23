<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Link\Address;
use Pickwave\Link\Credentials;
use Pickwave\Link\Identity;

/** Says on WooCommerce's own pages what must not go unnoticed: that this is a copy, or that the link is broken for good. */
final class Notices {

	public function show(): void {
		add_action( 'admin_notices', [ $this, 'render' ] );
	}

	public function render(): void {
		$screen = get_current_screen();
		if ( null === $screen || ! current_user_can( Rights::MANAGE ) || ! in_array( $screen->id, wc_get_screen_ids(), true ) ) {
			return;
		}
		$words = self::words();
		if ( null !== $words ) {
			printf(
				'<div class="notice notice-warning"><p><strong>Pickwave.</strong> %s <a href="%s">%s</a></p></div>',
				esc_html( $words ),
				esc_url( Screen::address() ),
				esc_html__( 'Open Pickwave', 'pickwave' )
			);
		}
	}

	private static function words(): ?string {
		$identity = Identity::read();
		if ( null !== $identity && $identity->frozen() ) {
			return sprintf(
				/* translators: 1: an address. 2: an address. */
				__( 'This is a copy of the shop at %1$s, standing at %2$s. Nothing of it goes to the warehouse.', 'pickwave' ),
				(string) $identity->bound_url,
				Address::home()
			);
		}
		return Credentials::locked_out()
			? __( 'The secret of the link cannot be read any more, since the keys in wp-config.php have changed. Orders do not go over until the shop is paired again.', 'pickwave' )
			: null;
	}
}
