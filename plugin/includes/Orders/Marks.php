<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use Pickwave\Values;

/**
 * What Peoplevox made of an order. In a table of its own and not in the order's metadata, whose saving would move the
 * order's modified date and so look like news. Absolute: a newer mark replaces all of an older one.
 */
final class Marks {

	public function __construct( private readonly Database $database ) {}

	/** @return 'recorded'|'older' */
	public function record( int $order_id, int $as_of, ?int $sent_at, ?int $reflected_at, ?string $attention_code, ?string $attention_reason ): string {
		$table = $this->database->table( 'orders' );
		$this->database->change( "INSERT IGNORE INTO $table (order_id) VALUES (%d)", $order_id );
		$this->database->change(
			"UPDATE $table SET as_of = %d, sent_at = %d, reflected_at = %d, attention_code = %s, attention_reason = %s
			WHERE order_id = %d AND ( as_of IS NULL OR as_of <= %d )",
			$as_of,
			$sent_at,
			$reflected_at,
			$attention_code,
			$attention_reason,
			$order_id,
			$as_of
		);
		// The same mark twice changes no row, so the rows that changed do not tell.
		$row = $this->database->row( "SELECT as_of FROM $table WHERE order_id = %d", $order_id );
		return Values::int( $row['as_of'] ?? 0 ) > $as_of ? 'older' : 'recorded';
	}

	/** The reason may speak of the customer's address, so it goes when that does. */
	public function forget_reason( int $order_id ): void {
		$this->database->change(
			"UPDATE {$this->database->table( 'orders' )} SET attention_code = NULL, attention_reason = NULL WHERE order_id = %d",
			$order_id
		);
	}
}
