<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Link\Gate;
use Pickwave\Link\Lease;
use Pickwave\Log;
use Pickwave\Values;
use Throwable;
use WP_Error;
use WP_HTTP_Response;
use WP_REST_Request;

use const Pickwave\REST_NAMESPACE;

/** Registers the routes of the signed link, and sees to what they have in common. */
final class Shop_Routes {

	private const EPOCH = [ 'epoch' => [ 'type' => 'integer', 'required' => true ] ];

	/** @param list<Shop_Route> $routes */
	public function __construct( private readonly Gate $gate, private readonly Lease $lease, private readonly array $routes ) {}

	public function register(): void {
		foreach ( $this->routes as $route ) {
			register_rest_route(
				REST_NAMESPACE,
				'/shop/' . $route->path(),
				[
					'methods'             => 'POST',
					'permission_callback' => [ $this->gate, 'permit' ],
					'args'                => ( $route->writes() ? self::EPOCH : [] ) + $route->args(),
					'callback'            => fn ( WP_REST_Request $request ) => $this->answer( $route, $request ),
					'show_in_index'       => false,
				]
			);
		}
		add_filter( 'rest_post_dispatch', [ $this, 'finish' ], 10, 3 );
	}

	/**
	 * Nothing of this may be kept by a cache, and what an error is about stands beside its code (docs/link.md), where
	 * WordPress has it only under `data`.
	 */
	public function finish( WP_HTTP_Response $response, mixed $server, WP_REST_Request $request ): WP_HTTP_Response {
		if ( ! Gate::guards( $request->get_route() ) ) {
			return $response;
		}
		$response->header( 'Cache-Control', 'private, no-store, max-age=0' );
		$response->header( 'X-LiteSpeed-Cache-Control', 'no-cache' );
		$body = Values::map( $response->get_data() );
		if ( $response->get_status() >= 400 && isset( $body['code'], $body['data'] ) ) {
			$about = array_diff_key( Values::map( $body['data'] ), [ 'status' => 0, 'params' => 0, 'details' => 0 ] );
			$response->set_data( $body + $about );
		}
		return $response;
	}

	/** @return array<string, mixed>|WP_Error */
	private function answer( Shop_Route $route, WP_REST_Request $request ): array|WP_Error {
		// The constant that page caches read.
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		try {
			if ( $route->writes() ) {
				// The work is finished though nobody waits for the answer any more: half a write helps nobody.
				ignore_user_abort( true );
				$held = $this->lease->requires( Values::int( $request['epoch'] ) );
				if ( true !== $held ) {
					return $held;
				}
			}
			return $route->answer( $request );
		} catch ( Throwable $failure ) {
			Log::error( sprintf( 'shop/%s failed: %s (%s:%d)', $route->path(), $failure->getMessage(), basename( $failure->getFile() ), $failure->getLine() ) );
			return new WP_Error( 'pickwave_failed', __( 'Something went wrong in the shop. Its log under WooCommerce > Status > Logs says what (source: pickwave).', 'pickwave' ), [ 'status' => 500 ] );
		}
	}
}
