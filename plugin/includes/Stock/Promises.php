<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Pickwave\Database\Database;
use Pickwave\Orders\Order_Line;
use Pickwave\Orders\Order_Lines;
use Pickwave\Orders\Order_Query;
use Pickwave\Times;
use Pickwave\Values;
use WC_Order;

/**
 * What the shop has promised: units of orders that Peoplevox's `available` may not reflect yet. A stock pass writes
 * `available − promised`, an absolute number, so a promise has to be there whenever WooCommerce has taken, or is about to
 * take, the units off stock itself; else the pass would put them back and they would be offered twice.
 *
 * Worked out anew for an order as a whole, never counted up and down, so that doing it twice or late does no harm.
 *
 * The timing. WooCommerce saves the order, and then moves the stock in a hook of its own:
 *
 *     checkout   saved as processing ──▶ stock −p          cancelled   saved as cancelled ──▶ stock +p
 *
 * A pass may come between any two of these steps. If the promise rises before the stock falls, a pass in between offers p
 * too few until the next pass; the other way round it offers p too many. So the promise rises when the order is saved. For
 * the same reason it must fall only after the stock has risen: for five minutes after a promise changed, the greater counts of what is wanted
 * and what WooCommerce says it took off (`_reduced_stock`), which stands until WooCommerce has put it back. After that only
 * what is wanted counts: what was refunded without restocking, or restored by nobody, is Peoplevox's to offer again.
 *
 * What was sent to Peoplevox is its to pick, whatever becomes of the order here: units that are cancelled or refunded after that stay promised until
 * Peoplevox reflects them, or has confirmed that it does not pick them (the order's mark, docs/link.md); a week at most.
 *
 * Inside a pass stock and promise are read by one statement, and the difference is written as an increase or a decrease.
 * A checkout between the reading and the writing has raised its promise and lowered the stock by the same number: the
 * stock ends at the new target by itself.
 */
final class Promises {

	private const GENEROUS_MS = 5 * Times::MINUTE_MS;
	private const KEPT_MS     = 7 * Times::DAY_MS;
	private const FRESH_MS    = 5 * Times::SECOND_MS;

	/**
	 * What was read or stored in this request, and when: a checkout saves its order a dozen times. Believed for a few seconds only; another request may have
	 * stored what is newer, and then that stands.
	 *
	 * @var array<int, array{rows: array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}>, at: int}> by order
	 */
	private array $lately = [];

	public function __construct( private readonly Database $database ) {}

	/** @return list<string> statuses, without wc-, in which an order's units are spoken for */
	public static function committing_statuses(): array {
		/**
		 * Statuses whose orders the warehouse is going to send, or has sent.
		 *
		 * @param list<string> $statuses without wc-
		 */
		$statuses = apply_filters( 'pickwave_committing_statuses', [ 'processing', 'on-hold', 'completed', 'partial-shipped' ] );
		return array_map( static fn ( mixed $status ): string => Values::string( $status ), Values::list( $statuses ) );
	}

	/**
	 * A hook may hand over an object that is older than the order: at the end of a checkout WooCommerce saves again the one that it began with, still
	 * pending, and the database keeps what is newer. To raise a promise such an object is good enough; to lower one the order is read again, unless
	 * this very request has just seen it go on from there. A promise that stays too high falls before the next pass writes.
	 */
	public function recompute( WC_Order $order ): void {
		$before  = $this->stored_lately( $order->get_id() );
		$commits = self::commits( $order );
		if ( [] === $before && ! $commits ) {
			return;
		}
		if ( $commits ? self::promised_in_full( $order, $before ) : $this->has_gone_on( $order ) ) {
			return;
		}
		if ( [] === $before && self::is_new( $order ) ) {
			$this->store( $order, self::ordered( $order ), $before );
			return;
		}
		$now = self::wanted( $order );
		if ( self::falls( $before, $now ) ) {
			$fresh = wc_get_order( $order->get_id() );
			$order = $fresh instanceof WC_Order ? $fresh : $order;
			$now   = self::wanted( $order );
		}
		$now = $this->keep_sent( $order->get_id(), $now, $before );
		if ( $now !== $before ) {
			$this->store( $order, $now, $before );
		}
	}

