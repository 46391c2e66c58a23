<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Stock\Stock_Why;
use Pickwave\Values;
use WP_REST_Request;

/** Why a SKU has the number it has. */
final class Stock_Why_Route implements Shop_Route {

	public function __construct( private readonly Stock_Why $why ) {}

	public function path(): string {
		return 'stock/why';
	}

	public function writes(): bool {
		return false;
	}

	public function args(): array {
		return [
			'sku'              => [ 'type' => 'string', 'required' => true, 'minLength' => 1, 'maxLength' => 100 ],
			'reflected_before' => Arguments::time(),
		];
	}

	public function answer( WP_REST_Request $request ): array {
		return $this->why->of( Values::string( $request['sku'] ), Arguments::ms( $request['reflected_before'] ) );
	}
}
