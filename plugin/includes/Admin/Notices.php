<?php
declare(strict_types=1);

namespace Pickwave\Admin;

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
		$words = Link_Trouble::words();
		if ( null !== $words ) {
			printf(
				'<div class="notice notice-warning"><p><strong>Pickwave.</strong> %s <a href="%s">%s</a></p></div>',
				esc_html( $words ),
				esc_url( Screen::address() ),
				esc_html__( 'Open Pickwave', 'pickwave' )
			);
		}
	}
}
