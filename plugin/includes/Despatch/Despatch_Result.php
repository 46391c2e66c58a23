<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

/** What became of the news of a despatch. */
final class Despatch_Result {

	/** @param 'recorded'|'already'|'refused' $outcome */
	private function __construct(
		private readonly string $outcome,
		private readonly ?string $why,
		private readonly ?string $order_status,
		private readonly bool $complete,
		private readonly ?string $told,
	) {}

	public static function recorded( ?string $order_status, bool $complete, ?string $told ): self {
		return new self( 'recorded', null, $order_status, $complete, $told );
	}

	public static function already( string $order_status, bool $complete, ?string $told ): self {
		return new self( 'already', null, $order_status, $complete, $told );
	}

	public static function refused( string $why, ?string $order_status, bool $complete = false ): self {
		return new self( 'refused', $why, $order_status, $complete, null );
	}

	/** @return array<string, mixed> */
	public function json( Despatch $news ): array {
		return [
			'despatch'     => $news->despatch,
			'order_id'     => $news->order_id,
			'outcome'      => $this->outcome,
			'why'          => $this->why,
			'order_status' => $this->order_status,
			'complete'     => $this->complete,
			'told'         => $this->told,
		];
	}
}
