<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Database\Database;
use Pickwave\Values;

/** Finds the one product whose stock a SKU stands for. One query for many SKUs, on WooCommerce's lookup table. */
final class Sku_Map {

	private const AT_ONCE = 500;

	public function __construct( private readonly Database $database ) {}

	/**
	 * @param list<string> $skus
	 * @return array<string, Sku_Target> by `sku:<SKU>`, since PHP makes numbers of keys like "123"
	 */
	public function find( array $skus ): array {
		$managed = 'yes' === get_option( 'woocommerce_manage_stock' );
		$targets = [];
		foreach ( array_chunk( $skus, self::AT_ONCE ) as $some ) {
			foreach ( $this->products( $some ) as $key => $products ) {
				$targets[ $key ] = $this->target( $products, $managed );
			}
		}
		return $targets;
	}

	public static function key( string $sku ): string {
		return "sku:$sku";
	}

	/**
	 * @param list<string> $skus
	 * @return array<string, non-empty-list<array<string, string|null>>>
	 */
	private function products( array $skus ): array {
		$posts = $this->database->core( 'posts' );
		$rows  = $this->database->rows(
			"SELECT l.sku, p.ID AS id, p.post_parent AS parent, own.meta_value AS manages, above.meta_value AS parent_manages,
				EXISTS ( SELECT 1 FROM $posts child WHERE child.post_parent = p.ID AND child.post_type = 'product_variation' ) AS has_children
			FROM {$this->database->core( 'wc_product_meta_lookup' )} l
			JOIN $posts p ON p.ID = l.product_id
			LEFT JOIN $posts parent ON parent.ID = p.post_parent AND p.post_type = 'product_variation'
			LEFT JOIN {$this->database->core( 'postmeta' )} own ON own.post_id = p.ID AND own.meta_key = '_manage_stock'
			LEFT JOIN {$this->database->core( 'postmeta' )} above ON above.post_id = parent.ID AND above.meta_key = '_manage_stock'
			WHERE l.sku IN (" . Database::places( count( $skus ), '%s' ) . ") AND p.post_status NOT IN ('trash', 'auto-draft')
				AND ( p.post_type = 'product' OR ( p.post_type = 'product_variation' AND parent.post_status NOT IN ('trash', 'auto-draft') ) )",
			...$skus
		);
		$by_sku = [];
		foreach ( $rows as $row ) {
			$by_sku[ self::key( (string) $row['sku'] ) ][] = $row;
		}
		return $by_sku;
	}

	/** @param non-empty-list<array<string, string|null>> $products */
	private function target( array $products, bool $managed ): Sku_Target {
		$ids = array_unique( array_column( $products, 'id' ) );
		if ( count( $ids ) > 1 ) {
			return Sku_Target::ambiguous();
		}
		$product = $products[0];
		$id      = Values::int( $product['id'] );
		if ( ! $managed ) {
			return Sku_Target::not_managed( $id );
		}
		if ( 'yes' === $product['manages'] ) {
			$children = '1' === $product['has_children'] ? $this->managed_by( $id ) : [];
			// A parent that several items share has no number of its own in the warehouse.
			return count( array_filter( $children, static fn ( string $sku ): bool => '' !== $sku ) ) > 0
				? Sku_Target::not_managed( $id )
				: Sku_Target::found( $id, array_keys( $children ) );
		}
		if ( 'yes' !== $product['parent_manages'] ) {
			return Sku_Target::not_managed( $id );
		}
		$parent   = Values::int( $product['parent'] );
		$children = $this->managed_by( $parent );
		$skus     = array_filter( [ ...array_values( $children ), $this->sku_of( $parent ) ], static fn ( string $sku ): bool => '' !== $sku );
		return count( $skus ) === 1 ? Sku_Target::found( $parent, array_keys( $children ) ) : Sku_Target::not_managed( $id );
	}

	/** @return array<int, string> variations whose stock this parent keeps, with their SKUs */
	private function managed_by( int $parent ): array {
		$rows     = $this->database->rows(
			"SELECT p.ID AS id, l.sku FROM {$this->database->core( 'posts' )} p
			LEFT JOIN {$this->database->core( 'wc_product_meta_lookup' )} l ON l.product_id = p.ID
			LEFT JOIN {$this->database->core( 'postmeta' )} own ON own.post_id = p.ID AND own.meta_key = '_manage_stock'
			WHERE p.post_parent = %d AND p.post_type = 'product_variation' AND p.post_status NOT IN ('trash', 'auto-draft')
				AND ( own.meta_value IS NULL OR own.meta_value <> 'yes' )",
			$parent
		);
		$children = [];
		foreach ( $rows as $row ) {
			$children[ Values::int( $row['id'] ) ] = (string) $row['sku'];
		}
		return $children;
	}

	private function sku_of( int $product_id ): string {
		return (string) ( $this->database->row( "SELECT sku FROM {$this->database->core( 'wc_product_meta_lookup' )} WHERE product_id = %d", $product_id )['sku'] ?? '' );
	}
}
