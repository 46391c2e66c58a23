<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Link\Address;
use Pickwave\Link\Contact;
use Pickwave\Link\Credentials;
use Pickwave\Link\Identity;
use Pickwave\Link\Pairing;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

use const Pickwave\REST_NAMESPACE;
use const Pickwave\VERSION;

/** How the plugin stands to the sidecar, pairing and unpairing: what the screen asks of the plugin itself. */
final class Connection_Routes {

	public function __construct( private readonly Pairing $pairing, private readonly Contact $contact ) {}

	public function register(): void {
		register_rest_route(
			REST_NAMESPACE,
			'/connection',
			[
				'methods'             => 'GET',
				'permission_callback' => [ Rights::class, 'may_view' ],
				'callback'            => fn () => $this->connection(),
				'show_in_index'       => false,
			]
		);
		register_rest_route(
			REST_NAMESPACE,
			'/connection/pair',
			[
				'methods'             => 'POST',
				'permission_callback' => [ Rights::class, 'may_manage' ],
				'callback'            => fn ( WP_REST_Request $request ) => $this->pair( $request ),
				'args'                => self::pair_args(),
				'show_in_index'       => false,
			]
		);
		register_rest_route(
			REST_NAMESPACE,
			'/connection/unpair',
			[
				'methods'             => 'POST',
				'permission_callback' => [ Rights::class, 'may_manage' ],
				'callback'            => fn () => $this->unpair(),
				'show_in_index'       => false,
			]
		);
	}

	/** @return array<string, mixed> */
	private function connection(): array {
		$credentials = Credentials::read();
		$identity    = null === $credentials ? Identity::read() : Identity::read_or_bind();
		return [
			'paired'          => null !== $credentials,
			'sidecar_url'     => $credentials?->sidecar_url,
			'by_constants'    => Credentials::by_constants(),
			'frozen'          => null !== $identity && $identity->frozen() ? [ 'now' => Address::home(), 'bound' => $identity->bound_url ] : null,
			'last_contact'    => $this->contact->last_iso(),
			'installation_id' => $identity?->installation_id,
			'plugin_version'  => VERSION,
			'trouble'         => self::trouble(),
		];
	}

	/** @return array<string, mixed>|WP_Error */
	private function pair( WP_REST_Request $request ): array|WP_Error {
		if ( Credentials::by_constants() ) {
			if ( true !== Identity::read()?->frozen() ) {
				return self::by_constants();
			}
			// The constants were copied with the shop. Whoever asks for this says that it is a shop of its own.
			$this->pairing->adopt();
			return $this->connection();
		}
		$paired = $this->pairing->pair( self::tidy_url( Values::string( $request['url'] ) ), strtoupper( trim( Values::string( $request['code'] ) ) ) );
		return true === $paired ? $this->connection() : $paired;
	}

	/** @return array<string, mixed>|WP_Error */
	private function unpair(): array|WP_Error {
		if ( Credentials::by_constants() ) {
			return self::by_constants();
		}
		$this->pairing->unpair();
		return $this->connection();
	}

	/** Why it is not paired though it was, in words; null where there is nothing to say. */
	private static function trouble(): ?string {
		if ( Credentials::locked_out() ) {
			return __( 'The secret cannot be read any more, since the keys in wp-config.php have changed. Pair the shop again.', 'pickwave' );
		}
		if ( Credentials::by_constants() && null === Credentials::read() ) {
			return __( 'PICKWAVE_SECRET in wp-config.php is too short: it has to have at least 32 characters.', 'pickwave' );
		}
		return null;
	}

	private static function by_constants(): WP_Error {
		return new WP_Error(
			'pickwave_by_constants',
			__( 'The sidecar is set by PICKWAVE_SIDECAR_URL and PICKWAVE_SECRET in wp-config.php. Change it there.', 'pickwave' ),
			[ 'status' => 409 ]
		);
	}

	/** @return array<string, array<string, mixed>> */
	private static function pair_args(): array {
		$required = ! Credentials::by_constants();
		return [
			'url'  => [
				'type'              => 'string',
				'required'          => $required,
				'validate_callback' => static fn ( mixed $value ): true|WP_Error => is_string( $value ) && 1 === preg_match( '~^https?://[^\s/?#]+[^\s?#]*$~i', trim( $value ) )
					? true
					: new WP_Error( 'rest_invalid_param', __( 'Type the address of the sidecar, such as http://10.0.0.5:8090', 'pickwave' ) ),
			],
			'code' => [
				'type'              => 'string',
				'required'          => $required,
				'validate_callback' => static fn ( mixed $value ): true|WP_Error => is_string( $value ) && 1 === preg_match( '/^\s*[A-Z0-9]{5}-?[A-Z0-9]{5}\s*$/i', $value )
					? true
					: new WP_Error( 'rest_invalid_param', __( 'Type the code as the sidecar prints it: ten letters and digits, such as K7QF2-9XMPT', 'pickwave' ) ),
			],
		];
	}

	private static function tidy_url( string $url ): string {
		return rtrim( trim( $url ), '/' );
	}
}
