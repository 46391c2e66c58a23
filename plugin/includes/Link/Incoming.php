<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Values;

/** A request as it came over HTTP, before WordPress made parameters of it. */
final class Incoming {

	public function __construct(
		public readonly string $method,
		public readonly string $route,
		public readonly string $raw_query,
		public readonly string $timestamp,
		public readonly string $nonce,
		public readonly string $from,
		public readonly string $signature,
		public readonly string $body,
	) {}

	/** WordPress adds slashes to all of $_SERVER. */
	public static function present( string $route ): self {
		$server = Values::map( wp_unslash( $_SERVER ) );
		$header = static fn ( string $name ): string => trim( Values::string( $server[ "HTTP_X_PICKWAVE_$name" ] ?? '' ) );
		return new self(
			method: strtoupper( Values::string( $server['REQUEST_METHOD'] ?? '' ) ),
			route: $route,
			// The address as it was asked for: a web server's rewriting adds to QUERY_STRING.
			raw_query: explode( '?', Values::string( $server['REQUEST_URI'] ?? '' ), 2 )[1] ?? '',
			timestamp: $header( 'TIMESTAMP' ),
			nonce: $header( 'NONCE' ),
			from: $header( 'FROM' ),
			signature: $header( 'SIGNATURE' ),
			body: \WP_REST_Server::get_raw_data(),
		);
	}

	/** The route WordPress is serving, or null where this is no REST request. */
	public static function present_route(): ?string {
		global $wp;
		$route = $wp instanceof \WP ? Values::string( $wp->query_vars['rest_route'] ?? '' ) : '';
		return '' === $route ? null : '/' . trim( $route, '/' );
	}
}
