<?php
declare(strict_types=1);

namespace Pickwave\Stock;

/** Whose stock a SKU stands for. */
final class Sku_Target {

	/**
	 * @param 'found'|'ambiguous'|'not_managed' $kind
	 * @param list<int> $children variations that sell from this product's stock
	 */
	private function __construct(
		public readonly string $kind,
		public readonly ?int $product_id,
		public readonly array $children,
	) {}

	/** @param list<int> $children */
	public static function found( int $product_id, array $children ): self {
		return new self( 'found', $product_id, $children );
	}

	/** Several products have the SKU. */
	public static function ambiguous(): self {
		return new self( 'ambiguous', null, [] );
	}

	/** Its stock is not managed, or by a parent that several items share. */
	public static function not_managed( int $product_id ): self {
		return new self( 'not_managed', $product_id, [] );
	}
}
