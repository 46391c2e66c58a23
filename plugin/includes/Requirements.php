<?php
declare(strict_types=1);

namespace Pickwave;

/** Without a WooCommerce that is new enough Pickwave does nothing but say so. */
final class Requirements {

	public static function met(): bool {
		return class_exists( 'WooCommerce', false )
			&& defined( 'WC_VERSION' )
			&& version_compare( Values::string( constant( 'WC_VERSION' ) ), LEAST_WOOCOMMERCE, '>=' );
	}

	public static function explain(): void {
		add_action(
			'admin_notices',
			static function (): void {
				if ( current_user_can( 'activate_plugins' ) ) {
					printf(
						'<div class="notice notice-error"><p>%s</p></div>',
						esc_html(
							sprintf(
								/* translators: %s: a version number. */
								__( 'Pickwave needs WooCommerce %s or newer. Install or update WooCommerce; until then Pickwave does nothing.', 'pickwave' ),
								LEAST_WOOCOMMERCE
							)
						)
					);
				}
			}
		);
	}
}
