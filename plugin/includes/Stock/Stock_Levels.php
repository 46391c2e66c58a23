<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Database\Database;
use Pickwave\Times;
use Pickwave\Values;
use RuntimeException;
use WC_Product;

/** What the shop has of a product and what it has promised, read together; and the one way in which Pickwave changes stock. */
final class Stock_Levels {

	/** What a line's promise comes to now (twice the time). */
	private const UNITS = 'GREATEST(
		IF( q.generous_until > %d, GREATEST( q.wanted, q.reduced ), q.wanted ),
		IF( q.kept_until > %d AND o.sent_at IS NOT NULL, q.kept, 0 ) )';
	/** Not from before going live, and not yet in Peoplevox's figure (the two moments). */
	private const COUNTS = '( q.committed_at IS NULL OR q.committed_at >= %d ) AND ( o.reflected_at IS NULL OR o.reflected_at >= %d )';

	public function __construct( private readonly Database $database ) {}

	/**
	 * Stock and promise come from one statement: read one after the other, a checkout between the two would look like stock
	 * that nobody has promised.
	 *
	 * @param list<Sku_Target> $targets each with a product
	 * @return array<int, Stock_Level> by product
	 */
	public function read( array $targets, int $reflected_before, int $counts_from ): array {
		$levels = [];
		$plain  = [];
		foreach ( $targets as $target ) {
			if ( [] === $target->children ) {
				$plain[] = (int) $target->product_id;
			} else {
				$levels += $this->select( [ (int) $target->product_id ], [ (int) $target->product_id, ...$target->children ], $reflected_before, $counts_from );
			}
		}
		return [] === $plain ? $levels : $levels + $this->select( $plain, null, $reflected_before, $counts_from );
	}

	/**
	 * The orders that the promise of a product is made of, the newest first.
	 *
	 * @return list<array{order_id: int, units: float, sent_at: int|null, reflected_at: int|null}>
	 */
	public function promised_to( Sku_Target $target, int $reflected_before, int $counts_from, int $limit ): array {
		$products = [ (int) $target->product_id, ...$target->children ];
		$now      = Times::now();
		$units    = self::UNITS;
		$counts   = self::COUNTS;
		$rows     = $this->database->rows(
			"SELECT q.order_id, SUM( $units ) AS units, MAX( o.sent_at ) AS sent_at, MAX( o.reflected_at ) AS reflected_at
			FROM {$this->promises()}
			WHERE q.product_id IN (" . Database::places( count( $products ) ) . ") AND $counts
			GROUP BY q.order_id HAVING units > 0 ORDER BY q.order_id DESC LIMIT %d",
			$now,
			$now,
			...$products,
			...[ $counts_from, $reflected_before, $limit ]
		);
		return array_map(
			static fn ( array $row ): array => [
				'order_id'     => Values::int( $row['order_id'] ),
				'units'        => Values::float( $row['units'] ),
				'sent_at'      => Values::int_or_null( $row['sent_at'] ),
				'reflected_at' => Values::int_or_null( $row['reflected_at'] ),
			],
			$rows
		);
	}

	private function promises(): string {
		return "{$this->database->table( 'promised' )} q LEFT JOIN {$this->database->table( 'orders' )} o ON o.order_id = q.order_id";
	}

	/**
	 * Stock as it is now.
	 *
	 * @param list<int> $product_ids
	 * @return array<int, float>
	 */
	public function read_back( array $product_ids ): array {
		$stock = [];
		if ( [] !== $product_ids ) {
			$rows = $this->database->rows(
				"SELECT post_id, meta_value FROM {$this->database->core( 'postmeta' )} WHERE meta_key = '_stock' AND post_id IN (" . Database::places( count( $product_ids ) ) . ')',
				...$product_ids
			);
			foreach ( $rows as $row ) {
				$stock[ Values::int( $row['post_id'] ) ] = Values::float( $row['meta_value'] );
			}
		}
		return $stock;
	}

	/**
	 * Moves the stock to the target by the difference, so that a sale between reading and writing is kept: WooCommerce's
	 * own atomic increase or decrease. Saves the product only where its status has to follow, since a save costs seven times as much.
	 */
	public function move( Stock_Level $level, float $target ): void {
		$product = wc_get_product( $level->product_id );
		if ( ! $product instanceof WC_Product ) {
			throw new RuntimeException( "Product $level->product_id is gone" );
		}
		$difference = $target - $level->stock;
		// Adding nothing brings the lookup table into line, which a save of an unchanged product does not.
		wc_update_product_stock( $product, (int) floor( abs( $difference ) ), $difference < 0 ? 'decrease' : 'increase', true );
		$product->validate_props();
		if ( [] !== $product->get_changes() ) {
			$product->save();
		}
		if ( self::crosses_threshold( $product, $level->stock, $target ) ) {
			wc_trigger_stock_change_actions( $product );
		}
	}

	/** Low-stock mails go out when the line is crossed, not with each pass below it. */
	private static function crosses_threshold( WC_Product $product, float $from, float $to ): bool {
		foreach ( [ get_option( 'woocommerce_notify_no_stock_amount', 0 ), wc_get_low_stock_amount( $product ) ] as $threshold ) {
			if ( $from > Values::float( $threshold ) && $to <= Values::float( $threshold ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * @param list<int>      $product_ids
	 * @param list<int>|null $promised_under whose promises count, where it is not the product's alone
	 * @return array<int, Stock_Level>
	 */
	private function select( array $product_ids, ?array $promised_under, int $reflected_before, int $counts_from ): array {
		$meta     = $this->database->core( 'postmeta' );
		$now      = Times::now();
		$units    = self::UNITS;
		$counts   = self::COUNTS;
		$of       = null === $promised_under ? 'q.product_id = p.ID' : 'q.product_id IN (' . Database::places( count( $promised_under ) ) . ')';
		$rows     = $this->database->rows(
			"SELECT p.ID AS id, stock.meta_value AS stock, status.meta_value AS status, backorders.meta_value AS backorders,
				lookup.stock_quantity AS lookup_stock, lookup.stock_status AS lookup_status,
				( SELECT COALESCE( SUM( $units ), 0 ) FROM {$this->promises()} WHERE $of AND $counts ) AS promised
			FROM {$this->database->core( 'posts' )} p
			LEFT JOIN $meta stock ON stock.post_id = p.ID AND stock.meta_key = '_stock'
			LEFT JOIN $meta status ON status.post_id = p.ID AND status.meta_key = '_stock_status'
			LEFT JOIN $meta backorders ON backorders.post_id = p.ID AND backorders.meta_key = '_backorders'
			LEFT JOIN {$this->database->core( 'wc_product_meta_lookup' )} lookup ON lookup.product_id = p.ID
			WHERE p.ID IN (" . Database::places( count( $product_ids ) ) . ')',
			$now,
			$now,
			...( $promised_under ?? [] ),
			...[ $counts_from, $reflected_before ],
			...$product_ids
		);
		$no_stock = abs( Values::float( get_option( 'woocommerce_notify_no_stock_amount', 0 ) ) );
		$levels   = [];
		foreach ( $rows as $row ) {
			$id            = Values::int( $row['id'] );
			$stock         = Values::float( $row['stock'] );
			$status        = $stock > $no_stock ? 'instock' : ( in_array( $row['backorders'], [ null, '', 'no' ], true ) ? 'outofstock' : 'onbackorder' );
			$levels[ $id ] = new Stock_Level(
				product_id: $id,
				stock: $stock,
				promised: Values::float( $row['promised'] ),
				// As WC_Product::validate_props() would have it.
				consistent: $row['status'] === $status && $row['lookup_status'] === $status
					&& null !== $row['lookup_stock'] && Values::float( $row['lookup_stock'] ) === $stock,
			);
		}
		return $levels;
	}
}
