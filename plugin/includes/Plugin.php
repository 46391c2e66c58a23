<?php
declare(strict_types=1);

namespace Pickwave;

use Pickwave\Database\Database;
use Pickwave\Database\Schema;

/** Joins the parts. Everything is handed what it needs here and nowhere else. */
final class Plugin {

	public function start(): void {
		$database = Database::of_this_shop();
		$schema   = new Schema( $database );
		$schema->up_to_date();
		add_filter( 'wpmu_drop_tables', [ $schema, 'add_to_dropped' ] );

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
		$marks      = new Orders\Marks( $database );

		$promises = new Stock\Promises( $database );
		$sweep    = new Stock\Promise_Sweep( $promises, $query );
		$skus     = new Stock\Sku_Map( $database );
		$levels   = new Stock\Stock_Levels( $database );

		$book     = new Despatch\Despatch_Book( $database );
		$customer = new Despatch\Customer();
		$recorder = new Despatch\Despatch_Recorder( $book, new Despatch\Tracking(), $customer, $events );

		$jobs = new Health\Background_Jobs();

		$gate->stand();
		$trigger->listen();
		$events->listen();
		( new Stock\Promise_Hooks( $promises ) )->listen();
		( new Stock\Last_Units( $database ) )->listen();
		$customer->listen();
		( new Despatch\Tracking_Block() )->listen();
		( new Privacy\Privacy( $marks, $book ) )->keep();
		( new Health\Site_Health( $contact, $jobs ) )->watch();
		( new Admin\Screen() )->show();
		( new Admin\Notices() )->show();
		$memories = new Orders\Memories( $database );
		( new Admin\Order_Box( $memories, $book ) )->show();
		( new Admin\Order_Column( $memories ) )->show();

		$shop_routes = new Rest\Shop_Routes(
			$gate,
			$lease,
			[
				new Rest\Status_Route( $gate, $lease, $jobs ),
				new Rest\Lease_Route( $lease, $breaker, new Health\Housekeeping( $database, $nonces ) ),
				new Rest\Live_Route( $sweep ),
				new Rest\Orders_Route( $query, new Orders\Order_Reader( $database ), $tombstones ),
				new Rest\Numbers_Route( $query, new Orders\Numbers( $database ) ),
				new Rest\Marks_Route( $query, $marks ),
				new Rest\Attention_Route( $query, $marks ),
				new Rest\Stock_Route( new Stock\Stock_Pass( $database, $sweep, $skus, $levels ) ),
				new Rest\Stock_Why_Route( new Stock\Stock_Why( $database, $skus, $levels ) ),
				new Rest\Skus_Route( new Stock\Sku_List( $database ) ),
				new Rest\Despatches_Route( $database, $recorder ),
			]
		);
		add_action( 'rest_api_init', [ $shop_routes, 'register' ] );
		add_action( 'rest_api_init', [ new Admin\Admin_Routes( $client, $contact ), 'register' ] );
		add_action( 'rest_api_init', [ new Admin\Connection_Routes( new Link\Pairing( $client, $contact ), $contact ), 'register' ] );
	}
}
