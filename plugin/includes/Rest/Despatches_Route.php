<?php
declare(strict_types=1);

namespace Pickwave\Rest;

use Pickwave\Database\Database;
use Pickwave\Despatch\Despatch;
use Pickwave\Despatch\Despatch_Recorder;
use Pickwave\Link\Lock;
use Pickwave\Values;
use WP_Error;
use WP_REST_Request;

/** Records despatches on orders. */
final class Despatches_Route implements Shop_Route {

	private const LOCK_WAIT_MS = 20_000;

	public function __construct( private readonly Database $database, private readonly Despatch_Recorder $recorder ) {}

	public function path(): string {
		return 'despatches';
	}

	public function writes(): bool {
		return true;
	}

	public function args(): array {
		$text = [ 'type' => 'string', 'required' => true ];
		return [
			'despatches' => Arguments::items(
				100,
				[
					'despatch'        => $text + [ 'minLength' => 1, 'maxLength' => 64 ],
					'order_id'        => [ 'type' => 'integer', 'required' => true ],
					'despatched_at'   => $text,
					'carrier'         => $text,
					'service'         => $text,
					'tracking_number' => $text,
					'tracking_url'    => $text,
					'quiet'           => [ 'type' => 'boolean', 'required' => true ],
					'lines'           => [
						'type'     => 'array',
						'required' => true,
						'minItems' => 1,
						'items'    => [
							'type'       => 'object',
							'properties' => [
								'key'      => $text + [ 'minLength' => 1, 'maxLength' => 64 ],
								'item_id'  => [ 'type' => 'integer', 'required' => true ],
								'quantity' => [ 'type' => 'integer', 'required' => true, 'minimum' => 1 ],
							],
						],
					],
				],
				[ 'despatched_at' ]
			),
		];
	}

	public function answer( WP_REST_Request $request ): array|WP_Error {
		wc_set_time_limit( 300 );
		$lock = new Lock( $this->database, 'despatches' );
		// A request whose sender gave up may still be at it.
		if ( ! $lock->take( self::LOCK_WAIT_MS ) ) {
			return new WP_Error( 'pickwave_busy', __( 'Despatches are being recorded by another request. Try again.', 'pickwave' ), [ 'status' => 503 ] );
		}
		try {
			$results = [];
			foreach ( Values::maps( $request['despatches'] ) as $json ) {
				$news      = Despatch::parse( $json );
				$results[] = $this->recorder->record( $news )->json( $news );
				if ( ! $lock->keep() ) {
					return new WP_Error( 'pickwave_busy', __( 'Recording took too long. Try again with fewer despatches.', 'pickwave' ), [ 'status' => 503 ] );
				}
			}
			return [ 'results' => $results ];
		} finally {
			$lock->give_back();
		}
	}
}
