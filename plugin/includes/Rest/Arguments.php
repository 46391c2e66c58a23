<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Times;
use Pickwave\Values;
use WP_Error;

/** Arguments that several routes have. */
final class Arguments {

	private const AHEAD_MS = Times::MINUTE_MS;

	/** @return array<string, mixed> A time, ISO 8601. */
	public static function time( bool $required = true ): array {
		return [
			'type'              => 'string',
			'required'          => $required,
			'validate_callback' => static fn ( mixed $value, mixed $request, string $name ): true|WP_Error => self::is_time( $value, $name ),
		];
	}

	public static function is_time( mixed $value, string $name ): true|WP_Error {
		return is_string( $value ) && null !== Times::parse( $value )
			? true
			/* translators: %s: the name of a parameter. */
			: new WP_Error( 'rest_invalid_param', sprintf( __( '%s is not a time like 2026-01-01T00:00:00Z.', 'pickwave' ), $name ), [ 'status' => 400 ] );
	}

	/** Of a time that has been validated. */
	public static function ms( mixed $time ): int {
		return Times::parse( Values::string( $time ) ) ?? 0;
	}

	/**
	 * A time from a clock that is ahead would have all that comes after it refused as older, so it is not let in.
	 *
	 * @param int ...$times in milliseconds
	 */
	public static function refuse_ahead( int ...$times ): ?WP_Error {
		$now = Times::now();
		if ( [] === $times || max( $times ) <= $now + self::AHEAD_MS ) {
			return null;
		}
		return new WP_Error(
			'pickwave_clock_ahead',
			__( 'The clock of the sidecar is more than 60 seconds ahead of the clock here. Set both by a time server.', 'pickwave' ),
			[ 'status' => 400, 'time' => Times::iso( $now ) ]
		);
	}

	public static function ms_or_null( mixed $time ): ?int {
		return is_string( $time ) ? Times::parse( $time ) : null;
	}

	/**
	 * A list whose items have these properties, some of which are times, which WordPress's own schema would let through.
	 *
	 * @param array<string, array<string, mixed>> $properties
	 * @param list<string> $times
	 * @return array<string, mixed>
	 */
	public static function items( int $most, array $properties, array $times = [] ): array {
		$schema = [
			'type'     => 'array',
			'required' => true,
			'maxItems' => $most,
			'items'    => [ 'type' => 'object', 'properties' => $properties ],
		];
		return $schema + [
			'validate_callback' => static function ( mixed $value, mixed $request, string $name ) use ( $schema, $times ): true|WP_Error {
				$valid = rest_validate_value_from_schema( $value, $schema, $name );
				if ( is_wp_error( $valid ) ) {
					return $valid;
				}
				foreach ( Values::maps( $value ) as $index => $item ) {
					foreach ( $times as $time ) {
						if ( isset( $item[ $time ] ) ) {
							$valid = self::is_time( $item[ $time ], "{$name}[$index][$time]" );
							if ( is_wp_error( $valid ) ) {
								return $valid;
							}
						}
					}
				}
				return true;
			},
		];
	}
}
