<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;
use Pickwave\Values;

/** A pairing that has begun: the sidecar calls back with its secret before the answer comes. Only shop/status takes it. */
final class Pending {

	private const LIFE_MS = 2 * Times::MINUTE_MS;

	private function __construct(
		public readonly string $secret,
		public readonly string $installation_id,
	) {}

	public static function begin( string $installation_id ): self {
		$pending = new self( bin2hex( random_bytes( 32 ) ), $installation_id );
		Options::set(
			Options::PENDING,
			[
				'secret'          => Secret_Box::close( $pending->secret ),
				'installation_id' => $installation_id,
				'until'           => Times::now() + self::LIFE_MS,
			]
		);
		return $pending;
	}

	public static function read(): ?self {
		$stored = Options::map( Options::PENDING );
		$secret = Secret_Box::open( Values::string( $stored['secret'] ?? '' ) );
		return null === $secret || Values::int( $stored['until'] ?? 0 ) < Times::now()
			? null
			: new self( $secret, Values::string( $stored['installation_id'] ?? '' ) );
	}

	public static function end(): void {
		Options::delete( Options::PENDING );
	}
}
