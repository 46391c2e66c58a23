<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Orders\Attention;
use Pickwave\Orders\Marks;
use Pickwave\Orders\Order_Query;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

/** What of orders needs a person, as the sidecar's exceptions open and close. */
final class Attention_Route implements Shop_Route {

	public function __construct( private readonly Order_Query $query, private readonly Marks $marks ) {}

	public function path(): string {
		return 'orders/attention';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		return [
			'orders' => Arguments::items(
				100,
				[
					'order_id'  => [ 'type' => 'integer', 'required' => true ],
					'as_of'     => [ 'type' => 'string', 'required' => true ],
					'attention' => [
						'type'       => [ 'object', 'null' ],
						'required'   => true,
						'properties' => [
							'code'   => [ 'type' => 'string', 'required' => true, 'maxLength' => 60 ],
							'words'  => [ 'type' => 'string', 'required' => true, 'maxLength' => 200 ],
							'reason' => [ 'type' => 'string', 'required' => true, 'maxLength' => 500 ],
							'next'   => [ 'type' => 'string', 'required' => true, 'maxLength' => 500 ],
						],
					],
				],
				[ 'as_of' ]
			),
		];
	}

	public function answer( WP_REST_Request $request ): array|WP_Error {
		$orders = Values::maps( $request['orders'] );
		$ahead  = Arguments::refuse_ahead( ...array_map( static fn ( array $one ): int => Arguments::ms( $one['as_of'] ), $orders ) );
		if ( null !== $ahead ) {
			return $ahead;
		}
		$known = $this->query->existing( Values::ints( array_column( $orders, 'order_id' ) ) );
		return [
			'orders' => array_map(
				function ( array $one ) use ( $known ): array {
					$order_id = Values::int( $one['order_id'] );
					return [
						'order_id' => $order_id,
						'outcome'  => isset( $known[ $order_id ] ) ? $this->marks->needs( $order_id, Arguments::ms( $one['as_of'] ), self::attention( Values::map( $one['attention'] ) ) ) : 'unknown_order',
					];
				},
				$orders
			),
		];
	}

	/** @param array<string, mixed> $said */
	private static function attention( array $said ): ?Attention {
		return [] === $said ? null : new Attention(
			Values::string( $said['code'] ),
			Values::string( $said['words'] ),
			Values::string( $said['reason'] ),
			Values::string( $said['next'] )
		);
	}
}
