<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Orders\Order_Line;

/** How much of an order has left the warehouse, and what may still leave. Pure. */
final class Progress {

	private const NEVER_FROM = [
		'cancelled' => 'order_cancelled',
		'refunded'  => 'order_refunded',
		'failed'    => 'order_failed',
		'trash'     => 'order_trashed',
	];

	/**
	 * @param list<Order_Line> $lines
	 * @param array<string, Despatched_Line> $despatched by key
	 */
	public function __construct( public readonly array $lines, public readonly array $despatched ) {}

	/**
	 * What the news has that is not on the order yet.
	 *
	 * @return list<Despatched_Line>
	 */
	public function new_in( Despatch $news ): array {
		return array_values( array_filter( $news->lines, fn ( Despatched_Line $line ): bool => ! isset( $this->despatched[ $line->key ] ) ) );
	}

	/** @param list<Despatched_Line> $new */
	public function and( array $new ): self {
		$keys = array_map( static fn ( Despatched_Line $line ): string => $line->key, $new );
		return new self( $this->lines, $this->despatched + array_combine( $keys, $new ) );
	}

	/**
	 * Why this may not be recorded; null where it may.
	 *
	 * More than was ordered is refused. More than is left after a refund is not: it has left all the same, and somebody has to know.
	 *
	 * @param list<Despatched_Line> $new
	 */
	public function refusal( string $status, array $new ): ?string {
		if ( isset( self::NEVER_FROM[ $status ] ) ) {
			return self::NEVER_FROM[ $status ];
		}
		$ordered = [];
		foreach ( $this->lines as $line ) {
			$ordered[ $line->item_id ] = $line->quantity;
		}
		foreach ( $new as $line ) {
			if ( ! isset( $ordered[ $line->item_id ] ) ) {
				return 'unknown_line';
			}
		}
		$units = $this->and( $new )->units();
		foreach ( $new as $line ) {
			if ( $units[ $line->item_id ] > $ordered[ $line->item_id ] ) {
				return 'more_than_ordered';
			}
		}
		return null;
	}

	/** Every line that ships has left, less what was refunded. */
	public function complete(): bool {
		return [] === $this->to_come();
	}

	/** @return list<array{name: string, quantity: float}> */
	public function to_come(): array {
		$units   = $this->units();
		$to_come = [];
		foreach ( $this->lines as $line ) {
			$left = $line->wanted() - ( $units[ $line->item_id ] ?? 0 );
			if ( $line->needs_shipping && $left > 0 ) {
				$to_come[] = [ 'name' => $line->name, 'quantity' => $left ];
			}
		}
		return $to_come;
	}

	/** @return list<array{name: string, quantity: int}> */
	public function contents( Despatch $news ): array {
		$units = [];
		foreach ( $news->lines as $line ) {
			$units[ $line->item_id ] = ( $units[ $line->item_id ] ?? 0 ) + $line->quantity;
		}
		$contents = [];
		foreach ( $this->lines as $line ) {
			if ( isset( $units[ $line->item_id ] ) ) {
				$contents[] = [ 'name' => $line->name, 'quantity' => $units[ $line->item_id ] ];
			}
		}
		return $contents;
	}

	/** @return array<int, int> by item */
	private function units(): array {
		$units = [];
		foreach ( $this->despatched as $line ) {
			$units[ $line->item_id ] = ( $units[ $line->item_id ] ?? 0 ) + $line->quantity;
		}
		return $units;
	}
}
