<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Orders\Order_Events;
use Pickwave\Orders\Order_Line;
use Pickwave\Orders\Order_Lines;
use Pickwave\Orders\Order_Query;
use WC_Order;

/**
 * Records a despatch on its order: its lines, then the tracking number, then a note, then the customer's mail with the status.
 * The same news again changes nothing. What was cut off halfway is finished by the next time the news comes.
 */
final class Despatch_Recorder {

	private const NEVER_FROM = [
		'cancelled' => 'order_cancelled',
		'refunded'  => 'order_refunded',
		'failed'    => 'order_failed',
		'trash'     => 'order_trashed',
	];

	public function __construct(
		private readonly Despatch_Book $book,
		private readonly Tracking $tracking,
		private readonly Customer $customer,
		private readonly Order_Events $events,
	) {}

	public function record( Despatch $news ): Despatch_Result {
		$order = self::order( $news->order_id );
		if ( null === $order ) {
			return Despatch_Result::refused( 'unknown_order', null );
		}
		$this->events->ignore( $news->order_id );
		$lines    = self::lines_by_id( $order );
		$recorded = $this->book->lines( $news->order_id );
		$new      = array_values( array_filter( $news->lines, static fn ( Despatched_Line $line ): bool => ! isset( $recorded[ $line->key ] ) ) );
		if ( [] === $new && ! $this->book->unfinished( $news ) ) {
			return Despatch_Result::already( $order->get_status(), self::complete( $lines, $recorded ) );
		}
		if ( [] !== $new ) {
			$why = self::refusal( $order->get_status(), $lines, $recorded, $new );
			if ( null !== $why ) {
				return Despatch_Result::refused( $why, $order->get_status(), self::complete( $lines, $recorded ) );
			}
			$this->book->begin( $news, $new );
			$recorded += array_combine( array_map( static fn ( Despatched_Line $line ): string => $line->key, $new ), $new );
		}
		return $this->finish( $news, $lines, $recorded );
	}

	/**
	 * @param array<int, Order_Line> $lines
	 * @param array<string, Despatched_Line> $recorded
	 */
	private function finish( Despatch $news, array $lines, array $recorded ): Despatch_Result {
		$complete = self::complete( $lines, $recorded );
		$parcel   = Parcel::of( $news, $lines, $recorded );
		if ( $news->quiet ) {
			$this->customer->keep_quiet( $news->order_id );
		}
		// Tracking first, status second, so that the mail that goes with the status has the number.
		$this->tracking->put( $news );
		$may_tell = $this->book->may_tell( $news );
		if ( $may_tell ) {
			self::order( $news->order_id )?->add_order_note( $parcel->note() );
		}
		$told = $this->close_and_tell( $news, $parcel, $complete, $may_tell );
		$this->book->finish( $news, $told );
		return Despatch_Result::recorded( self::order( $news->order_id )?->get_status(), $complete, $told );
	}

	/** @return string|null how the customer was told; null where nobody can say */
	private function close_and_tell( Despatch $news, Parcel $parcel, bool $complete, bool $may_tell ): ?string {
		// Read again: the tracking may have been written by another plugin, on an object of its own.
		$order = self::order( $news->order_id );
		if ( null === $order ) {
			return null;
		}
		$closes = $complete && 'completed' !== $order->get_status();
		if ( ! $may_tell ) {
			// Told before, or a request died over it: then the order is closed without a second mail.
			if ( $closes ) {
				$this->customer->close_silently( $order );
			}
			return null === $this->book->told( $news ) ? null : 'already';
		}
		if ( $news->quiet ) {
			if ( $closes ) {
				$this->customer->close_silently( $order );
			}
			return 'quiet';
		}
		return $closes ? $this->customer->close( $order ) : $this->customer->tell( $order, $parcel );
	}

	/**
	 * @param array<int, Order_Line> $lines
	 * @param array<string, Despatched_Line> $recorded
	 * @param list<Despatched_Line> $new
	 */
	private static function refusal( string $status, array $lines, array $recorded, array $new ): ?string {
		if ( isset( self::NEVER_FROM[ $status ] ) ) {
			return self::NEVER_FROM[ $status ];
		}
		foreach ( $new as $line ) {
			if ( ! isset( $lines[ $line->item_id ] ) ) {
				return 'unknown_line';
			}
		}
		foreach ( self::units( [ ...array_values( $recorded ), ...$new ] ) as $item_id => $units ) {
			if ( isset( $lines[ $item_id ] ) && $units > $lines[ $item_id ]->quantity ) {
				return 'more_than_ordered';
			}
		}
		return null;
	}

	/**
	 * Every line that ships has left, less what was refunded.
	 *
	 * @param array<int, Order_Line> $lines
	 * @param array<string, Despatched_Line> $recorded
	 */
	private static function complete( array $lines, array $recorded ): bool {
		$units = self::units( array_values( $recorded ) );
		foreach ( $lines as $line ) {
			if ( $line->needs_shipping && ( $units[ $line->item_id ] ?? 0 ) < $line->wanted() ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * @param list<Despatched_Line> $despatched
	 * @return array<int, int> by item
	 */
	public static function units( array $despatched ): array {
		$units = [];
		foreach ( $despatched as $line ) {
			$units[ $line->item_id ] = ( $units[ $line->item_id ] ?? 0 ) + $line->quantity;
		}
		return $units;
	}

	/** @return array<int, Order_Line> */
	private static function lines_by_id( WC_Order $order ): array {
		$lines = [];
		foreach ( Order_Lines::of( $order ) as $line ) {
			$lines[ $line->item_id ] = $line;
		}
		return $lines;
	}

	private static function order( int $order_id ): ?WC_Order {
		$order = wc_get_order( $order_id );
		return $order instanceof WC_Order && 'shop_order' === $order->get_type() && ( 'trash' === $order->get_status() || ! Order_Query::is_draft( $order->get_status() ) )
			? $order
			: null;
	}
}
