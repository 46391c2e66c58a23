<?php
declare(strict_types=1);

namespace Pickwave\Link;

/** The signature on every request between plugin and sidecar, both ways (docs/link.md, Signature). Pure. */
final class Signature {

	public const WINDOW_SECONDS       = 300;
	private const LEAST_SECRET_LENGTH = 32;

	/** An empty secret signs as well as any other, so it has to be refused. */
	public static function usable( string $secret ): bool {
		return 1 === preg_match( '/^.{' . self::LEAST_SECRET_LENGTH . ',}$/us', $secret );
	}

	/**
	 * @param list<array{string, string}> $query name and value as they were before encoding; names may repeat
	 */
	public static function text( string $method, string $route, array $query, string $timestamp, string $nonce, string $from, string $body ): string {
		return implode(
			"\n",
			[
				'pickwave-1',
				strtoupper( $method ),
				rtrim( $route, '/' ),
				self::canonical_query( $query ),
				$timestamp,
				$nonce,
				$from,
				hash( 'sha256', $body ),
			]
		);
	}

	public static function of( string $text, string $secret ): string {
		return hash_hmac( 'sha256', $text, $secret );
	}

	/**
	 * Without `rest_route` and `_locale`, which WordPress and its scripts add on the way.
	 *
	 * @param list<array{string, string}> $query
	 */
	public static function canonical_query( array $query ): string {
		$pairs = [];
		foreach ( $query as [ $name, $value ] ) {
			if ( 'rest_route' !== $name && '_locale' !== $name ) {
				$pairs[] = rawurlencode( $name ) . '=' . rawurlencode( $value );
			}
		}
		sort( $pairs, SORT_STRING );
		return implode( '&', $pairs );
	}

	/**
	 * The pairs of a raw query string. Not from $_GET, which forgets repeated names and rewrites dots and brackets.
	 *
	 * @return list<array{string, string}>
	 */
	public static function pairs( string $raw_query ): array {
		$pairs = [];
		foreach ( explode( '&', $raw_query ) as $pair ) {
			if ( '' !== $pair ) {
				[ $name, $value ] = explode( '=', $pair, 2 ) + [ 1 => '' ];
				$pairs[]          = [ urldecode( $name ), urldecode( $value ) ];
			}
		}
		return $pairs;
	}

	/**
	 * Everything but the nonce's newness.
	 *
	 * @param list<string> $secrets the present one, and the one before while it is being rotated
	 * @return string|Refusal the secret it was signed with, or why it is refused
	 */
	public static function check( Incoming $request, array $secrets, int $now_seconds ): string|Refusal {
		$usable = array_values( array_filter( $secrets, [ self::class, 'usable' ] ) );
		if ( [] === $usable ) {
			return Refusal::NotPaired;
		}
		if (
			1 !== preg_match( '/^\d{1,12}$/D', $request->timestamp )
			|| 1 !== preg_match( '/^[0-9a-f]{32}$/D', $request->nonce )
			|| 1 !== preg_match( '/^[\x21-\x7e][\x20-\x7e]{0,1999}$/D', $request->from )
			|| 1 !== preg_match( '/^[0-9a-f]{64}$/D', $request->signature )
		) {
			return Refusal::Unsigned;
		}
		if ( abs( $now_seconds - (int) $request->timestamp ) > self::WINDOW_SECONDS ) {
			return Refusal::Stale;
		}
		$text = self::text( $request->method, $request->route, self::pairs( $request->raw_query ), $request->timestamp, $request->nonce, $request->from, $request->body );
		foreach ( $usable as $secret ) {
			if ( hash_equals( self::of( $text, $secret ), $request->signature ) ) {
				return $secret;
			}
		}
		return Refusal::BadSignature;
	}
}
