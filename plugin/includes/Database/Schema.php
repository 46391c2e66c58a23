<?php
declare(strict_types=1);

namespace Pickwave\Database;

use Pickwave\Options;

/**
 * Pickwave's tables. None of them holds anything personal: ids, numbers, quantities, times, and the reason why an order needs
 * attention, which goes with the order.
 *
 * They are made per site (multisite too) when the version below is not the one installed, and dbDelta makes it safe to
 * do so twice. Words that come from outside and have to be the same byte for byte are VARBINARY.
 */
final class Schema {

	public const VERSION = 3;

	private const TABLES = [ 'state', 'nonces', 'orders', 'tombstones', 'promised', 'passes', 'readings', 'despatches', 'despatch_lines' ];

	public function __construct( private readonly Database $database ) {}

	public function up_to_date(): void {
		if ( Options::schema_version() !== self::VERSION ) {
			$this->install();
			Options::set_schema_version( self::VERSION );
		}
	}

	public function install(): void {
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$charset = $this->database->charset();
		foreach ( $this->columns() as $name => $columns ) {
			dbDelta( "CREATE TABLE {$this->database->table( $name )} (\n$columns\n) $charset;" );
		}
	}

	public function remove(): void {
		foreach ( self::TABLES as $name ) {
			$this->database->change( "DROP TABLE IF EXISTS {$this->database->table( $name )}" );
		}
	}

	/**
	 * When a site of a network is deleted.
	 *
	 * @param mixed $tables
	 * @return mixed
	 */
	public function add_to_dropped( mixed $tables ): mixed {
		return is_array( $tables ) ? [ ...$tables, ...array_map( fn ( string $name ): string => $this->database->table( $name ), self::TABLES ) ] : $tables;
	}

	/** @return array<string, string> Written as dbDelta likes it: one column a line, two spaces after PRIMARY KEY. */
	private function columns(): array {
		return [
			// The lease of the sidecar, and the locks of what may run once at a time.
			'state'          => 'name varchar(40) NOT NULL,
holder varchar(100) NULL,
epoch bigint(20) unsigned NOT NULL DEFAULT 0,
expires_at bigint(20) NOT NULL DEFAULT 0,
PRIMARY KEY  (name)',
			'nonces'         => 'nonce varbinary(32) NOT NULL,
seen_at bigint(20) NOT NULL,
PRIMARY KEY  (nonce),
KEY seen_at (seen_at)',
			// What Pickwave knows of an order; promised_at is when its promises were last worked out.
			'orders'         => 'order_id bigint(20) unsigned NOT NULL,
number varchar(30) NULL,
sent_at bigint(20) NULL,
reflected_at bigint(20) NULL,
attention_code varchar(60) NULL,
attention_words varchar(200) NULL,
attention_reason varchar(500) NULL,
attention_next varchar(500) NULL,
attention_as_of bigint(20) NULL,
as_of bigint(20) NULL,
promised_at bigint(20) NULL,
PRIMARY KEY  (order_id),
UNIQUE KEY number (number),
KEY reflected_at (reflected_at)',
			'tombstones'     => 'order_id bigint(20) unsigned NOT NULL,
deleted_at bigint(20) NOT NULL,
PRIMARY KEY  (order_id),
KEY deleted_at (deleted_at)',
			// wanted, reduced and kept in units; until generous_until the greater of the first two is promised, until kept_until no less than kept (Stock/Promises.php).
			'promised'       => 'order_id bigint(20) unsigned NOT NULL,
item_id bigint(20) unsigned NOT NULL,
product_id bigint(20) unsigned NOT NULL,
wanted double NOT NULL,
reduced double NOT NULL,
generous_until bigint(20) NOT NULL,
kept double NOT NULL DEFAULT 0,
kept_until bigint(20) NOT NULL DEFAULT 0,
committed_at bigint(20) NULL,
PRIMARY KEY  (order_id,item_id),
KEY product_id (product_id)',
			'passes'         => 'pass varbinary(256) NOT NULL,
answered_at bigint(20) NOT NULL,
answer longtext NOT NULL,
PRIMARY KEY  (pass),
KEY answered_at (answered_at)',
			// The last stock reading that was used for a product.
			'readings'       => 'product_id bigint(20) unsigned NOT NULL,
sku varchar(100) NOT NULL,
available bigint(20) NOT NULL,
promised double NOT NULL,
stock_from double NOT NULL,
stock_to double NOT NULL,
pass varbinary(256) NOT NULL,
read_at bigint(20) NOT NULL,
written_at bigint(20) NOT NULL,
PRIMARY KEY  (product_id)',
			// Parcels: one despatch may have several, each with its number. recorded_at is null while it is being recorded; told_at is set
			// just before the customer is told.
			'despatches'     => "order_id bigint(20) unsigned NOT NULL,
despatch varbinary(256) NOT NULL,
tracking_number varbinary(1000) NOT NULL DEFAULT '',
despatched_at bigint(20) NOT NULL,
begun_at bigint(20) NOT NULL,
noted_at bigint(20) NULL,
told_at bigint(20) NULL,
told varchar(20) NULL,
recorded_at bigint(20) NULL,
PRIMARY KEY  (order_id,despatch,tracking_number(191))",
			'despatch_lines' => "order_id bigint(20) unsigned NOT NULL,
line_key varbinary(256) NOT NULL,
despatch varbinary(256) NOT NULL,
tracking_number varbinary(1000) NOT NULL DEFAULT '',
item_id bigint(20) unsigned NOT NULL,
quantity int(10) unsigned NOT NULL,
PRIMARY KEY  (order_id,line_key)",
		];
	}
}
