<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Pickwave\Despatch\Tracking_Plugins;
use Pickwave\Health\Background_Jobs;
use Pickwave\Link\Address;
use Pickwave\Link\Gate;
use Pickwave\Link\Identity;
use Pickwave\Link\Lease;
use Pickwave\Link\Live;
use Pickwave\Link\Pending;
use Pickwave\Times;
use Pickwave\Values;
use WP_REST_Request;

use const Pickwave\VERSION;

/** Versions, clock, addresses, what is installed, lease, live switch. The only route that a frozen copy answers. */
final class Status_Route implements Shop_Route {

	public function __construct(
		private readonly Gate $gate,
		private readonly Lease $lease,
		private readonly Background_Jobs $jobs,
	) {}

	public function path(): string {
		return 'status';
	}

	public function writes(): bool {
		return false;
	}

	public function args(): array {
		return [];
	}

	public function answer( WP_REST_Request $request ): array {
		// While it is being paired it speaks for the installation it is going to be.
		$pending  = $this->gate->by_pending() ? Pending::read() : null;
		$identity = null === $pending ? Identity::read_or_bind() : null;
		return [
			'plugin_version'      => VERSION,
			'wordpress_version'   => get_bloginfo( 'version' ),
			'woocommerce_version' => WC()->version,
			'php_version'         => PHP_VERSION,
			'installation_id'     => $pending->installation_id ?? $identity->installation_id ?? '',
			'shop_url'            => Address::home(),
			'bound_url'           => $identity?->bound_url,
			'frozen'              => $identity?->frozen() ?? false,
			'environment'         => wp_get_environment_type(),
			'time'                => Times::iso( Times::now() ),
			'time_zone'           => wp_timezone_string(),
			'currency'            => get_woocommerce_currency(),
			'price_decimals'      => wc_get_price_decimals(),
			'hpos'                => OrderUtil::custom_orders_table_usage_is_enabled(),
			'permalinks'          => '' === Values::string( get_option( 'permalink_structure' ) ) ? 'plain' : 'pretty',
			'tracking'            => Tracking_Plugins::installed(),
			'action_scheduler'    => $this->jobs->past_due(),
			'order_statuses'      => array_map(
				static fn ( string $status ): string => OrderUtil::remove_status_prefix( $status ),
				array_map( 'strval', array_keys( wc_get_order_statuses() ) )
			),
			'lease'               => $this->lease->read()->json(),
			'live'                => Live::read()->json(),
		];
	}
}
