<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Orders\Cursor;
use Pickwave\Orders\Draft_Payment;
use Pickwave\Orders\Order_Query;
use Pickwave\Orders\Order_Reader;
use Pickwave\Orders\Tombstones;
use Pickwave\Times;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

/** Orders by cursor or by ids. */
final class Orders_Route implements Shop_Route {

	private const MOST = 100;

	public function __construct(
		private readonly Order_Query $query,
		private readonly Order_Reader $reader,
		private readonly Tombstones $tombstones,
	) {}

	public function path(): string {
		return 'orders';
	}

	public function writes(): bool {
		return false;
	}

	public function args(): array {
		$cursor = [
			'type'       => [ 'object', 'null' ],
			'properties' => [
				'modified' => [ 'type' => 'string', 'required' => true ],
				'id'       => [ 'type' => 'integer', 'required' => true ],
			],
		];
		return [
			'cursor' => $cursor + [
				'validate_callback' => static function ( mixed $value, mixed $request, string $name ) use ( $cursor ): true|WP_Error {
					$valid = rest_validate_value_from_schema( $value, $cursor, $name );
					return true !== $valid || null === $value ? $valid : Arguments::is_time( Values::map( $value )['modified'] ?? '', "{$name}[modified]" );
				},
			],
			'draft_payment_meta' => [ 'type' => 'array', 'maxItems' => self::MOST, 'items' => [ 'type' => 'string' ] ],
			'ids'    => [ 'type' => 'array', 'maxItems' => self::MOST, 'items' => [ 'type' => 'integer' ] ],
			'limit'  => [ 'type' => 'integer', 'required' => true, 'minimum' => 1, 'maximum' => self::MOST ],
		];
	}

	public function answer( WP_REST_Request $request ): array {
		$time = Times::iso( Times::now() );
		if ( null !== $request['ids'] ) {
			$ids = Values::ints( $request['ids'] );
			return [
				'orders'     => $this->reader->entries( $this->query->by_ids( $ids ) ),
				'next'       => null,
				'tombstones' => $this->tombstones->of( $ids ),
				'time'       => $time,
			];
		}
		$cursor = is_array( $request['cursor'] ) ? Cursor::parse( Values::map( $request['cursor'] ) ) : null;
		$limit  = Values::int( $request['limit'] );
		$drafts = null !== $request['draft_payment_meta'];
		$paid   = new Draft_Payment( Values::strings( $request['draft_payment_meta'] ) );
		// One more than asked for tells whether there is a next page.
		$orders = $this->query->after( $cursor, $limit + 1, null, $drafts );
		$more   = count( $orders ) > $limit;
		$orders = array_slice( $orders, 0, $limit );
		$last   = end( $orders );
		return [
			'orders'     => $this->reader->entries( array_values( array_filter( $orders, $paid->lets_through( ... ) ) ) ),
			'next'       => $more && false !== $last ? Cursor::at( $last )->json() : null,
			'tombstones' => $this->tombstones->since( $cursor ),
			'time'       => $time,
		];
	}
}
