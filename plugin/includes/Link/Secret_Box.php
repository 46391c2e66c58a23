<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Values;

/**
 * The link's secret at rest: encrypted with a key that is in wp-config.php (the salts, or PICKWAVE_ENCRYPTION_KEY), so that
 * a copy of the database alone does not give it away. New salts make it unreadable; then the shop is paired again.
 */
final class Secret_Box {

	public static function close( string $secret ): string {
		$nonce = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		return base64_encode( $nonce . sodium_crypto_secretbox( $secret, $nonce, self::key() ) );
	}

	/** Null where it cannot be opened. */
	public static function open( string $sealed ): ?string {
		$bytes = base64_decode( $sealed, true );
		if ( false === $bytes || strlen( $bytes ) <= SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES ) {
			return null;
		}
		$secret = sodium_crypto_secretbox_open(
			substr( $bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES ),
			substr( $bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES ),
			self::key()
		);
		return false === $secret ? null : $secret;
	}

	/** @return non-empty-string */
	private static function key(): string {
		$constant = defined( 'PICKWAVE_ENCRYPTION_KEY' ) ? Values::string( constant( 'PICKWAVE_ENCRYPTION_KEY' ) ) : '';
		return sodium_crypto_generichash(
			'pickwave-secret-1:' . ( '' === $constant ? wp_salt( 'secure_auth' ) : $constant ),
			'',
			SODIUM_CRYPTO_SECRETBOX_KEYBYTES
		);
	}
}
