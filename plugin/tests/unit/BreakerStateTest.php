<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Link\Breaker_State;

final class BreakerStateTest extends TestCase {

	public function test_it_waits_longer_with_each_failure_but_never_longer_than_five_minutes(): void {
		$state = new Breaker_State();
		$waits = [];
		for ( $failure = 0; $failure < 7; $failure++ ) {
			$state   = $state->failed( 1_000_000 );
			$waits[] = ( $state->open_until - 1_000_000 ) / 1000;
		}
		self::assertEquals( [ 30, 60, 120, 240, 300, 300, 300 ], $waits );
		self::assertSame( 1_000_000, $state->since );
	}

	public function test_it_is_closed_at_first_open_after_a_failure_and_closed_again_in_time(): void {
		self::assertFalse( ( new Breaker_State() )->open( 5 ) );
		$state = ( new Breaker_State() )->failed( 1000 );
		self::assertTrue( $state->open( 1000 ) );
		self::assertTrue( $state->open( 30_999 ) );
		self::assertFalse( $state->open( 31_000 ) );
	}

	public function test_a_sidecar_that_was_heard_gets_one_try_without_being_forgiven(): void {
		$state = ( new Breaker_State() )->failed( 1000 )->failed( 31_000 )->try_again( 40_000 );
		self::assertFalse( $state->open( 40_000 ) );
		self::assertSame( 40_000 + 120_000, $state->failed( 40_000 )->open_until );
	}
}
