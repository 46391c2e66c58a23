<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Times;

/** After a failure the sidecar is left alone for 30 s, then 1 min, 2 min, and never longer than 5 min. Pure. */
final class Breaker_State {

	private const FIRST_MS = 30 * Times::SECOND_MS;
	private const MOST_MS  = 5 * Times::MINUTE_MS;

	public function __construct(
		public readonly int $failures = 0,
		public readonly int $open_until = 0,
		/** since when it fails; 0 where it does not */
		public readonly int $since = 0,
	) {}

	public function open( int $now ): bool {
		return $now < $this->open_until;
	}

	public function failed( int $now ): self {
		$wait = min( self::FIRST_MS * 2 ** min( $this->failures, 10 ), self::MOST_MS );
		return new self( $this->failures + 1, $now + (int) $wait, 0 === $this->since ? $now : $this->since );
	}

	/** The sidecar was heard, so one try is worth it. */
	public function try_again( int $now ): self {
		return new self( $this->failures, min( $this->open_until, $now ), $this->since );
	}
}
