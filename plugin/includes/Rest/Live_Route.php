<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Link\Live;
use Pickwave\Stock\Promise_Sweep;
use Pickwave\Values;
use WP_REST_Request;

/** Switches live on or off, and remembers from when orders count. */
final class Live_Route implements Shop_Route {

	public function __construct( private readonly Promise_Sweep $sweep ) {}

	public function path(): string {
		return 'live';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		return [
			'on'   => [ 'type' => 'boolean', 'required' => true ],
			'from' => Arguments::time(),
		];
	}

	public function answer( WP_REST_Request $request ): array {
		$before = Live::read();
		$live   = Live::set( true === $request['on'], Arguments::ms( $request['from'] ) );
		if ( $before->from !== $live->from ) {
			$this->sweep->start_over();
		}
		return $live->json();
	}
}
