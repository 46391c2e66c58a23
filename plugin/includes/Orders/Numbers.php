<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use RuntimeException;

/**
 * The sales order number of each order, frozen once: an emptied ledger finds it here. It is replaced only by the word of a person, for whom the sidecar names the one
 * that is there.
 */
final class Numbers {

	public function __construct( private readonly Database $database ) {}

	/**
	 * @param string $replaces the number it has now, where it is to have this one instead; else empty
	 * @return array{number: string, outcome: 'frozen'|'already'|'taken'}
	 */
	public function freeze( int $order_id, string $number, string $replaces = '' ): array {
		$table = $this->database->table( 'orders' );
		$this->database->change( "INSERT IGNORE INTO $table (order_id) VALUES (%d)", $order_id );
		try {
			$frozen = $this->database->change( "UPDATE $table SET number = %s WHERE order_id = %d AND ( number IS NULL OR number = %s )", $number, $order_id, $replaces );
		} catch ( RuntimeException $failure ) {
			// The unique key refuses what another order has; any other failure is a failure.
			if ( null === $this->owner( $number ) ) {
				throw $failure;
			}
			return [ 'number' => $number, 'outcome' => 'taken' ];
		}
		if ( 1 === $frozen ) {
			return [ 'number' => $number, 'outcome' => 'frozen' ];
		}
		$row = $this->database->row( "SELECT number FROM $table WHERE order_id = %d", $order_id );
		return [ 'number' => (string) ( $row['number'] ?? '' ), 'outcome' => 'already' ];
	}

	private function owner( string $number ): ?string {
		return $this->database->row( "SELECT order_id FROM {$this->database->table( 'orders' )} WHERE number = %s", $number )['order_id'] ?? null;
	}
}
