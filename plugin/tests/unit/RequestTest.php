<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Request;

final class RequestTest extends TestCase {

	public function test_a_route_of_the_rest_api_by_either_kind_of_permalinks(): void {
		self::assertSame( '/wc/store/v1/checkout', Request::rest_route( '', '/wp-json/wc/store/v1/checkout?x=1', 'wp-json' ) );
		self::assertSame( '/pickwave/v1/shop/despatches', Request::rest_route( '', '/shop/index.php/wp-json/pickwave/v1/shop/despatches', '/wp-json/' ) );
		self::assertSame( '/pickwave/v1/shop/despatches', Request::rest_route( '/pickwave/v1/shop/despatches', '/?rest_route=/pickwave/v1/shop/despatches', 'wp-json' ) );
		self::assertSame( '/wc/v3/orders', Request::rest_route( 'wc/v3/orders', '/', 'api' ) );
	}

	public function test_a_page_of_the_shop_is_no_route(): void {
		foreach ( [ '', '/', '/product/blue-mug/?a=/wp-json/wc/v3/', '/wp-jsonish/wc/v3/', '//', '?' ] as $uri ) {
			self::assertNull( Request::rest_route( '', $uri, 'wp-json' ), $uri );
		}
	}
}
