<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Times;
use WP_Error;
use WP_REST_Request;

use const Pickwave\REST_NAMESPACE;

/**
 * Lets the sidecar's signed requests in, and nobody else. Looked at twice: before WordPress asks whether strangers may use
 * the REST API at all (plugins that close it answer there), and in each route's permission_callback.
 */
final class Gate {

	private const PREFIX = '/' . REST_NAMESPACE . '/shop/';
	private const STATUS = self::PREFIX . 'status';

	private true|WP_Error|null $verdict = null;
	private ?string $judged_route       = null;
	private bool $by_pending            = false;

	public function __construct( private readonly Nonces $nonces, private readonly Contact $contact ) {}

	public function stand(): void {
		// Added last and asked last, so that a plugin that closes the REST API does not have the last word about our own routes.
		add_action( 'rest_api_init', fn () => add_filter( 'rest_authentication_errors', [ $this, 'authenticate' ], PHP_INT_MAX ), PHP_INT_MAX );
	}

	/**
	 * @param WP_Error|true|null $result what others said
	 * @return WP_Error|true|null
	 */
	public function authenticate( mixed $result ): mixed {
		$route = Incoming::present_route();
		if ( null === $route || ! self::guards( $route ) ) {
			return $result;
		}
		return $this->judge( $route );
	}

	/** For permission_callback. */
	public function permit( WP_REST_Request $request ): true|WP_Error {
		$route = $request->get_route();
		// A request that another plugin makes inside WordPress carries no signature of its own.
		if ( Incoming::present_route() !== $route ) {
			return self::refused( Refusal::Unsigned );
		}
		return $this->judge( $route );
	}

	/** The pairing that this request belongs to has only begun. */
	public function by_pending(): bool {
		return $this->by_pending;
	}

	public static function guards( string $route ): bool {
		return str_starts_with( strtolower( $route ), self::PREFIX );
	}

	private function judge( string $route ): true|WP_Error {
		if ( null === $this->verdict || $this->judged_route !== $route ) {
			$this->judged_route = $route;
			$this->verdict      = $this->verdict_on( $route );
		}
		return $this->verdict;
	}

	private function verdict_on( string $route ): true|WP_Error {
		$asks_status = self::STATUS === $route;
		$request     = Incoming::present( $route );
		$secret      = Signature::check( $request, Credentials::accepted( $asks_status ), intdiv( Times::now(), 1000 ) );
		if ( $secret instanceof Refusal ) {
			return self::refused( $secret );
		}
		if ( ! str_starts_with( $request->from, 'sidecar ' ) ) {
			return self::refused( Refusal::Unsigned );
		}
		// Only now: a stranger must not be able to fill the table.
		if ( ! $this->nonces->remember( $request->nonce ) ) {
			return self::refused( Refusal::Replayed );
		}
		$this->by_pending = $asks_status && Pending::read()?->secret === $secret;
		if ( ! $this->by_pending ) {
			$this->contact->note();
		}
		$identity = Identity::read();
		if ( ! $asks_status && null !== $identity && $identity->frozen() ) {
			return new WP_Error(
				'pickwave_frozen',
				sprintf(
					/* translators: 1: an address. 2: an address. */
					__( 'This is a copy: the shop was paired at %1$s and this is %2$s. Nothing of a copy is sent. Pair it anew if it is a shop of its own.', 'pickwave' ),
					(string) $identity->bound_url,
					Address::home()
				),
				[ 'status' => 409, 'bound_url' => $identity->bound_url, 'shop_url' => Address::home() ]
			);
		}
		return true;
	}

	private static function refused( Refusal $refusal ): WP_Error {
		$more = Refusal::Stale === $refusal ? [ 'time' => Times::iso( Times::now() ) ] : [];
		return new WP_Error( $refusal->value, $refusal->message(), [ 'status' => 401 ] + $more );
	}
}
