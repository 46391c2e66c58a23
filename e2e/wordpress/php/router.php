<?php
/**
 * What a web server's rewrite rules do: files that exist are served, everything else is WordPress's to answer.
 */

$documents = getenv( 'PICKWAVE_DOCUMENTS' );
$path      = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );

if ( is_dir( $documents . $path ) && is_file( $documents . rtrim( $path, '/' ) . '/index.php' ) ) {
	if ( ! str_ends_with( $path, '/' ) ) {
		header( 'Location: ' . $path . '/', true, 301 );
		return true;
	}
	$path .= 'index.php';
}

if ( is_file( $documents . $path ) && ! str_ends_with( $path, '.php' ) ) {
	return false;
}

if ( ! is_file( $documents . $path ) ) {
	$path = '/index.php';
}
$_SERVER['SCRIPT_NAME']     = $path;
$_SERVER['PHP_SELF']        = $path;
$_SERVER['SCRIPT_FILENAME'] = $documents . $path;
unset( $_SERVER['PATH_INFO'] );
chdir( dirname( $documents . $path ) );
require $documents . $path;
