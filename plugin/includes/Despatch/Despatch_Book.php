<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Database\Database;
use Pickwave\Times;
use Pickwave\Values;

/** Which despatched lines are on an order, behind a unique key, and how far the recording of each parcel has come. */
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

	/**
	 * The parcels on the order, the oldest first. `told` is how the telling of the customer ended; null: nobody can say, or not yet.
	 *
	 * @return list<array{despatch: string, number: string, despatched_at: int, units: int, told: string|null}>
	 */
	public function parcels( int $order_id ): array {
		$rows = $this->database->rows(
			"SELECT despatch, tracking_number, despatched_at, told,
				(SELECT COALESCE(SUM(line.quantity), 0) FROM {$this->lines_table()} line WHERE line.order_id = parcel.order_id AND line.despatch = parcel.despatch AND line.tracking_number = parcel.tracking_number) units
			FROM {$this->table()} parcel WHERE order_id = %d ORDER BY despatched_at, despatch, tracking_number",
			$order_id
		);
		return array_map(
			static fn ( array $row ): array => [
				'despatch'      => (string) $row['despatch'],
				'number'        => (string) $row['tracking_number'],
				'despatched_at' => Values::int( $row['despatched_at'] ),
				'units'         => Values::int( $row['units'] ),
				'told'          => $row['told'],
			],
			$rows
		);
	}

	/** Null where it has not begun. */
	public function state( Despatch $news ): ?Despatch_State {
		$row = $this->database->row(
			"SELECT recorded_at, noted_at, told_at, told FROM {$this->table()} WHERE order_id = %d AND despatch = %s AND tracking_number = %s",
			$news->order_id,
			$news->despatch,
			$news->parcel
		);
		return null === $row ? null : new Despatch_State( null !== $row['recorded_at'], null !== $row['noted_at'], null !== $row['told_at'], $row['told'] );
	}

	/** @param list<Despatched_Line> $new what is not on the order yet */
	public function begin( Despatch $news, array $new ): void {
		$this->database->change(
			"INSERT INTO {$this->table()} (order_id, despatch, tracking_number, despatched_at, begun_at) VALUES (%d, %s, %s, %d, %d)
			ON DUPLICATE KEY UPDATE begun_at = VALUES(begun_at), recorded_at = NULL",
			$news->order_id,
			$news->despatch,
			$news->parcel,
			$news->despatched_at,
			Times::now()
		);
		$values = [];
		foreach ( $new as $line ) {
			array_push( $values, $news->order_id, $line->key, $news->despatch, $news->parcel, $line->item_id, $line->quantity );
		}
		$this->database->change(
			"INSERT INTO {$this->lines_table()} (order_id, line_key, despatch, tracking_number, item_id, quantity) VALUES " . Database::places( count( $new ), '(%d, %s, %s, %s, %d, %d)' ),
			...$values
		);
	}

	/**
	 * The parcels that lines of this one are in: they were recorded under another number, or none.
	 *
	 * @return list<array{despatch: string, number: string, empties: bool}> whether no line of the order keeps that number
	 */
	public function other_numbers( Despatch $news ): array {
		$keys   = array_map( static fn ( Despatched_Line $line ): string => $line->key, $news->lines );
		$places = Database::places( count( $keys ), '%s' );
		$rows   = $this->database->rows(
			"SELECT DISTINCT despatch, tracking_number,
				(SELECT COUNT(*) FROM {$this->lines_table()} other WHERE other.order_id = line.order_id AND other.tracking_number = line.tracking_number AND other.line_key NOT IN ($places)) kept
			FROM {$this->lines_table()} line WHERE order_id = %d AND tracking_number <> %s AND line_key IN ($places)",
			...[ ...$keys, $news->order_id, $news->parcel, ...$keys ]
		);
		return array_map(
			static fn ( array $row ): array => [ 'despatch' => (string) $row['despatch'], 'number' => (string) $row['tracking_number'], 'empties' => 0 === Values::int( $row['kept'] ) ],
			$rows
		);
	}

	/** The lines of the news are in the parcel of its number from now on, and who was told of them has been told. */
	public function move( Despatch $news, string $despatch, string $from ): void {
		$this->database->change(
			"INSERT INTO {$this->table()} (order_id, despatch, tracking_number, despatched_at, begun_at, noted_at, told_at, told, recorded_at)
			SELECT order_id, despatch, %s, despatched_at, begun_at, noted_at, told_at, told, recorded_at
			FROM (SELECT * FROM {$this->table()} WHERE order_id = %d AND despatch = %s AND tracking_number = %s) moved
			ON DUPLICATE KEY UPDATE begun_at = VALUES(begun_at)",
			$news->parcel,
			$news->order_id,
			$despatch,
			$from
		);
		$keys = array_map( static fn ( Despatched_Line $line ): string => $line->key, $news->lines );
		$this->database->change(
			"UPDATE {$this->lines_table()} SET tracking_number = %s WHERE order_id = %d AND despatch = %s AND line_key IN (" . Database::places( count( $keys ), '%s' ) . ')',
			$news->parcel,
			$news->order_id,
			$despatch,
			...$keys
		);
		$this->database->change(
			"DELETE FROM {$this->table()} WHERE order_id = %d AND despatch = %s AND tracking_number = %s
			AND NOT EXISTS (SELECT 1 FROM {$this->lines_table()} line WHERE line.order_id = %d AND line.despatch = %s AND line.tracking_number = %s)",
			$news->order_id,
			$despatch,
			$from,
			$news->order_id,
			$despatch,
			$from
		);
	}

	public function noted( Despatch $news ): void {
		$this->set( $news, 'noted_at = %d', Times::now() );
	}

	/** True for the one who may tell the customer; a parcel is told of once, whatever happens on the way. */
	public function may_tell( Despatch $news ): bool {
		return 1 === $this->database->change(
			"UPDATE {$this->table()} SET told_at = %d WHERE order_id = %d AND despatch = %s AND tracking_number = %s AND told_at IS NULL",
			Times::now(),
			$news->order_id,
			$news->despatch,
			$news->parcel
		);
	}

	/** Certainly nobody was told. */
	public function not_told( Despatch $news ): void {
		$this->set( $news, 'told_at = %d', null );
	}

	public function finish( Despatch $news, ?string $told ): void {
		$this->set( $news, 'recorded_at = %d, told = COALESCE( told, %s )', Times::now(), $told );
	}

	private function set( Despatch $news, string $what, string|int|null ...$values ): int {
		return $this->database->change(
			"UPDATE {$this->table()} SET $what WHERE order_id = %d AND despatch = %s AND tracking_number = %s",
			...[ ...array_values( $values ), $news->order_id, $news->despatch, $news->parcel ]
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
