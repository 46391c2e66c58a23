<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Database\Database;
use Pickwave\Times;
use Pickwave\Values;

/** Which despatched lines are on an order, behind a unique key, and how far the recording of each despatch has come. */
final class Despatch_Book {

	public function __construct( private readonly Database $database ) {}

	/** @return array<string, Despatched_Line> by key; all that are on the order */
	public function lines( int $order_id ): array {
		$lines = [];
		foreach ( $this->database->rows( "SELECT line_key, item_id, quantity FROM {$this->lines_table()} WHERE order_id = %d", $order_id ) as $row ) {
			$lines[ (string) $row['line_key'] ] = new Despatched_Line( (string) $row['line_key'], Values::int( $row['item_id'] ), Values::int( $row['quantity'] ) );
		}
		return $lines;
	}

	/** Null where it has not begun. */
	public function state( Despatch $news ): ?Despatch_State {
		$row = $this->database->row( "SELECT recorded_at, told_at, told FROM {$this->table()} WHERE order_id = %d AND despatch = %s", $news->order_id, $news->despatch );
		return null === $row ? null : new Despatch_State( null !== $row['recorded_at'], null !== $row['told_at'], $row['told'] );
	}

	/** @param list<Despatched_Line> $new what is not on the order yet */
	public function begin( Despatch $news, array $new ): void {
		$this->database->change(
			"INSERT INTO {$this->table()} (order_id, despatch, despatched_at, begun_at) VALUES (%d, %s, %d, %d)
			ON DUPLICATE KEY UPDATE begun_at = VALUES(begun_at), recorded_at = NULL",
			$news->order_id,
			$news->despatch,
			$news->despatched_at,
			Times::now()
		);
		$values = [];
		foreach ( $new as $line ) {
			array_push( $values, $news->order_id, $line->key, $news->despatch, $line->item_id, $line->quantity );
		}
		$this->database->change(
			"INSERT INTO {$this->lines_table()} (order_id, line_key, despatch, item_id, quantity) VALUES " . Database::places( count( $new ), '(%d, %s, %s, %d, %d)' ),
			...$values
		);
	}

	/** True for the one who may tell the customer; a despatch is told of once, whatever happens on the way. */
	public function may_tell( Despatch $news ): bool {
		return 1 === $this->database->change(
			"UPDATE {$this->table()} SET told_at = %d WHERE order_id = %d AND despatch = %s AND told_at IS NULL",
			Times::now(),
			$news->order_id,
			$news->despatch
		);
	}

	public function finish( Despatch $news, ?string $told ): void {
		$this->database->change(
			"UPDATE {$this->table()} SET recorded_at = %d, told = COALESCE( told, %s ) WHERE order_id = %d AND despatch = %s",
			Times::now(),
			$told,
			$news->order_id,
			$news->despatch
		);
	}

	public function forget( int $order_id ): void {
		$this->database->change( "DELETE FROM {$this->lines_table()} WHERE order_id = %d", $order_id );
		$this->database->change( "DELETE FROM {$this->table()} WHERE order_id = %d", $order_id );
	}

	private function table(): string {
		return $this->database->table( 'despatches' );
	}

	private function lines_table(): string {
		return $this->database->table( 'despatch_lines' );
	}
}
