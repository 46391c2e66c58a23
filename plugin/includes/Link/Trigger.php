<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Times;

use const Pickwave\SECOND_CHANCE_HOOK;

/**
 * Tells the sidecar which orders changed: after the customer has the page, with at most 0.3 s for it, and behind a breaker,
 * so that a sidecar that is away costs the shop nothing. What does not get through gets one second chance by Action
 * Scheduler; after that it is the sidecar's own look every two minutes.
 */
final class Trigger {

	private const ONE_BY_ONE           = 3;
	private const MOST_IN_ONE          = 100;
	private const MOST_AT_ALL          = 500;
	private const SECOND_CHANCE_AFTER  = 60;
	private const SECOND_CHANCE_WITHIN = 10 * Times::MINUTE_MS;

	public function __construct(
		private readonly Sidecar_Client $client,
		private readonly Breaker $breaker,
		private readonly Contact $contact,
	) {}

	public function listen(): void {
		add_action( SECOND_CHANCE_HOOK, [ $this, 'second_chance' ] );
	}

	/** @param array<int, 'changed'|'deleted'> $orders */
	public function send( array $orders ): void {
		if ( [] === $orders ) {
			return;
		}
		Options::prime( Options::PAIRING, Options::BREAKER, Options::CONTACT );
		if ( ! $this->may_send() ) {
			return;
		}
		$this->let_the_customer_go();
		$events = [];
		foreach ( array_slice( $orders, 0, self::MOST_AT_ALL, true ) as $id => $event ) {
			$events[] = [ 'id' => $id, 'event' => $event ];
		}
		if ( ! $this->deliver( $events ) ) {
			$this->ask_for_a_second_chance( $events );
		}
	}

	/** @param mixed $events as it was scheduled */
	public function second_chance( mixed $events ): void {
		if ( is_array( $events ) && [] !== $events && $this->may_send() && Live::read()->on ) {
			/** @var list<array{id: int, event: string}> $events */
			$this->deliver( $events );
		}
	}

	private function may_send(): bool {
		$identity = Identity::read();
		return null !== $identity && ! $identity->frozen() && null !== Credentials::read();
	}

	/**
	 * @param list<array{id: int, event: string}> $events
	 * @return bool whether all of it got through
	 */
	private function deliver( array $events ): bool {
		// A few go one by one, as the contract has it; many in one body, `{events: […]}`.
		$bodies = count( $events ) <= self::ONE_BY_ONE
			? $events
			: array_map( static fn ( array $some ): array => [ 'events' => $some ], array_chunk( $events, self::MOST_IN_ONE ) );
		foreach ( $bodies as $body ) {
			if ( $this->breaker->open() || ! $this->post( (string) wp_json_encode( $body ) ) ) {
				return false;
			}
		}
		return true;
	}

	private function post( string $body ): bool {
		$credentials = Credentials::read();
		$identity    = Identity::read();
		if ( null === $credentials || null === $identity ) {
			return false;
		}
		try {
			$answer = $this->client->ask( $credentials, $identity, 'POST', '/events/order', '', $body, Patience::Customer );
		} catch ( Sidecar_Silent ) {
			$this->breaker->failed();
			return false;
		}
		if ( ! $answer->good() ) {
			$this->breaker->failed();
			return false;
		}
		$this->breaker->went();
		$this->contact->note();
		return true;
	}

	/**
	 * While the sidecar has been away for long there is no sense in piling up chances.
	 * Not `unique`: in Action Scheduler 3 that looks at the hook alone, and one order would hide all others.
	 *
	 * @param list<array{id: int, event: string}> $events
	 */
	private function ask_for_a_second_chance( array $events ): void {
		$since = $this->breaker->since();
		if ( ( 0 === $since || Times::now() - $since < self::SECOND_CHANCE_WITHIN ) && function_exists( 'as_schedule_single_action' ) ) {
			foreach ( array_chunk( $events, self::MOST_IN_ONE ) as $some ) {
				as_schedule_single_action( time() + self::SECOND_CHANCE_AFTER, SECOND_CHANCE_HOOK, [ $some ], 'pickwave' );
			}
		}
	}

	/** Ends the answer where the server can, so that nobody waits for what comes now. */
	private function let_the_customer_go(): void {
		if ( 'cli' === PHP_SAPI ) {
			return;
		}
		if ( function_exists( 'fastcgi_finish_request' ) ) {
			fastcgi_finish_request();
		} elseif ( function_exists( 'litespeed_finish_request' ) ) {
			litespeed_finish_request();
		}
	}
}
