<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use WP_Error;

/** Who may do what on the screen: who works with orders may look, who runs the shop may change. */
final class Rights {

	public const VIEW   = 'edit_shop_orders';
	public const MANAGE = 'manage_woocommerce';

	public static function may_view(): true|WP_Error {
		return current_user_can( self::VIEW ) || current_user_can( self::MANAGE ) ? true : self::refused();
	}

	public static function may_manage(): true|WP_Error {
		return current_user_can( self::MANAGE ) ? true : self::refused();
	}

	/** On whose behalf the sidecar is asked: `<id>;<name, percent-encoded>;<manage or view>` (docs/link.md). */
	public static function person(): string {
		$user = wp_get_current_user();
		return $user->ID . ';' . rawurlencode( mb_substr( $user->display_name, 0, 100 ) ) . ';' . ( current_user_can( self::MANAGE ) ? 'manage' : 'view' );
	}

	private static function refused(): WP_Error {
		return new WP_Error(
			'pickwave_forbidden',
			__( 'You may not do this. Ask somebody who manages the shop.', 'pickwave' ),
			[ 'status' => rest_authorization_required_code() ]
		);
	}
}
