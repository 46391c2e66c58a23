<?php
// The unit tests run the pure classes without WordPress; what they use of it is these few functions.

declare(strict_types=1);

define( 'PICKWAVE_ENCRYPTION_KEY', 'unit tests' );
require dirname( __DIR__ ) . '/vendor/autoload.php';

spl_autoload_register(
	static function ( string $name ): void {
		if ( str_starts_with( $name, 'Pickwave\\' ) ) {
			$file = dirname( __DIR__ ) . '/includes/' . str_replace( '\\', '/', substr( $name, strlen( 'Pickwave\\' ) ) ) . '.php';
			if ( is_file( $file ) ) {
				require $file;
			}
		}
	}
);

function __( string $text ): string {
	return $text;
}

function sanitize_text_field( string $text ): string {
	return trim( strip_tags( $text ) );
}

function esc_url_raw( string $url ): string {
	return $url;
}
