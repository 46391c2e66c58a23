<?php
declare(strict_types=1);

namespace Pickwave\Orders;

/** What the shop remembers of an order's way to the warehouse. */
final class Memory {

	public function __construct(
		/** The sales order's number, null until it is given one. */
		public readonly ?string $number,
		/** Milliseconds; null while it is not complete in Peoplevox. */
		public readonly ?int $sent_at,
		public readonly ?Attention $attention,
		/** Parcels on the order. */
		public readonly int $parcels,
	) {}
}
