<?php
declare(strict_types=1);

namespace Pickwave\Tests;

use PHPUnit\Framework\TestCase;
use Pickwave\Link\Address;

final class AddressTest extends TestCase {

	public function test_scheme_www_case_and_slash_make_no_other_shop(): void {
		foreach ( [ 'https://shop.example/', 'http://www.Shop.Example', 'shop.example', 'HTTPS://WWW.SHOP.EXAMPLE//' ] as $url ) {
			self::assertSame( 'shop.example', Address::of( $url ) );
		}
	}

	public function test_another_host_port_or_folder_is_another_shop(): void {
		foreach ( [ 'https://staging.shop.example', 'https://shop.example:8443', 'https://shop.example/staging', 'https://wwwshop.example' ] as $url ) {
			self::assertFalse( Address::same( 'https://shop.example/', $url ), $url );
		}
		self::assertFalse( Address::same( 'https://shop.example/Outlet', 'https://shop.example/outlet' ) );
	}

	public function test_it_fits_a_header(): void {
		self::assertMatchesRegularExpression( '/^[\x21-\x7e]+$/', Address::of( 'https://www.bücher.example:8080/größe 1' ) );
	}
}
