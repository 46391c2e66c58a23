<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Pickwave\Despatch\Despatch_Book;
use Pickwave\Log;
use Pickwave\Orders\Attention;
use Pickwave\Orders\Memories;
use Pickwave\Orders\Memory;
use Pickwave\Times;
use Throwable;
use WC_Order;
use WP_Post;

/**
 * On an order in wp-admin: what became of it in the warehouse. Only reads, so that looking at an order is no news of it, and asks
 * nobody but the shop's own tables, so that it is there while the sidecar is away.
 */
final class Order_Box {

	public function __construct( private readonly Memories $memories, private readonly Despatch_Book $book ) {}

	public function show(): void {
		add_action( 'add_meta_boxes', [ $this, 'add' ] );
		add_action( 'admin_enqueue_scripts', [ Order_Style::class, 'enqueue' ] );
	}

	public function add( mixed $screen ): void {
		$of_orders = wc_get_page_screen_id( 'shop-order' );
		if ( $of_orders === $screen && true === Rights::may_view() ) {
			add_meta_box( 'pickwave-order', 'Pickwave', [ $this, 'render' ], $of_orders, 'side' );
		}
	}

	/** WordPress hands on a post, WooCommerce's own tables an order. */
	public function render( mixed $post_or_order ): void {
		$order = $post_or_order instanceof WP_Post ? wc_get_order( $post_or_order->ID ) : $post_or_order;
		if ( ! $order instanceof WC_Order || true !== Rights::may_view() ) {
			return;
		}
		try {
			$memory  = $this->memories->of( $order->get_id() );
			$parcels = 0 === $memory->parcels ? [] : $this->book->parcels( $order->get_id() );
		} catch ( Throwable $failure ) {
			Log::error( 'What Pickwave did of an order cannot be read: ' . $failure->getMessage() );
			echo '<p>' . esc_html__( 'What Pickwave did of this order cannot be read at the moment.', 'pickwave' ) . '</p>';
			return;
		}
		$trouble = Link_Trouble::words_or_unpaired();
		if ( null !== $trouble ) {
			printf( '<div class="notice notice-warning notice-alt inline"><p>%s</p></div>', esc_html( $trouble ) );
		}
		self::state( $memory, $order );
		if ( null !== $memory->attention ) {
			self::attention( $memory->attention );
		}
		if ( [] !== $parcels ) {
			self::parcels( $parcels, $order );
		}
		printf( '<p><a href="%s">%s</a></p>', esc_url( Screen::address_of_order( $order->get_id() ) ), esc_html__( 'Show this order in Pickwave', 'pickwave' ) );
	}

	private static function state( Memory $memory, WC_Order $order ): void {
		if ( Order_State::Not_Sent === Order_State::of( $memory ) ) {
			$why = Not_Sent::why( $order );
			printf( '<p>%s%s</p>', esc_html__( 'Not sent to Peoplevox yet.', 'pickwave' ), esc_html( '' === $why ? '' : " $why" ) );
			return;
		}
		echo '<ul class="pickwave-facts">';
		if ( null !== $memory->number ) {
			/* translators: %s: a number. */
			printf( '<li>%s</li>', esc_html( sprintf( __( 'Sales order %s', 'pickwave' ), $memory->number ) ) );
		}
		if ( null !== $memory->sent_at ) {
			printf(
				'<li>%s <time datetime="%s" title="%s">%s</time></li>',
				esc_html__( 'Sent to Peoplevox', 'pickwave' ),
				esc_attr( Times::iso( $memory->sent_at ) ),
				esc_attr( self::exactly( $memory->sent_at ) ),
				esc_html( self::ago( $memory->sent_at ) )
			);
		} elseif ( null === $memory->attention && 0 === $memory->parcels ) {
			printf( '<li>%s</li>', esc_html__( 'Is going to Peoplevox; the warehouse does not see it before it is complete.', 'pickwave' ) );
		} else {
			printf( '<li>%s</li>', esc_html__( 'Not sent to Peoplevox yet.', 'pickwave' ) );
		}
		echo '</ul>';
	}

	private static function attention( Attention $attention ): void {
		printf(
			'<h3 class="pickwave-heading pickwave-state-attention"><span class="dashicons dashicons-warning" aria-hidden="true"></span> %s</h3><p><strong>%s.</strong> %s</p>',
			esc_html__( 'Needs attention', 'pickwave' ),
			esc_html( $attention->words ),
			esc_html( $attention->reason )
		);
		if ( '' !== $attention->next ) {
			/* translators: %s: what somebody has to do. */
			printf( '<p>%s</p>', esc_html( sprintf( __( 'What to do: %s', 'pickwave' ), $attention->next ) ) );
		}
	}

	/** @param list<array{despatch: string, number: string, despatched_at: int, units: int, told: string|null}> $parcels */
	private static function parcels( array $parcels, WC_Order $order ): void {
		printf( '<h3 class="pickwave-heading">%s</h3><ul class="pickwave-parcels">', esc_html__( 'Parcels', 'pickwave' ) );
		foreach ( $parcels as $parcel ) {
			/* translators: 1: the number of a despatch. 2: how many units. */
			$what = sprintf( _n( 'Despatch %1$s, %2$d unit', 'Despatch %1$s, %2$d units', $parcel['units'], 'pickwave' ), $parcel['despatch'], $parcel['units'] );
			printf(
				'<li>%s, <time datetime="%s" title="%s">%s</time><br>%s<br>%s</li>',
				esc_html( $what ),
				esc_attr( Times::iso( $parcel['despatched_at'] ) ),
				esc_attr( self::exactly( $parcel['despatched_at'] ) ),
				esc_html( self::ago( $parcel['despatched_at'] ) ),
				wp_kses_post( Parcel_Words::tracking( $parcel['number'], $order ) ),
				esc_html( Parcel_Words::told( $parcel['told'] ) )
			);
		}
		echo '</ul>';
	}

	private static function exactly( int $ms ): string {
		return (string) wp_date( wc_date_format() . ', ' . wc_time_format(), intdiv( $ms, Times::SECOND_MS ) );
	}

	private static function ago( int $ms ): string {
		/* translators: %s: a duration, such as "2 mins". */
		return sprintf( __( '%s ago', 'pickwave' ), human_time_diff( intdiv( $ms, Times::SECOND_MS ) ) );
	}
}
