<?php
/**
 * Removes what Pickwave keeps in this WordPress: its options, its tables and its background jobs.
 *
 * With `define( 'PICKWAVE_KEEP_DATA', true );` in wp-config.php everything stays, so that the plugin can be installed again where it
 * left off. What is on the orders themselves (tracking numbers, notes) always stays.
 */

declare(strict_types=1);

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( defined( 'PICKWAVE_KEEP_DATA' ) && true === constant( 'PICKWAVE_KEEP_DATA' ) ) {
	return;
}

require_once __DIR__ . '/includes/Values.php';
require_once __DIR__ . '/includes/Times.php';
require_once __DIR__ . '/includes/Options.php';
require_once __DIR__ . '/includes/Database/Database.php';
require_once __DIR__ . '/includes/Database/Schema.php';

( static function (): void {
	$remove = static function (): void {
		( new Pickwave\Database\Schema( Pickwave\Database\Database::of_this_shop() ) )->remove();
		foreach ( Pickwave\Options::ALL as $option ) {
			delete_option( $option );
		}
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( 'pickwave_second_chance' );
		}
	};
	if ( ! is_multisite() ) {
		$remove();
		return;
	}
	foreach ( get_sites( [ 'fields' => 'ids', 'number' => 0 ] ) as $site ) {
		switch_to_blog( (int) $site );
		$remove();
		restore_current_blog();
	}
} )();
