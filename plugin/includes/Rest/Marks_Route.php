<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Orders\Marks;
use Pickwave\Orders\Order_Query;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

/** What Peoplevox made of orders. */
final class Marks_Route implements Shop_Route {

	public function __construct( private readonly Order_Query $query, private readonly Marks $marks ) {}

	public function path(): string {
		return 'orders/marks';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		return [
			'marks' => Arguments::items(
				100,
				[
					'order_id'     => [ 'type' => 'integer', 'required' => true ],
					'as_of'        => [ 'type' => 'string', 'required' => true ],
					'sent_at'      => [ 'type' => [ 'string', 'null' ], 'required' => true ],
					'reflected_at' => [ 'type' => [ 'string', 'null' ], 'required' => true ],
				],
				[ 'as_of', 'sent_at', 'reflected_at' ]
			),
		];
	}

	public function answer( WP_REST_Request $request ): array|WP_Error {
		$marks = Values::maps( $request['marks'] );
		$ahead = Arguments::refuse_ahead( ...array_map( static fn ( array $mark ): int => Arguments::ms( $mark['as_of'] ), $marks ) );
		if ( null !== $ahead ) {
			return $ahead;
		}
		$known = $this->query->existing( Values::ints( array_column( $marks, 'order_id' ) ) );
		return [
			'marks' => array_map(
				function ( array $mark ) use ( $known ): array {
					$order_id = Values::int( $mark['order_id'] );
					return [
						'order_id' => $order_id,
						'outcome'  => ! isset( $known[ $order_id ] ) ? 'unknown_order' : $this->marks->record(
							$order_id,
							Arguments::ms( $mark['as_of'] ),
							Arguments::ms_or_null( $mark['sent_at'] ),
							Arguments::ms_or_null( $mark['reflected_at'] )
						),
					];
				},
				$marks
			),
		];
	}
}
