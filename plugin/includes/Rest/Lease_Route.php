<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Health\Housekeeping;
use Pickwave\Link\Breaker;
use Pickwave\Link\Lease;
use Pickwave\Values;
use WP_REST_Request;

/** Takes, keeps or gives back the lease. */
final class Lease_Route implements Shop_Route {

	public function __construct(
		private readonly Lease $lease,
		private readonly Breaker $breaker,
		private readonly Housekeeping $housekeeping,
	) {}

	public function path(): string {
		return 'lease';
	}

	public function writes(): bool {
		return false;
	}

	public function args(): array {
		return [
			'holder'  => [ 'type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 100 ],
			'seconds' => [ 'type' => 'integer', 'required' => true, 'minimum' => 1, 'maximum' => 300 ],
			'release' => [ 'type' => 'boolean' ],
		];
	}

	public function answer( WP_REST_Request $request ): array {
		$holder  = Values::string( $request['holder'] );
		$release = true === $request['release'];
		$state   = $release ? $this->lease->give_back( $holder ) : $this->lease->ask( $holder, Values::int( $request['seconds'] ) );
		// Asked about every half minute, which is a good moment for both.
		$this->breaker->heard();
		$this->housekeeping->tidy();
		return [ 'granted' => ! $release && $state->holder === $holder ] + $state->json();
	}
}
