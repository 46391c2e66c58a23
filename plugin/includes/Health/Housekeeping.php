<?php
declare(strict_types=1);

namespace Pickwave\Health;

use Pickwave\Database\Database;
use Pickwave\Link\Lock;
use Pickwave\Link\Nonces;
use Pickwave\Times;

/** Throws away what nobody asks for any more. */
final class Housekeeping {

	private const TOMBSTONES_KEPT_MS = 90 * Times::DAY_MS;
	private const PASSES_KEPT_MS     = 2 * Times::DAY_MS;
	private const PROMISES_KEPT_MS   = 30 * Times::DAY_MS;

	public function __construct( private readonly Database $database, private readonly Nonces $nonces ) {}

	/** Cheap enough to be called often: most of it is done once an hour. */
	public function tidy(): void {
		$this->nonces->forget_old();
		if ( ( new Lock( $this->database, 'housekeeping', Times::HOUR_MS ) )->take( 0 ) ) {
			$this->forget_passes_and_tombstones();
			$this->forget_kept_promises();
		}
	}

	private function forget_passes_and_tombstones(): void {
		$this->database->change( "DELETE FROM {$this->database->table( 'passes' )} WHERE answered_at < %d", Times::now() - self::PASSES_KEPT_MS );
		$this->database->change( "DELETE FROM {$this->database->table( 'tombstones' )} WHERE deleted_at < %d", Times::now() - self::TOMBSTONES_KEPT_MS );
	}

	/** Of orders that Peoplevox has reflected for a month. Were one un-reflected after that, the daily look at open orders would find it. */
	private function forget_kept_promises(): void {
		$this->database->change(
			"DELETE promised FROM {$this->database->table( 'promised' )} promised
			JOIN {$this->database->table( 'orders' )} orders ON orders.order_id = promised.order_id
			WHERE orders.reflected_at BETWEEN %d AND %d",
			Times::now() - self::PROMISES_KEPT_MS - Times::DAY_MS,
			Times::now() - self::PROMISES_KEPT_MS
		);
		// What was cancelled after it was sent, once nothing of it is promised any more.
		$this->database->change( "DELETE FROM {$this->database->table( 'promised' )} WHERE wanted = 0 AND reduced = 0 AND kept_until < %d", Times::now() );
	}
}
