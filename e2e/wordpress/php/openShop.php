<?php
/**
 * Turns a fresh WordPress, WooCommerce just activated, into an open British shop with products. $args: {"password", "products": see products.ts}
 * Gives {"applicationPassword", "products": {SKU: {"id", "parentId"}}}.
 */

// High-performance order storage becomes the default only at the first visit of wp-admin: this is what that visit does.
// The same step closes the shop behind "coming soon".
WC_Install::newly_installed();

$options = array(
	'woocommerce_coming_soon'                   => 'no',
	'woocommerce_currency'                      => 'GBP',
	'woocommerce_default_country'               => 'GB',
	'woocommerce_store_address'                 => '1 Test Street',
	'woocommerce_store_city'                    => 'London',
	'woocommerce_store_postcode'                => 'EC1A 1BB',
	'woocommerce_onboarding_profile'            => array( 'skipped' => true ),
	'woocommerce_task_list_hidden'              => 'yes',
	'woocommerce_show_marketplace_suggestions'  => 'no',
	'woocommerce_allow_tracking'                => 'no',
	'woocommerce_cod_settings'                  => array(
		'enabled' => 'yes',
		'title'   => 'Cash on delivery',
	),
	'woocommerce_bacs_settings'                 => array(
		'enabled' => 'yes',
		'title'   => 'Bank transfer',
	),
);
foreach ( $options as $name => $value ) {
	update_option( $name, $value );
}

$zone = new WC_Shipping_Zone();
$zone->set_zone_name( 'United Kingdom' );
$zone->add_location( 'GB', 'country' );
$zone->save();
foreach ( array( 'Standard delivery' => '3.95', 'Express delivery' => '9.95' ) as $title => $cost ) {
	$instance = $zone->add_shipping_method( 'flat_rate' );
	update_option(
		"woocommerce_flat_rate_{$instance}_settings",
		array(
			'title'      => $title,
			'tax_status' => 'none',
			'cost'       => $cost,
		)
	);
}

wp_insert_user(
	array(
		'user_login' => 'manager',
		'user_email' => 'manager@shop.example',
		'user_pass'  => $args['password'],
		'role'       => 'shop_manager',
	)
);

$made = array();
foreach ( $args['products'] as $wanted ) {
	$variable = isset( $wanted['variations'] );
	$product  = $variable ? new WC_Product_Variable() : new WC_Product_Simple();
	$product->set_name( $wanted['name'] );
	$product->set_sku( $wanted['sku'] );
	$product->set_status( 'publish' );
	$product->set_virtual( $wanted['virtual'] ?? false );
	if ( isset( $wanted['stock'] ) ) {
		$product->set_manage_stock( true );
		$product->set_stock_quantity( $wanted['stock'] );
	}
	if ( $variable ) {
		$attribute = new WC_Product_Attribute();
		$attribute->set_name( $wanted['attribute'] );
		$attribute->set_options( array_column( $wanted['variations'], 'option' ) );
		$attribute->set_visible( true );
		$attribute->set_variation( true );
		$product->set_attributes( array( $attribute ) );
	} else {
		$product->set_regular_price( $wanted['price'] );
	}
	$id                     = $product->save();
	$made[ $wanted['sku'] ] = array(
		'id'       => $id,
		'parentId' => 0,
	);
	foreach ( $wanted['variations'] ?? array() as $option ) {
		$variation = new WC_Product_Variation();
		$variation->set_parent_id( $id );
		$variation->set_attributes( array( sanitize_title( $wanted['attribute'] ) => $option['option'] ) );
		$variation->set_sku( $option['sku'] );
		$variation->set_regular_price( $option['price'] );
		if ( isset( $option['stock'] ) ) {
			$variation->set_manage_stock( true );
			$variation->set_stock_quantity( $option['stock'] );
		}
		$made[ $option['sku'] ] = array(
			'id'       => $variation->save(),
			'parentId' => $id,
		);
	}
	if ( $variable ) {
		WC_Product_Variable::sync( $id );
	}
}

return array(
	'applicationPassword' => WP_Application_Passwords::create_new_application_password( 1, array( 'name' => 'tests' ) )[0],
	'products'            => $made,
);
