<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use WP_Error;
use WP_REST_Request;

/** One of the routes that the sidecar asks: POST pickwave/v1/shop/<path> (docs/link.md). */
interface Shop_Route {

	public function path(): string;

	/** Then it has an `epoch`, which has been found to be the lease's when answer() is called. */
	public function writes(): bool;

	/** @return array<string, array<string, mixed>> as register_rest_route() takes them; `epoch` is added */
	public function args(): array;

	/** @return array<string, mixed>|WP_Error */
	public function answer( WP_REST_Request $request ): array|WP_Error;
}
