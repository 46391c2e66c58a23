// Where the screen stands: inside WordPress, or in a page of its own (the demo), which says so in window.pickwave.

export interface Place {
  /** The root of the REST API, with its slash at the end. Inside WordPress api-fetch knows it already. */
  root?: string;
  /** Address of an order in the shop, with {id} in it. Left out: WooCommerce's own inside WordPress, else no link. */
  orderUrl?: string;
}

declare global {
  interface Window {
    pickwave?: Place;
  }
}

const place = (): Place => window.pickwave ?? {};

export const apiRoot = () => place().root;

/** Inside WordPress the page has its heading from WooCommerce; a page of our own needs one. */
export const needsHeading = () => apiRoot() !== undefined;

/** The order's page in the shop, or null where there is none to link to. */
export function shopOrderUrl(orderId: number): string | null {
  const { root, orderUrl } = place();
  const pattern = orderUrl ?? (root ? null : 'admin.php?page=wc-orders&action=edit&id={id}');
  return pattern ? pattern.replace('{id}', String(orderId)) : null;
}

/** The shop's products with this SKU, variations among them, or null where there is no list to link to. */
export const shopProductsUrl = (sku: string): string | null =>
  place().root ? null : `edit.php?${new URLSearchParams({ post_type: 'product', s: sku })}`;
