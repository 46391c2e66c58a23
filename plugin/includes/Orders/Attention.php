<?php
declare(strict_types=1);

namespace Pickwave\Orders;

/** What of an order needs a person, in the sidecar's words: what is wrong, why in this case, what to do. */
final class Attention {

	public function __construct(
		public readonly string $code,
		public readonly string $words,
		public readonly string $reason,
		public readonly string $next,
	) {}
}
