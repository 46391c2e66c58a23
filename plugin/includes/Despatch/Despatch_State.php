<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

/** How far the recording of a parcel has come. */
final class Despatch_State {

	public function __construct(
		public readonly bool $finished,
		/** staff have their note of it */
		public readonly bool $noted,
		/** the telling of the customer has at least begun, so it is not begun again */
		public readonly bool $telling,
		/** how the customer was told; null before, and where a request died over it */
		public readonly ?string $told,
	) {}
}
