<?php
/**
 * Runs a piece of code inside WordPress, as its administrator, and gives what it returns as JSON on file descriptor 3.
 * Standard input: {"documents": folder of WordPress, "installing": bool, "code": PHP without an opening tag, "args": anything}
 */

$input = json_decode( (string) stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );

if ( $input['installing'] ) {
	define( 'WP_INSTALLING', true );
}
require $input['documents'] . '/wp-load.php';
if ( ! $input['installing'] ) {
	wp_set_current_user( 1 );
}

$result = ( static function ( string $code, mixed $args ): mixed {
	return eval( $code );
} )( $input['code'], $input['args'] );

file_put_contents( 'php://fd/3', wp_json_encode( $result ) );
