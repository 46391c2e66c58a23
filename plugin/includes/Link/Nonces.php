<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Database\Database;
use Pickwave\Times;

/** Nonces that were here, behind a unique key: of two requests at the same moment only one gets in. */
final class Nonces {

	private const KEPT_MS = 11 * Times::MINUTE_MS;

	public function __construct( private readonly Database $database ) {}

	/** False where it was here before. */
	public function remember( string $nonce ): bool {
		return 1 === $this->database->change(
			"INSERT IGNORE INTO {$this->database->table( 'nonces' )} (nonce, seen_at) VALUES (%s, %d)",
			$nonce,
			Times::now()
		);
	}

	public function forget_old(): void {
		$this->database->change( "DELETE FROM {$this->database->table( 'nonces' )} WHERE seen_at < %d LIMIT 5000", Times::now() - self::KEPT_MS );
	}
}
