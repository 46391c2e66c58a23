<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Values;

/** Where this shop is. */
final class Address {

	/**
	 * The shop's address as it is set. Not home_url(), to which translation plugins add the visitor's language:
	 * that would make a copy of every foreign page.
	 */
	public static function home(): string {
		return untrailingslashit( Values::string( get_option( 'home' ) ) ) . '/';
	}

	/**
	 * An address to compare: without scheme, leading `www.` and trailing slash, its host in lower case. Equal addresses
	 * are one shop. Printable ASCII only, since it travels in a header.
	 */
	public static function of( string $url ): string {
		$bare  = (string) preg_replace( '~^[a-z][a-z0-9+.-]*://~i', '', trim( $url ) );
		$parts = explode( '/', $bare );
		$host  = (string) preg_replace( '/^www\./', '', strtolower( $parts[0] ) );
		if ( 1 === preg_match( '/[^\x21-\x7e]/', $host ) && function_exists( 'idn_to_ascii' ) ) {
			[ $name, $port ] = explode( ':', $host, 2 ) + [ 1 => '' ];
			$host            = ( idn_to_ascii( $name ) ?: rawurlencode( $name ) ) . ( '' === $port ? '' : ":$port" );
		}
		$parts[0] = $host;
		$address  = rtrim( implode( '/', $parts ), '/' );
		return (string) preg_replace_callback( '/[^\x21-\x7e]/', static fn ( array $byte ): string => rawurlencode( $byte[0] ), $address );
	}

	public static function same( string $one, string $other ): bool {
		return self::of( $one ) === self::of( $other );
	}
}
