<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Database\Database;
use Pickwave\Times;
use Pickwave\Values;
use WP_Error;

/**
 * One sidecar at a time. Its lease has an epoch, which goes up whenever the lease changes hands or had run out, and every
 * route that writes asks for it: two sidecars started by mistake do no harm.
 */
final class Lease {

	private const NAME = 'lease';

	public function __construct( private readonly Database $database ) {}

	/**
	 * Takes it, or keeps it for its holder, in one statement. The assignments see each other's results from left to right,
	 * so the epoch has to come first.
	 */
	public function ask( string $holder, int $seconds ): Lease_State {
		$now = Database::NOW_MS;
		$this->make_row();
		$this->database->change(
			"UPDATE {$this->database->table( 'state' )}
			SET epoch = IF( holder = %s AND expires_at > $now, epoch, epoch + 1 ), holder = %s, expires_at = $now + %d
			WHERE name = %s AND ( holder IS NULL OR holder = %s OR expires_at <= $now )",
			$holder,
			$holder,
			$seconds * Times::SECOND_MS,
			self::NAME,
			$holder
		);
		return $this->read();
	}

	public function give_back( string $holder ): Lease_State {
		$this->database->change(
			"UPDATE {$this->database->table( 'state' )} SET holder = NULL, expires_at = 0 WHERE name = %s AND holder = %s",
			self::NAME,
			$holder
		);
		return $this->read();
	}

	/** A lease that has run out has no holder. */
	public function read(): Lease_State {
		$now = Database::NOW_MS;
		$row = $this->database->row(
			"SELECT epoch, holder, expires_at, expires_at > $now AS valid FROM {$this->database->table( 'state' )} WHERE name = %s",
			self::NAME
		);
		$held = null !== $row && null !== $row['holder'] && '1' === $row['valid'];
		return new Lease_State(
			epoch: Values::int( $row['epoch'] ?? 0 ),
			holder: $held ? $row['holder'] : null,
			expires_at: $held ? Values::int( $row['expires_at'] ) : null,
		);
	}

	/** True where `$epoch` is the lease's now; else the 409 to answer. */
	public function requires( int $epoch ): true|WP_Error {
		$state = $this->read();
		return null !== $state->holder && $state->epoch === $epoch
			? true
			: new WP_Error(
				'pickwave_lease_lost',
				__( 'Another sidecar has the lease of this shop, or it has run out. Nothing was done.', 'pickwave' ),
				[ 'status' => 409, 'holder' => $state->holder, 'epoch' => $state->epoch ]
			);
	}

	private function make_row(): void {
		$this->database->change( "INSERT IGNORE INTO {$this->database->table( 'state' )} (name) VALUES (%s)", self::NAME );
	}
}
