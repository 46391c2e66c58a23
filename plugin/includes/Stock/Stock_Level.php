<?php
declare(strict_types=1);

namespace Pickwave\Stock;

/** What the shop shows of a product, and what it has promised that Peoplevox does not reflect yet. */
final class Stock_Level {

	public function __construct(
		public readonly int $product_id,
		public readonly float $stock,
		public readonly float $promised,
		/** the stock status and WooCommerce's lookup table agree with the stock */
		public readonly bool $consistent,
	) {}
}
