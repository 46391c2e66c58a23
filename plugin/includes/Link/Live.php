<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;
use Pickwave\Values;

/** The live switch, remembered in the shop so that an emptied ledger knows from when orders count. */
final class Live {

	private function __construct( public readonly bool $on, public readonly ?int $from ) {}

	public static function read(): self {
		$stored = Options::map( Options::LIVE );
		return new self( true === ( $stored['on'] ?? false ), Values::int_or_null( $stored['from'] ?? null ) );
	}

	/** `from` never moves later by itself: the first one is kept unless the new one is earlier. */
	public static function set( bool $on, int $from ): self {
		$before = self::read();
		$live   = new self( $on, null === $before->from ? $from : min( $before->from, $from ) );
		Options::set( Options::LIVE, [ 'on' => $live->on, 'from' => $live->from ] );
		return $live;
	}

	/** Orders paid before count no more than the second they were paid in tells: WooCommerce keeps whole seconds. */
	public function counts_from(): int {
		return null === $this->from ? 0 : intdiv( $this->from, Times::SECOND_MS ) * Times::SECOND_MS;
	}

	/** @return array{on: bool, from: string|null} */
	public function json(): array {
		return [ 'on' => $this->on, 'from' => Times::iso_or_null( $this->from ) ];
	}
}
