<?php
declare(strict_types=1);

namespace Pickwave;

/** WooCommerce > Status > Logs, source `pickwave`. Ids and codes only: never an address, a name or a secret. */
final class Log {

	private const SOURCE = [ 'source' => 'pickwave' ];

	public static function info( string $words ): void {
		wc_get_logger()->info( $words, self::SOURCE );
	}

	public static function warning( string $words ): void {
		wc_get_logger()->warning( $words, self::SOURCE );
	}

	public static function error( string $words ): void {
		wc_get_logger()->error( $words, self::SOURCE );
	}
}
