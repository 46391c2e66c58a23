<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use Pickwave\Times;
use Pickwave\Values;

/** Orders that were deleted or put in the trash: no cursor shows them any more. */
final class Tombstones {

	// A tombstone that was being written while a page was read bears an earlier time than the page's last order.
	private const OVERLAP_MS = 5 * Times::MINUTE_MS;
	private const MOST       = 1000;

	public function __construct( private readonly Database $database ) {}

	public function put( int $order_id ): void {
		$this->database->change(
			"INSERT INTO {$this->table()} (order_id, deleted_at) VALUES (%d, %d) ON DUPLICATE KEY UPDATE deleted_at = VALUES(deleted_at)",
			$order_id,
			Times::now()
		);
	}

	public function take_away( int $order_id ): void {
		$this->database->change( "DELETE FROM {$this->table()} WHERE order_id = %d", $order_id );
	}

	/**
	 * The newest ones since the cursor, a little overlap included; without a cursor all that are kept.
	 *
	 * @return list<array{order_id: int, deleted_at: string}>
	 */
	public function since( ?Cursor $cursor ): array {
		return self::json(
			$this->database->rows(
				"SELECT order_id, deleted_at FROM {$this->table()} WHERE deleted_at >= %d ORDER BY deleted_at DESC LIMIT %d",
				null === $cursor ? 0 : $cursor->modified_ms - self::OVERLAP_MS,
				self::MOST
			)
		);
	}

	/**
	 * @param list<int> $ids
	 * @return list<array{order_id: int, deleted_at: string}>
	 */
	public function of( array $ids ): array {
		return [] === $ids ? [] : self::json(
			$this->database->rows( "SELECT order_id, deleted_at FROM {$this->table()} WHERE order_id IN (" . Database::places( count( $ids ) ) . ')', ...$ids )
		);
	}

	private function table(): string {
		return $this->database->table( 'tombstones' );
	}

	/**
	 * @param list<array<string, string|null>> $rows
	 * @return list<array{order_id: int, deleted_at: string}>
	 */
	private static function json( array $rows ): array {
		return array_map(
			static fn ( array $row ): array => [ 'order_id' => Values::int( $row['order_id'] ), 'deleted_at' => Times::iso( Values::int( $row['deleted_at'] ) ) ],
			$rows
		);
	}
}
