<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;
use Pickwave\Values;

/** Spares the shop's customers a sidecar that is away. Written only when something changes. */
final class Breaker {

	public function open(): bool {
		return $this->read()->open( Times::now() );
	}

	/** Since when it fails, 0 where it does not. */
	public function since(): int {
		return $this->read()->since;
	}

	public function failed(): void {
		$this->write( $this->read()->failed( Times::now() ) );
	}

	public function went(): void {
		if ( 0 !== $this->read()->failures ) {
			Options::delete( Options::BREAKER );
		}
	}

	public function heard(): void {
		if ( $this->open() ) {
			$this->write( $this->read()->try_again( Times::now() ) );
		}
	}

	private function read(): Breaker_State {
		$stored = Options::map( Options::BREAKER );
		return new Breaker_State( Values::int( $stored['failures'] ?? 0 ), Values::int( $stored['open_until'] ?? 0 ), Values::int( $stored['since'] ?? 0 ) );
	}

	private function write( Breaker_State $state ): void {
		Options::set( Options::BREAKER, [ 'failures' => $state->failures, 'open_until' => $state->open_until, 'since' => $state->since ] );
	}
}
