<?php
declare(strict_types=1);

namespace Pickwave\Orders;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Pickwave\Times;
use Pickwave\Values;
use WC_Order;

/** Lists orders through wc_get_orders(), with High-Performance Order Storage and without. */
final class Order_Query {

	/** What is no order yet, or no longer. */
	private const NO_ORDERS = [ self::CHECKOUT_DRAFT, 'auto-draft', 'draft', 'new', 'trash' ];

	/** Somebody is at the checkout, or was; a gateway may have taken the money all the same. */
	public const CHECKOUT_DRAFT = 'checkout-draft';

	/** Whether the status, with or without wc-, is one of something that is no order. */
	public static function is_draft( string $status ): bool {
		return in_array( OrderUtil::remove_status_prefix( $status ), self::NO_ORDERS, true );
	}

	/**
	 * Orders by (modified, id), ascending, strictly after the cursor.
	 *
	 * @param list<string>|null $statuses without wc-; null: all that are orders
	 * @param bool $drafts checkout drafts too
	 * @return list<WC_Order>
	 */
	public function after( ?Cursor $cursor, int $limit, ?array $statuses = null, bool $drafts = false ): array {
		if ( null === $cursor ) {
			return $this->page( [], $limit, $statuses, $drafts );
		}
		// Two questions, since "modified then, and a higher id" and "modified later" are each one range of an index.
		$same_second = $this->same_second( $cursor, $limit, $statuses, $drafts );
		$later       = count( $same_second ) < $limit
			? $this->page( [ 'date_modified' => '>' . $cursor->modified_seconds() ], $limit - count( $same_second ), $statuses, $drafts )
			: [];
		return [ ...$same_second, ...$later ];
	}

	/**
	 * Missing ones are absent; drafts and what is in the trash are there.
	 *
	 * @param list<int> $ids
	 * @return list<WC_Order>
	 */
	public function by_ids( array $ids ): array {
		return [] === $ids ? [] : $this->get( [ 'post__in' => $ids, 'limit' => count( $ids ), 'orderby' => [ 'ID' => 'ASC' ], 'status' => $this->any_status() ] );
	}

	/**
	 * Which of these are orders of this shop, in whatever status.
	 *
	 * @param list<int> $ids
	 * @return array<int, true>
	 */
	public function existing( array $ids ): array {
		if ( [] === $ids ) {
			return [];
		}
		$found = wc_get_orders( $this->common( [ 'post__in' => $ids, 'limit' => count( $ids ), 'return' => 'ids', 'status' => $this->any_status() ] ) );
		return array_fill_keys( Values::ints( $found ), true );
	}

	/**
	 * @param list<string>|null $statuses
	 * @return list<WC_Order>
	 */
	private function same_second( Cursor $cursor, int $limit, ?array $statuses, bool $drafts ): array {
		$second = $cursor->modified_seconds() . '...' . $cursor->modified_seconds();
		if ( OrderUtil::custom_orders_table_usage_is_enabled() ) {
			return $this->page( [ 'date_modified' => $second ], $limit, $statuses, $drafts, [ [ 'field' => 'id', 'value' => $cursor->id, 'compare' => '>', 'type' => 'NUMERIC' ] ] );
		}
		// Posts cannot be asked for "a higher id": all of that second, and the rest is left out here.
		$all = $this->page( [ 'date_modified' => $second ], -1, $statuses, $drafts );
		return array_slice( array_values( array_filter( $all, static fn ( WC_Order $order ): bool => $order->get_id() > $cursor->id ) ), 0, $limit );
	}

	/**
	 * @param array<string, mixed> $when
	 * @param list<string>|null $statuses
	 * @param list<array<string, mixed>> $fields
	 * @return list<WC_Order>
	 */
	private function page( array $when, int $limit, ?array $statuses, bool $drafts, array $fields = [] ): array {
		$hidden = array_values( array_diff( [ ...self::NO_ORDERS, 'wc-checkout-draft' ], $drafts ? [ self::CHECKOUT_DRAFT, 'wc-checkout-draft' ] : [] ) );
		$query = $when + [ 'limit' => $limit, 'orderby' => [ 'modified' => 'ASC', 'ID' => 'ASC' ] ];
		if ( null !== $statuses ) {
			$query['status'] = $statuses;
		} elseif ( OrderUtil::custom_orders_table_usage_is_enabled() ) {
			// Not a list of the statuses that are known now: an order whose plugin is gone keeps its status.
			$query['status'] = 'all';
			$fields[]        = [ 'field' => 'status', 'value' => $hidden, 'compare' => 'NOT IN' ];
		} else {
			$query['status'] = array_values( array_diff( $this->any_status(), $hidden ) );
		}
		if ( [] !== $fields ) {
			$query['field_query'] = $fields;
		}
		return $this->get( $query );
	}

	/**
	 * @param array<string, mixed> $query
	 * @return list<WC_Order>
	 */
	private function get( array $query ): array {
		$orders = wc_get_orders( $this->common( $query ) );
		$found  = [];
		foreach ( Values::list( $orders ) as $order ) {
			if ( $order instanceof WC_Order ) {
				$found[] = $order;
			}
		}
		return $found;
	}

	/**
	 * @param array<string, mixed> $query
	 * @return array<string, mixed>
	 */
	private function common( array $query ): array {
		return $query + [ 'type' => 'shop_order', 'return' => 'objects', 'no_found_rows' => true ];
	}

	/** @return list<string> */
	private function any_status(): array {
		return OrderUtil::custom_orders_table_usage_is_enabled()
			? [ 'all' ]
			: [ ...array_map( 'strval', array_keys( wc_get_order_statuses() ) ), ...self::NO_ORDERS, 'wc-checkout-draft' ];
	}

	/** When it was last modified, in milliseconds; WooCommerce keeps whole seconds. */
	public static function modified_ms( WC_Order $order ): int {
		$modified = $order->get_date_modified() ?? $order->get_date_created();
		return null === $modified ? 0 : $modified->getTimestamp() * Times::SECOND_MS;
	}
}
