<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

/** Which plugins of the shop keep and show tracking numbers. */
final class Tracking_Plugins {

	public static function ast(): bool {
		return function_exists( 'ast_insert_tracking_number' );
	}

	public static function shipment_tracking(): bool {
		return function_exists( 'wc_st_add_tracking_number' );
	}

	/** Then our own lines in mails and My account would be there twice. */
	public static function any(): bool {
		return self::ast() || self::shipment_tracking();
	}

	/** @return array{ast: bool, shipment_tracking: bool, fulfillments: bool} */
	public static function installed(): array {
		return [
			'ast'               => self::ast(),
			'shipment_tracking' => self::shipment_tracking(),
			'fulfillments'      => 'yes' === get_option( 'woocommerce_feature_fulfillments_enabled' ),
		];
	}
}
