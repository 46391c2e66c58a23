<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Link\Address;
use Pickwave\Link\Credentials;
use Pickwave\Link\Identity;

/** Why nothing of this shop can go to the warehouse at all, in words for staff. */
final class Link_Trouble {

	/** Null where the link stands, or where the shop has not been paired yet. */
	public static function words(): ?string {
		$identity = Identity::read();
		if ( null !== $identity && $identity->frozen() ) {
			return sprintf(
				/* translators: 1: an address. 2: an address. */
				__( 'This is a copy of the shop at %1$s, standing at %2$s. Nothing of it goes to the warehouse.', 'pickwave' ),
				(string) $identity->bound_url,
				Address::home()
			);
		}
		return Credentials::locked_out()
			? __( 'The secret of the link cannot be read any more, since the keys in wp-config.php have changed. Orders do not go over until the shop is paired again.', 'pickwave' )
			: null;
	}

	/** The same, and that it has not been paired. */
	public static function words_or_unpaired(): ?string {
		return self::words() ?? ( null === Credentials::read() ? __( 'This shop is not paired with a sidecar yet. No order goes to the warehouse.', 'pickwave' ) : null );
	}
}
