<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Database\Database;
use Pickwave\Values;

/** Reads what the shop remembers of orders, a page of them with one query, and once in a request. */
final class Memories {

	/** @var array<int, Memory> */
	private array $read = [];

	public function __construct( private readonly Database $database ) {}

	/** @param list<int> $order_ids */
	public function prime( array $order_ids ): void {
		$ids = array_values( array_diff( array_unique( $order_ids ), array_keys( $this->read ) ) );
		if ( [] === $ids ) {
			return;
		}
		$places = Database::places( count( $ids ) );
		$rows   = $this->database->rows(
			"SELECT mark.order_id, number, sent_at, attention_code, attention_words, attention_reason, attention_next, COALESCE(parcels, 0) parcels
			FROM {$this->database->table( 'orders' )} mark
			LEFT JOIN (SELECT order_id, COUNT(*) parcels FROM {$this->database->table( 'despatches' )} WHERE order_id IN ($places) GROUP BY order_id) parcel
				ON parcel.order_id = mark.order_id
			WHERE mark.order_id IN ($places)",
			...[ ...$ids, ...$ids ]
		);
		foreach ( $ids as $id ) {
			$this->read[ $id ] = new Memory( null, null, null, 0 );
		}
		foreach ( $rows as $row ) {
			$this->read[ Values::int( $row['order_id'] ) ] = new Memory(
				$row['number'],
				Values::int_or_null( $row['sent_at'] ),
				null === $row['attention_code'] ? null : new Attention( $row['attention_code'], (string) $row['attention_words'], (string) $row['attention_reason'], (string) $row['attention_next'] ),
				Values::int( $row['parcels'] )
			);
		}
	}

	public function of( int $order_id ): Memory {
		$this->prime( [ $order_id ] );
		return $this->read[ $order_id ];
	}
}
