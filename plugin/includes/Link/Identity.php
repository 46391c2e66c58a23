<?php
declare(strict_types=1);

namespace Pickwave\Link;

use Pickwave\Options;
use Pickwave\Values;

/**
 * Which shop this is: an installation id, and the address it was paired at. A copy of the shop has both, but stands
 * somewhere else: it is frozen, and nothing of it is ever sent.
 */
final class Identity {

	private function __construct(
		public readonly string $installation_id,
		/** Null until it is paired, or first used with constants. */
		public readonly ?string $bound_url,
	) {}

	public static function read(): ?self {
		$stored = Options::map( Options::IDENTITY );
		$id     = Values::text_or_null( $stored['installation_id'] ?? null );
		return null === $id ? null : new self( $id, Values::text_or_null( $stored['bound_url'] ?? null ) );
	}

	/** Binds it to the address it has now. */
	public static function bind( string $installation_id ): self {
		$identity = new self( $installation_id, Address::home() );
		Options::set( Options::IDENTITY, $identity->stored() );
		return $identity;
	}

	/** With constants nobody pairs by hand, so the first use binds. Of several at once the first: with another id it would be another shop to the sidecar. */
	public static function read_or_bind(): self {
		$there = self::read();
		if ( null !== $there ) {
			return $there;
		}
		$mine = new self( wp_generate_uuid4(), Address::home() );
		Options::set_first( Options::IDENTITY, $mine->stored() );
		return self::read() ?? $mine;
	}

	/** @return array{installation_id: string, bound_url: string|null} */
	private function stored(): array {
		return [ 'installation_id' => $this->installation_id, 'bound_url' => $this->bound_url ];
	}

	public function frozen(): bool {
		return null !== $this->bound_url && ! Address::same( $this->bound_url, Address::home() );
	}

	/** `shop <installation id> <address>`: who asks, in the X-Pickwave-From header. */
	public function from(): string {
		return "shop $this->installation_id " . Address::of( Address::home() );
	}
}
