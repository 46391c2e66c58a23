<?php
declare(strict_types=1);

namespace Pickwave\Despatch;

use Pickwave\Values;
use WC_Email;
use WC_Order;

/**
 * "Part of your order is on its way": one of WooCommerce's own kind of mails, switched and worded under WooCommerce >
 * Settings > Emails, its templates to be overridden in the theme.
 */
final class Despatch_Mail extends WC_Email {

	private ?Parcel $parcel = null;

	public function __construct() {
		$this->id             = 'pickwave_part_despatched';
		$this->customer_email = true;
		$this->title          = __( 'Part of an order despatched', 'pickwave' );
		$this->description    = __( 'Sent to the customer when a part of the order has left the warehouse and the rest is still to come.', 'pickwave' );
		$this->email_group    = 'order-updates';
		$this->template_base  = Tracking_Block::templates();
		$this->template_html  = 'emails/pickwave-part-despatched.php';
		$this->template_plain = 'emails/plain/pickwave-part-despatched.php';
		$this->placeholders   = [ '{order_date}' => '', '{order_number}' => '' ];
		parent::__construct();
	}

	public function get_default_subject(): string {
		return null !== $this->parcel && [] === $this->parcel->to_come
			? __( 'Your {site_title} order {order_number} is on its way', 'pickwave' )
			: __( 'Part of your {site_title} order {order_number} is on its way', 'pickwave' );
	}

	public function get_default_heading(): string {
		return null !== $this->parcel && [] === $this->parcel->to_come
			? __( 'Your order is on its way', 'pickwave' )
			: __( 'Part of your order is on its way', 'pickwave' );
	}

	public function get_default_additional_content(): string {
		return __( 'Thanks for shopping with us.', 'pickwave' );
	}

	/** What became of it is told by woocommerce_email_sent. */
	public function send_for( WC_Order $order, Parcel $parcel ): void {
		$this->setup_locale();
		$this->parcel                         = $parcel;
		$this->object                         = $order;
		$this->recipient                      = $order->get_billing_email();
		$this->placeholders['{order_date}']   = null === $order->get_date_created() ? '' : wc_format_datetime( $order->get_date_created() );
		$this->placeholders['{order_number}'] = $order->get_order_number();
		if ( $this->is_enabled() && '' !== Values::string( $this->get_recipient() ) ) {
			$this->send( $this->get_recipient(), $this->get_subject(), $this->get_content(), $this->get_headers(), $this->get_attachments() );
		}
		$this->restore_locale();
	}

	public function get_content_html(): string {
		return wc_get_template_html( $this->template_html, $this->template_values( false ), '', $this->template_base );
	}

	public function get_content_plain(): string {
		return wc_get_template_html( $this->template_plain, $this->template_values( true ), '', $this->template_base );
	}

	/** @return array<string, mixed> */
	private function template_values( bool $plain ): array {
		return [
			'order'              => $this->object,
			'parcel'             => $this->parcel,
			'email_heading'      => $this->get_heading(),
			'additional_content' => $this->get_additional_content(),
			'sent_to_admin'      => false,
			'plain_text'         => $plain,
			'email'              => $this,
		];
	}
}
