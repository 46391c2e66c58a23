<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Database\Database;
use Pickwave\Link\Live;
use Pickwave\Link\Lock;
use Pickwave\Times;
use Pickwave\Values;

/**
 * One reading of Peoplevox's stock, written to the shop: stock = available − promised, by the difference. One pass at a
 * time; the same pass again gets the answer it got; older news never overwrites newer; after ten seconds the rest waits
 * for the next pass.
 */
final class Stock_Pass {

	private const BUDGET_MS    = 10 * Times::SECOND_MS;
	private const PROMISES_MS  = 8 * Times::SECOND_MS;
	private const SPARE_MS     = 2 * Times::SECOND_MS;
	private const LOCK_WAIT_MS = 5 * Times::SECOND_MS;
	private const AT_ONCE      = 50;

	public function __construct(
		private readonly Database $database,
		private readonly Promise_Sweep $sweep,
		private readonly Sku_Map $skus,
		private readonly Stock_Levels $levels,
	) {}

	/**
	 * @param list<array{sku: string, available: int}> $items
	 * @return array{pass: string, repeated: bool, results: list<array<string, mixed>>}
	 */
	public function apply( string $pass, int $read_at, int $reflected_before, array $items ): array {
		$stored = $this->stored_answer( $pass );
		if ( null !== $stored ) {
			return [ 'pass' => $pass, 'repeated' => true, 'results' => $stored ];
		}
		$begun = Times::now();
		$lock  = new Lock( $this->database, 'stock' );
		if ( ! $lock->take( self::LOCK_WAIT_MS ) ) {
			return [ 'pass' => $pass, 'repeated' => false, 'results' => self::deferred( $items ) ];
		}
		try {
			// It may have been this very pass that had the lock.
			$stored = $this->stored_answer( $pass );
			if ( null !== $stored ) {
				return [ 'pass' => $pass, 'repeated' => true, 'results' => $stored ];
			}
			$results = $this->sweep->bring_up_to_date( $begun + self::PROMISES_MS )
				? $this->write( $pass, $read_at, $reflected_before, $items, $begun + self::BUDGET_MS, $lock )
				: self::deferred( $items );
			$this->store_answer( $pass, $results );
			$this->sweep->use_spare_time( min( Times::now() + self::SPARE_MS, $begun + self::BUDGET_MS ) );
			return [ 'pass' => $pass, 'repeated' => false, 'results' => $results ];
		} finally {
			$lock->give_back();
		}
	}

	/**
	 * @param list<array{sku: string, available: int}> $items
	 * @return list<array<string, mixed>> in the order of the items
	 */
	private function write( string $pass, int $read_at, int $reflected_before, array $items, int $deadline, Lock $lock ): array {
		$counts_from = Live::read()->counts_from();
		$targets     = $this->skus->find( array_column( $items, 'sku' ) );
		$results     = [];
		$seen        = [];
		foreach ( array_chunk( $items, self::AT_ONCE ) as $some ) {
			if ( Times::now() >= $deadline || ! $lock->keep() ) {
				array_push( $results, ...self::deferred( $some ) );
				continue;
			}
			$mine   = array_intersect_key( $targets, array_flip( array_map( static fn ( array $item ): string => Sku_Map::key( $item['sku'] ), $some ) ) );
			$found  = array_values( array_filter( $mine, static fn ( Sku_Target $target ): bool => 'found' === $target->kind ) );
			$levels = $this->levels->read( $found, $reflected_before, $counts_from );
			$chunk  = self::plan( $some, $mine, $levels, $this->newest_readings( array_keys( $levels ) ), $read_at, $seen );
			array_push( $results, ...$this->carry_out( $chunk, $pass, $read_at, $deadline ) );
		}
		return $results;
	}

	/**
	 * What is to become of each item.
	 *
	 * @param list<array{sku: string, available: int}> $items
	 * @param array<string, Sku_Target> $targets
	 * @param array<int, Stock_Level> $levels by product
	 * @param array<int, int> $newest when the last reading was made that was used, by product
	 * @param array<int, true> $seen products that this pass has had already
	 * @return list<array{item: array{sku: string, available: int}, outcome: string, product_id: int|null, level: Stock_Level|null}>
	 */
	private static function plan( array $items, array $targets, array $levels, array $newest, int $read_at, array &$seen ): array {
		$plan = [];
		foreach ( $items as $item ) {
			$target  = $targets[ Sku_Map::key( $item['sku'] ) ] ?? null;
			$level   = null === $target ? null : ( $levels[ (int) $target->product_id ] ?? null );
			$outcome = match ( true ) {
				null === $target, 'found' === $target->kind && null === $level => 'unknown',
				null === $level                                                => $target->kind,
				isset( $seen[ $level->product_id ] ), $read_at <= ( $newest[ $level->product_id ] ?? PHP_INT_MIN ) => 'refused_older',
				// Half units are not ours to move: WooCommerce keeps whole ones unless a plugin says otherwise.
				abs( $item['available'] - $level->promised - $level->stock ) < 1 => 'unchanged',
				default                                                        => 'written',
			};
			if ( null !== $level ) {
				$seen[ $level->product_id ] = true;
			}
			$plan[] = [ 'item' => $item, 'outcome' => $outcome, 'product_id' => $target?->product_id, 'level' => $level ];
		}
		return $plan;
	}

