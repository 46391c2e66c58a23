<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Stock\Sku_List;
use Pickwave\Values;
use WP_REST_Request;

/** Products and variations with their SKUs. */
final class Skus_Route implements Shop_Route {

	public function __construct( private readonly Sku_List $list ) {}

	public function path(): string {
		return 'skus';
	}

	public function writes(): bool {
		return false;
	}

	public function args(): array {
		return [
			'after' => [ 'type' => 'integer', 'required' => true, 'minimum' => 0 ],
			'limit' => [ 'type' => 'integer', 'required' => true, 'minimum' => 1, 'maximum' => 2000 ],
		];
	}

	public function answer( WP_REST_Request $request ): array {
		return $this->list->after( Values::int( $request['after'] ), Values::int( $request['limit'] ) );
	}
}
