<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

final class Despatched_Line {

	public function __construct(
		/** identifies this despatched line for ever */
		public readonly string $key,
		public readonly int $item_id,
		public readonly int $quantity,
	) {}
}
