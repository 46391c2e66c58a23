<?php
declare(strict_types=1);

namespace Pickwave\Link;

/** How long a request to the sidecar may take. */
enum Patience {

	/** A trigger, at the end of a customer's request. */
	case Customer;
	/** Somebody looks at the screen. */
	case Screen;
	/** Pairing: the sidecar calls back before it answers. */
	case Pairing;

	public function connect_ms(): int {
		return match ( $this ) {
			self::Customer => 150,
			self::Screen   => 3_000,
			self::Pairing  => 5_000,
		};
	}

	public function total_ms(): int {
		return match ( $this ) {
			self::Customer => 300,
			self::Screen   => 25_000,
			self::Pairing  => 30_000,
		};
	}
}
