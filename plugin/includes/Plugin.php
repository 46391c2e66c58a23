<?php
declare(strict_types=1);

namespace Pickwave;

use Pickwave\Database\Database;
use Pickwave\Database\Schema;

/** Joins the parts. Everything is handed what it needs here and nowhere else. */
final class Plugin {

	public function start(): void {
		$database = Database::of_this_shop();
		( new Schema( $database ) )->up_to_date();

		$contact = new Link\Contact();
		$breaker = new Link\Breaker();
		$client  = new Link\Sidecar_Client();
		$nonces  = new Link\Nonces( $database );
		$lease   = new Link\Lease( $database );
		$gate    = new Link\Gate( $nonces, $contact );
		$trigger = new Link\Trigger( $client, $breaker, $contact );

		$tombstones = new Orders\Tombstones( $database );
		$events     = new Orders\Order_Events( $trigger, $tombstones );
		$query      = new Orders\Order_Query();

		$promises = new Stock\Promises( $database );
		$sweep    = new Stock\Promise_Sweep( $promises, $query );

		$book     = new Despatch\Despatch_Book( $database );
		$customer = new Despatch\Customer();
		$recorder = new Despatch\Despatch_Recorder( $book, new Despatch\Tracking(), $customer, $events );

		$gate->stand();
		$trigger->listen();
		$events->listen();
		( new Stock\Promise_Hooks( $promises ) )->listen();
		$customer->listen();
		( new Despatch\Tracking_Block() )->listen();

		$routes = new Rest\Shop_Routes(
			$gate,
			$lease,
			[
				new Rest\Status_Route( $gate, $lease, new Health\Background_Jobs() ),
				new Rest\Lease_Route( $lease, $breaker, new Health\Housekeeping( $database, $nonces ) ),
				new Rest\Live_Route( $sweep ),
				new Rest\Orders_Route( $query, new Orders\Order_Reader( $database ), $tombstones ),
				new Rest\Numbers_Route( $query, new Orders\Numbers( $database ) ),
				new Rest\Marks_Route( $query, new Orders\Marks( $database ) ),
				new Rest\Stock_Route( new Stock\Stock_Pass( $database, $sweep, new Stock\Sku_Map( $database ), new Stock\Stock_Levels( $database ) ) ),
				new Rest\Skus_Route( new Stock\Sku_List( $database ) ),
				new Rest\Despatches_Route( $database, $recorder ),
			]
		);
		add_action( 'rest_api_init', [ $routes, 'register' ] );
	}
}
