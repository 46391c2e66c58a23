<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Despatch\Despatch;
use Pickwave\Despatch\Despatched_Line;
use Pickwave\Despatch\Parcel;
use Pickwave\Despatch\Progress;
use Pickwave\Orders\Order_Line;

final class ProgressTest extends TestCase {

	public function test_a_part_leaves_the_order_open_and_says_what_is_to_come(): void {
		$progress = self::order( self::line( 1, 2 ), self::line( 2, 1 ) )->and( [ self::left( 'a', 1, 1 ) ] );
		self::assertFalse( $progress->complete() );
		self::assertSame( [ [ 'name' => 'Item 1', 'quantity' => 1.0 ], [ 'name' => 'Item 2', 'quantity' => 1.0 ] ], $progress->to_come() );
	}

	public function test_the_rest_completes_it(): void {
		$progress = self::order( self::line( 1, 2 ) )->and( [ self::left( 'a', 1, 1 ) ] )->and( [ self::left( 'b', 1, 1 ) ] );
		self::assertTrue( $progress->complete() );
	}

	public function test_what_was_refunded_or_does_not_ship_is_not_waited_for(): void {
		$lines = [ self::line( 1, 3, refunded: 1 ), self::line( 2, 1, ships: false ), self::line( 3, 1, refunded: 1 ) ];
		self::assertFalse( self::order( ...$lines )->and( [ self::left( 'a', 1, 1 ) ] )->complete() );
		self::assertTrue( self::order( ...$lines )->and( [ self::left( 'a', 1, 2 ) ] )->complete() );
	}

	public function test_the_same_key_again_is_nothing_new(): void {
		$progress = self::order( self::line( 1, 2 ) )->and( [ self::left( 'a', 1, 1 ) ] );
		self::assertSame( [], $progress->new_in( self::news( self::left( 'a', 1, 1 ) ) ) );
		self::assertCount( 1, $progress->new_in( self::news( self::left( 'a', 1, 1 ), self::left( 'b', 1, 1 ) ) ) );
	}

	public function test_never_more_than_ordered(): void {
		$progress = self::order( self::line( 1, 2 ), self::line( 2, 1 ) )->and( [ self::left( 'a', 1, 1 ) ] );
		self::assertNull( $progress->refusal( 'processing', [ self::left( 'b', 1, 1 ) ] ) );
		self::assertSame( 'more_than_ordered', $progress->refusal( 'processing', [ self::left( 'b', 1, 2 ) ] ) );
		self::assertSame( 'more_than_ordered', $progress->refusal( 'processing', [ self::left( 'b', 2, 1 ), self::left( 'c', 2, 1 ) ] ) );
	}

	public function test_what_was_refunded_may_leave_all_the_same(): void {
		self::assertNull( self::order( self::line( 1, 2, refunded: 2 ) )->refusal( 'processing', [ self::left( 'a', 1, 2 ) ] ) );
	}

	public function test_a_line_of_another_order_is_unknown(): void {
		self::assertSame( 'unknown_line', self::order( self::line( 1, 2 ) )->refusal( 'processing', [ self::left( 'a', 9, 1 ) ] ) );
	}

	public function test_nothing_is_recorded_on_an_order_that_is_over(): void {
		$order = self::order( self::line( 1, 1 ) );
		foreach ( [ 'cancelled' => 'order_cancelled', 'refunded' => 'order_refunded', 'failed' => 'order_failed', 'trash' => 'order_trashed', 'completed' => null, 'on-hold' => null ] as $status => $why ) {
			self::assertSame( $why, $order->refusal( $status, [ self::left( 'a', 1, 1 ) ] ) );
		}
	}

	public function test_the_note_says_it_in_words(): void {
		$news     = self::news( self::left( 'a', 1, 1 ), self::left( 'b', 1, 1 ) );
		$progress = self::order( self::line( 1, 2 ), self::line( 2, 3 ) )->and( $news->lines );
		$note     = ( new Parcel( $news, $progress->contents( $news ), $progress->to_come() ) )->note();
		self::assertSame(
			'Pickwave: despatch DES1 has left the warehouse with 2 × Item 1. Royal Mail Tracked 48, tracking number AB1. Still to come: 3 × Item 2.',
			$note
		);
	}

	public function test_a_key_that_comes_twice_in_one_despatch_counts_once(): void {
		$json = [
			'despatch'        => 'DES1',
			'order_id'        => 7,
			'despatched_at'   => '2026-01-01T00:00:00Z',
			'carrier'         => '<b>Royal Mail</b>',
			'service'         => '',
			'tracking_number' => 'AB1',
			'tracking_url'    => '',
			'quiet'           => false,
			'lines'           => [ [ 'key' => '1', 'item_id' => 1, 'quantity' => 1 ], [ 'key' => '1', 'item_id' => 1, 'quantity' => 1 ] ],
		];
		$news = Despatch::parse( $json );
		self::assertCount( 1, $news->lines );
		self::assertSame( '1', $news->lines[0]->key );
		self::assertSame( 'Royal Mail', $news->carried_by() );
	}

	private static function order( Order_Line ...$lines ): Progress {
		return new Progress( array_values( $lines ), [] );
	}

	private static function line( int $id, float $quantity, float $refunded = 0, bool $ships = true ): Order_Line {
		return new Order_Line( $id, 100 + $id, "Item $id", $quantity, $refunded, 0.0, $ships );
	}

	private static function left( string $key, int $item_id, int $quantity ): Despatched_Line {
		return new Despatched_Line( $key, $item_id, $quantity );
	}

	private static function news( Despatched_Line ...$lines ): Despatch {
		return new Despatch( 'DES1', 7, 0, 'Royal Mail', 'Tracked 48', 'AB1', '', array_values( $lines ), false );
	}
}
