<?php
declare(strict_types=1);

namespace Pickwave\Health;

use ActionScheduler;
use ActionScheduler_Store;
use Pickwave\Values;

/** How far WooCommerce's background jobs (Action Scheduler) are behind. */
final class Background_Jobs {

	private const GRACE_SECONDS = 60;

	/** @return array{past_due: int, oldest_seconds: int} Jobs that should have run more than a minute ago. */
	public function past_due(): array {
		if ( ! class_exists( ActionScheduler::class ) || ! ActionScheduler::is_initialized() ) {
			return [ 'past_due' => 0, 'oldest_seconds' => 0 ];
		}
		/** @var ActionScheduler_Store $store */
		$store = ActionScheduler::store();
		$query = [
			'status'       => ActionScheduler_Store::STATUS_PENDING,
			'date'         => gmdate( 'Y-m-d H:i:s', time() - self::GRACE_SECONDS ),
			'date_compare' => '<=',
			'orderby'      => 'date',
			'order'        => 'ASC',
			'per_page'     => 1,
		];
		$count = Values::int( $store->query_actions( $query, 'count' ) );
		if ( 0 === $count ) {
			return [ 'past_due' => 0, 'oldest_seconds' => 0 ];
		}
		$oldest = Values::int( Values::list( $store->query_actions( $query ) )[0] ?? 0 );
		return [
			'past_due'       => $count,
			'oldest_seconds' => 0 === $oldest ? 0 : max( 0, time() - Values::int( $store->get_date( (string) $oldest )->getTimestamp() ) ),
		];
	}
}
