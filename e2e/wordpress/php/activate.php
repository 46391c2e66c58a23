<?php
/**
 * Activates a plugin: $args its main file, such as "woocommerce/woocommerce.php". What the plugin does in later
 * requests it cannot do in this one.
 */

require_once ABSPATH . 'wp-admin/includes/plugin.php';

$activated = activate_plugin( $args );
if ( is_wp_error( $activated ) ) {
	throw new RuntimeException( $activated->get_error_message() );
}
return true;
