<?php
/**
 * Installs WordPress into an empty database. $args: {"password"}
 */

require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Shop', 'admin', 'admin@shop.example', true, '', $args['password'] );
update_option( 'show_avatars', 0 );
update_option( 'timezone_string', 'Europe/London' );
update_option( 'permalink_structure', '/%postname%/' );
return true;
