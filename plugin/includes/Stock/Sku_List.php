<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Database\Database;
use Pickwave\Values;

/** Every product and variation with its SKU, by id: one statement a page. */
final class Sku_List {

	public function __construct( private readonly Database $database ) {}

	/** @return array{skus: list<array<string, mixed>>, next: int|null} */
	public function after( int $after, int $limit ): array {
		$posts = $this->database->core( 'posts' );
		$meta  = $this->database->core( 'postmeta' );
		$type  = "( SELECT t.slug FROM {$this->database->core( 'term_relationships' )} r
			JOIN {$this->database->core( 'term_taxonomy' )} tt ON tt.term_taxonomy_id = r.term_taxonomy_id AND tt.taxonomy = 'product_type'
			JOIN {$this->database->core( 'terms' )} t ON t.term_id = tt.term_id WHERE r.object_id = p.ID LIMIT 1 )";
		// A variable product has a price row for each of its variations' prices; the lowest is what WooCommerce shows.
		$rows = $this->database->rows(
			"SELECT p.ID AS id, p.post_parent AS parent, p.post_type, p.post_title AS name, p.post_status AS status, $type AS type, lookup.sku,
				( SELECT m.meta_value FROM $meta m WHERE m.post_id = p.ID AND m.meta_key = '_manage_stock' LIMIT 1 ) AS manages,
				( SELECT m.meta_value FROM $meta m WHERE m.post_id = p.ID AND m.meta_key = '_stock' LIMIT 1 ) AS stock,
				( SELECT m.meta_value FROM $meta m WHERE m.post_id = p.ID AND m.meta_key = '_price' AND m.meta_value <> '' ORDER BY m.meta_value + 0 LIMIT 1 ) AS price
			FROM $posts p
			LEFT JOIN $posts parent ON parent.ID = p.post_parent AND p.post_type = 'product_variation'
			LEFT JOIN {$this->database->core( 'wc_product_meta_lookup' )} lookup ON lookup.product_id = p.ID
			WHERE p.ID > %d AND p.post_status NOT IN ('trash', 'auto-draft')
				AND ( p.post_type = 'product' OR ( p.post_type = 'product_variation' AND parent.post_status NOT IN ('trash', 'auto-draft') ) )
			ORDER BY p.ID LIMIT %d",
			$after,
			$limit + 1
		);
		$managed = 'yes' === get_option( 'woocommerce_manage_stock' );
		$page    = array_slice( $rows, 0, $limit );
		$last    = end( $page );
		return [
			'skus' => array_map( static fn ( array $row ): array => self::entry( $row, $managed ), $page ),
			'next' => count( $rows ) > $limit && false !== $last ? Values::int( $last['id'] ) : null,
		];
	}

	/**
	 * @param array<string, string|null> $row
	 * @return array<string, mixed>
	 */
	private static function entry( array $row, bool $managed ): array {
		$manages = $managed && 'yes' === $row['manages'];
		return [
			'id'            => Values::int( $row['id'] ),
			'parent_id'     => Values::int( $row['parent'] ),
			'type'          => 'product_variation' === $row['post_type'] ? 'variation' : ( $row['type'] ?? 'simple' ),
			'sku'           => (string) $row['sku'],
			'name'          => html_entity_decode( (string) $row['name'], ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
			'status'        => (string) $row['status'],
			'manages_stock' => $manages,
			'stock'         => $manages ? Values::number( Values::float( $row['stock'] ) ) : null,
			'price'         => $row['price'],
		];
	}
}
