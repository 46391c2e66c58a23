<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Database\Database;
use Pickwave\Times;

/**
 * What may run only once at a time in this shop. A row, not GET_LOCK(): that holds on one database server only, and some
 * clusters refuse it. A request that dies keeps the lock until it runs out.
 */
final class Lock {

	public const LIFE_MS  = 60 * Times::SECOND_MS;
	private const WAIT_US = 100_000;

	private readonly string $token;

	public function __construct( private readonly Database $database, private readonly string $name, private readonly int $life_ms = self::LIFE_MS ) {
		$this->token = bin2hex( random_bytes( 16 ) );
	}

	/** Waits so long for whoever has it. */
	public function take( int $wait_ms ): bool {
		$now   = Database::NOW_MS;
		$table = $this->database->table( 'state' );
		$until = Times::now() + $wait_ms;
		$this->database->change( "INSERT IGNORE INTO $table (name) VALUES (%s)", $this->name );
		while ( true ) {
			$taken = $this->database->change(
				"UPDATE $table SET holder = %s, epoch = epoch + 1, expires_at = $now + %d WHERE name = %s AND ( holder IS NULL OR expires_at <= $now )",
				$this->token,
				$this->life_ms,
				$this->name
			);
			if ( 1 === $taken ) {
				return true;
			}
			if ( Times::now() >= $until ) {
				return false;
			}
			usleep( self::WAIT_US );
		}
	}

	/** Keeps it for longer. False where somebody else has it by now: then stop. */
	public function keep(): bool {
		$now = Database::NOW_MS;
		// The epoch changes with each call, so that a row that is found is always a row that changed.
		return 1 === $this->database->change(
			"UPDATE {$this->database->table( 'state' )} SET epoch = epoch + 1, expires_at = $now + %d WHERE name = %s AND holder = %s",
			$this->life_ms,
			$this->name,
			$this->token
		);
	}

	public function give_back(): void {
		$this->database->change(
			"UPDATE {$this->database->table( 'state' )} SET holder = NULL, expires_at = 0 WHERE name = %s AND holder = %s",
			$this->name,
			$this->token
		);
	}
}
