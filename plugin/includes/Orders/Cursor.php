<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Times;
use Pickwave\Values;
use WC_Order;

/** A place in the list of orders by (modified, id). */
final class Cursor {

	public function __construct( public readonly int $modified_ms, public readonly int $id ) {}

	/** @param array<string, mixed> $json whose times have been validated */
	public static function parse( array $json ): self {
		return new self( Times::parse( Values::string( $json['modified'] ?? '' ) ) ?? 0, Values::int( $json['id'] ?? 0 ) );
	}

	public static function at( WC_Order $order ): self {
		return new self( Order_Query::modified_ms( $order ), $order->get_id() );
	}

	public function modified_seconds(): int {
		return intdiv( $this->modified_ms, Times::SECOND_MS );
	}

	/** @return array{modified: string, id: int} */
	public function json(): array {
		return [ 'modified' => Times::iso( $this->modified_ms ), 'id' => $this->id ];
	}
}
