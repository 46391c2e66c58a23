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
		Options::set( Options::IDENTITY, [ 'installation_id' => $identity->installation_id, 'bound_url' => $identity->bound_url ] );
		return $identity;
	}

	/** With constants nobody pairs by hand, so the first use binds. */
	public static function read_or_bind(): self {
		return self::read() ?? self::bind( wp_generate_uuid4() );
	}

	public function frozen(): bool {
		return null !== $this->bound_url && ! Address::same( $this->bound_url, Address::home() );
	}

	/** `shop <installation id> <address>`: who asks, in the X-Pickwave-From header. */
	public function from(): string {
		return "shop $this->installation_id " . Address::of( Address::home() );
	}
}
