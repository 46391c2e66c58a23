<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

/** A despatch in words: what is in it, who carries it, what is still to come. */
final class Parcel {

	/**
	 * @param list<array{name: string, quantity: int}> $items
	 * @param list<array{name: string, quantity: float}> $to_come
	 */
	public function __construct(
		public readonly Despatch $despatch,
		public readonly array $items,
		public readonly array $to_come,
	) {}

	/** For staff, on the order. */
	public function note(): string {
		/* translators: 1: the number of a despatch. 2: items, such as "2 × Scarf, 1 × Hat". */
		$words = [ sprintf( __( 'Pickwave: despatch %1$s has left the warehouse with %2$s.', 'pickwave' ), $this->despatch->despatch, self::listed( $this->items ) ) ];
		if ( '' !== $this->despatch->tracking_number ) {
			$words[] = '' === $this->despatch->carried_by()
				/* translators: %s: a tracking number. */
				? sprintf( __( 'Tracking number %s.', 'pickwave' ), $this->despatch->tracking_number )
				/* translators: 1: a carrier. 2: a tracking number. */
				: sprintf( __( '%1$s, tracking number %2$s.', 'pickwave' ), $this->despatch->carried_by(), $this->despatch->tracking_number );
		} elseif ( '' !== $this->despatch->carried_by() ) {
			/* translators: %s: a carrier. */
			$words[] = sprintf( __( '%s, without a tracking number.', 'pickwave' ), $this->despatch->carried_by() );
		}
		$words[] = [] === $this->to_come
			? __( 'Everything has been sent.', 'pickwave' )
			/* translators: %s: items, such as "2 × Scarf, 1 × Hat". */
			: sprintf( __( 'Still to come: %s.', 'pickwave' ), self::listed( $this->to_come ) );
		if ( $this->despatch->quiet ) {
			$words[] = __( 'The customer is not told by mail.', 'pickwave' );
		}
		return implode( ' ', $words );
	}

	/** For staff, when the number of a parcel on the order has changed. */
	public static function renumbered( Despatch $news, string $despatch, string $old ): string {
		return '' === $old
			/* translators: 1: the number of a despatch. 2: a tracking number. */
			? sprintf( __( 'Pickwave: despatch %1$s has got its tracking number: %2$s.', 'pickwave' ), $despatch, $news->tracking_number )
			/* translators: 1: the number of a despatch. 2: and 3: tracking numbers. */
			: sprintf( __( 'Pickwave: despatch %1$s now has tracking number %2$s, before it was %3$s. The customer is not told again.', 'pickwave' ), $despatch, $news->tracking_number, sanitize_text_field( $old ) );
	}

	/** @param list<array{name: string, quantity: int|float}> $items */
	private static function listed( array $items ): string {
		return implode( ', ', array_map( static fn ( array $item ): string => $item['quantity'] . ' × ' . $item['name'], $items ) );
	}
}
