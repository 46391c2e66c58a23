<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Link\Secret_Box;

final class SecretBoxTest extends TestCase {

	public function test_what_is_closed_can_be_opened_and_does_not_show(): void {
		$secret = 'Fish & chips, "salt" and \'vinegar\': é';
		$sealed = Secret_Box::close( $secret );
		self::assertSame( $secret, Secret_Box::open( $sealed ) );
		self::assertStringNotContainsString( 'Fish', (string) base64_decode( $sealed, true ) );
		self::assertNotSame( $sealed, Secret_Box::close( $secret ) );
	}

	public function test_what_was_tampered_with_stays_shut(): void {
		$bytes     = (string) base64_decode( Secret_Box::close( str_repeat( 'a', 64 ) ), true );
		$bytes[40] = chr( ord( $bytes[40] ) ^ 1 );
		foreach ( [ base64_encode( $bytes ), '', 'not base64!', base64_encode( 'short' ) ] as $sealed ) {
			self::assertNull( Secret_Box::open( $sealed ) );
		}
	}
}
