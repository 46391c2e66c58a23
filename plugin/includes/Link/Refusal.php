<?php
declare(strict_types=1);

namespace Pickwave\Link;

/** Why a signed request is answered with 401. */
enum Refusal: string {

	case Unsigned     = 'pickwave_unsigned';
	case Stale        = 'pickwave_stale';
	case BadSignature = 'pickwave_bad_signature';
	case Replayed     = 'pickwave_replayed';
	case NotPaired    = 'pickwave_not_paired';

	public function message(): string {
		return match ( $this ) {
			self::Unsigned     => __( 'The X-Pickwave-* headers are missing or malformed.', 'pickwave' ),
			self::Stale        => __( 'The time of the request is more than 300 seconds away from the time here. Set both clocks.', 'pickwave' ),
			self::BadSignature => __( 'The signature does not fit the request: the secrets differ. Pair the shop again.', 'pickwave' ),
			self::Replayed     => __( 'This request has been here before.', 'pickwave' ),
			self::NotPaired    => __( 'There is no pairing here. Pair the shop first, under WooCommerce > Pickwave.', 'pickwave' ),
		};
	}
}
