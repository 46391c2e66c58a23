<?php
declare(strict_types=1);

namespace Pickwave\Link;

use CurlHandle;

use const Pickwave\VERSION;

/** Signed requests to the sidecar, by WordPress's own HTTP client. */
final class Sidecar_Client {

	/**
	 * @param string      $raw_query without the question mark
	 * @param string|null $person    `<id>;<name, percent-encoded>;<manage or view>`: on whose behalf
	 * @throws Sidecar_Silent where no answer comes
	 */
	public function ask( Credentials $credentials, Identity $identity, string $method, string $route, string $raw_query, string $body, Patience $patience, ?string $person = null ): Sidecar_Answer {
		$query     = Signature::canonical_query( Signature::pairs( $raw_query ) );
		$from      = $identity->from() . ( null === $person ? '' : " $person" );
		$timestamp = (string) time();
		$nonce     = bin2hex( random_bytes( 16 ) );
		$text      = Signature::text( $method, $route, Signature::pairs( $query ), $timestamp, $nonce, $from, $body );
		return $this->send(
			$credentials->sidecar_url . $route . ( '' === $query ? '' : "?$query" ),
			$method,
			$body,
			[
				'X-Pickwave-Timestamp' => $timestamp,
				'X-Pickwave-Nonce'     => $nonce,
				'X-Pickwave-From'      => $from,
				'X-Pickwave-Signature' => Signature::of( $text, $credentials->secret ),
			] + ( null === $person ? [] : [ 'X-Pickwave-User' => $person ] ),
			$patience
		);
	}

	/**
	 * The one unsigned request there is: POST /pair, with a one-time code.
	 *
	 * @param array<string, string> $body
	 * @throws Sidecar_Silent
	 */
	public function pair( string $sidecar_url, array $body ): Sidecar_Answer {
		return $this->send( $sidecar_url . '/pair', 'POST', (string) wp_json_encode( $body ), [], Patience::Pairing );
	}

	/** @param array<string, string> $headers */
	private function send( string $url, string $method, string $body, array $headers, Patience $patience ): Sidecar_Answer {
		// WordPress rounds timeouts up to whole seconds, which is too long for a customer, so cURL is told itself.
		$hurry = static function ( mixed $handle ) use ( $patience ): void {
			if ( $handle instanceof CurlHandle ) {
				curl_setopt( $handle, CURLOPT_NOSIGNAL, true );
				curl_setopt( $handle, CURLOPT_CONNECTTIMEOUT_MS, $patience->connect_ms() );
				curl_setopt( $handle, CURLOPT_TIMEOUT_MS, $patience->total_ms() );
			}
		};
		add_action( 'http_api_curl', $hurry );
		// Not wp_safe_remote_request(), which refuses private addresses: the sidecar's usual place.
		$reply = wp_remote_request(
			$url,
			[
				'method'      => $method,
				'timeout'     => (float) $patience->total_ms() / 1000.0,
				'redirection' => 0,
				'user-agent'  => 'Pickwave/' . VERSION,
				'headers'     => [ 'Accept' => 'application/json' ] + ( '' === $body ? [] : [ 'Content-Type' => 'application/json' ] ) + $headers,
			] + ( '' === $body ? [] : [ 'body' => $body ] )
		);
		remove_action( 'http_api_curl', $hurry );
		if ( is_wp_error( $reply ) ) {
			throw new Sidecar_Silent( $reply->get_error_message() );
		}
		return new Sidecar_Answer( (int) wp_remote_retrieve_response_code( $reply ), wp_remote_retrieve_body( $reply ) );
	}
}
