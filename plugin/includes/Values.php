<?php
declare(strict_types=1);

namespace Pickwave;

/** What comes from options, requests and hooks may be anything. Here it becomes what it should be, or the fallback. */
final class Values {

	public static function string( mixed $value, string $fallback = '' ): string {
		return is_scalar( $value ) ? (string) $value : $fallback;
	}

	public static function text_or_null( mixed $value ): ?string {
		return is_string( $value ) && '' !== $value ? $value : null;
	}

	public static function int( mixed $value, int $fallback = 0 ): int {
		return is_numeric( $value ) || is_bool( $value ) ? (int) $value : $fallback;
	}

	public static function int_or_null( mixed $value ): ?int {
		return is_numeric( $value ) ? (int) $value : null;
	}

	public static function float( mixed $value, float $fallback = 0.0 ): float {
		return is_numeric( $value ) ? (float) $value : $fallback;
	}

	/** @return array<string, mixed> */
	public static function map( mixed $value ): array {
		$map = [];
		foreach ( is_array( $value ) ? $value : [] as $key => $item ) {
			$map[ (string) $key ] = $item;
		}
		return $map;
	}

	/** @return list<mixed> */
	public static function list( mixed $value ): array {
		return is_array( $value ) ? array_values( $value ) : [];
	}

	/** @return list<array<string, mixed>> */
	public static function maps( mixed $value ): array {
		return array_map( [ self::class, 'map' ], self::list( $value ) );
	}

	/** @return list<int> */
	public static function ints( mixed $value ): array {
		return array_map( static fn ( mixed $item ): int => self::int( $item ), self::list( $value ) );
	}

	/** @return list<string> */
	public static function strings( mixed $value ): array {
		return array_map( static fn ( mixed $item ): string => self::string( $item ), self::list( $value ) );
	}

	/** A whole number as a whole number, for JSON: 3 and not 3.0. */
	public static function number( float $value ): int|float {
		return floor( $value ) === $value && abs( $value ) < PHP_INT_MAX ? (int) $value : $value;
	}
}
