<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Link\Incoming;
use Pickwave\Link\Refusal;
use Pickwave\Link\Signature;

/**
 * The same examples that the sidecar is tested against, so that the two cannot drift apart.
 *
 * @phpstan-type Vector array{name: string, secret: string, method: string, route: string, query: list<array{string, string}>, canonical_query: string, timestamp: string, nonce: string, from: string, body: string, body_sha256: string, text: string, signature: string}
 */
final class SignatureTest extends TestCase {

	/** @return iterable<string, array{Vector}> */
	public static function vectors(): iterable {
		$file    = dirname( __DIR__, 3 ) . '/sidecar/domain/link/vectors.json';
		$vectors = json_decode( (string) file_get_contents( $file ), true, 512, JSON_THROW_ON_ERROR );
		self::assertNotEmpty( $vectors );
		foreach ( $vectors as $vector ) {
			yield $vector['name'] => [ $vector ];
		}
	}

	/**
	 * @dataProvider vectors
	 * @param Vector $vector
	 */
	public function test_it_signs_as_the_sidecar_does( array $vector ): void {
		self::assertSame( $vector['canonical_query'], Signature::canonical_query( $vector['query'] ) );
		self::assertSame( $vector['body_sha256'], hash( 'sha256', $vector['body'] ) );
		$text = Signature::text( $vector['method'], $vector['route'], $vector['query'], $vector['timestamp'], $vector['nonce'], $vector['from'], $vector['body'] );
		self::assertSame( $vector['text'], $text );
		self::assertSame( $vector['signature'], Signature::of( $text, $vector['secret'] ) );
	}

	/**
	 * @dataProvider vectors
	 * @param Vector $vector
	 */
	public function test_it_accepts_what_the_sidecar_signed( array $vector ): void {
		self::assertSame( $vector['secret'], Signature::check( self::incoming( $vector ), [ $vector['secret'] ], (int) $vector['timestamp'] ) );
	}

	/**
	 * @dataProvider vectors
	 * @param Vector $vector
	 */
	public function test_it_refuses_what_was_changed_on_the_way( array $vector ): void {
		$changes = [
			[ 'method' => 'PUT' === $vector['method'] ? 'GET' : 'PUT' ],
			[ 'route' => $vector['route'] . 's' ],
			[ 'query' => [ ...$vector['query'], [ 'more', '' ] ] ],
			[ 'timestamp' => (string) ( (int) $vector['timestamp'] + 1 ) ],
			[ 'nonce' => strrev( $vector['nonce'] ) === $vector['nonce'] ? str_repeat( 'f', 32 ) : strrev( $vector['nonce'] ) ],
			[ 'from' => $vector['from'] . '2' ],
			[ 'body' => $vector['body'] . ' ' ],
		];
		foreach ( $changes as $change ) {
			self::assertSame( Refusal::BadSignature, self::refusal( $change + $vector, [ $vector['secret'] ] ), (string) json_encode( $change ) );
		}
		self::assertSame( Refusal::BadSignature, self::refusal( $vector, [ $vector['secret'] . ' ' ] ) );
	}

	public function test_while_a_secret_is_rotated_either_is_accepted(): void {
		$vector = self::first();
		self::assertSame( $vector['secret'], Signature::check( self::incoming( $vector ), [ str_repeat( 'n', 64 ), $vector['secret'] ], (int) $vector['timestamp'] ) );
	}

	public function test_an_empty_or_short_secret_is_no_pairing(): void {
		$vector = self::first();
		foreach ( [ [], [ '' ], [ str_repeat( 'a', 31 ) ], [ str_repeat( 'é', 31 ) ] ] as $secrets ) {
			self::assertSame( Refusal::NotPaired, self::refusal( $vector, $secrets ) );
		}
		self::assertTrue( Signature::usable( str_repeat( 'é', 32 ) ) );
	}

	public function test_five_minutes_either_way_and_no_more(): void {
		$vector = self::first();
		$at     = (int) $vector['timestamp'];
		foreach ( [ 300, -300 ] as $off ) {
			self::assertSame( $vector['secret'], Signature::check( self::incoming( $vector ), [ $vector['secret'] ], $at + $off ) );
		}
		foreach ( [ 301, -301 ] as $off ) {
			self::assertSame( Refusal::Stale, Signature::check( self::incoming( $vector ), [ $vector['secret'] ], $at + $off ) );
		}
	}

	public function test_a_header_that_is_missing_or_malformed_is_no_signature(): void {
		$vector = self::first();
		$broken = [
			[ 'timestamp' => '' ],
			[ 'timestamp' => '1767225600 ' ],
			[ 'timestamp' => "1767225600\n" ],
			[ 'timestamp' => '+1767225600' ],
			[ 'nonce' => '' ],
			[ 'nonce' => strtoupper( 'abcdef' . substr( $vector['nonce'], 6 ) ) ],
			[ 'from' => '' ],
			[ 'from' => "sidecar w\n" ],
			[ 'from' => 'sidecar é' ],
			[ 'signature' => '' ],
			[ 'signature' => strtoupper( $vector['signature'] ) ],
		];
		foreach ( $broken as $change ) {
			self::assertSame( Refusal::Unsigned, self::refusal( $change + $vector, [ $vector['secret'] ] ), (string) json_encode( $change ) );
		}
	}

	public function test_a_raw_query_keeps_repeated_names_and_dots(): void {
		self::assertSame(
			[ [ 'a.b', '1' ], [ 'a.b', '2' ], [ 'c[]', 'x y' ], [ 'd', '' ], [ 'e', '=' ] ],
			Signature::pairs( 'a.b=1&a.b=2&&c%5B%5D=x+y&d&e==' )
		);
	}

	/** @return Vector */
	private static function first(): array {
		foreach ( self::vectors() as [ $vector ] ) {
			return $vector;
		}
		self::fail( 'There are no vectors.' );
	}

	/**
	 * @param Vector $vector
	 * @param list<string> $secrets
	 */
	private static function refusal( array $vector, array $secrets ): string|Refusal {
		return Signature::check( self::incoming( $vector ), $secrets, (int) self::first()['timestamp'] + 10 );
	}

	/** @param Vector $vector */
	private static function incoming( array $vector ): Incoming {
		$query = implode( '&', array_map( static fn ( array $pair ): string => urlencode( $pair[0] ) . '=' . urlencode( $pair[1] ), $vector['query'] ) );
		return new Incoming( strtoupper( $vector['method'] ), $vector['route'], $query, $vector['timestamp'], $vector['nonce'], $vector['from'], $vector['signature'], $vector['body'] );
	}
}