	/**
	 * @param list<array{item: array{sku: string, available: int}, outcome: string, product_id: int|null, level: Stock_Level|null}> $plan
	 * @return list<array<string, mixed>>
	 */
	private function carry_out( array $plan, string $pass, int $read_at, int $deadline ): array {
		$to_move = array_filter( $plan, static fn ( array $step ): bool => 'written' === $step['outcome'] || ( 'unchanged' === $step['outcome'] && true !== $step['level']?->consistent ) );
		// One query for all, where each product would ask for its own.
		_prime_post_caches( array_values( array_filter( array_column( $to_move, 'product_id' ) ) ) );
		$used = [];
		foreach ( $plan as $index => $step ) {
			if ( null === $step['level'] || ! in_array( $step['outcome'], [ 'written', 'unchanged' ], true ) ) {
				continue;
			}
			if ( Times::now() >= $deadline ) {
				$plan[ $index ]['outcome'] = 'deferred';
				continue;
			}
			if ( isset( $to_move[ $index ] ) ) {
				$this->levels->move( $step['level'], $step['item']['available'] - $step['level']->promised );
			}
			$used[ $step['level']->product_id ] = [ $step['level'], $step['item'] ];
		}
		$stock = $this->levels->read_back( array_keys( $used ) );
		$this->note_readings( $pass, $read_at, $used, $stock );
		return array_map(
			static function ( array $step ) use ( $stock ): array {
				$told = in_array( $step['outcome'], [ 'written', 'unchanged' ], true ) ? $step['level'] : null;
				return self::result( $step['item']['sku'], $step['outcome'], $step['product_id'], $told, null === $told ? null : ( $stock[ $told->product_id ] ?? null ) );
			},
			$plan
		);
	}

	/** @return array{sku: string, outcome: string, product_id: int|null, from: int|float|null, to: int|float|null, promised: int|float|null} */
	private static function result( string $sku, string $outcome, ?int $product_id, ?Stock_Level $level = null, ?float $to = null ): array {
		return [
			'sku'        => $sku,
			'outcome'    => $outcome,
			'product_id' => $product_id,
			'from'       => null === $level ? null : Values::number( $level->stock ),
			'to'         => null === $to ? null : Values::number( $to ),
			'promised'   => null === $level ? null : Values::number( $level->promised ),
		];
	}

	/**
	 * @param list<array{sku: string, available: int}> $items
	 * @return list<array<string, mixed>>
	 */
	private static function deferred( array $items ): array {
		return array_map( static fn ( array $item ): array => self::result( $item['sku'], 'deferred', null ), $items );
	}

	/**
	 * @param list<int> $product_ids
	 * @return array<int, int> when the last reading was made that was used, by product
	 */
	private function newest_readings( array $product_ids ): array {
		$newest = [];
		if ( [] !== $product_ids ) {
			$rows = $this->database->rows(
				"SELECT product_id, read_at FROM {$this->database->table( 'readings' )} WHERE product_id IN (" . Database::places( count( $product_ids ) ) . ')',
				...$product_ids
			);
			foreach ( $rows as $row ) {
				$newest[ Values::int( $row['product_id'] ) ] = Values::int( $row['read_at'] );
			}
		}
		return $newest;
	}

	/**
	 * After the writing: a pass that dies in between is done again from the stock as it is then, and moves nothing twice.
	 *
	 * @param array<int, array{Stock_Level, array{sku: string, available: int}}> $written by product
	 * @param array<int, float> $stock
	 */
	private function note_readings( string $pass, int $read_at, array $written, array $stock ): void {
		if ( [] === $written ) {
			return;
		}
		$values = [];
		foreach ( $written as $product_id => [ $level, $item ] ) {
			array_push( $values, $product_id, $item['sku'], $item['available'], $level->promised, $level->stock, $stock[ $product_id ] ?? 0.0, $pass, $read_at, Times::now() );
		}
		$this->database->change(
			"INSERT INTO {$this->database->table( 'readings' )} (product_id, sku, available, promised, stock_from, stock_to, pass, read_at, written_at)
			VALUES " . Database::places( count( $written ), '(%d, %s, %d, %f, %f, %f, %s, %d, %d)' ) . '
			ON DUPLICATE KEY UPDATE sku = VALUES(sku), available = VALUES(available), promised = VALUES(promised), stock_from = VALUES(stock_from),
				stock_to = VALUES(stock_to), pass = VALUES(pass), read_at = VALUES(read_at), written_at = VALUES(written_at)',
			...$values
		);
	}

	/** @return list<array<string, mixed>>|null */
	private function stored_answer( string $pass ): ?array {
		$row = $this->database->row( "SELECT answer FROM {$this->database->table( 'passes' )} WHERE pass = %s", $pass );
		return null === $row ? null : Values::maps( json_decode( (string) $row['answer'], true ) );
	}

	/** @param list<array<string, mixed>> $results */
	private function store_answer( string $pass, array $results ): void {
		$this->database->change(
			"INSERT IGNORE INTO {$this->database->table( 'passes' )} (pass, answered_at, answer) VALUES (%s, %d, %s)",
			$pass,
			Times::now(),
			(string) wp_json_encode( $results, JSON_PRESERVE_ZERO_FRACTION )
		);
	}
}
