<?php
/**
 * The last touches to a site that starts: $args: {"permalinks": "pretty"|"plain", "orders": "hpos"|"synced"|"posts",
 * "options": {name: value}}
 */

global $wp_rewrite;
$wp_rewrite->set_permalink_structure( 'pretty' === $args['permalinks'] ? '/%postname%/' : '' );

update_option( 'woocommerce_custom_orders_table_enabled', 'posts' === $args['orders'] ? 'no' : 'yes' );
update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'synced' === $args['orders'] ? 'yes' : 'no' );

foreach ( $args['options'] as $name => $value ) {
	update_option( $name, $value );
}

flush_rewrite_rules( false );
return true;
