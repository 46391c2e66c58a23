<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Link\Address;
use Pickwave\Link\Contact;
use Pickwave\Link\Credentials;
use Pickwave\Link\Identity;
use Pickwave\Link\Incoming;
use Pickwave\Link\Patience;
use Pickwave\Link\Sidecar_Answer;
use Pickwave\Link\Sidecar_Client;
use Pickwave\Link\Sidecar_Silent;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

use const Pickwave\REST_NAMESPACE;

/**
 * What the screen asks is handed on, signed, to the sidecar's /api/<path>, with who asks. The browser never talks to the
 * sidecar itself, and the sidecar has no login of its own.
 */
final class Admin_Routes {

	public function __construct( private readonly Sidecar_Client $client, private readonly Contact $contact ) {}

	public function register(): void {
		register_rest_route(
			REST_NAMESPACE,
			'/admin/(?P<path>.+)',
			[
				'methods'             => [ 'GET', 'POST', 'PUT', 'DELETE' ],
				'permission_callback' => static fn ( WP_REST_Request $request ) => 'GET' === $request->get_method() ? Rights::may_view() : Rights::may_manage(),
				'args'                => [ 'path' => [ 'type' => 'string', 'required' => true, 'pattern' => '^[A-Za-z0-9_~:@-][A-Za-z0-9._~:@-]*(/[A-Za-z0-9_~:@-][A-Za-z0-9._~:@-]*)*$' ] ],
				'callback'            => fn ( WP_REST_Request $request ) => $this->hand_on( $request ),
				'show_in_index'       => false,
			]
		);
	}

	private function hand_on( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$credentials = Credentials::read();
		if ( null === $credentials ) {
			return new WP_Error( 'pickwave_not_paired', __( 'This shop is not paired with a sidecar yet.', 'pickwave' ), [ 'status' => 409 ] );
		}
		$identity = Identity::read_or_bind();
		if ( $identity->frozen() ) {
			return new WP_Error(
				'pickwave_frozen',
				/* translators: 1: an address. 2: an address. */
				sprintf( __( 'This is a copy: the shop was paired at %1$s and this is %2$s. Nothing of a copy is sent.', 'pickwave' ), (string) $identity->bound_url, Address::home() ),
				[ 'status' => 409 ]
			);
		}
		try {
			$answer = $this->client->ask(
				$credentials,
				$identity,
				$request->get_method(),
				'/api/' . \Pickwave\Values::string( $request['path'] ),
				self::query( $request ),
				$request->get_body(),
				Patience::Screen,
				Rights::person()
			);
		} catch ( Sidecar_Silent $silent ) {
			return self::away( $silent, $this->contact->last_iso() );
		}
		$this->contact->note();
		return self::handed_back( $answer );
	}

	private static function handed_back( Sidecar_Answer $answer ): WP_REST_Response|WP_Error {
		if ( 401 === $answer->status ) {
			// To the browser, 401 would say that the person is not logged in.
			return new WP_Error(
				'pickwave_link_refused',
				__( 'The sidecar does not take this shop’s word any more. Pair them again.', 'pickwave' ) . ' (' . \Pickwave\Values::string( $answer->map()['code'] ?? '' ) . ')',
				[ 'status' => 502 ]
			);
		}
		// Objects, not arrays, so that an empty object does not become an empty list.
		$data = json_decode( $answer->body );
		if ( '' !== $answer->body && JSON_ERROR_NONE !== json_last_error() ) {
			/* translators: %d: an HTTP status. */
			return new WP_Error( 'pickwave_not_a_sidecar', sprintf( __( 'What answers at the sidecar’s address (%d) does not look like a Pickwave sidecar.', 'pickwave' ), $answer->status ), [ 'status' => 502 ] );
		}
		return new WP_REST_Response( $data, $answer->status );
	}

	private static function away( Sidecar_Silent $silent, ?string $since ): WP_REST_Response {
		return new WP_REST_Response(
			[
				'code'    => 'pickwave_sidecar_away',
				'message' => __( 'The sidecar does not answer. The shop goes on selling, and orders wait safely.', 'pickwave' ) . ' (' . $silent->getMessage() . ')',
				'since'   => $since,
			],
			502
		);
	}

	/** As it was asked for; WordPress's own parameters are not the sidecar's business. */
	private static function query( WP_REST_Request $request ): string {
		if ( Incoming::present_route() !== $request->get_route() ) {
			return http_build_query( $request->get_query_params(), '', '&', PHP_QUERY_RFC3986 );
		}
		$pairs = array_filter(
			explode( '&', Incoming::present( $request->get_route() )->raw_query ),
			static fn ( string $pair ): bool => 1 !== preg_match( '/^(_wpnonce|_method|_envelope|_fields|_embed)(=|$)/', $pair )
		);
		return implode( '&', $pairs );
	}
}