	/** Just made: nothing of it is stored. */
	public function is_made( int $order_id ): void {
		if ( ! isset( $this->lately[ $order_id ] ) ) {
			$this->remember( $order_id, [] );
		}
	}

	/**
	 * The same for an order that has just been read, noting that it was looked at. One that has moved on since is left as it is: lowered by what it was, its units would be
	 * offered twice. The next pass looks at it again.
	 */
	public function sweep( WC_Order $order ): void {
		$before = $this->stored( $order->get_id() );
		$now    = $this->keep_sent( $order->get_id(), self::wanted( $order ), $before );
		if ( self::falls( $before, $now ) && ! $this->is_as_read( $order ) ) {
			return;
		}
		if ( $now !== $before ) {
			$this->store( $order, $now, $before );
		}
		$this->note( $order->get_id() );
	}

	/** Asked of the database, past every cache of this request. */
	private function is_as_read( WC_Order $order ): bool {
		$row      = $this->database->row(
			OrderUtil::custom_orders_table_usage_is_enabled()
				? "SELECT status, date_updated_gmt AS modified FROM {$this->database->core( 'wc_orders' )} WHERE id = %d"
				: "SELECT post_status AS status, post_modified_gmt AS modified FROM {$this->database->core( 'posts' )} WHERE ID = %d",
			$order->get_id()
		);
		$modified = $order->get_date_modified();
		return null !== $row && null !== $modified
			&& OrderUtil::remove_status_prefix( (string) $row['status'] ) === $order->get_status()
			&& $row['modified'] === gmdate( 'Y-m-d H:i:s', $modified->getTimestamp() );
	}

	private function note( int $order_id ): void {
		$this->database->change(
			"INSERT INTO {$this->database->table( 'orders' )} (order_id, promised_at) VALUES (%d, %d) ON DUPLICATE KEY UPDATE promised_at = VALUES(promised_at)",
			$order_id,
			Times::now()
		);
	}

	/**
	 * All that was ordered is promised, and no more. What more could be found out about the order (a refund, what WooCommerce took off) lowers a promise at most, and the hook
	 * that comes with it has lowered it: then it is not promised in full any more.
	 *
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $before
	 */
	private static function promised_in_full( WC_Order $order, array $before ): bool {
		foreach ( $before as $row ) {
			if ( $row['reduced'] > $row['wanted'] || $row['kept'] > 0 ) {
				return false;
			}
		}
		$promised = array_map( static fn ( array $row ): array => [ $row['product_id'], $row['wanted'] ], $before );
		$ordered  = array_map( static fn ( array $row ): array => [ $row['product_id'], $row['wanted'] ], self::ordered( $order ) );
		return $promised === $ordered;
	}

	/** Not paid yet, says this object, though its order was seen to commit a moment ago. */
	private function has_gone_on( WC_Order $order ): bool {
		$lately = $this->lately[ $order->get_id() ] ?? null;
		return null !== $lately && [] !== $lately['rows'] && Times::now() - $lately['at'] < self::FRESH_MS
			&& ( Order_Query::is_draft( $order->get_status() ) || 'pending' === $order->get_status() );
	}

	/** Whether nothing of it can have been refunded or put back yet, or so little that it may be promised until the next pass, which works out what changed before it writes. */
	private static function is_new( WC_Order $order ): bool {
		$created = $order->get_date_created();
		return null !== $created && Times::now() - $created->getTimestamp() * Times::SECOND_MS < Times::HOUR_MS;
	}

	private static function commits( WC_Order $order ): bool {
		return in_array( $order->get_status(), self::committing_statuses(), true );
	}

