<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Request;
use Pickwave\Values;
use WC_Email;
use WC_Emails;
use WC_Order;

/** Closes orders and tells customers, once for each despatch, and says what really became of the mail. */
final class Customer {

	private const COMPLETED_MAILS = [ 'customer_completed_order', 'customer_pos_completed_order' ];
	private const QUIET_UNTIL     = '_pickwave_quiet_until';
	// Long enough for a mail that another plugin puts off, short enough that staff can complete the order again and be heard.
	private const QUIET_SECONDS   = 3600;

	/** The order that is being closed without a mail in this request. */
	private ?int $silent = null;

	public function listen(): void {
		foreach ( self::COMPLETED_MAILS as $mail ) {
			add_filter( "woocommerce_email_enabled_$mail", [ $this, 'allow' ], 1000, 2 );
		}
		add_filter( 'woocommerce_email_classes', [ $this, 'add_mail' ] );
	}

	/**
	 * @param mixed $mails
	 * @return mixed
	 */
	public function add_mail( mixed $mails ): mixed {
		if ( is_array( $mails ) && ! Request::of_a_customer() ) {
			$mails['Pickwave_Part_Despatched'] = new Despatch_Mail();
		}
		return $mails;
	}

	public function allow( mixed $enabled, mixed $order = null ): mixed {
		if ( $order instanceof WC_Order && ( $order->get_id() === $this->silent || Values::int( $order->get_meta( self::QUIET_UNTIL ) ) > time() ) ) {
			return false;
		}
		return $enabled;
	}

	/** Kept on the order, so that a mail which another plugin puts off to a later request is quiet too. */
	public function keep_quiet( int $order_id ): void {
		$order = wc_get_order( $order_id );
		if ( $order instanceof WC_Order ) {
			$order->update_meta_data( self::QUIET_UNTIL, (string) ( time() + self::QUIET_SECONDS ) );
			$order->save();
		}
	}

	public function close_silently( WC_Order $order ): void {
		$this->silent = $order->get_id();
		$order->update_status( 'completed', __( 'Everything that ships has been despatched.', 'pickwave' ) );
		$this->silent = null;
	}

	/**
	 * Completes the order on the normal path, and with it WooCommerce's own mail.
	 *
	 * @return 'mailed'|'mail_disabled'|'no_address'|null
	 */
	public function close( WC_Order $order ): ?string {
		// An older parcel may have been recorded quietly a moment ago; this one is not to be.
		$order->delete_meta_data( self::QUIET_UNTIL );
		$order->save();
		$restore = self::mail_at_once();
		$sent    = self::watch(
			self::COMPLETED_MAILS,
			$order->get_id(),
			static fn () => $order->update_status( 'completed', __( 'Everything that ships has been despatched.', 'pickwave' ) )
		);
		$restore();
		return self::outcome( $order, $sent );
	}

	/**
	 * Pickwave's own mail: for a part, and for what leaves after the order was completed by hand.
	 *
	 * @return 'mailed'|'mail_disabled'|'no_address'|null
	 */
	public function tell( WC_Order $order, Parcel $parcel ): ?string {
		$mail = WC()->mailer()->get_emails()['Pickwave_Part_Despatched'] ?? null;
		$sent = $mail instanceof Despatch_Mail
			? self::watch( [ $mail->id ], $order->get_id(), static fn () => $mail->send_for( $order, $parcel ) )
			: [];
		return self::outcome( $order, $sent );
	}

	/**
	 * @param list<bool> $sent
	 * @return 'mailed'|'mail_disabled'|'no_address'|null
	 */
	private static function outcome( WC_Order $order, array $sent ): ?string {
		return match ( true ) {
			in_array( true, $sent, true )                   => 'mailed',
			[] !== $sent                                    => null,
			! is_email( $order->get_billing_email() )       => 'no_address',
			default                                         => 'mail_disabled',
		};
	}

	/**
	 * What WooCommerce says of the mails it sent while `$work` was done.
	 *
	 * @param list<string> $mails
	 * @return list<bool> whether each was handed over
	 */
	private static function watch( array $mails, int $order_id, callable $work ): array {
		$sent  = [];
		$watch = static function ( mixed $success, mixed $id, mixed $mail = null ) use ( &$sent, $mails, $order_id ): void {
			if ( in_array( $id, $mails, true ) && $mail instanceof WC_Email && $mail->object instanceof WC_Order && $mail->object->get_id() === $order_id ) {
				$sent[] = (bool) $success;
			}
		};
		add_action( 'woocommerce_email_sent', $watch, 10, 3 );
		$work();
		remove_action( 'woocommerce_email_sent', $watch, 10 );
		return $sent;
	}

	/**
	 * Where the shop puts its mails off to a background job, the completed mail is sent now all the same: only so is
	 * it known whether the customer was told. Nobody at a checkout waits for it.
	 *
	 * @return callable(): void puts things back
	 */
	private static function mail_at_once(): callable {
		$hook  = 'woocommerce_order_status_completed';
		$later = [ WC_Emails::class, 'queue_transactional_email' ];
		$now   = [ WC_Emails::class, 'send_transactional_email' ];
		if ( false === has_action( $hook, $later ) ) {
			return static function (): void {};
		}
		remove_action( $hook, $later, 10 );
		add_action( $hook, $now, 10, 10 );
		return static function () use ( $hook, $later, $now ): void {
			remove_action( $hook, $now, 10 );
			add_action( $hook, $later, 10, 10 );
		};
	}
}
