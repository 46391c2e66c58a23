<?php
declare(strict_types=1);

namespace Pickwave\Stock;

use Pickwave\Database\Database;
use Pickwave\Link\Live;
use Pickwave\Times;
use Pickwave\Values;
use WC_Order;

/** Why a SKU has the number it has: the stock, whose orders it is promised to, and what was written last. Changes nothing. */
final class Stock_Why {

	private const ORDERS = 100;

	public function __construct(
		private readonly Database $database,
		private readonly Sku_Map $skus,
		private readonly Stock_Levels $levels,
	) {}

	/** @return array<string, mixed> as docs/link.md has it */
	public function of( string $sku, int $reflected_before ): array {
		$target      = $this->skus->find( [ $sku ] )[ Sku_Map::key( $sku ) ] ?? null;
		$counts_from = Live::read()->counts_from();
		$level       = null === $target || 'found' !== $target->kind ? null : current( $this->levels->read( [ $target ], $reflected_before, $counts_from ) );
		$nothing     = [
			'sku'        => $sku,
			'kind'       => $target->kind ?? 'unknown',
			'product_id' => $target?->product_id,
			'stock'      => null,
			'promised'   => null,
			'orders'     => [],
			'reading'    => null,
		];
		if ( null === $target || ! $level instanceof Stock_Level ) {
			return $nothing;
		}
		$promised = $this->levels->promised_to( $target, $reflected_before, $counts_from, self::ORDERS );
		return array_merge(
			$nothing,
			[
				'stock'    => Values::number( $level->stock ),
				'promised' => Values::number( $level->promised ),
				'orders'   => array_map( self::order( ... ), $promised ),
				'reading'  => $this->reading( $level->product_id ),
			]
		);
	}

	/**
	 * @param array{order_id: int, units: float, sent_at: int|null, reflected_at: int|null} $promise
	 * @return array<string, mixed>
	 */
	private static function order( array $promise ): array {
		$order = wc_get_order( $promise['order_id'] );
		return [
			'order_id'     => $promise['order_id'],
			'number'       => $order instanceof WC_Order ? $order->get_order_number() : (string) $promise['order_id'],
			'status'       => $order instanceof WC_Order ? $order->get_status() : 'deleted',
			'units'        => Values::number( $promise['units'] ),
			'sent_at'      => Times::iso_or_null( $promise['sent_at'] ),
			'reflected_at' => Times::iso_or_null( $promise['reflected_at'] ),
		];
	}

	/** @return array<string, mixed>|null the last one that was used */
	private function reading( int $product_id ): ?array {
		$row = $this->database->row( "SELECT available, promised, stock_from, stock_to, read_at, written_at FROM {$this->database->table( 'readings' )} WHERE product_id = %d", $product_id );
		return null === $row ? null : [
			'available'  => Values::int( $row['available'] ),
			'promised'   => Values::number( Values::float( $row['promised'] ) ),
			'from'       => Values::number( Values::float( $row['stock_from'] ) ),
			'to'         => Values::number( Values::float( $row['stock_to'] ) ),
			'read_at'    => Times::iso( Values::int( $row['read_at'] ) ),
			'written_at' => Times::iso( Values::int( $row['written_at'] ) ),
		];
	}
}
