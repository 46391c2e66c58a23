<?php
declare(strict_types=1);

namespace Pickwave;

/** Times are whole milliseconds since 1970, UTC, and travel as ISO 8601 with Z (docs/link.md). */
final class Times {

	public const SECOND_MS = 1000;
	public const MINUTE_MS = 60_000;
	public const HOUR_MS   = 3_600_000;
	public const DAY_MS    = 86_400_000;

	public static function now(): int {
		return (int) floor( microtime( true ) * 1000 );
	}

	/** Milliseconds only where there are any: 2026-01-01T00:00:00Z, 2026-01-01T00:00:00.250Z. */
	public static function iso( int $ms ): string {
		$seconds = intdiv( $ms, 1000 );
		$rest    = $ms % 1000;
		if ( $rest < 0 ) {
			$rest += 1000;
			--$seconds;
		}
		return gmdate( 'Y-m-d\TH:i:s', $seconds ) . ( 0 === $rest ? '' : sprintf( '.%03d', $rest ) ) . 'Z';
	}

	public static function iso_or_null( ?int $ms ): ?string {
		return null === $ms ? null : self::iso( $ms );
	}

	/** Null where it is no time. A time without a zone is taken as UTC. */
	public static function parse( string $iso ): ?int {
		if ( 1 !== preg_match( '/^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:?\d{2})?$/', $iso, $part ) ) {
			return null;
		}
		$zone = strtoupper( $part[4] ?? 'Z' );
		$at   = date_create_immutable( $part[1] . 'T' . $part[2] . ( 'Z' === $zone ? '+00:00' : $zone ) );
		// date_create turns the 31st of February into March without a word.
		if ( false === $at || $at->format( 'Y-m-d\TH:i:s' ) !== $part[1] . 'T' . $part[2] ) {
			return null;
		}
		return $at->getTimestamp() * 1000 + (int) substr( str_pad( $part[3] ?? '', 3, '0' ), 0, 3 );
	}
}
