<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Times;

final class TimesTest extends TestCase {

	public function test_a_time_goes_through_both_ways(): void {
		foreach ( [ '2026-01-01T00:00:00Z', '2026-11-23T17:51:01.191Z', '1969-12-31T23:59:59.999Z', '2026-03-29T01:30:00.001Z' ] as $iso ) {
			self::assertSame( $iso, Times::iso( Times::parse( $iso ) ?? 0 ) );
		}
	}

	public function test_other_zones_and_finer_fractions_are_understood(): void {
		self::assertSame( Times::parse( '2026-06-01T10:00:00Z' ), Times::parse( '2026-06-01T11:00:00+01:00' ) );
		self::assertSame( Times::parse( '2026-06-01T10:00:00Z' ), Times::parse( '2026-06-01 05:00:00-0500' ) );
		self::assertSame( Times::parse( '2026-06-01T10:00:00.123Z' ), Times::parse( '2026-06-01T10:00:00.123999Z' ) );
		self::assertSame( 100, ( Times::parse( '2026-06-01T10:00:00.1Z' ) ?? 0 ) % 1000 );
	}

	public function test_what_is_no_time_is_refused(): void {
		foreach ( [ '', 'yesterday', '2026-02-31T00:00:00Z', '2026-01-01', '2026-01-01T25:00:00Z', '1767225600', '2026-01-01T00:00:00Zx' ] as $iso ) {
			self::assertNull( Times::parse( $iso ), $iso );
		}
	}
}
