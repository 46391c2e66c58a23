<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;

/** When the sidecar was last heard of, either way. */
final class Contact {

	// Each note is a write; the screen does not need it to the second.
	private const EVERY_MS = 15 * Times::SECOND_MS;

	public function note(): void {
		if ( Times::now() - $this->last() > self::EVERY_MS ) {
			Options::set( Options::CONTACT, Times::now() );
		}
	}

	/** 0 where there was none. */
	public function last(): int {
		return Options::int( Options::CONTACT );
	}

	public function last_iso(): ?string {
		return 0 === $this->last() ? null : Times::iso( $this->last() );
	}
}
