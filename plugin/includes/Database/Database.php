<?php
declare(strict_types=1);

namespace Pickwave\Database;

use Pickwave\Values;
use RuntimeException;
use wpdb;

/** Pickwave's own tables, asked in SQL. `%s`, `%d` and `%f` stand for the values; a value that is null becomes NULL. */
final class Database {

	/** Milliseconds by the database's clock: web servers may disagree, and UTC_TIMESTAMP knows no summer time. */
	public const NOW_MS = "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000)";

	public function __construct( private readonly wpdb $wpdb ) {}

	public static function of_this_shop(): self {
		global $wpdb;
		assert( $wpdb instanceof wpdb );
		return new self( $wpdb );
	}

	/** The full name of one of our tables, of the blog that is current. */
	public function table( string $name ): string {
		return $this->wpdb->prefix . 'pickwave_' . $name;
	}

	/** The full name of a table of WordPress or WooCommerce. */
	public function core( string $name ): string {
		return $this->wpdb->prefix . $name;
	}

	public function charset(): string {
		return $this->wpdb->get_charset_collate();
	}

	/** How many rows changed. Throws where the database refuses. */
	public function change( string $sql, string|int|float|null ...$values ): int {
		$silent = $this->wpdb->suppress_errors();
		$rows   = $this->wpdb->query( $this->prepared( $sql, $values ) );
		$this->wpdb->suppress_errors( $silent );
		if ( false === $rows ) {
			throw new RuntimeException( 'Database: ' . $this->wpdb->last_error );
		}
		return (int) $rows;
	}

	/** @return list<array<string, string|null>> */
	public function rows( string $sql, string|int|float|null ...$values ): array {
		$silent = $this->wpdb->suppress_errors();
		$rows   = $this->wpdb->get_results( $this->prepared( $sql, $values ), ARRAY_A );
		$error  = $this->wpdb->last_error;
		$this->wpdb->suppress_errors( $silent );
		if ( '' !== $error ) {
			throw new RuntimeException( 'Database: ' . $error );
		}
		$typed = [];
		foreach ( Values::maps( $rows ) as $row ) {
			$typed[] = array_map( static fn ( mixed $cell ): ?string => null === $cell ? null : Values::string( $cell ), $row );
		}
		return $typed;
	}

	/** @return array<string, string|null>|null */
	public function row( string $sql, string|int|float|null ...$values ): ?array {
		return $this->rows( $sql, ...$values )[0] ?? null;
	}

	/** With the values in it, for WooCommerce to run. */
	public function statement( string $sql, string|int|float|null ...$values ): string {
		return $this->prepared( $sql, $values );
	}

	/** `%d, %d, %d`, to stand in an IN (…). */
	public static function places( int $count, string $place = '%d' ): string {
		return implode( ', ', array_fill( 0, max( 1, $count ), $place ) );
	}

	/** @param array<int|string, string|int|float|null> $values */
	private function prepared( string $sql, array $values ): string {
		if ( [] === $values ) {
			return $sql;
		}
		// wpdb::prepare() makes 0 or '' of null.
		$values = array_values( $values );
		$number = 0;
		$sql    = (string) preg_replace_callback(
			'/%[sdf]/',
			static function ( array $place ) use ( $values, &$number ): string {
				return null === ( $values[ $number++ ] ?? null ) ? 'NULL' : $place[0];
			},
			$sql
		);
		$values = array_values( array_filter( $values, static fn ( mixed $value ): bool => null !== $value ) );
		// The names of our tables are in it, so it is no literal; what comes from outside is only in the values.
		return [] === $values ? $sql : (string) $this->wpdb->prepare( $sql, $values ); // @phpstan-ignore argument.type
	}
}
