<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Orders\Order_Events;
use Pickwave\Orders\Order_Lines;
use Pickwave\Orders\Order_Query;
use WC_Order;

/**
 * Records a parcel on its order: its lines, then the tracking number, then a note, then the status and the customer's
 * mail. The same news again changes nothing. What was cut off halfway is finished when the news comes again.
 */
final class Despatch_Recorder {

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
		$progress = new Progress( Order_Lines::of( $order ), $this->book->lines( $news->order_id ) );
		$new      = $progress->new_in( $news );
		$why      = [] === $new ? null : $progress->refusal( $order->get_status(), $new );
		if ( null !== $why ) {
			return Despatch_Result::refused( $why, $order->get_status(), $progress->complete() );
		}
		$renumbered = $this->renumber( $news );
		$state      = $this->book->state( $news );
		if ( [] === $new && false !== $state?->finished ) {
			$told = self::told_before( $state );
			return $renumbered
				? Despatch_Result::recorded( $order->get_status(), $progress->complete(), $told )
				: Despatch_Result::already( $order->get_status(), $progress->complete(), $told );
		}
		if ( [] !== $new ) {
			$this->book->begin( $news, $new );
		}
		return $this->finish( $news, $progress->and( $new ), $state );
	}

	/** Lines that are on the order under another number have got this one. Nobody is told again. Says whether there were any. */
	private function renumber( Despatch $news ): bool {
		$before = $this->book->other_numbers( $news );
		foreach ( $before as [ 'despatch' => $despatch, 'number' => $old, 'empties' => $empties ] ) {
			// The book last: what is cut off before it is done again.
			if ( $empties && '' !== $old ) {
				$this->tracking->replace( $news, sanitize_text_field( $old ) );
			} else {
				$this->tracking->put( $news );
			}
			self::order( $news->order_id )?->add_order_note( Parcel::renumbered( $news, $despatch, $old ) );
			$this->book->move( $news, $despatch, $old );
		}
		return [] !== $before;
	}

	private function finish( Despatch $news, Progress $progress, ?Despatch_State $before ): Despatch_Result {
		$parcel = new Parcel( $news, $progress->contents( $news ), $progress->to_come() );
		if ( $news->quiet ) {
			$this->customer->keep_quiet( $news->order_id );
		}
		// Tracking first, status second, so that the mail that goes with the status has the number.
		$this->tracking->put( $news );
		if ( true !== $before?->noted ) {
			self::order( $news->order_id )?->add_order_note( $parcel->note() );
			$this->book->noted( $news );
		}
		$told   = $this->close_and_tell( $news, $parcel, $progress->complete(), $before );
		$status = self::order( $news->order_id )?->get_status();
		if ( $progress->complete() && 'completed' !== $status ) {
			// Something in the shop kept it from being completed. It is not finished: the news will come again.
			return Despatch_Result::refused( 'not_completed', $status, true );
		}
		$this->book->finish( $news, $told );
		return Despatch_Result::recorded( $status, $progress->complete(), $told );
	}

	/** @return string|null how the customer was told; null where nobody can say */
	private function close_and_tell( Despatch $news, Parcel $parcel, bool $complete, ?Despatch_State $before ): ?string {
		// Read again: the tracking may have been written by another plugin, on an object of its own.
		$order = self::order( $news->order_id );
		if ( null === $order ) {
			return null;
		}
		$closes   = $complete && 'completed' !== $order->get_status();
		$may_tell = $this->book->may_tell( $news );
		if ( $may_tell && ! $news->quiet ) {
			$told = $closes ? $this->customer->close( $order ) : $this->customer->tell( $order, $parcel );
			if ( $closes && 'mailed' !== $told && 'completed' !== self::order( $news->order_id )?->get_status() ) {
				$this->book->not_told( $news );
			}
			return $told;
		}
		if ( $closes ) {
			$this->customer->close_silently( $order );
		}
		return $may_tell ? 'quiet' : self::told_before( $before );
	}

	/** Null where a request died over the telling: then nobody can say. */
	private static function told_before( ?Despatch_State $state ): ?string {
		return null !== $state && $state->telling && null === $state->told ? null : 'already';
	}

	private static function order( int $order_id ): ?WC_Order {
		$order = wc_get_order( $order_id );
		if ( ! $order instanceof WC_Order || 'shop_order' !== $order->get_type() ) {
			return null;
		}
		return 'trash' === $order->get_status() || ! Order_Query::is_draft( $order->get_status() ) ? $order : null;
	}
}
