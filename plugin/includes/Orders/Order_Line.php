<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Pickwave\Values;

/** One line item. Quantities are units, not below zero. */
final class Order_Line {

	public function __construct(
		public readonly int $item_id,
		/** the variation, where it is one */
		public readonly int $product_id,
		public readonly string $name,
		public readonly float $quantity,
		public readonly float $refunded,
		/** what WooCommerce says it took off stock */
		public readonly float $reduced,
		public readonly bool $needs_shipping,
	) {}

	/** What the customer still wants. */
	public function wanted(): float {
		return max( 0.0, $this->quantity - $this->refunded );
	}

	/** @return array{item_id: int, needs_shipping: bool, refunded: int|float, reduced: int|float} */
	public function json(): array {
		return [
			'item_id'        => $this->item_id,
			'needs_shipping' => $this->needs_shipping,
			'refunded'       => Values::number( $this->refunded ),
			'reduced'        => Values::number( $this->reduced ),
		];
	}
}
