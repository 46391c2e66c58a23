<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Times;
use Pickwave\Values;

/** A parcel: what left the warehouse together for one order, under one tracking number or none. */
final class Despatch {

	/** @param list<Despatched_Line> $lines */
	public function __construct(
		public readonly string $despatch,
		public readonly int $order_id,
		public readonly int $despatched_at,
		public readonly string $carrier,
		public readonly string $service,
		public readonly string $tracking_number,
		public readonly string $tracking_url,
		public readonly array $lines,
		/** record it, but tell the customer nothing */
		public readonly bool $quiet,
		/** the tracking number byte for byte as it came: with order and despatch it says which parcel this is */
		public readonly string $parcel = '',
	) {}

	/** @param array<string, mixed> $json of DespatchNews, validated */
	public static function parse( array $json ): self {
		$lines = [];
		foreach ( Values::maps( $json['lines'] ) as $line ) {
			$key           = Values::string( $line['key'] );
			$lines[ $key ] = new Despatched_Line( $key, Values::int( $line['item_id'] ), Values::int( $line['quantity'] ) );
		}
		return new self(
			despatch: Values::string( $json['despatch'] ),
			order_id: Values::int( $json['order_id'] ),
			despatched_at: Times::parse( Values::string( $json['despatched_at'] ) ) ?? Times::now(),
			carrier: sanitize_text_field( Values::string( $json['carrier'] ) ),
			service: sanitize_text_field( Values::string( $json['service'] ) ),
			tracking_number: sanitize_text_field( Values::string( $json['tracking_number'] ) ),
			tracking_url: esc_url_raw( Values::string( $json['tracking_url'] ), [ 'http', 'https' ] ),
			lines: array_values( $lines ),
			quiet: true === $json['quiet'],
			parcel: Values::string( $json['tracking_number'] ),
		);
	}

	/** Who carries it, for people. */
	public function carried_by(): string {
		return trim( "$this->carrier $this->service" );
	}
}
