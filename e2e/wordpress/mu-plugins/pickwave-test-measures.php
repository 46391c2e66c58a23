<?php
/**
 * Plugin Name: Pickwave test measures
 * Description: What each request cost, one JSON object a line: {uri, queries, ms}. Only where PICKWAVE_TEST_MEASURES names a file.
 */

if ( defined( 'PICKWAVE_TEST_MEASURES' ) && 'cli' !== PHP_SAPI ) {
	// Last of all, so that what plugins do at the end of a request counts too.
	add_action(
		'shutdown',
		static function (): void {
			$line = array(
				'uri'     => (string) $_SERVER['REQUEST_URI'],
				'queries' => $GLOBALS['wpdb']->num_queries,
				'ms'      => ( microtime( true ) - $_SERVER['REQUEST_TIME_FLOAT'] ) * 1000,
			);
			file_put_contents( PICKWAVE_TEST_MEASURES, wp_json_encode( $line ) . "\n", FILE_APPEND | LOCK_EX );
		},
		PHP_INT_MAX
	);
}
