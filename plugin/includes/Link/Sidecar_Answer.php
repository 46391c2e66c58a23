<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Values;

final class Sidecar_Answer {

	public function __construct( public readonly int $status, public readonly string $body ) {}

	public function good(): bool {
		return $this->status >= 200 && $this->status < 300;
	}

	/** Null where it is no JSON, and for a JSON null. */
	public function json(): mixed {
		return json_decode( $this->body, true );
	}

	/** @return array<string, mixed> */
	public function map(): array {
		return Values::map( $this->json() );
	}
}
