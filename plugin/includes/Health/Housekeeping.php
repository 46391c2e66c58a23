<?php
declare(strict_types=1);

namespace Pickwave\Health;

use Pickwave\Database\Database;
use Pickwave\Link\Nonces;
use Pickwave\Times;

/** Throws away what nobody asks for any more. */
final class Housekeeping {

	private const TOMBSTONES_KEPT_MS = 90 * Times::DAY_MS;
	private const PASSES_KEPT_MS     = 2 * Times::DAY_MS;

	public function __construct( private readonly Database $database, private readonly Nonces $nonces ) {}

	public function tidy(): void {
		$this->nonces->forget_old();
		$this->database->change( "DELETE FROM {$this->database->table( 'passes' )} WHERE answered_at < %d LIMIT 500", Times::now() - self::PASSES_KEPT_MS );
		$this->database->change( "DELETE FROM {$this->database->table( 'tombstones' )} WHERE deleted_at < %d LIMIT 500", Times::now() - self::TOMBSTONES_KEPT_MS );
	}
}
