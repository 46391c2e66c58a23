<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use Pickwave\Values;

/**
 * What Peoplevox made of an order, and what of it needs a person. In a table of its own and not in the order's metadata, whose
 * saving would move the order's modified date and so look like news. Each of the two is absolute, newer replaces older, and
 * neither touches the other.
 */
final class Marks {

	public function __construct( private readonly Database $database ) {}

	/** @return 'recorded'|'older' */
	public function record( int $order_id, int $as_of, ?int $sent_at, ?int $reflected_at ): string {
		return $this->put( $order_id, 'as_of', $as_of, 'sent_at = %d, reflected_at = %d', $sent_at, $reflected_at );
	}

	/**
	 * Null: nothing of it needs a person.
	 *
	 * @return 'recorded'|'older'
	 */
	public function needs( int $order_id, int $as_of, ?Attention $attention ): string {
		return $this->put(
			$order_id,
			'attention_as_of',
			$as_of,
			'attention_code = %s, attention_words = %s, attention_reason = %s, attention_next = %s',
			$attention?->code,
			$attention?->words,
			$attention?->reason,
			$attention?->next
		);
	}

	/** The reason may speak of the customer's address, so it goes when that does. */
	public function forget_reason( int $order_id ): void {
		$this->database->change(
			"UPDATE {$this->database->table( 'orders' )} SET attention_code = NULL, attention_words = NULL, attention_reason = NULL, attention_next = NULL WHERE order_id = %d",
			$order_id
		);
	}

	/** @return 'recorded'|'older' */
	private function put( int $order_id, string $clock, int $as_of, string $what, string|int|null ...$values ): string {
		$table = $this->database->table( 'orders' );
		$this->database->change( "INSERT IGNORE INTO $table (order_id) VALUES (%d)", $order_id );
		$this->database->change(
			"UPDATE $table SET $clock = %d, $what WHERE order_id = %d AND ( $clock IS NULL OR $clock <= %d )",
			...[ $as_of, ...array_values( $values ), $order_id, $as_of ]
		);
		// The same mark twice changes no row, so the rows that changed do not tell.
		$row = $this->database->row( "SELECT $clock FROM $table WHERE order_id = %d", $order_id );
		return Values::int( $row[ $clock ] ?? 0 ) > $as_of ? 'older' : 'recorded';
	}
}
