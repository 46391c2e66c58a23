<?php
declare(strict_types=1);

namespace Pickwave;

use Pickwave\Database\Database;

/** Every option of Pickwave, its name, and whether WordPress loads it with each page. */
final class Options {

	public const SCHEMA_VERSION = 'pickwave_schema_version';
	public const INSTALLED_AT   = 'pickwave_installed_at';
	public const IDENTITY       = 'pickwave_identity';
	public const LIVE           = 'pickwave_live';
	public const PAIRING        = 'pickwave_pairing';
	public const PENDING        = 'pickwave_pairing_pending';
	public const BREAKER        = 'pickwave_breaker';
	public const CONTACT        = 'pickwave_last_contact';
	public const PROMISES       = 'pickwave_promises';

	public const ALL = [
		self::SCHEMA_VERSION,
		self::INSTALLED_AT,
		self::IDENTITY,
		self::LIVE,
		self::PAIRING,
		self::PENDING,
		self::BREAKER,
		self::CONTACT,
		self::PROMISES,
	];

	// Small, and needed by each request that changes an order. All others are read only when asked for.
	private const AUTOLOADED = [ self::SCHEMA_VERSION, self::IDENTITY, self::LIVE ];

	/** @return array<string, mixed> Empty where there is none. */
	public static function map( string $name ): array {
		return Values::map( get_option( $name, [] ) );
	}

	public static function int( string $name ): int {
		return Values::int( get_option( $name, 0 ) );
	}

	/** @param array<string, mixed>|int $value */
	public static function set( string $name, array|int $value ): void {
		update_option( $name, $value, in_array( $name, self::AUTOLOADED, true ) );
	}

	/**
	 * Sets it unless it is there. Of several requests that do so at the same moment the first wins: add_option() lets the last.
	 *
	 * @param array<string, mixed> $value
	 */
	public static function set_first( string $name, array $value ): void {
		$database = Database::of_this_shop();
		$database->change(
			"INSERT IGNORE INTO {$database->core( 'options' )} (option_name, option_value, autoload) VALUES (%s, %s, %s)",
			$name,
			Values::string( maybe_serialize( $value ) ),
			in_array( $name, self::AUTOLOADED, true ) ? 'yes' : 'no'
		);
		// What WordPress remembers of it, there or not, is from before.
		foreach ( [ $name, 'alloptions', 'notoptions' ] as $remembered ) {
			wp_cache_delete( $remembered, 'options' );
		}
	}

	/** By one query, where each would cost one when it is read. */
	public static function prime( string ...$names ): void {
		wp_prime_option_caches( array_values( $names ) );
	}

	public static function delete( string $name ): void {
		delete_option( $name );
	}

	public static function schema_version(): int {
		return self::int( self::SCHEMA_VERSION );
	}

	public static function set_schema_version( int $version ): void {
		if ( 0 === self::int( self::INSTALLED_AT ) ) {
			self::set( self::INSTALLED_AT, Times::now() );
		}
		self::set( self::SCHEMA_VERSION, $version );
	}
}
