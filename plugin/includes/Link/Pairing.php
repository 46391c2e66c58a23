<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Log;
use Pickwave\Options;
use Pickwave\Values;
use WP_Error;

/** Pairing the shop with a sidecar (docs/link.md, Pairing). */
final class Pairing {

	private const REASONS = [ 'wrong_code', 'code_expired', 'paired_elsewhere', 'shop_unreachable' ];

	public function __construct( private readonly Sidecar_Client $client, private readonly Contact $contact ) {}

	/** With the one-time code that the sidecar printed. */
	public function pair( string $sidecar_url, string $code ): true|WP_Error {
		$pending = Pending::begin( $this->installation_id() );
		try {
			$answer = $this->client->pair(
				$sidecar_url,
				[
					'code'            => $code,
					'secret'          => $pending->secret,
					'installation_id' => $pending->installation_id,
					'shop_url'        => Address::home(),
					'rest_url'        => rest_url(),
				]
			);
		} catch ( Sidecar_Silent $silent ) {
			Pending::end();
			return new WP_Error(
				'pickwave_sidecar_away',
				/* translators: %s: an address. */
				sprintf( __( 'Nobody answers at %s. Is the sidecar running, and can this server reach it?', 'pickwave' ), $sidecar_url ) . ' (' . $silent->getMessage() . ')',
				[ 'status' => 502 ]
			);
		}
		if ( ! $answer->good() ) {
			Pending::end();
			return self::refused( $answer );
		}
		$this->become( $pending->installation_id );
		Credentials::store( $sidecar_url, $pending->secret, Values::string( $answer->map()['sidecar_id'] ?? '' ) );
		Pending::end();
		( new Breaker() )->went();
		$this->contact->note();
		Log::info( 'Paired with a sidecar.' );
		return true;
	}

	/** Constants need no code; this only makes a shop of its own of a copy. */
	public function adopt(): void {
		$this->become( $this->installation_id() );
	}

	public function unpair(): void {
		Credentials::forget();
		Log::info( 'Unpaired.' );
	}

	/** What was live before it was copied is not live here, until somebody says so. */
	private function become( string $installation_id ): void {
		if ( Identity::read()?->installation_id !== $installation_id ) {
			Options::delete( Options::LIVE );
		}
		Identity::bind( $installation_id );
	}

	/** The same shop keeps its id; a copy gets one of its own. */
	private function installation_id(): string {
		$identity = Identity::read();
		return null === $identity || $identity->frozen() ? wp_generate_uuid4() : $identity->installation_id;
	}

	private static function refused( Sidecar_Answer $answer ): WP_Error {
		$code    = Values::string( $answer->map()['code'] ?? '' );
		$message = Values::string( $answer->map()['message'] ?? '' );
		if ( ! in_array( $code, self::REASONS, true ) ) {
			return new WP_Error(
				'pickwave_not_a_sidecar',
				/* translators: %d: an HTTP status. */
				sprintf( __( 'What answers at that address (%d) does not look like a Pickwave sidecar.', 'pickwave' ), $answer->status ) . ( '' === $message ? '' : " $message" ),
				[ 'status' => 502 ]
			);
		}
		$words = match ( $code ) {
			'wrong_code'       => __( 'That is not the code the sidecar printed. Look at its newest one and type it again.', 'pickwave' ),
			'code_expired'     => __( 'That code is no longer good. Print a new one with: npx pickwave pair', 'pickwave' ),
			'paired_elsewhere' => __( 'That sidecar already serves another shop. Start one of its own for this shop, or unpair it there first.', 'pickwave' ),
			default            => __( 'The sidecar answered, but cannot reach this shop.', 'pickwave' ) . ( '' === $message ? '' : " $message" ),
		};
		return new WP_Error( $code, $words, [ 'status' => $answer->status ] );
	}
}
