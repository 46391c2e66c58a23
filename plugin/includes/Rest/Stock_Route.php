<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Stock\Stock_Pass;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

/** Writes a reading of Peoplevox's stock to the shop. */
final class Stock_Route implements Shop_Route {

	public function __construct( private readonly Stock_Pass $stock_pass ) {}

	public function path(): string {
		return 'stock';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		return [
			'pass'             => [ 'type' => 'string', 'required' => true, 'minLength' => 8, 'maxLength' => 64 ],
			'read_at'          => Arguments::time(),
			'reflected_before' => Arguments::time(),
			'items'            => Arguments::items(
				1000,
				[
					'sku'       => [ 'type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 100 ],
					'available' => [ 'type' => 'integer', 'required' => true ],
				]
			),
		];
	}

	public function answer( WP_REST_Request $request ): array|WP_Error {
		$ahead = Arguments::refuse_ahead( Arguments::ms( $request['read_at'] ) );
		if ( null !== $ahead ) {
			return $ahead;
		}
		wc_set_time_limit( 60 );
		return $this->stock_pass->apply(
			Values::string( $request['pass'] ),
			Arguments::ms( $request['read_at'] ),
			Arguments::ms( $request['reflected_before'] ),
			array_map(
				static fn ( array $item ): array => [ 'sku' => Values::string( $item['sku'] ), 'available' => Values::int( $item['available'] ) ],
				Values::maps( $request['items'] )
			)
		);
	}
}
