<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Times;

final class Lease_State {

	public function __construct(
		public readonly int $epoch,
		public readonly ?string $holder,
		public readonly ?int $expires_at,
	) {}

	/** @return array{holder: string|null, epoch: int, expires_at: string|null} */
	public function json(): array {
		return [ 'holder' => $this->holder, 'epoch' => $this->epoch, 'expires_at' => Times::iso_or_null( $this->expires_at ) ];
	}
}
