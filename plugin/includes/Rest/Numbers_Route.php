<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Orders\Numbers;
use Pickwave\Orders\Order_Query;
use Pickwave\Values;
use WP_REST_Request;

/** Freezes sales order numbers. */
final class Numbers_Route implements Shop_Route {

	public function __construct( private readonly Order_Query $query, private readonly Numbers $numbers ) {}

	public function path(): string {
		return 'orders/numbers';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		return [
			'numbers' => Arguments::items(
				100,
				[
					'order_id' => [ 'type' => 'integer', 'required' => true ],
					'number'   => [ 'type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 30 ],
					'replaces' => [ 'type' => 'string', 'minLength' => 1, 'maxLength' => 30 ],
				]
			),
		];
	}

	public function answer( WP_REST_Request $request ): array {
		$wanted = Values::maps( $request['numbers'] );
		$known  = $this->query->existing( Values::ints( array_column( $wanted, 'order_id' ) ) );
		return [
			'numbers' => array_map(
				function ( array $one ) use ( $known ): array {
					$order_id = Values::int( $one['order_id'] );
					$number   = Values::string( $one['number'] );
					return [ 'order_id' => $order_id ] + ( isset( $known[ $order_id ] )
						? $this->numbers->freeze( $order_id, $number, Values::string( $one['replaces'] ?? '' ) )
						: [ 'number' => $number, 'outcome' => 'unknown_order' ] );
				},
				$wanted
			),
		];
	}
}
