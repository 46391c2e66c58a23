<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Link\Live;
use Pickwave\Options;
use Pickwave\Orders\Cursor;
use Pickwave\Orders\Order_Query;
use Pickwave\Times;
use Pickwave\Values;
use WC_Order;

/**
 * Works out promises without waiting for a hook: everything before the first stock pass, what changed lately before each
 * one, and what is open once a day. Whatever changed an order behind WooCommerce's back is seen here.
 */
final class Promise_Sweep {

	private const PAGE       = 100;
	private const OVERLAP_MS = 10 * Times::MINUTE_MS;
	private const SETTLED_MS = Times::MINUTE_MS;
	// How far back completed orders are looked at: the first time, and each day.
	private const FIRST_MS = 30 * Times::DAY_MS;
	private const DAILY_MS = 2 * Times::DAY_MS;

	public function __construct( private readonly Promises $promises, private readonly Order_Query $query ) {}

	/** From another moment of going live on, other orders count. */
	public function start_over(): void {
		Options::delete( Options::PROMISES );
	}

	/**
	 * @param int $deadline in milliseconds, as Times::now()
	 * @return bool false where time was up before all was done: then no stock may be written
	 */
	public function bring_up_to_date( int $deadline ): bool {
		$state = Options::map( Options::PROMISES );
		if ( ! isset( $state['complete_at'] ) ) {
			return $this->go_over_everything( $deadline );
		}
		$begun  = Times::now();
		$cursor = is_array( $state['going_on'] ?? null )
			? self::cursor( Values::map( $state['going_on'] ) )
			: new Cursor( Values::int( $state['swept_to'] ?? 0 ) - self::OVERLAP_MS, 0 );
		$begun  = Values::int( $state['going_on_since'] ?? $begun );
		$rest   = $this->walk( $cursor, null, $deadline, false );
		if ( null !== $rest ) {
			$this->remember( [ 'going_on' => self::json( $rest ), 'going_on_since' => $begun ] );
			return false;
		}
		$this->remember( [ 'going_on' => null, 'going_on_since' => null, 'swept_to' => $begun ] );
		return true;
	}

	/** What is left of the time goes into the daily look at everything that is open. */
	public function use_spare_time( int $deadline ): void {
		$state = Options::map( Options::PROMISES );
		if ( is_array( $state['everything'] ?? null ) || Times::now() - Values::int( $state['complete_at'] ?? 0 ) > Times::DAY_MS ) {
			$this->go_over_everything( $deadline );
		}
	}

	/** Open orders of any age, and completed ones that are not older than going live or the limit above. May take several passes. */
	private function go_over_everything( int $deadline ): bool {
		$state = Values::map( Options::map( Options::PROMISES )['everything'] ?? [ 'step' => 'open', 'begun' => Times::now() ] );
		$begun = Values::int( $state['begun'] );
		$open  = array_values( array_diff( Promises::committing_statuses(), [ 'completed' ] ) );
		if ( 'open' === $state['step'] ) {
			$rest = $this->walk( isset( $state['id'] ) ? self::cursor( $state ) : new Cursor( 0, 0 ), $open, $deadline, true );
			if ( null !== $rest ) {
				$this->remember( [ 'everything' => [ 'step' => 'open', 'begun' => $begun ] + self::json( $rest ) ] );
				return false;
			}
			$state = [ 'step' => 'completed', 'begun' => $begun ];
		}
		$limit = isset( Options::map( Options::PROMISES )['complete_at'] ) ? self::DAILY_MS : self::FIRST_MS;
		$since = max( Live::read()->counts_from(), $begun - $limit );
		$rest  = $this->walk( isset( $state['id'] ) ? self::cursor( $state ) : new Cursor( $since - Times::SECOND_MS, 0 ), [ 'completed' ], $deadline, true );
		if ( null !== $rest ) {
			$this->remember( [ 'everything' => [ 'step' => 'completed', 'begun' => $begun ] + self::json( $rest ) ] );
			return false;
		}
		$swept_to = Options::map( Options::PROMISES )['swept_to'] ?? $begun;
		$this->remember( [ 'everything' => null, 'complete_at' => Times::now(), 'swept_to' => $swept_to ] );
		return true;
	}

	/**
	 * @param list<string>|null $statuses
	 * @param bool $all also those that were worked out since they changed
	 * @return Cursor|null where it stopped because time was up; null where it is through
	 */
	private function walk( Cursor $cursor, ?array $statuses, int $deadline, bool $all ): ?Cursor {
		do {
			if ( Times::now() >= $deadline ) {
				return $cursor;
			}
			$orders = $this->query->after( $cursor, self::PAGE, $statuses );
			$done   = $all ? [] : $this->promises->worked_out_at( array_map( static fn ( WC_Order $order ): int => $order->get_id(), $orders ) );
			foreach ( $orders as $order ) {
				if ( Times::now() >= $deadline ) {
					return $cursor;
				}
				// What was worked out well after the last change has seen all that belongs to it.
				if ( ( $done[ $order->get_id() ] ?? 0 ) < Order_Query::modified_ms( $order ) + self::SETTLED_MS ) {
					$this->promises->sweep( $order );
				}
				$cursor = Cursor::at( $order );
			}
			if ( count( $orders ) === self::PAGE ) {
				wp_cache_flush_runtime();
			}
		} while ( count( $orders ) === self::PAGE );
		return null;
	}

	/** @param array<string, mixed> $change */
	private function remember( array $change ): void {
		Options::set( Options::PROMISES, array_filter( $change + Options::map( Options::PROMISES ), static fn ( mixed $value ): bool => null !== $value ) );
	}

	/** @param array<string, mixed> $json */
	private static function cursor( array $json ): Cursor {
		return new Cursor( Values::int( $json['modified'] ?? 0 ), Values::int( $json['id'] ?? 0 ) );
	}

	/** @return array{modified: int, id: int} */
	private static function json( Cursor $cursor ): array {
		return [ 'modified' => $cursor->modified_ms, 'id' => $cursor->id ];
	}
}
