<?php
/**
 * Plugin Name: Pickwave test shop
 * Description: What a shop under test needs: mails into a file, a payment method that pays, loopback addresses allowed.
 */

// Mails go into a file, one JSON object a line, and count as sent.
add_filter(
	'pre_wp_mail',
	static function ( $sent, array $mail ): bool {
		$line = array(
			'to'      => (array) $mail['to'],
			'subject' => $mail['subject'],
			'message' => $mail['message'],
			'headers' => (array) $mail['headers'],
			'time'    => gmdate( 'c' ),
		);
		file_put_contents( PICKWAVE_TEST_MAILS, wp_json_encode( $line ) . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);

// wp_safe_remote_*() refuses 127.0.0.1 and odd ports; here everything lives there.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', static fn( array $ports, string $host, string $url ): array => array( ...$ports, wp_parse_url( $url, PHP_URL_PORT ) ), 10, 3 );

// The shop's address is another one for as long as this file holds it: a copy of the shop, which a browser can visit there where
// the same server answers. Read once, so that a request does not move on its way.
$pickwave_test_home = is_file( PICKWAVE_TEST_HOME ) ? trim( (string) file_get_contents( PICKWAVE_TEST_HOME ) ) : '';
if ( '' !== $pickwave_test_home ) {
	foreach ( array( 'option_home', 'option_siteurl' ) as $pickwave_test_address ) {
		add_filter( $pickwave_test_address, static fn() => $pickwave_test_home, 20 ); // After WP_HOME and WP_SITEURL.
	}
}

// WordPress asks its maker for updates and plugins, and warns when nobody answers. Here there are none.
add_filter(
	'pre_http_request',
	static function ( $answer, array $request, string $url ) {
		if ( 'api.wordpress.org' !== wp_parse_url( $url, PHP_URL_HOST ) ) {
			return $answer;
		}
		$is_check = str_contains( $url, '-check/' );
		return array(
			'headers'  => array(),
			'body'     => $is_check
				? '{"offers":[],"plugins":[],"themes":[],"no_update":[],"translations":[]}'
				: '{"error":"Not found."}',
			'response' => array(
				'code'    => $is_check ? 200 : 404,
				'message' => '',
			),
			'cookies'  => array(),
			'filename' => null,
		);
	},
	10,
	3
);

// "Action Scheduler's runner stopped": no batch may run in a web request; from the command line it can be asked to.
if ( PICKWAVE_TEST_RUNNER_STOPPED && 'cli' !== PHP_SAPI ) {
	add_filter( 'action_scheduler_queue_runner_concurrent_batches', '__return_zero' );
	add_filter( 'action_scheduler_allow_async_request_runner', '__return_false' );
}

add_filter(
	'woocommerce_payment_gateways',
	static function ( array $gateways ): array {
		require_once __DIR__ . '/pickwave-test/class-test-card-gateway.php';
		$gateways[] = 'Pickwave_Test_Card_Gateway';
		return $gateways;
	}
);

// An address that cannot be reached for a while, without touching Pickwave's own settings.
add_filter(
	'pre_http_request',
	static function ( $answer, array $request, string $url ) {
		$blocked = get_option( 'pickwave_test_block', '' );
		if ( '' === $blocked || ! str_starts_with( $url, $blocked ) ) {
			return $answer;
		}
		update_option( 'pickwave_test_block_count', 1 + (int) get_option( 'pickwave_test_block_count', 0 ) );
		return new WP_Error( 'http_request_failed', 'blocked for a test' );
	},
	10,
	3
);

// A shop that closes its REST API to strangers, but for the checkout, as security plugins do.
add_filter(
	'rest_authentication_errors',
	static function ( $result ) {
		global $wp;
		$route = (string) ( $wp->query_vars['rest_route'] ?? '' );
		if ( ! empty( $result ) || is_user_logged_in() || str_starts_with( $route, '/wc/store/' ) || 'yes' !== get_option( 'pickwave_test_close_rest' ) ) {
			return $result;
		}
		return new WP_Error( 'rest_not_logged_in', 'The REST API of this shop is closed to strangers.', array( 'status' => 401 ) );
	}
);