	/**
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $before
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $now
	 */
	private static function falls( array $before, array $now ): bool {
		foreach ( $before as $item_id => $row ) {
			if ( ( $now[ $item_id ]['wanted'] ?? 0.0 ) < $row['wanted'] ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What was promised when Peoplevox had it already, and falls now, stays kept.
	 *
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $now
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $before
	 * @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}>
	 */
	private function keep_sent( int $order_id, array $now, array $before ): array {
		$time = Times::now();
		foreach ( $before as $item_id => $row ) {
			$kept   = $row['kept_until'] > $time ? $row['kept'] : 0.0;
			$wanted = $now[ $item_id ]['wanted'] ?? 0.0;
			if ( max( $row['wanted'], $kept ) <= $wanted ) {
				continue;
			}
			$until = $row['kept_until'];
			if ( $row['wanted'] > $kept ) {
				if ( ! $this->is_sent( $order_id ) ) {
					continue;
				}
				$kept  = $row['wanted'];
				$until = $time + self::KEPT_MS;
			}
			$now[ $item_id ]             ??= self::row( $row['product_id'], 0.0, 0.0 );
			$now[ $item_id ]['kept']       = $kept;
			$now[ $item_id ]['kept_until'] = $until;
		}
		ksort( $now );
		return $now;
	}

	/** @return array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int} */
	private static function row( int $product_id, float $wanted, float $reduced ): array {
		return [ 'product_id' => $product_id, 'wanted' => $wanted, 'reduced' => $reduced, 'kept' => 0.0, 'kept_until' => 0 ];
	}

	private function is_sent( int $order_id ): bool {
		return null !== $this->database->row( "SELECT sent_at FROM {$this->database->table( 'orders' )} WHERE order_id = %d AND sent_at IS NOT NULL", $order_id );
	}

	/** The order is in the trash or gone. WooCommerce leaves its stock as it is, so there is nothing to wait for. */
	public function forget( int $order_id ): void {
		$this->database->change( "DELETE FROM {$this->table()} WHERE order_id = %d", $order_id );
		unset( $this->lately[ $order_id ] );
	}

	/**
	 * When the promises of these orders were last worked out.
	 *
	 * @param list<int> $order_ids
	 * @return array<int, int>
	 */
	public function worked_out_at( array $order_ids ): array {
		if ( [] === $order_ids ) {
			return [];
		}
		$at   = [];
		$rows = $this->database->rows(
			"SELECT order_id, promised_at FROM {$this->database->table( 'orders' )} WHERE promised_at IS NOT NULL AND order_id IN (" . Database::places( count( $order_ids ) ) . ')',
			...$order_ids
		);
		foreach ( $rows as $row ) {
			$at[ Values::int( $row['order_id'] ) ] = Values::int( $row['promised_at'] );
		}
		return $at;
	}

	/**
	 * @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> by item
	 */
	private static function wanted( WC_Order $order ): array {
		$lines = array_filter( Order_Lines::of( $order ), static fn ( Order_Line $line ): bool => $line->needs_shipping && $line->product_id > 0 );
		$rows  = [];
		foreach ( $lines as $line ) {
			$wanted = self::commits( $order ) ? $line->wanted() : 0.0;
			if ( $wanted > 0 || $line->reduced > 0 ) {
				$rows[ $line->item_id ] = self::row( $line->product_id, $wanted, $line->reduced );
			}
		}
		ksort( $rows );
		return $rows;
	}

	/**
	 * The lines as they were ordered: what was refunded of them, and what WooCommerce took off stock for them, is not asked for.
	 *
	 * @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> by item
	 */
	private static function ordered( WC_Order $order ): array {
		$rows = [];
		foreach ( Order_Lines::ordered( $order ) as $line ) {
			if ( $line->needs_shipping && $line->product_id > 0 && $line->quantity > 0 ) {
				$rows[ $line->item_id ] = self::row( $line->product_id, $line->quantity, 0.0 );
			}
		}
		ksort( $rows );
		return $rows;
	}

	/** @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> by item */
	private function stored_lately( int $order_id ): array {
		$lately = $this->lately[ $order_id ] ?? null;
		if ( null !== $lately && Times::now() - $lately['at'] < self::FRESH_MS ) {
			return $lately['rows'];
		}
		return $this->remember( $order_id, $this->stored( $order_id ) );
	}

	/**
	 * Of one order: those before it are over in most requests, and a long one sees thousands.
	 *
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $rows
	 * @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}>
	 */
	private function remember( int $order_id, array $rows ): array {
		$this->lately = [ $order_id => [ 'rows' => $rows, 'at' => Times::now() ] ];
		return $rows;
	}

	/** @return array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> */
	private function stored( int $order_id ): array {
		$stored = [];
		foreach ( $this->database->rows( "SELECT item_id, product_id, wanted, reduced, kept, kept_until FROM {$this->table()} WHERE order_id = %d ORDER BY item_id", $order_id ) as $row ) {
			$stored[ Values::int( $row['item_id'] ) ] = [
				'product_id' => Values::int( $row['product_id'] ),
				'wanted'     => Values::float( $row['wanted'] ),
				'reduced'    => Values::float( $row['reduced'] ),
				'kept'       => Values::float( $row['kept'] ),
				'kept_until' => Values::int( $row['kept_until'] ),
			];
		}
		return $stored;
	}

	/**
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $now
	 * @param array<int, array{product_id: int, wanted: float, reduced: float, kept: float, kept_until: int}> $before
	 */
	private function store( WC_Order $order, array $now, array $before ): void {
		$order_id     = $order->get_id();
		$committed_at = self::committed_at( $order );
		$generous     = Times::now() + self::GENEROUS_MS;
		$values       = [];
		$overtaken    = false;
		foreach ( $now as $item_id => $row ) {
			$was = $before[ $item_id ] ?? null;
			if ( $row === $was ) {
				continue;
			}
			$cells = [ $row['product_id'], $row['wanted'], $row['reduced'], $row['kept'], $row['kept_until'], $generous, $committed_at ];
			if ( null !== $was && $row['wanted'] < $was['wanted'] ) {
				$overtaken = ! $this->lower( $order_id, $item_id, $was['wanted'], $cells ) || $overtaken;
			} else {
				array_push( $values, $order_id, $item_id, ...$cells );
			}
		}
		if ( [] !== $values ) {
			$this->database->change(
				"INSERT INTO {$this->table()} (order_id, item_id, product_id, wanted, reduced, kept, kept_until, generous_until, committed_at)
				VALUES " . Database::places( intdiv( count( $values ), 9 ), '(%d, %d, %d, %f, %f, %f, %d, %d, %d)' ) . '
				ON DUPLICATE KEY UPDATE product_id = VALUES(product_id), wanted = VALUES(wanted), reduced = VALUES(reduced),
					kept = VALUES(kept), kept_until = VALUES(kept_until), generous_until = VALUES(generous_until), committed_at = VALUES(committed_at)',
				...$values
			);
		}
		foreach ( array_diff_key( $before, $now ) as $item_id => $was ) {
			$gone      = $this->database->change( "DELETE FROM {$this->table()} WHERE order_id = %d AND item_id = %d AND wanted = %f", $order_id, $item_id, $was['wanted'] );
			$overtaken = 0 === $gone || $overtaken;
		}
		if ( $overtaken ) {
			unset( $this->lately[ $order_id ] );
		} else {
			$this->remember( $order_id, $now );
		}
	}

	/**
	 * Only where it still is as it was read: another request may have raised it meanwhile, and that stands.
	 *
	 * @param list<int|float|null> $cells from product_id to committed_at
	 */
	private function lower( int $order_id, int $item_id, float $was, array $cells ): bool {
		return 0 < $this->database->change(
			"UPDATE {$this->table()} SET product_id = %d, wanted = %f, reduced = %f, kept = %f, kept_until = %d, generous_until = %d, committed_at = %d
			WHERE order_id = %d AND item_id = %d AND wanted = %f",
			...[ ...$cells, $order_id, $item_id, $was ]
		);
	}

	/**
	 * When it became binding, to be held against the moment of going live: what was paid before is not Pickwave's business. Null: always
	 * counts. An order on hold is not paid yet, and will be Pickwave's business once it is.
	 */
	private static function committed_at( WC_Order $order ): ?int {
		$at = $order->get_date_paid() ?? ( 'on-hold' === $order->get_status() ? null : $order->get_date_created() );
		return null === $at ? null : $at->getTimestamp() * Times::SECOND_MS;
	}

	private function table(): string {
		return $this->database->table( 'promised' );
	}
}
