import type { Site } from '../wordpress/startWordPress.ts';

/** Whether the shop knows of an exception of this order. */
export const isMarked = (site: Site, order: number) =>
  site.wp<boolean>(
    'global $wpdb; return (bool) $wpdb->get_var( $wpdb->prepare( "SELECT attention_code FROM {$wpdb->prefix}pickwave_orders WHERE order_id = %d", $args ) );',
    order,
  );
