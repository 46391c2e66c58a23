<?php
declare(strict_types=1);

namespace Pickwave\Admin;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Pickwave\Values;

use const Pickwave\PLUGIN_FILE;

/** WooCommerce > Pickwave. The page is admin-ui/, built into build/. */
final class Screen {

	public const PAGE      = 'pickwave';
	private const SCREEN   = 'woocommerce_page_' . self::PAGE;
	private const HANDLE   = 'pickwave-screen';
	private const POSITION = 3;

	public function show(): void {
		add_action( 'admin_menu', [ $this, 'add_page' ], 60 );
		add_action( 'admin_enqueue_scripts', [ $this, 'enqueue' ] );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), [ $this, 'add_link' ] );
	}

	public static function address(): string {
		return admin_url( 'admin.php?page=' . self::PAGE );
	}

	/** Of one order on the screen (admin-ui/route.ts). */
	public static function address_of_order( int $order_id ): string {
		return add_query_arg( [ 'tab' => 'orders', 'order' => $order_id ], self::address() );
	}

	public function add_page(): void {
		$capability = current_user_can( Rights::MANAGE ) ? Rights::MANAGE : Rights::VIEW;
		add_submenu_page( 'woocommerce', 'Pickwave', 'Pickwave', $capability, self::PAGE, [ $this, 'render' ], self::POSITION );
		if ( function_exists( 'wc_admin_connect_page' ) ) {
			wc_admin_connect_page( [ 'id' => self::PAGE, 'screen_id' => self::SCREEN, 'title' => 'Pickwave' ] );
		}
	}

	public function render(): void {
		if ( ! self::built() ) {
			printf(
				'<div class="wrap"><h1>Pickwave</h1><div class="notice notice-error inline"><p>%s</p><p><code>npm install &amp;&amp; npm run build</code></p></div></div>',
				esc_html__( 'This copy of the plugin comes from its source, and its screen has not been built yet. Run this in the source’s folder, then load the page again:', 'pickwave' )
			);
			return;
		}
		printf(
			'<div class="wrap"><h1 class="screen-reader-text">Pickwave</h1><div id="pickwave-screen"></div><noscript>%s</noscript></div>',
			esc_html__( 'This page needs JavaScript.', 'pickwave' )
		);
	}

	public function enqueue( mixed $screen ): void {
		if ( self::SCREEN !== $screen || ! self::built() ) {
			return;
		}
		$asset   = Values::map( require self::build( 'index.asset.php' ) );
		$version = Values::string( $asset['version'] ?? '' );
		wp_enqueue_script( self::HANDLE, self::url( 'index.js' ), self::dependencies( $asset ), $version, [ 'in_footer' => true ] );
		wp_set_script_translations( self::HANDLE, 'pickwave', plugin_dir_path( PLUGIN_FILE ) . 'languages' );
		// wp-api-fetch knows the REST API's address and the nonce by itself; only the order's page is ours to say.
		wp_add_inline_script( self::HANDLE, 'window.pickwave = ' . wp_json_encode( [ 'orderUrl' => self::order_url() ] ) . ';', 'before' );
		wp_enqueue_style( 'wp-components' );
		if ( is_file( self::build( 'index.css' ) ) ) {
			wp_enqueue_style( self::HANDLE, self::url( 'index.css' ), [ 'wp-components' ], $version );
			if ( is_file( self::build( 'index-rtl.css' ) ) ) {
				wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
			}
		}
	}

	/**
	 * @param mixed $links
	 * @return mixed
	 */
	public function add_link( mixed $links ): mixed {
		return is_array( $links )
			? [ 'pickwave' => sprintf( '<a href="%s">%s</a>', esc_url( self::address() ), esc_html__( 'Open', 'pickwave' ) ) ] + $links
			: $links;
	}

	/** With {id} where the order's id goes. */
	private static function order_url(): string {
		return admin_url( OrderUtil::custom_orders_table_usage_is_enabled() ? 'admin.php?page=wc-orders&action=edit&id={id}' : 'post.php?post={id}&action=edit' );
	}

	/**
	 * @param array<string, mixed> $asset
	 * @return list<non-empty-string>
	 */
	private static function dependencies( array $asset ): array {
		$names = array_map( static fn ( mixed $name ): string => Values::string( $name ), Values::list( $asset['dependencies'] ?? [] ) );
		return array_values( array_filter( $names, static fn ( string $name ): bool => '' !== $name ) );
	}

	private static function built(): bool {
		return is_file( self::build( 'index.js' ) ) && is_file( self::build( 'index.asset.php' ) );
	}

	private static function build( string $file ): string {
		return plugin_dir_path( PLUGIN_FILE ) . "build/$file";
	}

	private static function url( string $file ): string {
		return plugins_url( "build/$file", PLUGIN_FILE );
	}
}
