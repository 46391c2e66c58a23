<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Orders\Memory;

/** How far an order has come, in a few words and with a sign that does not need its colour. */
enum Order_State {

	case Needs_Attention;
	case Despatched;
	case Sent;
	case Going;
	case Not_Sent;

	/** What needs a person comes before everything else. */
	public static function of( Memory $memory ): self {
		return match ( true ) {
			null !== $memory->attention => self::Needs_Attention,
			$memory->parcels > 0        => self::Despatched,
			null !== $memory->sent_at   => self::Sent,
			null !== $memory->number    => self::Going,
			default                     => self::Not_Sent,
		};
	}

	public function words( Memory $memory ): string {
		return match ( $this ) {
			self::Needs_Attention => __( 'Needs attention', 'pickwave' ),
			/* translators: %d: a number of parcels. */
			self::Despatched      => sprintf( _n( '%d parcel despatched', '%d parcels despatched', $memory->parcels, 'pickwave' ), $memory->parcels ),
			self::Sent            => __( 'Sent to Peoplevox', 'pickwave' ),
			self::Going           => __( 'Going to Peoplevox', 'pickwave' ),
			self::Not_Sent        => __( 'Not sent', 'pickwave' ),
		};
	}

	/** One of WordPress's own icons. */
	public function icon(): string {
		return match ( $this ) {
			self::Needs_Attention => 'dashicons-warning',
			self::Despatched      => 'dashicons-yes-alt',
			self::Sent            => 'dashicons-yes',
			self::Going           => 'dashicons-update',
			self::Not_Sent        => 'dashicons-minus',
		};
	}

	/** The icon and the words, escaped. */
	public function html( Memory $memory ): string {
		return sprintf(
			'<span class="pickwave-state %s"><span class="dashicons %s" aria-hidden="true"></span> %s</span>',
			self::Needs_Attention === $this ? 'pickwave-state-attention' : '',
			esc_attr( $this->icon() ),
			esc_html( $this->words( $memory ) )
		);
	}
}
