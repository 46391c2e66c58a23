<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;
use Pickwave\Values;

/** The sidecar's address and the shared secret: from constants in wp-config.php, else from the pairing. */
final class Credentials {

	/** While the secret is being rotated the old one is accepted for so long (docs/link.md, Signature). */
	public const ROTATION_MS = Times::DAY_MS;

	private function __construct(
		public readonly string $sidecar_url,
		public readonly string $secret,
		public readonly bool $by_constants,
	) {}

	public static function read(): ?self {
		if ( self::by_constants() ) {
			$secret = Values::string( constant( 'PICKWAVE_SECRET' ) );
			return Signature::usable( $secret ) ? new self( untrailingslashit( Values::string( constant( 'PICKWAVE_SIDECAR_URL' ) ) ), $secret, true ) : null;
		}
		$pairing = Options::map( Options::PAIRING );
		$secret  = Secret_Box::open( Values::string( $pairing['secret'] ?? '' ) );
		return null === $secret || ! Signature::usable( $secret )
			? null
			: new self( Values::string( $pairing['sidecar_url'] ?? '' ), $secret, false );
	}

	public static function by_constants(): bool {
		return defined( 'PICKWAVE_SIDECAR_URL' ) && defined( 'PICKWAVE_SECRET' );
	}

	/** Paired, but the secret cannot be read any more: the salts in wp-config.php changed. */
	public static function locked_out(): bool {
		$sealed = Values::string( Options::map( Options::PAIRING )['secret'] ?? '' );
		return ! self::by_constants() && '' !== $sealed && null === Secret_Box::open( $sealed );
	}

	/**
	 * Every secret that a request of the sidecar may be signed with now.
	 *
	 * @param bool $pending also the one of a pairing that has just begun, with which the sidecar calls back
	 * @return list<string>
	 */
	public static function accepted( bool $pending ): array {
		$secrets = [ self::read()?->secret, self::before_rotation() ];
		if ( $pending ) {
			$secrets[] = Pending::read()?->secret;
		}
		return array_values( array_filter( $secrets, static fn ( ?string $secret ): bool => null !== $secret ) );
	}

	public static function store( string $sidecar_url, string $secret, string $sidecar_id ): void {
		$before = self::by_constants() ? null : self::read();
		$sealed = [ 'sidecar_url' => $sidecar_url, 'sidecar_id' => $sidecar_id, 'secret' => Secret_Box::close( $secret ), 'paired_at' => Times::now() ];
		// The same sidecar may still be signing what it has under way with the secret it had.
		if ( null !== $before && $before->sidecar_url === $sidecar_url ) {
			$sealed['previous']       = Secret_Box::close( $before->secret );
			$sealed['previous_until'] = Times::now() + self::ROTATION_MS;
		}
		Options::set( Options::PAIRING, $sealed );
	}

	public static function forget(): void {
		Options::delete( Options::PAIRING );
		Options::delete( Options::PENDING );
	}

	/** The old secret, while it counts. By hand: the constant PICKWAVE_PREVIOUS_SECRET beside the new PICKWAVE_SECRET. */
	private static function before_rotation(): ?string {
		$pairing = Options::map( Options::PAIRING );
		if ( ! self::by_constants() ) {
			return Values::int( $pairing['previous_until'] ?? 0 ) > Times::now()
				? Secret_Box::open( Values::string( $pairing['previous'] ?? '' ) )
				: null;
		}
		if ( ! defined( 'PICKWAVE_PREVIOUS_SECRET' ) ) {
			return null;
		}
		$secret = Values::string( constant( 'PICKWAVE_PREVIOUS_SECRET' ) );
		$known  = hash( 'sha256', 'pickwave-previous:' . $secret );
		if ( ( $pairing['constant_previous'] ?? null ) !== $known ) {
			$pairing = [ 'constant_previous' => $known, 'constant_previous_until' => Times::now() + self::ROTATION_MS ] + $pairing;
			Options::set( Options::PAIRING, $pairing );
		}
		return Values::int( $pairing['constant_previous_until'] ?? 0 ) > Times::now() ? $secret : null;
	}
}
